"""When the redness has fallen to a tenth above its level before the treatment."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.courses import last_time_above, untreated_of
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class ErythemaTime:
    """Time until the redness has faded."""

    kind: ClassVar[str] = "erythema_time"
    meaning: ClassVar[str] = "time until the redness has faded"
    unit: ClassVar[str] = "s"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        rise = simulation.healing.of("erythema") - untreated_of(simulation, "erythema")
        return last_time_above(simulation.healing.time, rise, 0.1)
