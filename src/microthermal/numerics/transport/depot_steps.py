"""One step of a depot in a layered cylinder: the implicit solution, and its correction to second order."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.banded import factor_banded, solve_banded

_NEWTON = 30  # most corrections of one step; three are usual
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
    new, shrunk, released = found
    n, volume = c.size, depot.mesh.volume
    right, old, fall = np.empty(n), np.empty(n), np.zeros(n)
    pace = 2.0 / 3.0 * depot.dissolution * step
    active, highest = False, 0.0
    for i in range(n):
        new[i] = guess[i]
        highest = max(highest, c[i])
        if surface[i] > 0.0 and depot.dissolution > 0.0:
            active = True
            highest = max(highest, depot.solubility)
    for _ in range(_NEWTON):
        _assemble(depot, band, step, rate, right, c)
        for i in range(n):
            old[i], released[i] = new[i], 0.0
            if active and surface[i] > 0.0:
                grain = max(surface[i] - pace * (depot.solubility - new[i]), 0.0)
                # Release during the step and how it falls with the concentration at its end.
                released[i] = depot.first_solid[i] * (surface[i] ** 1.5 - grain**1.5)
                fall[i] = depot.first_solid[i] * 1.5 * np.sqrt(grain) * pace
                band[i, 0] += volume[i] * fall[i]
                right[i] += volume[i] * (released[i] + fall[i] * new[i])
        factor_banded(band)
        solve_banded(band, right)
        worst, short = 0.0, False
        for i in range(n):
            new[i] = max(right[i], 0.0)
            worst = max(worst, abs(new[i] - old[i]))
            given = released[i] - fall[i] * (new[i] - old[i])
            short = short or given > _WHOLE * depot.first_solid[i] * surface[i] ** 1.5
        if not active or (worst <= _CLOSE * highest and not short):
            for i in range(n):
                released[i] -= fall[i] * (new[i] - old[i])
                # Computed from the released mass, so that the next half step cannot release more than is left.
                left = surface[i] ** 1.5 - released[i] / depot.first_solid[i] if surface[i] > 0.0 else 0.0
                shrunk[i] = max(left, 0.0) ** (2.0 / 3.0)
            return True
    return False


@njit(cache=True, nogil=True)
def _assemble(depot, band, step, rate, right, c):  # type: ignore[no-untyped-def]
    """Matrix and right side of a step without what dissolves in it."""
    mesh, nr = depot.mesh, depot.mesh.rings
    band[:, :] = 0.0
    for i in range(c.size):
        band[i, 0] += depot.store[i] + step * rate[i // nr] * mesh.perfused[i]
        if mesh.inward[i] > 0.0:
            link = step * mesh.inward[i]
            band[i, 0] += link
            band[i - 1, 0] += link
            band[i - 1, 1] -= link
        if mesh.upward[i] > 0.0:
            link = step * mesh.upward[i]
            band[i, 0] += link
            band[i - nr, 0] += link
            band[i - nr, nr] -= link
        right[i] = depot.store[i] * c[i]


@njit(cache=True, nogil=True)
def extrapolate(depot, step, rates, parts, dry, found):  # type: ignore[no-untyped-def]
    """Richardson extrapolation of two half steps and one whole step, flux by flux, limited to stay non-negative.

    ``parts``: the whole step and its halves. ``found``: free concentration, solid, and mass removed in the step.
    """
    mesh, store, nr = depot.mesh, depot.store, depot.mesh.rings
    whole, half, last = parts
    c_new, dry_new, lost = found
    n = dry.size
    gap = np.empty(n)  # mean of the half steps less the whole step: drives the fluxes to be corrected
    drain, release = np.empty(n), np.empty(n)
    for i in range(n):
        gap[i] = 0.5 * (half.free[i] + last.free[i]) - whole.free[i]
        removed, k = step * mesh.perfused[i], i // nr
        lost[i] = 0.5 * removed * (rates[1][k] * half.free[i] + rates[0][k] * last.free[i])
        drain[i] = max(lost[i] - removed * rates[0][k] * whole.free[i], -lost[i])
        released = half.released[i] + last.released[i]
        dry_new[i] = max(dry[i] - released, 0.0)
        release[i] = mesh.volume[i] * min(max(released - whole.released[i], -released), dry_new[i])
    fraction = _affordable(depot, step, gap, drain, release, last.free)
    for i in range(n):
        c_new[i] = store[i] * last.free[i]
    for i in range(n):
        taken = drain[i] * (fraction[i] if drain[i] > 0.0 else 1.0)
        given = release[i] * (fraction[i] if release[i] < 0.0 else 1.0)
        lost[i] += taken
        dry_new[i] = max(dry_new[i] - given / mesh.volume[i], 0.0)
        c_new[i] += given - taken
        # A residue of rounding is dissolved at once; it would otherwise count as a particle for ever.
        if dry_new[i] < _GRAIN * depot.first_solid[i]:
            c_new[i] += dry_new[i] * mesh.volume[i]
            dry_new[i] = 0.0
        if mesh.inward[i] > 0.0:
            flux = step * mesh.inward[i] * (gap[i - 1] - gap[i])
            flux *= fraction[i - 1] if flux > 0.0 else fraction[i]
            c_new[i] += flux
            c_new[i - 1] -= flux
        if mesh.upward[i] > 0.0:
            flux = step * mesh.upward[i] * (gap[i - nr] - gap[i])
            flux *= fraction[i - nr] if flux > 0.0 else fraction[i]
            c_new[i] += flux
            c_new[i - nr] -= flux
    for i in range(n):
        c_new[i] = max(c_new[i] / store[i], 0.0)  # clips round-off of an emptied cell


@njit(cache=True, nogil=True)
def _affordable(depot, step, gap, drain, release, free):  # type: ignore[no-untyped-def]
    """Fraction of what a correction takes from each cell that the cell can give."""
    mesh, nr, n = depot.mesh, depot.mesh.rings, free.size
    leaving, fraction = np.zeros(n), np.ones(n)
    for i in range(n):
        leaving[i] += max(drain[i], 0.0) + max(-release[i], 0.0)
        if mesh.inward[i] > 0.0:
            flux = step * mesh.inward[i] * (gap[i - 1] - gap[i])
            leaving[i - 1 if flux > 0.0 else i] += abs(flux)
        if mesh.upward[i] > 0.0:
            flux = step * mesh.upward[i] * (gap[i - nr] - gap[i])
            leaving[i - nr if flux > 0.0 else i] += abs(flux)
    for i in range(n):
        if leaving[i] > depot.store[i] * free[i]:
            fraction[i] = depot.store[i] * free[i] / leaving[i]
    return fraction
