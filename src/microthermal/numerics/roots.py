"""A root between two ends where a function changes its sign; if it is not found, that is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scipy.optimize import brentq

from microthermal.errors import ConvergenceError

# A root is known to this share of itself; far below what any caller can tell apart.
RELATIVE: Final = 1e-13


def bracketed(function: Callable[[float], float], low: float, high: float, what: str) -> float:
    """Root of a continuous function between two ends.

    Parameters
    ----------
    function : callable
        Function of one number, of opposite signs at the ends, or 0 at one of them.
    low, high : float
        The ends.
    what : str
        What is sought, for the sentence of an error.

    Returns
    -------
    float
        Root by Brent's method, to 1e-13 of itself.

    Raises
    ------
    ConvergenceError
        If the signs at the ends are equal, or the method does not end.

    Examples
    --------
    >>> round(bracketed(lambda x: x * x - 2.0, 0.0, 2.0, "the root of two"), 6)
    1.414214
    """
    at_low, at_high = function(low), function(high)
    if not (at_low <= 0.0 <= at_high or at_high <= 0.0 <= at_low):
        ends = f"{at_low:.3g} at {low:.3g} and {at_high:.3g} at {high:.3g}"
        raise ConvergenceError(f"{what}: nothing between the ends solves the equation, which gives {ends}")
    # Roots far smaller than the ends are known as well, relative to themselves.
    nothing = 1e-18 * max(abs(low), abs(high))
    found, state = brentq(function, low, high, xtol=nothing, rtol=RELATIVE, maxiter=500, full_output=True, disp=False)
    if not state.converged:
        raise ConvergenceError(f"{what}: no root to {RELATIVE:g} after {state.iterations} halvings")
    return float(found)
