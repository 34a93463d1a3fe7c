"""What a goal can ask for: one number of one simulation, with unit, meaning and grade of evidence."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from microthermal.domain.inputs.goal import Grade
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


@runtime_checkable
class Banded(Protocol):
    """A metric whose own figures are uncertain, whatever the scenarios say."""

    def band(self, simulation: Simulation) -> tuple[float, float]:
        """Least and greatest value in SI within the spread of its figures."""
        ...


@runtime_checkable
class Censored(Protocol):
    """A time that may not come within what is followed; its value is then the end of that, a lower bound."""

    def beyond(self, simulation: Simulation) -> bool:
        """Whether it does not come within what is followed."""
        ...


@runtime_checkable
class Conditional(Protocol):
    """A metric that some skins have no number for."""

    def undefined(self, simulation: Simulation) -> str:
        """Why there is no number; empty where there is one."""
        ...


metric = Registry("metric", __name__)
