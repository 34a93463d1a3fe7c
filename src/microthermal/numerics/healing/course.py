"""Courses of the healing cascade: Dormand and Prince's pair of orders 5 and 4, with dense output, on compiled rates.

The fastest rate of the cascade is some ten a day, so an explicit step of a quarter of a day is stable: nothing here is
stiff, and unlike a multistep method this one loses nothing when a visit or a drug changes the rates.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.healing.rates import (
    APART,
    ASSIGNED,
    FIXED,
    PARAMETERS,
    SPECIES,
    fix,
    follow,
    initial_state,
    rates,
)  # fmt: skip

Array = NDArray[np.float64]
Places = NDArray[np.int64]

# Dormand and Prince 1980; dense output of order 4 by Shampine 1986.
_A = np.array(
    [
        [0, 0, 0, 0, 0, 0],
        [1 / 5, 0, 0, 0, 0, 0],
        [3 / 40, 9 / 40, 0, 0, 0, 0],
        [44 / 45, -56 / 15, 32 / 9, 0, 0, 0],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729, 0, 0],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656, 0],
        [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
    ]
)
_E = np.array([-71 / 57600, 0, 71 / 16695, -71 / 1920, 17253 / 339200, -22 / 525, 1 / 40])
_D = np.array(
    [
        [1, -8048581381 / 2820520608, 8663915743 / 2820520608, -12715105075 / 11282082432],
        [0, 0, 0, 0],
        [0, 131558114200 / 32700410799, -68118460800 / 10900136933, 87487479700 / 32700410799],
        [0, -1754552775 / 470086768, 14199869525 / 1410260304, -10690763975 / 1880347072],
        [0, 127303824393 / 49829197408, -318862633887 / 49829197408, 701980252875 / 199316789632],
        [0, -282668133 / 205662961, 2019193451 / 616988883, -1453857185 / 822651844],
        [0, 40617522 / 29380423, -110615467 / 29380423, 69997945 / 29380423],
    ]
)
_STEPS = 200_000
_SHORTEST = 1e-12  # d; shortest step; a course that needs a shorter one is given up
_FIRST = 1e-3  # d
# Longest step times the fastest rate; the scheme is stable to 3.3, beyond which round-off of a fast species grows.
_STABLE = 2.9
_APART, _GROUPS = np.array(APART), max(APART) + 1
_LOOK = 1.0  # d for which the fastest rate is taken to hold


@njit(cache=True, nogil=True, error_model="numpy")
def course(
    start: Array, parameters: Array, edges: Array, places: Places, controls: Array, held: Places, times: Array,
    tolerance: Array,
) -> tuple[Array, Array, int]:  # fmt: skip
    """Course of all species and of the quantities that assignment rules compute from them.

    Parameters
    ----------
    start : Array (species,)
        Levels at the first edge.
    parameters : Array (parameter,)
        Constants of the model, in its own units.
    edges : Array (m + 1,)
        Times at which constants change [d]; the course runs from the first to the last.
    places : Array (k,)
        Which constants change.
    controls : Array (m, k)
        Their values from each edge to the next.
    held : Places (h,)
        Species that are held.
    times : Array (n,)
        Times of the output [d], rising, inside the edges.
    tolerance : Array (2,)
        Relative and absolute error allowed a step.

    Returns
    -------
    states : Array (n, species + assigned)
        Levels over time.
    last : Array (species,)
        Levels at the last edge.
    steps : int
        Steps taken; negative if they ran out.
    """
    n, p = start.size, prepared(parameters)
    k, y, new, last = np.empty((7, n)), start.copy(), np.empty(n), np.empty(n)
    states = np.empty((times.size, n + len(ASSIGNED)))
    h, before, count, put = _FIRST, 1e-4, 0, 0
    longest, looked = _FIRST, edges[0]
    for piece in range(edges.size - 1):
        for number in range(places.size):
            p[places[number]] = controls[piece, number]
        t, end = edges[piece], edges[piece + 1]
        rates(y, p, k[0])
        _hold(k[0], held)
        # The fastest rate costs as much as a step and is reused, since steps of medicine may be minutes apart.
        if piece == 0 or t - looked > _LOOK:
            longest, looked = _STABLE / _fastest(y, p, k[0], held, new, k[1]), t
        final = piece == edges.size - 2
        while t < end:
            count += 1
            if count > _STEPS:
                return states, y, -count
            step, reaches = min(h, longest), False
            if t + step * 1.0000001 >= end:
                step, reaches = end - t, True
            _stages(y, p, step, held, k, new)
            worst = _worst(y, new, k, step, tolerance, last)
            if not worst <= 1.0:
                h = step * (max(0.2, 0.9 * worst ** (-0.2)) if worst < 1e30 else 0.1)
                if h < _SHORTEST:
                    return states, y, -count
                continue
            there = end if reaches else t + step
            while put < times.size and (times[put] < there or (reaches and final)):
                _dense(y, k, step, (times[put] - t) / step, last)
                for species in range(n):
                    states[put, species] = last[species]
                follow(last, p, states[put, n:])
                put += 1
            grow = 0.9 * max(worst, 1e-10) ** (-0.14) * before**0.08
            # The step that only had to reach an edge says little about the next one.
            if not reaches or step * min(5.0, grow) > h:
                h = step * min(5.0, max(0.2, grow))
            before = max(worst, 1e-4)
            t = there
            # A loop: an assignment between arrays would bring the wording of its errors into the kernel.
            for species in range(n):
                y[species], k[0, species] = new[species], k[6, species]
    return states, y, count


@njit(cache=True, nogil=True, error_model="numpy")
def prepared(parameters: Array) -> Array:
    """Constants (parameter + fixed,) with the quantities that follow from them alone behind them."""
    found = np.empty(len(PARAMETERS) + len(FIXED))
    for number in range(len(PARAMETERS)):
        found[number] = parameters[number]
    fix(found)
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _stages(y: Array, p: Array, step: float, held: Places, k: Array, new: Array) -> None:
    """Rates at the stages of one step into ``k``, the levels at its end into ``new``."""
    for s in range(1, 7):
        _stage(y, k, step, s, new)
        rates(new, p, k[s])
        _hold(k[s], held)


@njit(cache=True, nogil=True, error_model="numpy")
def _hold(dy: Array, held: Places) -> None:
    for place in held:
        dy[place] = 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def _stage(y: Array, k: Array, step: float, number: int, out: Array) -> None:
    """Levels at a stage: one loop over the species, so that it vectorises, with terms in the order of the stages."""
    if number == 1:
        a = step * _A[1, 0]
        for i in range(y.size):
            out[i] = y[i] + a * k[0, i]
    elif number == 2:
        a, b = step * _A[2, 0], step * _A[2, 1]
        for i in range(y.size):
            out[i] = y[i] + a * k[0, i] + b * k[1, i]
    elif number == 3:
        a, b, c = step * _A[3, 0], step * _A[3, 1], step * _A[3, 2]
        for i in range(y.size):
            out[i] = y[i] + a * k[0, i] + b * k[1, i] + c * k[2, i]
    elif number == 4:
        a, b, c, d = step * _A[4, 0], step * _A[4, 1], step * _A[4, 2], step * _A[4, 3]
        for i in range(y.size):
            out[i] = y[i] + a * k[0, i] + b * k[1, i] + c * k[2, i] + d * k[3, i]
    elif number == 5:
        a, b, c, d, e = step * _A[5, 0], step * _A[5, 1], step * _A[5, 2], step * _A[5, 3], step * _A[5, 4]
        for i in range(y.size):
            out[i] = y[i] + a * k[0, i] + b * k[1, i] + c * k[2, i] + d * k[3, i] + e * k[4, i]
    else:
        a, b, c, d, e = step * _A[6, 0], step * _A[6, 2], step * _A[6, 3], step * _A[6, 4], step * _A[6, 5]
        for i in range(y.size):
            out[i] = y[i] + a * k[0, i] + b * k[2, i] + c * k[3, i] + d * k[4, i] + e * k[5, i]


@njit(cache=True, nogil=True, error_model="numpy")
def _worst(y: Array, new: Array, k: Array, step: float, tolerance: Array, wrong: Array) -> float:
    """Greatest error of a step in units of what is allowed; not a number if a level is none."""
    a, b, c, d, e, f = step * _E[0], step * _E[2], step * _E[3], step * _E[4], step * _E[5], step * _E[6]
    for i in range(y.size):
        error = a * k[0, i] + b * k[2, i] + c * k[3, i] + d * k[4, i] + e * k[5, i] + f * k[6, i]
        wrong[i] = abs(error) / (tolerance[1] + tolerance[0] * max(abs(y[i]), abs(new[i])))
    worst = 0.0
    for i in range(y.size):
        # A level that is not a number must not pass for a small error.
        if worst == worst and not wrong[i] <= worst:
            worst = wrong[i]
    return worst


@njit(cache=True, nogil=True, error_model="numpy")
def _fastest(y: Array, p: Array, dy: Array, held: Places, moved: Array, other: Array) -> float:
    """Fastest loss of a species [1/d]: the greatest slope of a rate in its own species.

    Species of a group do not enter each other's rates: moved at once, each has the slope that it has alone.
    """
    fastest = 1e-6
    for i in range(y.size):
        moved[i] = y[i]
    for group in range(_GROUPS):
        for i in range(y.size):
            if _APART[i] == group:
                moved[i] = y[i] + 1e-6 * max(1.0, abs(y[i]))
        rates(moved, p, other)
        _hold(other, held)
        for i in range(y.size):
            if _APART[i] == group:
                fastest = max(fastest, abs(other[i] - dy[i]) / (1e-6 * max(1.0, abs(y[i]))))
                moved[i] = y[i]
    return fastest


@njit(cache=True, nogil=True, error_model="numpy")
def _dense(y: Array, k: Array, step: float, fraction: float, out: Array) -> None:
    for i in range(y.size):
        change = 0.0
        for s in range(7):
            weight = fraction * (_D[s, 0] + fraction * (_D[s, 1] + fraction * (_D[s, 2] + fraction * _D[s, 3])))
            change += weight * k[s, i]
        out[i] = y[i] + step * change


@njit(cache=True, nogil=True, error_model="numpy")
def initial_state_of(parameters: Array) -> Array:
    """Levels just after an injury (species,), from the constants that tell of it and of the levels before."""
    found = np.empty(len(SPECIES))
    initial_state(prepared(parameters), found)
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def rates_of(levels: Array, parameters: Array) -> Array:
    """Rates of change of all species (species,) [1/d]."""
    found = np.empty(len(SPECIES))
    rates(levels, prepared(parameters), found)
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def assigned_of(levels: Array, parameters: Array) -> Array:
    """Quantities that assignment rules compute from the species (assigned,)."""
    found = np.empty(len(ASSIGNED))
    follow(levels, prepared(parameters), found)
    return found
