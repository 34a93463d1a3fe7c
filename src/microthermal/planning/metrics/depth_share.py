"""Depth of the zone against the depth at which fat begins."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation


@metric
@final
@record
class DepthShare:
    """Depth of the zone as a share of epidermis and dermis."""

    kind: ClassVar[str] = "depth_share"
    meaning: ClassVar[str] = "depth of the zone as a share of epidermis and dermis"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        skin = affected(simulation.skin, simulation.condition)
        return simulation.zone.depth / skin.depth_of("dermis")[1]
