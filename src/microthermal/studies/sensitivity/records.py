"""What a study of sensitivity asks for and holds: inputs with their intervals, bars of a tornado, Sobol indices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from microthermal.domain.results.caution import Caution
from microthermal.simulation.records import Stamp
from microthermal.units import show, write

# What an input is put into.
Of: TypeAlias = Literal["case", "scenario", "spot", "skin", "law", "removal", "drug", "needle", "person"]
# Places of an interval at which an input is put alone: its ends, and between them to see a turn.
PLACES: Final = (0.0, 0.25, 0.75, 1.0)


@dataclass(frozen=True)
class Doubt:
    """An input of a simulation that is not known but for an interval, or but for a few choices.

    Parameters
    ----------
    name, title : str
        What it is called, on the command line and to readers.
    low, nominal, high : float
        Ends of the interval, and what is taken usually, in ``unit``; of choices, their numbers.
    unit : str
        SI unit.
    source : str
        Where the interval was read, and how it is known.
    measurement : str
        What measurement would narrow it.
    choices : tuple of str
        What can be chosen, where it is no number.
    path, of : str
        What it is of, and the field there that it is put in, where the name does not tell.
    """

    name: str
    title: str
    low: float
    nominal: float
    high: float
    unit: str
    source: str
    measurement: str
    choices: tuple[str, ...] = ()
    path: str = ""
    of: Of = "scenario"

    def value(self, place: float) -> float:
        """Value at a place of the interval, 0 to 1: as often below what is usual as above, where that lies inside."""
        if self.choices:
            return float(min(int(place * len(self.choices)), len(self.choices) - 1))
        if not self.low < self.nominal < self.high:
            return self.low + (self.high - self.low) * place
        if place <= 0.5:
            return self.low + (self.nominal - self.low) * 2.0 * place
        return self.nominal + (self.high - self.nominal) * (2.0 * place - 1.0)

    def text(self, value: float) -> str:
        """A value in words."""
        if self.choices:
            return self.choices[int(value)]
        return f"{value:.3g} times" if self.unit == "times" else show(value, self.unit)

    @property
    def interval(self) -> str:
        """The interval in words."""
        if self.choices:
            return f"{len(self.choices)} choices"
        return f"{self.text(self.low)} to {self.text(self.high)}"


@dataclass(frozen=True)
class Query:
    """What is asked for: a case as a document, metrics, own intervals, which inputs, how many Sobol points, the seed.

    ``own`` are pairs of a path and its ends as written. Without ``inputs`` all that are known are moved. ``base`` 0
    asks for the tornado alone. Runs are on the cells of the case; previews on coarse cells where they are not ``fine``.
    """

    case: dict[str, Any]
    metrics: tuple[str, ...]
    title: str = ""
    own: tuple[tuple[str, Any, Any], ...] = ()
    inputs: tuple[str, ...] = ()
    base: int = 64
    seed: int = 1
    fine: bool = True


@dataclass(frozen=True)
class Bar:
    """One input alone: what the metric is over its interval, and whether it turns on the way.

    ``values`` are those at the places of the interval (:data:`PLACES`), or of every choice.
    """

    doubt: Doubt
    values: tuple[float | None, ...]
    low: float
    high: float
    monotone: bool

    @property
    def width(self) -> float:
        """Width of the metric over the interval."""
        return self.high - self.low


@dataclass(frozen=True)
class Index:
    """Sobol indices of one input: first order, total order, each with the ends of its nine tenths of resamples."""

    doubt: Doubt
    first: float
    first_band: tuple[float, float]
    total: float
    total_band: tuple[float, float]

    @property
    def interaction(self) -> float:
        """What it does only together with others."""
        return self.total - self.first


@dataclass(frozen=True)
class OfMetric:
    """What one metric hangs on."""

    metric: str
    meaning: str
    unit: str
    nominal: float
    bars: tuple[Bar, ...]
    indices: tuple[Index, ...] = ()
    spread: tuple[float, float] | None = None
    rows: int = 0
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What the metrics of a case hang on."""

    title: str
    asked: Query
    doubts: tuple[Doubt, ...]
    metrics: tuple[OfMetric, ...]
    runs: int
    failed: int
    cautions: tuple[Caution, ...]
    stamp: Stamp
    notes: tuple[str, ...] = field(default=())

    def of(self, metric: str) -> OfMetric:
        """What one metric hangs on.

        Raises
        ------
        KeyError
            If it was not asked for.
        """
        return {one.metric: one for one in self.metrics}[metric]


def exact(value: float, unit: str) -> str:
    """Text of a value that a case reads back to the same bits."""
    return repr(value) if unit == "1" else write(value, unit)
