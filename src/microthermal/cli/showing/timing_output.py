"""What ``mtz timing`` reads, prints and writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from microthermal import catalog
from microthermal.cases.treatment import TreatmentCase, read_treatment_case
from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.cli.output import Files
from microthermal.cli.progress import Tell
from microthermal.domain.inputs.goal import Goal
from microthermal.errors import Fault, InputError
from microthermal.files import write_text
from microthermal.parallel.cores import cores
from microthermal.planning.injection_day.curve import TimingCurve, days, usual_goal
from microthermal.planning.injection_day.study import TimingStudy, simulated, study
from microthermal.quantity import Array
from microthermal.report.page import write
from microthermal.report.sections.injection.timing_curves import timing_curves
from microthermal.report.timing_study import HEADS, days_in_numbers
from microthermal.units import DAY, parse

_LIMITS = (-30 * DAY, 90 * DAY)


@dataclass(frozen=True)
class Asked:
    """What is to be compared."""

    case: TreatmentCase
    goal: Goal
    when: Array

    def run(self, scenarios: int, workers: int | None, tell: Tell) -> TimingStudy:
        """Simulate the treatment once, then the days."""
        tell(0, 2, "light, heat, damage, healing")
        done = simulated(self.case)
        tell(1, 2, f"{self.when.size} days in {scenarios} scenarios")
        found = study(done, self.goal, self.when, scenarios, workers or cores())
        tell(2, 2, "done")
        return found


def read_timing(path: Path, goal: str | None, first: str, last: str) -> Asked:
    """Read a case, its goal and the days.

    Raises
    ------
    InputError
        If the case has no injection, no goal fits, or the days do not lie on both sides of the laser.
    """
    case = read_treatment_case(path)
    if not case.treatment.doses:
        raise InputError([Fault("doses", "there is no injection whose day could be compared; add a [[doses]] table")])
    begin, end = _moment(first, "--from"), _moment(last, "--until")
    if not (_LIMITS[0] <= begin <= 0.0 < end <= _LIMITS[1]):
        text = "days must begin before the laser or with it and end after it, at most '-30 day' to '90 day'"
        raise InputError([Fault("--from", text)])
    chosen = catalog.goal(goal) if goal else usual_goal(case.condition.name)
    return Asked(case, chosen, days(begin, end))


def _moment(text: str, option: str) -> float:
    try:
        return parse(text, "s")
    except InputError as error:
        raise InputError(Fault(option, fault.text) for fault in error.faults) from None


def show_timing(found: TimingStudy) -> None:
    """Print the table of days, then the words."""
    curve, console = found.curve, Console()
    table = Table(title=f"{curve.dose.drug.title} by day: {curve.goal.title}", title_justify="left")
    # All but the band of the net, which would not fit into eighty letters.
    for number, head in enumerate((*HEADS[:6], HEADS[7])):
        table.add_column(head.lower(), justify="right" if number else "left")
    for row in days_in_numbers(curve):
        table.add_row(*(text.removesuffix(" %") if " to " in text else text for text in (*row[:6], row[7])))
    console.print(table)
    for text in found.words:
        console.print(f"- {text}", highlight=False, markup=False)
    console.print(RESEARCH_ONLY, highlight=False)


def days_document(found: TimingStudy) -> dict[str, Any]:
    """The days for programs: a row for each, as the table of the page has them, and the words."""
    rows = [dict(zip(HEADS, row, strict=False)) for row in days_in_numbers(found.curve)]
    return {"kind": "timing", "goal": found.curve.goal.title, "days": rows, "words": list(found.words)}


def write_files(found: TimingStudy, files: Files) -> None:
    """Write page, picture and table."""
    page, drawing, table = files
    write(found, page)
    write_text(drawing, timing_curves(found.curve))
    write_text(table, _table_text(found.curve))


def _table_text(curve: TimingCurve) -> str:
    """CSV with one line for each scenario and day."""
    lines = ["scenario,day [d],benefit [1],harm [1],net [1],leak [1],thinning [1],blunting [1],acting [d]"]
    fractions = (curve.benefit, curve.harm, curve.net, curve.leak, curve.thinning, curve.blunting)
    for row, name in enumerate(curve.scenarios):
        for column, moment in enumerate(curve.day):
            values = (moment / DAY, *(part[row, column] for part in fractions), curve.acting[row, column] / DAY)
            lines.append(",".join((name, *(f"{value:.6g}" for value in values))))
    return "\n".join(lines) + "\n"
