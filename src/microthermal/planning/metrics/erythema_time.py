"""When the redness has fallen to a tenth above its level before the treatment."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.domain.goal import Grade
from microthermal.planning.courses import untreated_of
from microthermal.planning.metrics import metric
from microthermal.quantity import Array, record
from microthermal.simulation.records import Simulation

# Rise of redness above untreated skin that is still seen.
_RED = 0.1


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
        red = np.flatnonzero(_rise(simulation) > _RED)
        return float(simulation.healing.time[red[-1]]) if red.size else 0.0

    def unfinished(self, simulation: Simulation) -> bool:
        """Whether the skin is still red at the end."""
        return bool(_rise(simulation)[-1] > _RED)


def _rise(simulation: Simulation) -> Array:
    return simulation.healing.of("erythema") - untreated_of(simulation, "erythema")
