"""Two treatments side by side on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Column, Table

from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.planning.estimates import band_text, number_text, value_text
from microthermal.studies.compare.inputs import input_differences
from microthermal.studies.compare.settings import rows
from microthermal.studies.compare.words import in_order

if TYPE_CHECKING:
    from microthermal.studies.compare.records import Difference, SideBySide

# Inputs that differ and are printed; all of them are in the JSON file.
_INPUTS = 20
# Metrics that are printed: the aims, what everybody asks for, the largest differences.
_METRICS = 16
_MARKS = {"larger": "B larger", "smaller": "A larger", "not told apart": "not told apart"}


def show_comparison(found: SideBySide) -> None:
    """Print settings, metrics that are not the same, and the sentences."""
    console = Console(highlight=False)
    console.print(f"A  {found.a.title} ({found.a.kind})\nB  {found.b.title} ({found.b.kind})", style="bold")
    library = found.stamp.library
    mine, theirs = rows(found.a, library), rows(found.b, library)
    table = Table("", "A", "B", box=None, pad_edge=False)
    for name in dict.fromkeys((*mine, *theirs)):
        one, other = mine.get(name, "–"), theirs.get(name, "–")
        table.add_row(name, one, other, style="" if one != other else "dim")
    console.print(table)
    _show_origins(console, found)
    shown = in_order(tuple(one for one in found.differences if one.told in _MARKS), found.goal)
    if shown:
        numbers = Table("", "A", "B", "B less A", Column("", no_wrap=True), box=None, pad_edge=False)
        for difference in shown[:_METRICS]:
            numbers.add_row(*_row(difference))
        console.print()
        console.print(numbers)
        if len(shown) > _METRICS:
            console.print(f"{len(shown) - _METRICS} more metrics stand on the page and in the JSON.")
    console.print()
    for sentence in found.sentences:
        console.print(f"- {sentence}", markup=False)
    for caution in found.cautions:
        if caution.stage == "comparison":
            console.print(f"! {caution.text}", markup=False)
    console.print(RESEARCH_ONLY, style="italic")


def _show_origins(console: Console, found: SideBySide) -> None:
    """Print by which version and library each side was made, and what went into them that differs."""
    console.print()
    for name, stamp in (("A", found.a.simulation.stamp), ("B", found.b.simulation.stamp)):
        console.print(f"{name}  made by version {stamp.version}, library {stamp.library_digest[:12] or 'not told'}")
    inputs = input_differences(found.a.simulation, found.b.simulation)
    if not inputs:
        return
    table = Table("input", "A", "B", box=None, pad_edge=False)
    for one in inputs[:_INPUTS]:
        table.add_row(one.path, one.a, one.b)
    console.print(table)
    if len(inputs) > _INPUTS:
        console.print(f"and {len(inputs) - _INPUTS} more inputs, in the JSON file")


def _row(one: Difference) -> tuple[str, str, str, str, str]:
    bands = [f"\n{band}" if (band := band_text(each)) else "" for each in (one.a, one.b)]
    low, high = (number_text(end, one.a.unit, one.value or None) for end in (one.low, one.high))
    value = number_text(one.value, one.a.unit)
    difference = value if low == high else f"{value}\n{low} to {high}"
    return (
        one.a.meaning, value_text(one.a) + bands[0], value_text(one.b) + bands[1], difference, _MARKS[one.told],
    )  # fmt: skip
