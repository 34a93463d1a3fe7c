"""T cells in the shell where heat kills them by apoptosis, not by necrosis."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.domain.inputs.goal import Grade
from microthermal.domain.inputs.skin import DERMIS
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class ApoptoticShare:
    """T cells of the dermis killed by apoptosis alone."""

    kind: ClassVar[str] = "apoptotic_share"
    meaning: ClassVar[str] = "T cells of the dermis killed by apoptosis alone"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        injury = simulation.injury
        counted = np.array([tissue in DERMIS for tissue in injury.tissues], dtype=np.float64)
        weights = injury.thickness * counted
        return float(np.sum(weights * injury.lymphocytes_apoptotic) / np.sum(weights))
