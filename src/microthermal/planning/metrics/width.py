"""Width of one zone."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class Width:
    """Greatest width of the zone."""

    kind: ClassVar[str] = "width"
    meaning: ClassVar[str] = "greatest width of the zone"
    unit: ClassVar[str] = "m"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return 2 * simulation.zone.radius
