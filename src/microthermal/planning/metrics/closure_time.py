"""When nine tenths of the opened epidermis are closed again."""

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
class ClosureTime:
    """Time until the epidermis is closed."""

    kind: ClassVar[str] = "closure_time"
    meaning: ClassVar[str] = "time until the epidermis is closed"
    unit: ClassVar[str] = "s"
    grade: ClassVar[Grade] = "fitted"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        opened = simulation.healing.of("open_epidermis")
        if opened[0] < 1e-6:
            return 0.0
        still = np.flatnonzero(opened > 0.1 * opened[0])
        return float(simulation.healing.time[min(still[-1] + 1, opened.size - 1)])

    def unfinished(self, simulation: Simulation) -> bool:
        """Whether the epidermis is still open at the end."""
        opened = simulation.healing.of("open_epidermis")
        return bool(opened[0] >= 1e-6 and opened[-1] > 0.1 * opened[0])
