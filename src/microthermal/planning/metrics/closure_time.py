"""When what was opened of the epidermis is closed again, but for a tenth."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.healing.settling import Settled, closure
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
        return self._settled(simulation).time

    def beyond(self, simulation: Simulation) -> bool:
        """Whether it does not come within what is followed."""
        return not self._settled(simulation).reached

    def _settled(self, simulation: Simulation) -> Settled:
        return closure(simulation.healing, catalog.library().figures.scores)
