"""Share of the plane inside dead tissue at half the depth of the zones."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class MiddleCoverage:
    """Share of the plane inside dead tissue at half the depth of the zones."""

    kind: ClassVar[str] = "middle_coverage"
    meaning: ClassVar[str] = "area inside zones at half their depth, all passes"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.lattice.middle_coverage
