"""What a goal can ask for: one number of one simulation, with unit, meaning and grade of evidence."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from microthermal.domain.goal import Grade
from microthermal.errors import InputError
from microthermal.registry import Registry
from microthermal.simulation.records import Simulation


class NotDefinedError(InputError):
    """A metric compares with something that the untreated skin does not have."""


class Metric(Protocol):
    """One number of a simulation."""

    kind: ClassVar[str]
    meaning: ClassVar[str]
    unit: ClassVar[str]
    grade: ClassVar[Grade]

    def value(self, simulation: Simulation) -> float:
        """Value in SI; finite for every simulation.

        Raises
        ------
        NotDefinedError
            If it compares with something that the untreated skin does not have.
        """
        ...


@runtime_checkable
class Banded(Protocol):
    """A metric whose own figures are uncertain, whatever the scenarios say."""

    def band(self, simulation: Simulation) -> tuple[float, float]:
        """Least and greatest value in SI within the spread of its figures."""
        ...


@runtime_checkable
class Spanning(Protocol):
    """A metric that looks at some time after the laser [s]; a simulation that ends before cannot tell it."""

    meaning: ClassVar[str]
    span: ClassVar[tuple[float, float]]


@runtime_checkable
class Awaiting(Protocol):
    """A metric that is the time until something is over."""

    meaning: ClassVar[str]

    def unfinished(self, simulation: Simulation) -> bool:
        """Whether it is not over at the end of the simulation, so that the value is a lower bound."""
        ...


metric = Registry("metric", __name__)
