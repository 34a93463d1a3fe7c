"""One step of a depot in a layered cylinder: the implicit solution, its correction to second order, and its rates."""

from __future__ import annotations

import numpy as np
from numba import njit

from microthermal.numerics.banded import factor_banded, solve_banded

_NEWTON = 30  # most corrections of one step; three are usual
_CLOSE = 1e-3  # of the greatest concentration: the last change, whose square is left; mass is kept in any case


@njit(cache=True, nogil=True)
def extrapolate(  # type: ignore[no-untyped-def]
    nr,
    volume,
    perfused,
    store,
    inward,
    upward,
    step,
    rate,
    rate_half,
    dry,
    whole,
    half,
    last,
    out_whole,
    out_half,
    out_last,
    c_new,
    dry_new,
    lost,
):
    """Two half steps made second order by how one whole step differs, flux by flux, while nothing turns negative."""
    n = last.size
    gap = np.empty(n)  # mean of the half steps less the whole step: drives the fluxes to be corrected
    drain, release = np.empty(n), np.empty(n)
    leaving, share = np.zeros(n), np.ones(n)
    for i in range(n):
        gap[i] = 0.5 * (half[i] + last[i]) - whole[i]
        k = i // nr
        lost[i] = 0.5 * step * perfused[i] * (rate_half[k] * half[i] + rate[k] * last[i])
        drain[i] = max(lost[i] - step * perfused[i] * rate[k] * whole[i], -lost[i])
        released = out_half[i] + out_last[i]
        spare = max(dry[i] - released, 0.0)
        release[i] = volume[i] * min(max(released - out_whole[i], -released), spare)
        dry_new[i] = spare
    for i in range(n):
        leaving[i] += max(drain[i], 0.0) + max(-release[i], 0.0)
        if inward[i] > 0.0:
            flux = step * inward[i] * (gap[i - 1] - gap[i])
            leaving[i - 1 if flux > 0.0 else i] += abs(flux)
        if upward[i] > 0.0:
            flux = step * upward[i] * (gap[i - nr] - gap[i])
            leaving[i - nr if flux > 0.0 else i] += abs(flux)
    for i in range(n):
        if leaving[i] > store[i] * last[i]:
            share[i] = store[i] * last[i] / leaving[i]
        c_new[i] = store[i] * last[i]
    for i in range(n):
        taken = drain[i] * (share[i] if drain[i] > 0.0 else 1.0)
        given = release[i] * (share[i] if release[i] < 0.0 else 1.0)
        lost[i] += taken
        dry_new[i] = max(dry_new[i] - given / volume[i], 0.0)
        c_new[i] += given - taken
        if inward[i] > 0.0:
            flux = step * inward[i] * (gap[i - 1] - gap[i])
            flux *= share[i - 1] if flux > 0.0 else share[i]
            c_new[i] += flux
            c_new[i - 1] -= flux
        if upward[i] > 0.0:
            flux = step * upward[i] * (gap[i - nr] - gap[i])
            flux *= share[i - nr] if flux > 0.0 else share[i]
            c_new[i] += flux
            c_new[i - nr] -= flux
    for i in range(n):
        c_new[i] = max(c_new[i] / store[i], 0.0)  # round-off of a cell that has given all it had


@njit(cache=True, nogil=True)
def solve(  # type: ignore[no-untyped-def]
    nr,
    volume,
    perfused,
    store,
    inward,
    upward,
    step,
    rate,
    c,
    surface,
    first_solid,
    solubility,
    dissolution,
    guess,
    new,
    shrunk,
    released,
):
    """One backward Euler step by Newton's method; what dissolves is that of the last linear system: mass is kept."""
    n = c.size
    band = np.empty((n, nr + 1))
    right, old, fall = np.empty(n), np.empty(n), np.empty(n)
    active = dissolution > 0.0
    pace = 2.0 / 3.0 * dissolution * step
    highest = 0.0
    for i in range(n):
        new[i] = guess[i]
        highest = max(highest, c[i])
        if first_solid[i] > 0.0:
            highest = max(highest, solubility)
    for _ in range(_NEWTON):
        band[:, :] = 0.0
        for i in range(n):
            old[i] = new[i]
            slope = 0.0
            released[i] = 0.0
            if active and surface[i] > 0.0:
                grain = max(surface[i] - pace * (solubility - new[i]), 0.0)
                # Release during the step and how it falls with the concentration at its end.
                released[i] = first_solid[i] * (surface[i] ** 1.5 - grain**1.5)
                slope = first_solid[i] * 1.5 * np.sqrt(grain) * pace
            band[i, 0] += store[i] + step * rate[i // nr] * perfused[i] + volume[i] * slope
            if inward[i] > 0.0:
                link = step * inward[i]
                band[i, 0] += link
                band[i - 1, 0] += link
                band[i - 1, 1] -= link
            if upward[i] > 0.0:
                link = step * upward[i]
                band[i, 0] += link
                band[i - nr, 0] += link
                band[i - nr, nr] -= link
            right[i] = store[i] * c[i] + volume[i] * (released[i] + slope * new[i])
            fall[i] = slope
        factor_banded(band)
        solve_banded(band, right)
        worst = 0.0
        for i in range(n):
            new[i] = max(right[i], 0.0)
            worst = max(worst, abs(new[i] - old[i]))
        if not active or worst <= _CLOSE * highest:
            for i in range(n):
                released[i] -= fall[i] * (new[i] - old[i])
                shrunk[i] = max(surface[i] - pace * (solubility - new[i]), 0.0) if surface[i] > 0.0 else 0.0
            return True
    return False


@njit(cache=True, nogil=True)
def rates(now, step, moments, removal, rate):  # type: ignore[no-untyped-def]
    """Removal at the end of a step; where it jumps there, its value before the jump."""
    at = now + step
    high = np.searchsorted(moments, at)  # first moment not before it
    if high == 0:
        rate[:] = removal[0]
    elif high == moments.size:
        rate[:] = removal[-1]
    else:
        share = (at - moments[high - 1]) / (moments[high] - moments[high - 1])
        for k in range(rate.size):
            rate[k] = (1.0 - share) * removal[high - 1, k] + share * removal[high, k]


@njit(cache=True, nogil=True)
def share_above(before, after, level):  # type: ignore[no-untyped-def]
    """Share of a step that a concentration spends above a level, if it runs straight."""
    if before >= level and after >= level:
        return 1.0
    if before < level and after < level:
        return 0.0
    high, low = max(before, after), min(before, after)
    return (high - level) / (high - low)
