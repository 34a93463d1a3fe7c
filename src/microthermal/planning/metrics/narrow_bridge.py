"""Width that one living bridge in twenty falls below."""

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
class NarrowBridge:
    """Width that one living bridge in twenty falls below."""

    kind: ClassVar[str] = "narrow_bridge"
    meaning: ClassVar[str] = "narrowest twentieth of the living bridges"
    unit: ClassVar[str] = "m"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        meeting = simulation.lattice.meeting
        if meeting is None:  # a run file from before overlaps were kept
            meeting = overlap_of(simulation.zone.radius, simulation.treatment.pattern)
        return float(meeting.bridges[0])
