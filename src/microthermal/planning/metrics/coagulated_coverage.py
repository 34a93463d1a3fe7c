"""Share of the surface inside coagulated collagen, as histology counts zones."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class CoagulatedCoverage:
    """Share of the surface inside coagulated collagen, as histology counts zones."""

    kind: ClassVar[str] = "coagulated_coverage"
    meaning: ClassVar[str] = "surface inside coagulated zones, all passes"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.lattice.coagulation_coverage
