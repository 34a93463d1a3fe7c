"""Whole numbers from quotients of floats: where a quotient is whole but for rounding, rounding does not decide."""

from __future__ import annotations

import math
from typing import Final

# A quotient this near to a whole number, as a fraction of itself or of 1, is that number: a decimal that floats cannot
# hold, or a sum of many, is off by far less, and no quotient that is meant to be between two is as near.
WHOLE: Final = 1e-9


def _slack(quotient: float) -> float:
    return WHOLE * max(1.0, abs(quotient))


def whole_steps(length: float, step: float = 1.0) -> int:
    """Least number of steps that are together at least as long as a length.

    Parameters
    ----------
    length, step : float
        Length, and greatest length of a step, greater than 0.

    Returns
    -------
    int
        Quotient, rounded up unless it exceeds a whole number by less than a billionth.

    Examples
    --------
    >>> math.ceil(2.1 / 0.3), whole_steps(2.1, 0.3), whole_steps(2.11, 0.3)
    (8, 7, 8)
    """
    quotient = length / step
    return math.ceil(quotient - _slack(quotient))


def steps_within(length: float, step: float = 1.0) -> int:
    """Greatest number of steps that fit into a length: the quotient rounded down, unless it lacks a billionth at most.

    Examples
    --------
    >>> int(0.7 / 0.1), steps_within(0.7, 0.1)
    (6, 7)
    """
    quotient = length / step
    return math.floor(quotient + _slack(quotient))


def nearest_whole(number: float) -> int:
    """Nearest whole number; halves go up, also those that rounding has left a hair below.

    Examples
    --------
    >>> round(2.5), nearest_whole(2.5), nearest_whole(2.4999999999999996)
    (2, 3, 3)
    """
    return math.floor(number + 0.5 + _slack(number))
