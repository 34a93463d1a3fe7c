"""Depth of the open channel."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class ChannelDepth:
    """Depth of the ablated channel."""

    kind: ClassVar[str] = "channel_depth"
    meaning: ClassVar[str] = "depth of the ablated channel"
    unit: ClassVar[str] = "m"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return simulation.zone.channel_depth
