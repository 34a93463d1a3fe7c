"""Dose of one session, all points, against the most that is given in one session."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class DrugDose:
    """Largest session dose as a share of its limit."""

    kind: ClassVar[str] = "drug_dose"
    meaning: ClassVar[str] = "largest session dose as a share of its limit"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        area = simulation.treatment.pattern.treated_area
        shares = [0.0]
        for delivery in simulation.deliveries:
            dose = delivery.dose
            points = max(1.0, area / dose.area)
            # What is laid on counts by what enters.
            enters = delivery.in_dermis if dose.route == "zones" else 1.0
            shares.append(points * enters * dose.concentration * dose.volume / dose.drug.session_limit)
        return max(shares)
