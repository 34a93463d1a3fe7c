"""Axes of the figures that are written at once: where values lie, and which of them are named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from microthermal.quantity import Array
from microthermal.report.drawing.decades import raised

# Steps between numbers of an axis, in each decade; at most so many of them, and so many powers of ten with a name.
_STEPS, _MOST, _POWERS = (1.0, 2.0, 2.5, 5.0, 10.0), 5, 8
# Powers of ten that are written out where all of an axis can be.
_PLAIN = range(-3, 5)
# Least value that a logarithmic axis places.
_LEAST = 1e-300


@dataclass(frozen=True)
class Axis:
    """Ends, label and marks of an axis: ``ticks`` are places and words, round numbers or powers of ten if left out.

    ``bare`` says that its line is not drawn: the picture ends there by itself. ``back`` turns a place into what it
    stands for, where the caller has placed his points himself. Ends that are one place are set one unit apart.
    """

    low: float
    high: float
    label: str = ""
    log: bool = False
    ticks: tuple[tuple[float, str], ...] | None = None
    grid: bool = False
    bare: bool = False
    back: Callable[[float], float] = float

    def __post_init__(self) -> None:
        if self.low == self.high:
            object.__setattr__(self, "high", self.low + 1.0)

    def at(self, value: Array, begin: float, end: float) -> Array:
        """Places of values between two ends of the drawing; a logarithmic axis has none for what is not positive."""
        low, high = (log10(self.low), log10(self.high)) if self.log else (self.low, self.high)
        shown = np.log10(np.maximum(value, _LEAST)) if self.log else value
        return np.asarray(begin + (end - begin) * (shown - low) / (high - low))

    def inside(self, value: Array) -> NDArray[np.bool_]:
        """Which values lie between the ends."""
        low, high = sorted((self.low, self.high))
        return np.asarray((value >= low) & (value <= high))

    def marks(self) -> tuple[list[tuple[float, str]], list[float]]:
        """Places with words, and places of small marks between them."""
        if self.ticks is not None:
            return list(self.ticks), []
        low, high = sorted((self.low, self.high))
        if not self.log:
            return [(value, f"{value:g}") for value in rounds(low, high)], []
        powers = range(ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9) + 1)
        named = powers[:: ceil(len(powers) / _POWERS)] if powers else ()
        every = [digit * 10.0**power for power in range(floor(log10(low)), ceil(log10(high))) for digit in range(2, 10)]
        plain = all(power in _PLAIN for power in powers)
        words = [f"{10.0**power:g}" if plain else raised(power) for power in named]
        return [(10.0**power, said) for power, said in zip(named, words, strict=True)], [
            one for one in every if low <= one <= high
        ]


def rounds(low: float, high: float, most: int = _MOST) -> list[float]:
    """Round numbers between two ends, with at most as many steps between them.

    Examples
    --------
    >>> rounds(0.0, 1.3)
    [0.0, 0.5, 1.0]
    """
    raw = (high - low) / most
    decade = 10.0 ** floor(log10(raw))
    step = next((one * decade for one in _STEPS if one * decade >= raw), 10.0 * decade)
    return [float(f"{number * step:.12g}") for number in range(ceil(low / step), floor(high / step) + 1)]
