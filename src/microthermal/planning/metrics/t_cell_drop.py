"""Fall of the T cells over eight weeks; a rise by recruitment counts as negative."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.course_means import mean_ratio, unfollowed
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation

DAY = 86400.0


@metric
@final
@record
class TCellDrop:
    """Fall of dermal T cells, mean of eight weeks, against untreated."""

    kind: ClassVar[str] = "t_cell_drop"
    meaning: ClassVar[str] = "fall of dermal T cells, mean of eight weeks, against untreated"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return 1 - mean_ratio(simulation, "t_cells", 0.0, 56 * DAY)

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: healing was not followed so far."""
        return unfollowed(simulation, 56 * DAY)
