"""Share of the surface that at least two zones hit."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation
from microthermal.zones.overlaps import overlap_of


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
        if meeting is None:  # a run file from before overlaps were kept
            meeting = overlap_of(simulation.zone.radius, simulation.treatment.pattern)
        return meeting.twice
