"""Priors from the library's own intervals: a value, its ends, and where they come from."""

from __future__ import annotations

import math
from typing import Annotated, Final, Literal

import numpy as np

from microthermal.catalog.reading.values import Row
from microthermal.quantity import Array, Quantity, record
from microthermal.units import parse

# Standard deviations from the middle of a normal distribution to the ends of its nine tenths.
NINE_TENTHS: Final = 1.6448536269514722
# Words of the library for an interval of one standard deviation to either side.
_ONE_DEVIATION = "sd"


@record
class PriorInterval:
    """What is known of a parameter before the data: a middle value, and ends between which nine tenths lie.

    ``scale`` says whether the distribution is normal in the logarithm (``"ratio"``) or in the value (``"value"``); each
    side of the middle has its own width, and half of the probability. If an end is the middle itself, all lies on the
    other side. ``source``, ``where`` and ``kind`` are those of the library's interval.
    """

    name: str
    text: str
    unit: str
    middle: Annotated[float, Quantity("1", "middle value, in SI")]
    low: Annotated[float, Quantity("1", "low end of nine tenths, in SI")]
    high: Annotated[float, Quantity("1", "high end of nine tenths, in SI")]
    scale: Literal["ratio", "value"] = "ratio"
    source: str = "proposed"
    where: str = ""
    kind: str = "assumed"

    def values(self, places: Array) -> Array:
        """Values at places on the axis of a standard normal distribution.

        Parameters
        ----------
        places : Array
            Any shape.

        Returns
        -------
        Array
            x = m exp(s z), or m + s z, with s from the end on the side of z. On one side alone, z is first turned into
            the place of the same probability on that side.
        """
        from scipy.special import ndtr, ndtri  # loaded late: a page that shows no fit needs neither

        places = np.asarray(places, dtype=float)
        down, up = self._width(self.low), self._width(self.high)
        if down == 0.0:
            places = ndtri(0.5 + 0.5 * ndtr(places))
        elif up == 0.0:
            places = -ndtri(0.5 + 0.5 * ndtr(-places))
        steps = np.where(places < 0.0, down * places, up * places)
        return np.asarray(self.middle * np.exp(steps) if self.scale == "ratio" else self.middle + steps)

    def value(self, place: float) -> float:
        """Value at one place."""
        return float(self.values(np.array([place]))[0])

    def _width(self, end: float) -> float:
        """Width of one side for one step of the standard normal distribution."""
        apart = abs(math.log(end / self.middle)) if self.scale == "ratio" else abs(end - self.middle)
        return apart / NINE_TENTHS


def prior_of_row(row: Row, name: str, text: str, unit: str, factor: bool = False) -> PriorInterval | None:
    """Prior from a value table of the library; None if it states no interval.

    Parameters
    ----------
    row : Row
        Value, low and high; ends that are one standard deviation away are moved to those of nine tenths.
    name, text : str
        What the parameter is called, and what it means.
    unit : str
        SI unit of the value.
    factor : bool, optional
        Whether the parameter is a factor on the value rather than the value.
    """
    if not row.low or not row.high:
        return None
    middle, low, high = (float(text) if unit == "1" else parse(text, unit) for text in (row.value, row.low, row.high))
    if low == high:
        return None
    ratio = low > 0.0
    if row.spread.strip().lower() == _ONE_DEVIATION:
        if ratio:
            low, high = (middle * (end / middle) ** NINE_TENTHS for end in (low, high))
        else:
            low, high = (middle + (end - middle) * NINE_TENTHS for end in (low, high))
    if factor:
        middle, low, high = 1.0, low / middle, high / middle
    return PriorInterval(
        name=name, text=text, unit="1" if factor else unit, middle=middle, low=low, high=high,
        scale="ratio" if ratio else "value", source=row.source, where=row.where or row.spread, kind=row.kind,
    )  # fmt: skip
