"""Collagen III over I at the end."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal import catalog
from microthermal.domain.inputs.goal import Grade
from microthermal.healing.scores import scores
from microthermal.planning.metrics import metric
from microthermal.quantity import record
from microthermal.simulation.records import Simulation


@metric
@final
@record
class CollagenRatio:
    """Collagen III over I at the end."""

    kind: ClassVar[str] = "collagen_ratio"
    meaning: ClassVar[str] = "collagen III over I at the end"
    unit: ClassVar[str] = "1"
    grade: ClassVar[Grade] = "assumed"

    def value(self, simulation: Simulation) -> float:
        """Value in SI."""
        figures = catalog.library().figures.scores
        return scores(simulation.healing, simulation.untreated, figures)["collagen_ratio"].value
