"""Rise of temperature that earlier passes have left when the last one begins."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class ResidualRise:
    """Rise of temperature that earlier passes have left when the last one begins."""

    kind: ClassVar[str] = "residual_rise"
    meaning: ClassVar[str] = "rise that is left when the last pass begins"
    unit: ClassVar[str] = "delta_degC"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        warming = simulation.lattice.warming
        return 0.0 if warming is None else max(0.0, warming.left)
