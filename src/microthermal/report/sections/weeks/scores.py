"""What healing amounts to: burdens, indices of scar, hair and downtime, each with its band and its grade."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.planning.estimates import score_texts
from microthermal.planning.healing_run import banded
from microthermal.report.blocks import Block, Row, Table, Words, cells
from microthermal.report.posterior_courses import drawn, undrawn
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import simulation_of
from microthermal.simulation.records import Simulation


@section
@final
class ScoresView:
    """Scores of the course against the same skin untreated."""

    kind: ClassVar[str] = "scores"
    title: ClassVar[str] = "What it amounts to"
    order: ClassVar[int] = 72

    def applies(self, result: Reportable) -> bool:
        """Needs a whole simulation."""
        return simulation_of(result) is not None

    def render(self, result: Reportable) -> Block:
        """Every score of one simulation."""
        simulation = simulation_of(result)
        if simulation is None:
            return Block(())
        if not drawn(simulation).courses:
            return Block((Words(undrawn(simulation)),), lead="Scores are told with their bands only.")
        table = Table(
            ("score", "value", "band", "grade"), _rows(simulation), numeric=(1, 2),
            caption="At the end of what is followed, or over all of it; against the same skin untreated.",
        )  # fmt: skip
        reading = (
            "Bands: nine tenths of the draws of the calibration, and how far persons differ where trials tell it. "
            "Pliability, height, vascularity and the sum on the steps of POSAS are proxies that no study has fitted: "
            "their error is the spread of the change of VSS in two arms of a trial (HeliyonAFLTAC2023)."
        )
        reading = f"{reading} {undrawn(simulation)}".strip()
        return Block((table, Words(reading, "small")), lead="Numbers that goals ask for, each as uncertain as it is.")


def _rows(simulation: Simulation) -> tuple[Row, ...]:
    found = banded(simulation.healing, simulation.untreated, drawn(simulation), catalog.library().figures.scores)
    return tuple(
        cells(score.meaning[0].upper() + score.meaning[1:], *score_texts(score), score.grade)
        for score in found.values()
    )
