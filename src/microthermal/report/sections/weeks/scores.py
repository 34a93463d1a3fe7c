"""What healing amounts to: burdens, indices of scar, hair and downtime, each with its band and its grade."""

from __future__ import annotations

from microthermal.healing.scores import CONCERNS
from microthermal.planning.estimates import score_texts
from microthermal.planning.posterior_courses import scores_of, undrawn
from microthermal.report.blocks import PageBlock, Table, TableRow, Words, cells
from microthermal.report.sections import section
from microthermal.report.wording import simulation_of
from microthermal.simulation.records import Simulation

_PROXIES = " Pliability, height, vascularity and the sum on the steps of POSAS are proxies that no study has fitted."


@section("scores", title="What it amounts to", order=72, of=simulation_of)
def scores_section(simulation: Simulation) -> PageBlock | None:
    """Scores of the course against the same skin untreated."""
    if not scores_of(simulation):
        return PageBlock((Words(undrawn(simulation)),), lead="Scores are told with their bands only.")
    columns = ("score", "value", "over persons and calibration", "grade")
    caption = "At the end of what is followed, or over all of it; against the same skin untreated."
    table = Table(columns, _rows(simulation), caption, numeric=(1, 2))
    reading = (
        "Value: the mean over persons; band: nine tenths of them. Each has a draw of the calibration, and thresholds, "
        "a disease and an answer to medicine of their own, for this device and skin as they are stated. Over "
        "scenarios, as in the other tables, skin and device differ as well."
    )
    if simulation.condition.concerned(CONCERNS["posas"]):
        reading += _PROXIES
    reading = f"{reading} {undrawn(simulation)}".strip()
    return PageBlock((table, Words(reading, "small")), lead="Scores that goals refer to, each with its uncertainty.")


def _rows(simulation: Simulation) -> tuple[TableRow, ...]:
    return tuple(
        cells(score.meaning[0].upper() + score.meaning[1:], *score_texts(score), score.grade)
        for name, score in scores_of(simulation).items()
        if simulation.condition.concerned(CONCERNS.get(name))
    )
