"""Logarithmic axes: powers of ten as plain text, and small marks between them as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_RAISED: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# Lengths of small marks [points] and what is between two powers of ten.
_MARK, _WIDTH = 2.0, 0.6
_BETWEEN: Final = np.arange(2.0, 10.0)


def plain_decades(axes: Axes, ink: str) -> None:
    """Label powers of ten without formulas, and draw the marks between them as one line instead of one artist each.

    Parameters
    ----------
    axes : Axes
        With its limits final. Axes that are not logarithmic, span a decade or less, or have small marks of their own
        are left as they are.
    ink : str
        Colour of the marks.

    Notes
    -----
    Matplotlib sets each power as a formula and makes three lines and two words for each small mark: together half of
    the time that a panel over six decades takes.
    """
    from matplotlib.ticker import LogFormatter, LogLocator, NullLocator

    for along, axis in (("x", axes.xaxis), ("y", axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        if axis.get_scale() != "log" or not 0.0 < 10.0 * low < high:
            continue
        if isinstance(axis.get_major_formatter(), LogFormatter):
            axis.set_major_formatter(_power)
        if isinstance(axis.get_minor_locator(), LogLocator):
            axis.set_minor_locator(NullLocator())
            _small_marks(axes, along, (low, high), ink)


def _power(value: float, _place: float) -> str:
    """10 to a whole power; a value between two powers as it is."""
    power = round(float(np.log10(value)))
    return raised(power) if np.isclose(value, 10.0**power) else f"{value:g}"


def raised(power: int) -> str:
    """10 to a whole power, as plain text."""
    return f"10{str(power).translate(_RAISED)}"


def _small_marks(axes: Axes, along: str, span: tuple[float, float], ink: str) -> None:
    low, high = span
    powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)))
    places = (powers[:, None] * _BETWEEN).ravel()
    places = places[(places >= low) & (places <= high)]
    edge = np.zeros(places.size)
    flat, mark = along == "x", 3 if along == "x" else 0  # those of matplotlib: down, left
    axes.plot(
        *((places, edge) if flat else (edge, places)),
        transform=axes.get_xaxis_transform() if flat else axes.get_yaxis_transform(),
        linestyle="none",
        marker=mark,
        markersize=_MARK,
        markeredgewidth=_WIDTH,
        color=ink,
        clip_on=False,
        label="_small marks",
        scalex=False,
        scaley=False,
    )
