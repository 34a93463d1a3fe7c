"""One backward Euler step of a depot in a layered cylinder."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.banded import factor_banded, solve_banded

_NEWTON = 30  # most corrections of one step; one to three are usual
# The last Newton correction over the greatest concentration: convergence is quadratic. Or its square is what a cell
# would gain if grains released what they do at the concentration found. Mass is conserved however close it is.
_CLOSE = 1e-3
# A linear system may release more than there is, by what round-off explains and no more.
_WHOLE = 1.0 + 1e-13


@njit(cache=True, nogil=True)
def solve(depot, band, step, rate, start, found):  # type: ignore[no-untyped-def]
    """One backward Euler step by Newton's method; dissolution is that of the last linear system: mass is conserved.

    ``start``: free concentration and grains before the step, and a guess of the concentration after it. ``found``: the
    state after it. ``band``: room for the matrix. Returns whether the corrections converged.
    """
    c, surface, guess = start
    new, released = found
    n, volume = c.size, depot.volume
    right, old, fall, held = np.empty(n), np.empty(n), np.zeros(n), np.zeros(n)
    pace = 2.0 / 3.0 * depot.dissolution * step
    highest = 0.0
    for i in range(n):
        new[i], released[i] = guess[i], 0.0
        highest = max(highest, c[i])
        if surface[i] > 0.0 and depot.dissolution > 0.0:
            highest = max(highest, depot.solubility)
            held[i] = surface[i] * np.sqrt(surface[i])
    for _ in range(_NEWTON):
        _assemble(depot, band, step, rate)
        for i in range(n):
            old[i], right[i] = new[i], depot.store[i] * c[i]
            if held[i] > 0.0:
                grain = max(surface[i] - pace * (depot.solubility - new[i]), 0.0)
                # Release during the step and how it falls with the concentration at its end.
                root = np.sqrt(grain)
                released[i] = depot.solid[i] * (held[i] - grain * root)
                fall[i] = depot.solid[i] * 1.5 * root * pace
                band[i, 0] += volume[i] * fall[i]
                right[i] += volume[i] * (released[i] + fall[i] * new[i])
        factor_banded(band)
        solve_banded(band, right)
        close, enough = True, True
        for i in range(n):
            new[i] = max(right[i], 0.0)
            if held[i] > 0.0:  # elsewhere the system is linear, and its solution does not turn on the guess
                change = new[i] - old[i]
                released[i] -= fall[i] * change
                enough = enough and released[i] <= _WHOLE * depot.solid[i] * held[i]
                if close and abs(change) > _CLOSE * highest:
                    grain = max(surface[i] - pace * (depot.solubility - new[i]), 0.0)
                    wrong = released[i] - depot.solid[i] * (held[i] - grain * np.sqrt(grain))
                    close = volume[i] * abs(wrong) <= _CLOSE**2 * highest * depot.store[i]
        if close and enough:
            return True
    return False


@njit(cache=True, nogil=True)
def grains(depot, dry, surface):  # type: ignore[no-untyped-def]
    """Write (radius / first radius)² of the grains of an undissolved mass per volume (n,)."""
    for i in range(dry.size):
        surface[i] = (dry[i] / depot.solid[i]) ** (2.0 / 3.0) if dry[i] > 0.0 else 0.0


@njit(cache=True, nogil=True)
def _assemble(depot, band, step, rate):  # type: ignore[no-untyped-def]
    """Matrix of a step without what dissolves in it."""
    row = depot.row
    band[:, :] = 0.0
    for i in range(depot.store.size):
        band[i, 0] = depot.store[i] + step * (depot.linked[i] + rate[depot.slab[i]] * depot.perfused[i])
        if i > 0:
            band[i - 1, 1] -= step * depot.near[i]
        if i >= row:
            band[i - row, row] -= step * depot.far[i]
