"""What runs back out of freshly ablated channels."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class DrugLeak:
    """Share of the dose lost through open channels."""

    kind: ClassVar[str] = "drug_leak"
    meaning: ClassVar[str] = "share of the dose lost through open channels"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "scenario"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return max((delivery.channel_leak for delivery in simulation.deliveries), default=0.0)
