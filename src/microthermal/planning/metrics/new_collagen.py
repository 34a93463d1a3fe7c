"""Collagen laid down by day 90."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.courses import mean_of
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation

DAY = 86400.0


@metric
@final
@record
class NewCollagen:
    """New collagen I and III at day 90, as a share of native collagen."""

    kind: ClassVar[str] = "new_collagen"
    meaning: ClassVar[str] = "new collagen I and III at day 90, as a share of native collagen"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "assumed"
    span: ClassVar[tuple[float, float]] = (85 * DAY, 95 * DAY)

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        healing = simulation.healing
        return mean_of(healing, "new_collagen_1", *self.span) + mean_of(healing, "new_collagen_3", *self.span)
