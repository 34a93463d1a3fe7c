"""How far the zone goes towards the depth that the condition sets."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class TargetReach:
    """Depth of the zone as a share of the depth to be reached."""

    kind: ClassVar[str] = "target_reach"
    meaning: ClassVar[str] = "depth of the zone as a share of the depth to be reached"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.zone.depth / simulation.condition.target_depth
