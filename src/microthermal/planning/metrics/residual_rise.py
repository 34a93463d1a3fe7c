"""Rise of temperature that earlier passes have left when the last one begins."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.planning.warmth import warming_of
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
        return max(0.0, warming_of(simulation).left)
