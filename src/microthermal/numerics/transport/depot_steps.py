"""One step of a depot in a layered cylinder: the implicit solution, and its correction to second order."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.banded import factor_banded, solve_banded

_NEWTON = 30  # most corrections of one step; two or three are usual
_CLOSE = 1e-3  # of the greatest concentration: last Newton correction, convergence is quadratic; mass is conserved
# A linear system may release more than there is, by what round-off explains and no more.
_WHOLE = 1.0 + 1e-13
# Less than this fraction of the first solid of a cell is none.
_GRAIN = 1e-12


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
    active, highest = False, 0.0
    for i in range(n):
        new[i], released[i] = guess[i], 0.0
        highest = max(highest, c[i])
        if surface[i] > 0.0 and depot.dissolution > 0.0:
            active = True
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
        worst, short = 0.0, False
        for i in range(n):
            new[i] = max(right[i], 0.0)
            worst = max(worst, abs(new[i] - old[i]))
            released[i] -= fall[i] * (new[i] - old[i])
            short = short or released[i] > _WHOLE * depot.solid[i] * held[i]
        if not active or (worst <= _CLOSE * highest and not short):
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


@njit(cache=True, nogil=True)
def extrapolate(depot, step, rates, parts, dry, found):  # type: ignore[no-untyped-def]
    """Richardson extrapolation of two half steps and one whole step, flux by flux, limited to stay non-negative.

    ``parts``: the whole step and its halves. ``found``: free concentration, solid, and mass removed in the step.
    """
    store, row = depot.store, depot.row
    whole, half, last = parts
    c_new, dry_new, lost = found
    n = dry.size
    gap = np.empty(n)  # mean of the half steps less the whole step: drives the fluxes to be corrected
    drain, release = np.empty(n), np.empty(n)
    for i in range(n):
        gap[i] = 0.5 * (half.free[i] + last.free[i]) - whole.free[i]
        removed, k = step * depot.perfused[i], depot.slab[i]
        lost[i] = 0.5 * removed * (rates[1][k] * half.free[i] + rates[0][k] * last.free[i])
        drain[i] = max(lost[i] - removed * rates[0][k] * whole.free[i], -lost[i])
        released = half.released[i] + last.released[i]
        dry_new[i] = max(dry[i] - released, 0.0)
        release[i] = depot.volume[i] * min(max(released - whole.released[i], -released), dry_new[i])
    fraction = _affordable(depot, step, gap, drain, release, last.free)
    for i in range(n):
        c_new[i] = store[i] * last.free[i]
    for i in range(n):
        taken = drain[i] * (fraction[i] if drain[i] > 0.0 else 1.0)
        given = release[i] * (fraction[i] if release[i] < 0.0 else 1.0)
        lost[i] += taken
        dry_new[i] = max(dry_new[i] - given / depot.volume[i], 0.0)
        c_new[i] += given - taken
        # A residue of rounding is dissolved at once; it would otherwise count as a particle for ever.
        if dry_new[i] < _GRAIN * depot.solid[i]:
            c_new[i] += dry_new[i] * depot.volume[i]
            dry_new[i] = 0.0
        for link, before in ((depot.near[i], i - 1), (depot.far[i], i - row)):
            if link > 0.0:
                flux = step * link * (gap[before] - gap[i])
                flux *= fraction[before] if flux > 0.0 else fraction[i]
                c_new[i] += flux
                c_new[before] -= flux
    for i in range(n):
        c_new[i] = max(c_new[i] / store[i], 0.0)  # clips round-off of an emptied cell


@njit(cache=True, nogil=True)
def _affordable(depot, step, gap, drain, release, free):  # type: ignore[no-untyped-def]
    """Fraction of what a correction takes from each cell that the cell can give."""
    n = free.size
    leaving, fraction = np.zeros(n), np.ones(n)
    for i in range(n):
        leaving[i] += max(drain[i], 0.0) + max(-release[i], 0.0)
        for link, before in ((depot.near[i], i - 1), (depot.far[i], i - depot.row)):
            if link > 0.0:
                flux = step * link * (gap[before] - gap[i])
                leaving[before if flux > 0.0 else i] += abs(flux)
    for i in range(n):
        if leaving[i] > depot.store[i] * free[i]:
            fraction[i] = depot.store[i] * free[i] / leaving[i]
    return fraction
