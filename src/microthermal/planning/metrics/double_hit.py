"""Share of the surface that at least two zones hit."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class DoubleHit:
    """Share of the surface that at least two zones hit."""

    kind: ClassVar[str] = "double_hit"
    meaning: ClassVar[str] = "surface hit at least twice"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        meeting = simulation.lattice.meeting
        return 0.0 if meeting is None else meeting.twice
