"""Lists of pages name each page once, and no file holds what an unfinished merge leaves behind.

``make docs`` fails on both as well, but it takes minutes and is run seldom.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BUILT = ("_build", "generated", "_static", "pictures")
FOLDERS = ("src", "tests", "docs", "examples", "benchmarks", "chores", "paper", "risk", "changes", ".github", ".ci")
TEXTS = {".py", ".md", ".toml", ".js", ".css", ".csv", ".yml", ".j2", ".jinja", ".bib", ".cff", ".sh", ".ant", ""}
# Seven of a sign at the start of a line; a row of equal signs alone underlines headings as well.
MARKERS = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)


def entries(text: str) -> list[str]:
    """What the lists of a page name, without titles and options."""
    lists = re.findall(r"^```\{toctree\}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line.strip() for part in lists for line in part.splitlines()]
    return [re.sub(r".*<(.+)>$", r"\1", line) for line in lines if line and not line.startswith(":")]


def list_faults(pages: dict[str, str]) -> list[str]:
    """Entries that name no page, pages that are named twice, and pages that no list names.

    Pages are texts by their names without ending from the folder of the documentation.
    """
    found, named = [], []
    for page, text in pages.items():
        folder = page.rpartition("/")[0]
        for entry in entries(text):
            name = posixpath.normpath(posixpath.join(folder, entry))
            # A star stands for all pages of the folder, but for the one that lists them.
            named += [one for one in fnmatch.filter(pages, name) if one != page] if "*" in name else [name]
            if "*" not in name and name not in pages and not name.startswith("generated/"):
                found.append(f"{page} lists {entry}, which is no page")
    found += [f"{name} is listed {named.count(name)} times" for name in sorted(set(named)) if named.count(name) > 1]
    return found + [f"{name} is in no list" for name in pages if name not in named and name != "index"]


def test_every_page_is_listed_once() -> None:
    paths = [path for path in sorted(DOCS.rglob("*.md")) if path.relative_to(DOCS).parts[0] not in BUILT]
    pages = {path.relative_to(DOCS).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in paths}
    assert list_faults(pages) == []


def test_a_wrong_list_is_noticed() -> None:
    listed = "```{toctree}\n:maxdepth: 1\n\nfirst\nOther title <second>\ngone\nfirst\n```\n"
    pages = {
        "index": "```{toctree}\nin/index\n```\n",
        "in/index": listed,
        "in/first": "",
        "in/second": "",
        "in/third": "",
    }
    assert list_faults({**pages, "in/index": "```{toctree}\n:glob:\n\n*\n```\n"}) == []
    assert list_faults(pages) == [
        "in/index lists gone, which is no page", "in/first is listed 2 times", "in/third is in no list",
    ]  # fmt: skip


def test_no_file_holds_a_marker_of_a_merge() -> None:
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    texts = [path for path in paths if path.suffix in TEXTS and path.is_file() and "__pycache__" not in path.parts]
    assert len(texts) > 1000
    found = [
        path.relative_to(ROOT).as_posix()
        for path in texts
        if not set(BUILT).intersection(path.relative_to(ROOT).parts)
        and MARKERS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_a_marker_is_noticed() -> None:
    for line in ("<" * 7 + " HEAD", ">" * 7 + " branch", "|" * 7):
        assert MARKERS.search(f"words\n{line}\n")
    assert not MARKERS.search("a <<<<<<< b\n" + "=" * 7 + "\n>>> doctest\n")
