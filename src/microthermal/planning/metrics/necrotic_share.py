"""Dead share of the living skin above fat."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.domain.inputs.goal import Grade
from microthermal.healing.injury_fractions import heals
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class NecroticShare:
    """Dead share of epidermis and dermis."""

    kind: ClassVar[str] = "necrotic_share"
    meaning: ClassVar[str] = "dead share of epidermis and dermis"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        injury = simulation.injury
        weights = injury.thickness * heals(injury)
        return float(np.sum(weights * injury.necrotic) / np.sum(weights))
