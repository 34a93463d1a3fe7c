"""Risk of post-inflammatory pigment, scaled from the one trial that varied density."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt
from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.domain.library.figures import PigmentFigures
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
        return _chance(simulation, catalog.library().figures.pigment_risk)

    def band(self, simulation: Simulation) -> tuple[float, float]:
        """Ends of the value within the spreads of the trial's share, of the power and of the phototype [1].

        The three are taken as independent, each as a factor: their logarithms add as squares.
        """
        usual = _chance(simulation, catalog.library().figures.pigment_risk)
        ends = []
        for end in ("low", "high"):
            off = sum(log(_chance(simulation, changed) / usual) ** 2 for changed in _one_by_one(simulation, end))
            ends.append(usual * exp(sqrt(off) if end == "high" else -sqrt(off)))
        return ends[0], min(1.0, ends[1])


def _one_by_one(simulation: Simulation, end: str) -> list[PigmentFigures]:
    library = catalog.library()
    usual = library.figures.pigment_risk
    changed = library.ends.pigment_risk_low if end == "low" else library.ends.pigment_risk_high
    names = ("share", "power", f"phototype_{simulation.skin.phototype.lower()}")
    return [replace(usual, **{name: getattr(changed, name)}) for name in names]


def _chance(simulation: Simulation, figures: PigmentFigures) -> float:
    pattern = simulation.treatment.pattern
    relative = pattern.density * pattern.passes / figures.density
    chance: float = figures.share * relative**figures.power * figures.phototype(simulation.skin.phototype)
    return min(1.0, max(chance, 1e-9))
