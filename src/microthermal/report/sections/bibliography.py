"""The works that this result rests on; always the last section."""

from __future__ import annotations

import re
from typing import ClassVar, final

from microthermal.catalog.bibliography import Work, works
from microthermal.catalog.tracing import trace
from microthermal.planning.records import Plan
from microthermal.report.blocks import Block, Cell, Items, Part, Row, Table, Words, cells
from microthermal.report.reading import best_option, simulation_of
from microthermal.report.sections import Reportable, section
from microthermal.report.sections.numbers import inputs_of

# Words that stand in the place of a source and name no work.
_NO_WORK = frozenset({"", "proposed", "memory", "prototype", "default of the program", "set by the user", "derived"})


@section
@final
class Bibliography:
    """Every work once, with its DOI."""

    kind: ClassVar[str] = "bibliography"
    title: ClassVar[str] = "Sources"
    order: ClassVar[int] = 1000

    def applies(self, result: Reportable) -> bool:
        """Every report ends with its sources."""
        return True

    def render(self, result: Reportable) -> Block:
        """Sources of a result."""
        known = works()
        keys = sorted(source_keys(result), key=str.lower)
        found = sorted(
            {known[key].key: known[key] for key in keys if key in known}.values(), key=lambda work: work.key.lower()
        )
        rest = tuple(key for key in keys if key not in known)
        parts: list[Part] = []
        if found:
            parts.append(Table(("Key", "Work"), tuple(_row(work) for work in found)))
        if rest:
            parts.append(Words("Named as a source, and not in the bibliography of the library:", "small"))
            parts.append(Items(rest))
        if not parts:
            parts.append(Words("No work is named by the inputs of this result."))
        return Block(tuple(parts), lead="Works named by the inputs, limits and cautions of this result.")


def source_keys(result: Reportable) -> set[str]:
    """Keys of the works that inputs, limits and cautions of a result name."""
    texts = [line.source for _, record in inputs_of(result) for line in trace(record)]
    texts += [caution.source for caution in result.cautions]
    simulation, option = simulation_of(result), best_option(result)
    if simulation is not None:
        texts += [caution.source for caution in simulation.cautions]
    if option is not None:
        texts += [verdict.limit.source for verdict in option.verdicts]
    if isinstance(result, Plan):
        texts += [limit.source for limit in result.goal.limits]
    keys = {key.strip() for text in texts for key in re.split(r"[,;]", text)}
    return keys - _NO_WORK


def _row(work: Work) -> Row:
    where = ", ".join(part for part in (work.journal, work.year) if part)
    text = ". ".join(part.rstrip(".") for part in (work.author, work.title, where, work.note) if part) + "."
    link = f"https://doi.org/{work.doi}" if work.doi else ""
    return cells(work.key, Cell(f"{text}" if not link else f"{text} doi:{work.doi}", link=link))
