"""Peak of the gelatinase that clears denatured collagen."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.course_means import untreated_of
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class Mmp9Peak:
    """Peak of MMP-9, against untreated."""

    kind: ClassVar[str] = "mmp9_peak"
    meaning: ClassVar[str] = "peak of MMP-9, against untreated"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return float((simulation.healing.of("mmp9") / untreated_of(simulation, "mmp9")).max())
