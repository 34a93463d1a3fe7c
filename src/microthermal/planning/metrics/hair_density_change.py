"""Hairs at the end against the same skin untreated."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Estimate, Grade
from microthermal.healing.scores import scores
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class HairDensityChange:
    """Change of the density of hairs at the end, against untreated."""

    kind: ClassVar[str] = "hair_density_change"
    meaning: ClassVar[str] = "change of the density of hairs at the end, against untreated"
    unit: ClassVar[str] = "%"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        return self._estimate(simulation).value

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number: skin without hair has none to gain."""
        return self._estimate(simulation).undefined

    def _estimate(self, simulation: Simulation) -> Estimate:
        return scores(simulation.healing, simulation.untreated, catalog.library().figures.scores)["hair_density_change"]
