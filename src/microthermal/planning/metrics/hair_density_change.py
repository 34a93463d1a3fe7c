"""Hairs at the end against the same skin untreated."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.goal import Grade
from microthermal.healing.scores import scores
from microthermal.planning.metrics import NotDefinedError, metric
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
        """Value in SI.

        Raises
        ------
        NotDefinedError
            If the untreated skin has too little of it.
        """
        found = scores(simulation.healing, simulation.untreated, catalog.figures("scores"))
        if self.kind not in found:
            text = "hair: too few follicles are at work for a change to be told"
            raise NotDefinedError(f"{self.kind} is not defined here, because the untreated skin does not have {text}")
        return found[self.kind].value
