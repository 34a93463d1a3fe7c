"""Risk of post-inflammatory pigment, scaled from the one trial that varied density."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.goal import Grade
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class PigmentRisk:
    """Chance of pigment after one session: reference x (density / reference density)^power x phototype.

    The power joins the two arms of one trial (same mean fluence, density doubled); phototype factors are
    assumed. A scale for comparing settings, not a probability for a person.
    """

    kind: ClassVar[str] = "pigment_risk"
    meaning: ClassVar[str] = "chance of post-inflammatory pigment after a session"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "scenario"

    def value(self, simulation: Simulation) -> float:
        """Value in SI (share)."""
        figures = catalog.figures("pigment_risk")
        pattern = simulation.treatment.pattern
        relative = pattern.density * pattern.passes / figures["density"]
        factor = figures[f"phototype_{simulation.skin.phototype.lower()}"]
        chance: float = figures["share"] * relative ** figures["power"] * factor
        return min(1.0, chance)
