"""What a sweep is asked for: a case, the fields that vary, how they are drawn, and which metrics are kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

Kind: TypeAlias = Literal["grid", "latin_hypercube", "sobol"]
KINDS: Final[tuple[Kind, ...]] = ("grid", "latin_hypercube", "sobol")
Scale: TypeAlias = Literal["linear", "log"]


@dataclass(frozen=True)
class Input:
    """One field of the case that varies: over a range, or over some values.

    Parameters
    ----------
    path : str
        Field of the case file, such as ``"pulse.energy"``.
    low, high : float
        Ends of the range [SI].
    unit : str
        SI unit of the range.
    points : int
        Points on a grid.
    scale : str
        Whether points lie evenly, or evenly in their logarithm.
    whole : bool
        Whether only whole numbers are meant.
    values : tuple
        What stands in the case instead of a range.
    """

    path: str
    low: float = 0.0
    high: float = 0.0
    unit: str = "1"
    points: int = 0
    scale: Scale = "linear"
    whole: bool = False
    values: tuple[Any, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether it takes some values, and no range."""
        return bool(self.values)


@dataclass(frozen=True)
class Study:
    """A sweep, whole: with it alone it can be run again.

    ``document`` is the study as it was written, with its case put in.
    """

    title: str
    case: dict[str, Any]
    kind: Kind
    inputs: tuple[Input, ...]
    metrics: tuple[str, ...]
    runs: int
    seed: int
    document: dict[str, Any]

    @property
    def digest(self) -> str:
        """Digest of all that its table hangs on but the library and the program; its title is no part of it."""
        asked = [self.case, self.kind, [_plain(one) for one in self.inputs], self.metrics, self.runs, self.seed]
        return hashlib.sha256(canonical(asked).encode()).hexdigest()


def canonical(value: Any) -> str:
    """One text for one value, whatever the order in which its fields were written."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(one: Input) -> list[Any]:
    return [one.path, one.low, one.high, one.unit, one.points, one.scale, one.whole, one.values]
