"""What a goal can ask for: one number of one simulation, with unit, meaning and grade of evidence."""

from __future__ import annotations

from typing import ClassVar, Protocol

from microthermal.domain.goal import Grade
from microthermal.registry import Registry
from microthermal.simulation.records import Simulation


class Metric(Protocol):
    """One number of a simulation."""

    kind: ClassVar[str]
    meaning: ClassVar[str]
    unit: ClassVar[str]
    grade: ClassVar[Grade]

    def value(self, simulation: Simulation) -> float:
        """Value in SI; finite for every simulation."""
        ...


metric = Registry("metric", __name__)
