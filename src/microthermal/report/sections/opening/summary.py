"""Mechanism, action, benefit: the summary table with this result's numbers, bands and grades of evidence."""

from __future__ import annotations

from microthermal.domain.inputs.goal import GRADES, Estimate
from microthermal.planning.estimates import told, value_text
from microthermal.planning.records import Plan
from microthermal.planning.window.words import nearest_words
from microthermal.report.blocks import Cell, Line, PageBlock, Table, TableRow, cells
from microthermal.report.mechanisms import mechanisms
from microthermal.report.mechanisms_of_medicine import MechanismRow
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import band, best_option, estimates_of, plain, reached_fraction, simulation_of

_COLUMNS = ("Mechanism", "Action in this simulation", "Benefit sought, and its doubt", "Numbers", "Grade")
_CAPTION = (
    "In small type: over the scenarios, healing over persons and the chance of pigment over its own figures as well. "
    "A grade is the weakest evidence that the numbers of a row rest on: measured, fitted, derived, assumed, scenario "
    "(nobody has measured it)."
)
_COURSE = " Actions in words are of the first visit, numbers beside them of the whole course."


@section("summary", title="Summary", order=20)
def summary_section(result: Reportable) -> PageBlock | None:
    """One row for each mechanism by which micro-thermal zones are said to help."""
    simulation = simulation_of(result)
    if simulation is None:
        return None
    held = estimates_of(result)
    every = (*mechanisms(result, simulation), *_goal(result))
    option = best_option(result)
    course = "" if option is None or option.sessions == 1 else _COURSE
    table = Table(_COLUMNS, tuple(_row(one, held) for one in every), _CAPTION + course, widths=(12, 28, 25, 26, 9))
    what = "zones do"
    if simulation.treatment.pulse.zoneless:
        what = "medicine does" if simulation.deliveries else "treatment does in this model"
    return PageBlock((table,), lead=f"What the {what}, why it should help, and how well that is known.")


def _row(mechanism: MechanismRow, held: dict[str, Estimate]) -> TableRow:
    found = [told(held[metric]) for metric in mechanism.metrics if metric in held]
    lines = tuple(Line(plain(one.meaning), value_text(one), band(one)) for one in found)
    grade = max((mechanism.floor, *(one.grade for one in found)), key=GRADES.index)
    weak = GRADES.index(grade) > GRADES.index("derived")
    badge = Cell("", badge=grade, tone="warn" if weak else "ok")
    return cells(mechanism.name, mechanism.action, mechanism.benefit, Cell("", lines=lines), badge)


def _goal(result: Reportable) -> tuple[MechanismRow, ...]:
    option = best_option(result)
    if option is None or not isinstance(result, Plan):
        return ()
    action = f"{reached_fraction(option)} of the weighted aims are reached; {nearest_words(option.verdicts)}."
    aims = tuple(aim.metric for aim in result.goal.aims)
    return (MechanismRow("This goal", action, f"{result.goal.title}.", aims, "derived"),)
