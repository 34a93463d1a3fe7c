"""Judge every case, write docs/validation.md with its pictures, and hold the verdicts against the stored ones.

Run with ``make validate``; ``make verdicts`` (``--accept``) stores the new verdicts. Exits with 1 if one has changed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from microthermal import report
from microthermal.report.figures import on_light_paper
from microthermal.report.validation.comparison import comparison
from microthermal.report.validation.page import sentence
from microthermal.report.validation.parity import parity
from microthermal.report.validation.rows import lengths, measured_text, model_text
from microthermal.validation import Found, Validation, validate
from microthermal.validation.reading import unjudged
from microthermal.validation.verdicts import RULE

ROOT = Path(__file__).parents[2]
PAGE, PICTURES = ROOT / "docs" / "validation.md", ROOT / "docs" / "validation"
STORED = Path(__file__).parent / "verdicts.json"
_HEAD = "| case | role | measured | model ± numerical error (over open settings) | verdict |\n|---|---|---|---|---|"


def text(found: Validation) -> str:
    """The whole page."""
    parts = [
        "# Validation\n",
        "Do the equations describe skin? This page is written by `make validate`; nobody types its numbers. Settings, "
        "sources and what is open in each case are on the page that `mtz validate` writes.\n",
        f"**{sentence(found)}**\n",
        f"{RULE}\n",
        "![Every length: model against measurement](validation/parity.svg)\n",
    ]
    for number, group in enumerate(dict.fromkeys(one.case.group for one in found.found)):
        some = [one for one in found.found if one.case.group == group]
        parts += [
            f"## {group}\n",
            f"![Model over measurement, {group}](validation/group{number}.svg)\n",
            "\n".join([_HEAD, *(line(one) for one in some)]) + "\n",
        ]
    parts += [
        "## Not judged\n",
        f"Of the {found.rows} lines of the table of measured zones (`library/validation/literature.csv`), "
        f"{sum(len(entry.rows) for entry in found.unused)} are judged by no case:\n",
        "| what | lines | why not |\n|---|---|---|",
        "\n".join(f"| {entry.title} ({entry.source}) | {len(entry.rows)} | {entry.reason} |" for entry in found.unused),
        "\n## Not judged: other families of devices\n",
        "| rows | what | why not |\n|---|---|---|",
        "\n".join(f"| {', '.join(one.ids)} | {one.title} ({one.source}) | {one.reason} |" for one in unjudged()),
    ]
    return "\n".join(parts).rstrip() + "\n"


def line(one: Found) -> str:
    """One line of a table."""
    case = one.case
    role = "calibration" if case.role == "calibration" else "held out"
    role += "" if case.counts else ", not counted"
    verdict = f"**{one.verdict}**" if one.verdict in ("miss", "unresolved") else one.verdict
    cells = (f"{case.title} ({case.citation.source})", role, measured_text(case), model_text(one), verdict)
    note = f"; {one.note}" if one.note else ""
    return "| " + " | ".join(cells) + f"{note} |"


def draw(found: Validation) -> None:
    """Write the pictures of the page."""
    PICTURES.mkdir(exist_ok=True)
    drawn = {"parity": parity(lengths(found.found))}
    for number, group in enumerate(dict.fromkeys(one.case.group for one in found.found)):
        name = f"group{number}"
        drawn[name] = comparison(name, tuple(one for one in found.found if one.case.group == group))
    for stale in PICTURES.glob("*.svg"):
        stale.unlink()
    for name, svg in drawn.items():
        (PICTURES / f"{name}.svg").write_text(standalone(svg), encoding="utf-8")


def standalone(svg: str) -> str:
    """A picture of a page as a file of its own, on white: it knows no fonts of a page, and no theme."""
    own = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(' aria-hidden="true"', "", 1)
    own = own.replace("max-width:", "background:#fff;max-width:", 1).replace("var(--figure-font)", "Arial, sans-serif")
    return on_light_paper(own)


def main() -> int:
    """Judge, write, compare."""

    def tell(done: int, steps: int, what: str) -> None:
        sys.stderr.write(f"{done}/{steps} {what}\n")

    found, quick = validate(progress=tell), validate(quick=True)
    PAGE.write_text(text(found), encoding="utf-8")
    draw(found)
    (ROOT / "out").mkdir(exist_ok=True)
    report.write(found, ROOT / "out" / "validation.html")
    now = {
        kind: {one.case.name: one.verdict for one in every.found} for kind, every in (("full", found), ("quick", quick))
    }
    sys.stdout.write(f"{sentence(found)}\n")
    if "--accept" in sys.argv[1:]:
        STORED.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    changed = [
        f"{kind} {name}: {stored[kind].get(name)} -> {verdict}"
        for kind, verdicts in now.items()
        for name, verdict in verdicts.items()
        if stored[kind].get(name) != verdict
    ]
    sys.stderr.writelines(f"changed: {text}\n" for text in changed)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
