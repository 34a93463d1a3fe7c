"""Every input number with its unit, source, how it was read, and its grade."""

from __future__ import annotations

from dataclasses import replace

from microthermal.catalog.tracing import Traced, trace
from microthermal.planning.metrics import metrics
from microthermal.report.blocks import Cell, Folded, Heading, PageBlock, Part, Table, TableRow, cells
from microthermal.report.exposure_words import words_of
from microthermal.report.provenance import coefficients_of, inputs_of
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import plain, simulation_of
from microthermal.simulation.records import Simulation


@section("numbers", title="Every input number", order=110)
def numbers_section(result: Reportable) -> PageBlock | None:
    """Tables of traced values, one for each input."""
    look, simulation = result.stamp.library.entries.get, simulation_of(result)
    inputs = (_table(name, _said(trace(record, look), simulation)) for name, record in inputs_of(result))
    coefficients = (_table(name, lines) for name, lines in coefficients_of(result))
    parts: tuple[Part, ...] = (Heading("Inputs"), *inputs, Heading("Coefficients of the methods"), *coefficients)
    lead = (
        "Each value of this run beside its source. What differs from the library is marked as set "
        "by the user; what is no longer in it is marked as such."
    )
    return PageBlock(parts, lead=lead)


def _said(lines: tuple[Traced, ...], simulation: Simulation | None) -> tuple[Traced, ...]:
    """Values in the words of the exposure; those of optics only where something shines."""
    if simulation is None:
        return lines
    exposure = simulation.treatment.exposure
    part = "part of the spot" if exposure.handpiece.spot is not None else words_of(exposure).one
    many = part.replace("part", "parts") if part.endswith("spot") else f"{part}s"
    if exposure.wavelength is None:
        lines = tuple(line for line in lines if ".scattering." not in line.path)
    return tuple(
        replace(line, meaning=line.meaning.replace("microbeams", many).replace("microbeam", part)) for line in lines
    )


def _table(name: str, lines: tuple[Traced, ...]) -> Folded:
    rows = tuple(_row(line) for line in lines)
    table = Table(("Value", "Where", "Meaning", "Source", "Read", "Grade"), rows, numeric=(0,))
    return Folded(f"{name} ({len(rows)} values)", (table,))


def _row(line: Traced) -> TableRow:
    weak = line.kind in ("assumed", "scenario") or line.read == "memory"
    grade = Cell("", badge=line.kind, tone="warn" if weak else "plain") if line.kind else Cell("–")
    meaning, where = Cell(_meaning(line), note=line.note), Cell(line.source, note=line.where)
    return cells(line.value, line.path, meaning, where, line.read or "–", grade)


def _meaning(line: Traced) -> str:
    """What a number means; of a metric with its title, or its name in words where this program does not know it."""
    if not line.metric:
        return line.meaning
    known = line.metric in metrics.kinds()
    return f"{line.meaning}: {metrics[line.metric].meaning if known else plain(line.metric)}"
