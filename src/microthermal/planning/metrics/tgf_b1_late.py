"""Whether the fibrotic signal has come down after the acute phase."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.courses import mean_ratio
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation

DAY = 86400.0


@metric
@final
@record
class TgfB1Late:
    """Active TGF-b1 from day 60 to 120, against untreated."""

    kind: ClassVar[str] = "tgf_b1_late"
    meaning: ClassVar[str] = "active TGF-b1 from day 60 to 120, against untreated"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"
    span: ClassVar[tuple[float, float]] = (60 * DAY, 120 * DAY)

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return mean_ratio(simulation, "tgf_b1", *self.span)
