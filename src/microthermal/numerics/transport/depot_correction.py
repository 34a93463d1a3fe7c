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
    after it, and mass eliminated in the step.

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
    """Masses that the correction moves into each cell's blood (n,), out of its solid (n,), and into it from others.

    These are the cell before it (n + 1,) and the one a row before it (n + row,), with zeros after the last cell.
    Leaves the two half steps in ``found``, with masses in place of free concentrations.
    """
    (whole, half, last), (c_new, dry_new, lost) = parts, found
    n = dry.size
    gap = np.empty(n)  # mean of the half steps less the whole step: drives the fluxes to be corrected
    drain, release = np.empty(n), np.empty(n)
    near, far = np.zeros(n + 1), np.zeros(n + depot.row)  # none comes into the first cells or out of the last ones
    for i in range(n):
        gap[i] = 0.5 * (half.free[i] + last.free[i]) - whole.free[i]
        eliminated, k = step * depot.perfused[i], depot.slab[i]
        lost[i] = 0.5 * eliminated * (rates[1][k] * half.free[i] + rates[0][k] * last.free[i])
        drain[i] = max(lost[i] - eliminated * rates[0][k] * whole.free[i], -lost[i])
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
    n, row, cut = mass.size, depot.row, False
    out, into = np.empty(n), np.empty(n)
    for i in range(n):
        leaves = max(drain[i], 0.0) + max(-release[i], 0.0) + max(-near[i], 0.0) + max(-far[i], 0.0)
        comes = max(-drain[i], 0.0) + max(release[i], 0.0) + max(near[i], 0.0) + max(far[i], 0.0)
        out[i] = leaves + max(near[i + 1], 0.0) + max(far[i + row], 0.0)
        into[i] = comes + max(-near[i + 1], 0.0) + max(-far[i + row], 0.0)
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
    n, row = lost.size, depot.row
    crossed = np.zeros(n + row)
    for flux, back in ((near, 1), (far, row)):
        for i in range(back, n):
            forward, backward = min(out[i - back], into[i]), min(out[i], into[i - back])
            crossed[i] = flux[i] * (forward if flux[i] > 0.0 else backward)
            flux[i] -= crossed[i]
        for i in range(n):
            c_new[i] += crossed[i] - crossed[i + back]
        crossed[:] = 0.0
    for i in range(n):
        taken = drain[i] * (out[i] if drain[i] > 0.0 else into[i])
        given = release[i] * (out[i] if release[i] < 0.0 else into[i])
        drain[i] -= taken
        release[i] -= given
        lost[i] += taken
        dry_new[i] = max(dry_new[i] - given / depot.volume[i], 0.0)
        c_new[i] += given - taken
