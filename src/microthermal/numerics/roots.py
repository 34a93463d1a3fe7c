"""Roots that lie between two ends, found to the last digits or not at all."""

from __future__ import annotations

from collections.abc import Callable

import scipy  # Its rooms are loaded when they are first used: the first zone of a process needs none.

from microthermal.errors import ConvergenceError

# Steps at most, and the relative precision: the finest that the method takes.
_MOST, _RELATIVE = 500, 9e-16


def root_between(function: Callable[[float], float], low: float, high: float, what: str) -> float:
    """Place between two ends at which a continuous function is zero.

    Parameters
    ----------
    function : callable
        Negative at one end and positive at the other, or zero at one.
    low, high : float
        The ends.
    what : str
        What is looked for, for the message.

    Returns
    -------
    float
        The place, to the relative precision of numbers.

    Raises
    ------
    ConvergenceError
        If the function has one sign at both ends, or the steps run out.
    """
    first, last = function(low), function(high)
    if not first * last <= 0.0:
        raise ConvergenceError(f"{what}: there is no answer between {low:.3g} and {high:.3g}")
    found, report = scipy.optimize.brentq(
        function, low, high, xtol=1e-300, rtol=_RELATIVE, maxiter=_MOST, full_output=True, disp=False
    )
    if not report.converged:
        raise ConvergenceError(f"{what}: not found within {_MOST} steps between {low:.3g} and {high:.3g}")
    return float(found)
