"""Pages of the library: every value with unit, spread, source and grade, made from the library when pages are built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from microthermal import catalog

# A skin is a site and a phototype, and both are listed.
KINDS = tuple(kind for kind in catalog.kinds() if kind != "skin")
COLUMNS = ("value", "is", "spread", "source", "grade")
_HEAD = """# Library

Every number that the program uses, as its file states it: value with unit, spread, source, where in it and how it was
read, and grade. These pages are made from the library when the documentation is built; `mtz library show KIND NAME`
prints the same on a terminal.

A value is a *debt* when it was recalled and not verified (*memory*), or when it rests on an assumption or a scenario.
`mtz library check` lists all debts, and results that use one say so.

```{library-summary}
```

```{toctree}
:hidden:

"""


def _id(text: str) -> str:
    return f"source-{nodes.make_id(text)}"


def _table(head: tuple[str, ...], lines: list[list[nodes.Node]], widths: tuple[int, ...]) -> nodes.table:
    """Table of cells that hold inline nodes; a cell is a list of them."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=width) for width in widths]
    top = nodes.row("", *(nodes.entry("", nodes.paragraph("", word)) for word in head))
    body = [nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in line)) for line in lines]
    group += [nodes.thead("", top), nodes.tbody("", *body)]
    return nodes.table("", group, classes=["library"])


def _line(row: Any) -> list[list[nodes.Node]]:
    """Cells of one value; members of a path may part, so that a long one does not widen its column."""
    spread = f"{row.low or '…'} to {row.high or '…'}" if row.low or row.high else ""
    spread += (f" ({row.spread})" if spread else row.spread) if row.spread else ""
    source: list[nodes.Node] = [nodes.reference("", row.source, refuri=f"sources.html#{_id(row.source)}")]
    kept = f"kept for {row.kept_for}" if row.kept_for else ""
    more = "; ".join(part for part in (row.where, row.note, kept) if part)
    source += [nodes.Text(f": {more}")] if more else []
    grade = ", ".join(part for part in (row.kind, row.read) if part)
    graded: list[nodes.Node] = [nodes.Text(grade)]
    graded += [nodes.Text(", "), nodes.strong("", "debt")] if row.debt else []
    return [
        [nodes.literal("", row.path.replace(".", ".\N{ZERO WIDTH SPACE}").replace("_", "_\N{ZERO WIDTH SPACE}"))],
        [nodes.Text(row.value)],
        [nodes.Text(spread)],
        source,
        graded,
    ]


class LibraryKind(SphinxDirective):
    """All entries of one kind, each with a table of its values."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make a section for each entry."""
        kind = self.arguments[0]
        found: list[nodes.Node] = []
        for name in catalog.names(kind):
            entry = catalog.entry(kind, name)
            for path in entry.files:
                self.env.note_dependency(str(path))  # the page is built anew when the file changes
            section = nodes.section(ids=[nodes.make_id(f"{kind}-{name}")], names=[f"{kind} {name}"])
            section += nodes.title("", entry.title)
            section += nodes.paragraph("", "", nodes.literal("", f"{kind} {name}"))
            if entry.about:
                section += nodes.paragraph("", entry.about)
            if entry.rows:
                section += _table(COLUMNS, [_line(row) for row in entry.rows], (20, 14, 22, 30, 14))
            found.append(section)
        return found


class LibrarySummary(SphinxDirective):
    """How many entries, values and debts each kind has."""

    def run(self) -> list[nodes.Node]:
        """Count."""
        self.env.note_reread()
        lines: list[list[nodes.Node]] = []
        counts = [0, 0, 0]
        for kind in KINDS:
            rows = [row for name in catalog.names(kind) for row in catalog.entry(kind, name).rows]
            here = (len(catalog.names(kind)), len(rows), sum(row.debt for row in rows))
            counts = [total + more for total, more in zip(counts, here, strict=True)]
            link = nodes.reference("", kind, refuri=f"{kind}.html")
            lines.append([[link], *([nodes.Text(str(count))] for count in here)])
        lines.append([[nodes.strong("", "in all")], *([nodes.strong("", str(count))] for count in counts)])
        return [_table(("kind", "entries", "values", "debts among them"), lines, (40, 20, 20, 20))]


class LibrarySources(SphinxDirective):
    """The bibliography of the library, one paragraph a work."""

    def run(self) -> list[nodes.Node]:
        """List works by their keys; keys that mean the same work lead to the same paragraph."""
        self.env.note_reread()
        listed: dict[str, list[str]] = {}
        for key, work in catalog.works().items():
            listed.setdefault(work.key, []).append(key)
        found: list[nodes.Node] = []
        for key, keys in sorted(listed.items()):
            line = nodes.paragraph("", "", nodes.strong("", key), nodes.Text(f". {catalog.works()[key].text()}"))
            found.append(nodes.container("", *(nodes.target("", "", ids=[_id(each)]) for each in keys), line))
        return found


def write_pages(app: Any) -> None:
    """Write a page for each kind; pages that are the same as before are left alone, so that they are not built anew."""
    folder = Path(app.srcdir) / "generated" / "library"
    folder.mkdir(parents=True, exist_ok=True)
    pages = {kind: f"# Library: {kind}\n\n```{{library-kind}} {kind}\n```\n" for kind in KINDS}
    pages["sources"] = "# Library: sources\n\n```{library-sources}\n```\n"
    pages["index"] = _HEAD + "\n".join((*KINDS, "sources")) + "\n```\n"
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in folder.glob("*.md"):
        if path.stem not in pages:
            path.unlink()


def setup(app: Any) -> dict[str, bool]:
    """Tie the pages to Sphinx."""
    app.connect("builder-inited", write_pages)
    app.add_directive("library-kind", LibraryKind)
    app.add_directive("library-summary", LibrarySummary)
    app.add_directive("library-sources", LibrarySources)
    app.add_css_file("library.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
