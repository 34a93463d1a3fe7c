"""Thickness of the coagulated wall of the channel."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class Rim:
    """Thickness of the coagulated rim."""

    kind: ClassVar[str] = "rim"
    meaning: ClassVar[str] = "thickness of the coagulated rim"
    unit: ClassVar[str] = "m"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.zone.rim
