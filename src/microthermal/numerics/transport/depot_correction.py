"""Correction of a step of a depot to second order in time, limited so that the maximum principle holds."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit

# Less than this fraction of the first solid of a cell is none.
_GRAIN = 1e-12
# What the first pass holds back because a neighbour had no room yet is offered once more; further passes add little.
_PASSES = 2


@njit(cache=True, nogil=True)
def extrapolate(depot, step, rates, parts, start, found):  # type: ignore[no-untyped-def]
    """Richardson extrapolation of two half steps and one whole step, mass by mass that it moves.

    ``parts``: the whole step and its halves. ``start``: free concentration and solid before the step. ``found``: both
    after it, and mass removed in the step.

    Notes
    -----
    The two half steps keep the maximum principle, and their extrapolation does not. So what the correction moves
    between two cells, out of a grain or into blood is cut to the fraction that the giving cell has and that the
    receiving one can take (Zalesak 1979): no concentration falls below zero or rises above :func:`_highest`. Where
    nothing would, nothing is cut. What leaves one cell enters another, so mass is conserved.
    """
    (c, dry), (c_new, dry_new, _) = start, found
    moved = _to_move(depot, step, rates, parts, dry, found)
    highest, cut = _highest(depot, c, dry), True
    for _ in range(_PASSES):
        if cut:
            cut, out, into = _fractions(depot, c_new, highest, moved)
            _move(depot, moved, (out, into), found)
    for i in range(c.size):
        # A residue of rounding is dissolved at once; it would otherwise count as a particle for ever.
        if dry_new[i] < _GRAIN * depot.solid[i]:
            c_new[i] += dry_new[i] * depot.volume[i]
            dry_new[i] = 0.0
        c_new[i] = max(c_new[i] / depot.store[i], 0.0)  # clips round-off of an emptied cell


@njit(cache=True, nogil=True)
def _to_move(depot, step, rates, parts, dry, found):  # type: ignore[no-untyped-def]
    """Masses that the correction moves: into blood, out of the solid, from the cell before, from a row before.

    Leaves the two half steps in ``found``, with masses in place of free concentrations.
    """
    (whole, half, last), (c_new, dry_new, lost) = parts, found
    n = dry.size
    gap = np.empty(n)  # mean of the half steps less the whole step: drives the fluxes to be corrected
    drain, release, near, far = np.empty(n), np.empty(n), np.zeros(n), np.zeros(n)
    for i in range(n):
        gap[i] = 0.5 * (half.free[i] + last.free[i]) - whole.free[i]
        removed, k = step * depot.perfused[i], depot.slab[i]
        lost[i] = 0.5 * removed * (rates[1][k] * half.free[i] + rates[0][k] * last.free[i])
        drain[i] = max(lost[i] - removed * rates[0][k] * whole.free[i], -lost[i])
        released = half.released[i] + last.released[i]
        dry_new[i] = max(dry[i] - released, 0.0)
        release[i] = depot.volume[i] * min(max(released - whole.released[i], -released), dry_new[i])
        c_new[i] = depot.store[i] * last.free[i]
        if depot.near[i] > 0.0:
            near[i] = step * depot.near[i] * (gap[i - 1] - gap[i])
        if depot.far[i] > 0.0:
            far[i] = step * depot.far[i] * (gap[i - depot.row] - gap[i])
    return drain, release, near, far


@njit(cache=True, nogil=True)
def _highest(depot, c, dry):  # type: ignore[no-untyped-def]
    """Greatest concentration that a step can lead to: that before it, and the solubility where there are grains."""
    highest = 0.0
    for i in range(c.size):
        highest = max(highest, c[i])
        if dry[i] > 0.0:
            highest = max(highest, depot.solubility)
    return highest


@njit(cache=True, nogil=True)
def _fractions(depot, mass, highest, moved):  # type: ignore[no-untyped-def]
    """Whether anything is cut; fractions of what is to leave each cell that it has, of what is to come that it takes.

    What leaves makes no room for what comes, since it may be cut itself.
    """
    drain, release, near, far = moved
    n, cut = mass.size, False
    out, into = np.empty(n), np.empty(n)
    for i in range(n):
        out[i] = max(drain[i], 0.0) + max(-release[i], 0.0)
        into[i] = max(-drain[i], 0.0) + max(release[i], 0.0)
    for i in range(n):
        for flux, before in ((near[i], i - 1), (far[i], i - depot.row)):
            if flux != 0.0:
                out[before if flux > 0.0 else i] += abs(flux)
                into[i if flux > 0.0 else before] += abs(flux)
    for i in range(n):
        has, room = max(mass[i], 0.0), max(depot.store[i] * highest - mass[i], 0.0)
        cut = cut or out[i] > has or into[i] > room
        out[i] = has / out[i] if out[i] > has else 1.0
        into[i] = room / into[i] if into[i] > room else 1.0
    return cut, out, into


@njit(cache=True, nogil=True)
def _move(depot, moved, fractions, found):  # type: ignore[no-untyped-def]
    """Move fractions of the masses, and leave in ``moved`` what was held back."""
    (drain, release, near, far), (out, into) = moved, fractions
    c_new, dry_new, lost = found
    for i in range(lost.size):
        taken = drain[i] * (out[i] if drain[i] > 0.0 else into[i])
        given = release[i] * (out[i] if release[i] < 0.0 else into[i])
        drain[i] -= taken
        release[i] -= given
        lost[i] += taken
        dry_new[i] = max(dry_new[i] - given / depot.volume[i], 0.0)
        c_new[i] += given - taken
        for fluxes, before in ((near, i - 1), (far, i - depot.row)):
            if fluxes[i] != 0.0:
                flux = fluxes[i] * (min(out[before], into[i]) if fluxes[i] > 0.0 else min(out[i], into[before]))
                fluxes[i] -= flux
                c_new[i] += flux
                c_new[before] -= flux
