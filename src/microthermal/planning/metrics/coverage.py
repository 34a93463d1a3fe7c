"""Coverage of the surface by dead tissue."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class Coverage:
    """Share of the surface inside zones."""

    kind: ClassVar[str] = "coverage"
    meaning: ClassVar[str] = "share of the surface inside zones"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.lattice.coverage
