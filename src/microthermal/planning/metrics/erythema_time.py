"""When the redness is no longer seen against the same skin untreated."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.healing.settling import Settled, redness_gone
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
        return self._settled(simulation).time

    def beyond(self, simulation: Simulation) -> bool:
        """Whether it does not come within what is followed."""
        return not self._settled(simulation).reached

    def _settled(self, simulation: Simulation) -> Settled:
        return redness_gone(simulation.healing, simulation.untreated, catalog.library().figures.scores)
