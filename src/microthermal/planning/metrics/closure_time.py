"""When nine tenths of the opened epidermis are closed again."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.courses import last_time_above
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
        return last_time_above(simulation.healing.time, opened, 0.1 * float(opened[0]))
