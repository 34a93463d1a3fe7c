"""Time above the level from which a steroid thins skin."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.domain.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class AtrophyExposure:
    """Time for which the drug can thin the skin."""

    kind: ClassVar[str] = "atrophy_exposure"
    meaning: ClassVar[str] = "time for which the drug can thin the skin"
    unit: ClassVar[str] = "s"
    grade: ClassVar[Grade] = "scenario"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        times = [0.0]
        for delivery in simulation.deliveries:
            level = delivery.dose.drug.atrophy_level
            if level > 0:
                above = (delivery.concentration >= level).astype(np.float64)
                times.append(float(np.trapezoid(above, delivery.time)))
        return max(times)
