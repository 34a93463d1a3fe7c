"""How long a person stays away: until the surface is closed and the redness gone, whichever is later."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.healing.settling import Settled, closure, redness_gone
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class Downtime:
    """Time until closed and no longer red."""

    kind: ClassVar[str] = "downtime"
    meaning: ClassVar[str] = "time until closed and no longer red"
    unit: ClassVar[str] = "s"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return self._settled(simulation).time

    def beyond(self, simulation: Simulation) -> bool:
        """Whether it does not come within what is followed."""
        return not self._settled(simulation).reached

    def _settled(self, simulation: Simulation) -> Settled:
        figures = catalog.library().figures.scores
        closed = closure(simulation.healing, figures)
        pale = redness_gone(simulation.healing, simulation.untreated, figures)
        return max(closed, pale, key=lambda one: (one.time, not one.reached))
