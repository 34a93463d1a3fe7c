"""Mean fluence, all passes."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class Fluence:
    """Mean fluence over the area."""

    kind: ClassVar[str] = "fluence"
    meaning: ClassVar[str] = "mean fluence over the area"
    unit: ClassVar[str] = "J/m**2"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.lattice.fluence
