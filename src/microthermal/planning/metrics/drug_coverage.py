"""Share of the area within reach of an injection, times the share of the dose that enters the dermis."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class DrugCoverage:
    """Share of the treated dermis that the drug reaches."""

    kind: ClassVar[str] = "drug_coverage"
    meaning: ClassVar[str] = "share of the treated dermis that the drug reaches"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return max((delivery.coverage * delivery.in_dermis for delivery in simulation.deliveries), default=0.0)
