"""The works that this result rests on; always the last section."""

from __future__ import annotations

from microthermal.catalog.bibliography import Work, works
from microthermal.report.blocks import Cell, Items, PageBlock, Part, Table, TableRow, Words, cells
from microthermal.report.provenance import source_keys
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section


@section("bibliography", title="Sources", order=1000)
def bibliography_section(result: Reportable) -> PageBlock | None:
    """Every work once, with its DOI."""
    known, keys = works(), sorted(source_keys(result), key=str.lower)
    found = {known[key].key: known[key] for key in keys if key in known}
    rest = tuple(key for key in keys if key not in known)
    parts: list[Part] = []
    if found:
        rows = (work_row(found[key]) for key in sorted(found, key=str.lower))
        parts.append(Table(("Key", "Work"), tuple(rows)))
    if rest:
        parts.append(Words("Named as a source, and not in the bibliography of the library:", "small"))
        parts.append(Items(rest))
    if not parts:
        parts.append(Words("No work is named by the inputs of this result."))
    return PageBlock(tuple(parts), lead="Works named by the inputs, methods, limits and cautions of this result.")


def work_row(work: Work) -> TableRow:
    """Row of a table of sources."""
    where = ", ".join(part for part in (work.journal, work.year) if part)
    address = f"doi:{work.doi}" if work.doi else work.url
    parts = (work.author, work.title, where, work.note)
    text = " ".join((*(f"{part.rstrip('.')}." for part in parts if part), address)).rstrip()
    return cells(work.key, Cell(text, link=f"https://doi.org/{work.doi}" if work.doi else ""))
