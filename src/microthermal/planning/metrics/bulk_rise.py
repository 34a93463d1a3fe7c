"""Bulk heating of the tissue between the zones."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.planning.warmth import warming_of
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class BulkRise:
    """Rise of temperature between the zones."""

    kind: ClassVar[str] = "bulk_rise"
    meaning: ClassVar[str] = "rise of temperature between the zones"
    unit: ClassVar[str] = "delta_degC"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        warming_of(simulation)
        return simulation.lattice.bulk_rise
