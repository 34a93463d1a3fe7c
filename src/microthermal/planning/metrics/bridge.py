"""Living bridge between zones."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class Bridge:
    """Living tissue between neighbouring zones."""

    kind: ClassVar[str] = "bridge"
    meaning: ClassVar[str] = "mean living tissue between a zone and its nearest neighbour"
    unit: ClassVar[str] = "m"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.lattice.bridge
