"""How long a person stays away: until the surface is closed and the redness gone."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.goal import Grade
from microthermal.healing.scores import scores
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
        return scores(simulation.healing, simulation.untreated, catalog.figures("scores"))["downtime"].value
