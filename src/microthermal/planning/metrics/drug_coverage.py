"""Share of the area within reach of an injection, times the share of the dose that enters the dermis."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.domain.results.response import Delivery
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
        return max((reached(delivery) for delivery in simulation.deliveries), default=0.0)


def reached(delivery: Delivery) -> float:
    """Share of the dermis that one dose reaches [1]; a film has no points that could miss it."""
    return delivery.coverage * (1.0 if delivery.dose.route == "zones" else delivery.in_dermis)
