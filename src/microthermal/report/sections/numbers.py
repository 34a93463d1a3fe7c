"""Every input number with its unit, source, how it was read, and its grade."""

from __future__ import annotations

from typing import Any, ClassVar, final

from microthermal.catalog.tracing import Traced, trace
from microthermal.planning.records import Plan
from microthermal.report.blocks import Block, Cell, Folded, Row, Table, cells
from microthermal.report.reading import device_title, plain, simulation_of
from microthermal.report.sections import Reportable, section


@section
@final
class Numbers:
    """Tables of traced values, one for each input."""

    kind: ClassVar[str] = "numbers"
    title: ClassVar[str] = "Every input number"
    order: ClassVar[int] = 110

    def applies(self, result: Reportable) -> bool:
        """Every result has inputs."""
        return True

    def render(self, result: Reportable) -> Block:
        """Inputs of a result."""
        parts = tuple(_table(name, trace(record)) for name, record in inputs_of(result))
        lead = (
            "Each value of this run beside its source. What differs from the library of today is marked as set "
            "by the user."
        )
        return Block(parts, lead=lead)


def inputs_of(result: Reportable) -> tuple[tuple[str, Any], ...]:
    """Records that were asked for, with a name for people."""
    simulation = simulation_of(result)
    found: list[tuple[str, Any]] = [(f"Skin: {plain(result.skin.site)} {result.skin.phototype}", result.skin)]
    found.append((f"Condition: {result.condition.title}", result.condition))
    if isinstance(result, Plan):
        found.append((f"Goal: {result.goal.title}", result.goal))
        devices = dict.fromkeys(option.device for option in (*result.options, *result.refused))
        found += [(f"Device: {device_title(device)}", device) for device in devices]
    if simulation is not None:
        found += [("Treatment", simulation.treatment), ("Settings", simulation.settings)]
    return tuple(found)


def _table(name: str, lines: tuple[Traced, ...]) -> Folded:
    rows = tuple(_row(line) for line in lines)
    table = Table(("Value", "Where", "Meaning", "Source", "Read", "Grade"), rows, numeric=(0,))
    return Folded(f"{name} ({len(rows)} values)", (table,))


def _row(line: Traced) -> Row:
    weak = line.kind in ("assumed", "scenario") or line.read == "memory"
    grade = Cell("", badge=line.kind, tone="warn" if weak else "plain") if line.kind else Cell("–")
    where = Cell(line.source, note=line.where)
    return cells(
        line.value, line.path, Cell(line.meaning, note=line.note), where, line.read or "–", grade, strong=False
    )
