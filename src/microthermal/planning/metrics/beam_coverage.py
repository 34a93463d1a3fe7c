"""Coverage of the surface by the beams, as makers and trials of ablative devices state it."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.domain.inputs.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation
from microthermal.zones.patterns import covered


@metric
@final
@record
class BeamCoverage:
    """Share of the surface inside discs of the beam's stated radius, all passes, overlaps counted once."""

    kind: ClassVar[str] = "beam_coverage"
    meaning: ClassVar[str] = "surface under beams of their stated radius, all passes"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "derived"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        treatment = simulation.treatment
        return float(covered(np.array(treatment.pulse.radius), treatment.pattern))
