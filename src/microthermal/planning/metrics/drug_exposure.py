"""Time above half effect of the drug that stays longest."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.course_means import time_above
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class DrugExposure:
    """Time for which the drug acts in the wetted dermis."""

    kind: ClassVar[str] = "drug_exposure"
    meaning: ClassVar[str] = "time for which the drug acts in the wetted dermis"
    unit: ClassVar[str] = "s"
    grade: ClassVar[Grade] = "scenario"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        times = [0.0]
        for delivery in simulation.deliveries:
            half = min((effect.half for effect in delivery.dose.drug.effects), default=np.inf)
            if np.isfinite(half):
                times.append(time_above(delivery.time, delivery.concentration - half))
        return max(times)
