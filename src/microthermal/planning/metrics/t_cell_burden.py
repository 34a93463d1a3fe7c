"""T cells above healthy, over the whole course."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.healing.scores import scores
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class TCellBurden:
    """T cells above healthy, mean of the course."""

    kind: ClassVar[str] = "t_cell_burden"
    meaning: ClassVar[str] = "T cells above healthy, mean of the course"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return scores(simulation.healing, simulation.untreated, catalog.library().figures.scores)["t_cell_burden"].value
