"""Steady states of the compiled cascade: levels of the free species while others are held, and their stability.

A steady state is found by Newton's method on the free species, from the end of a long course or from the steady state
of other constants. It is found to round-off or not at all: a search that fails says so.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import ConvergenceError
from microthermal.healing.models._compiled import Compiled
from microthermal.quantity import Array

Places = NDArray[np.int64]
# A level below this is zero: what a long decay or round-off leaves of a species that healthy skin has not.
FLOOR = 1e-12
# Rates below this [1/d] are round-off of production and loss that cancel.
STILL = 1e-13
# A relative step as short as this is followed by one more, which reaches round-off.
_NEAR = 1e-9
_STEPS = 25
_FAR = 1.0  # a level farther than this from its start may belong to another steady state
_NEGATIVE = 1e-6  # a level that falls lower than this below zero has left what the model describes
_LOOK = 400.0  # d that a condition is followed before Newton's method takes over
_LONG = 20.0 * 365.0  # d that it is followed if Newton's method does not converge from there
# First and shortest step of continuation, as a fraction of the way from one set of constants to another.
_STRIDE, _SHORTEST_STRIDE = 0.5, 0.02


def settled(ready: Compiled, constants: Array, held: Mapping[str, float]) -> Array:
    """Levels around which the other species settle while some are held (species,).

    Parameters
    ----------
    ready : Compiled
        The model.
    constants : Array (parameter,)
        In the model's own units.
    held : Mapping
        Species to their level.

    Raises
    ------
    ConvergenceError
        If they do not settle in 20 years.
    """
    free = free_places(ready, held)
    levels = ready.resting(constants)
    for name, value in held.items():
        levels[ready.species.index(name)] = value
    for days in (_LOOK, _LONG):
        levels = np.maximum(ready.elapsed(constants, levels, days, free), 0.0)
        found = _newton(ready, constants, levels, free)
        if found is not None:
            return found
    rates = np.abs(ready.rates(constants, levels)[free])
    fastest = int(np.argmax(rates))
    raise ConvergenceError(
        f"healing: around {_told(held)} the other species do not settle in 20 years; {ready.species[free[fastest]]} "
        f"still moves by {rates[fastest]:.2g} a day; change these set points or the parameters changed"
    )


def followed(ready: Compiled, before: tuple[Array, Array], constants: Array, held: Mapping[str, float]) -> Array | None:
    """Levels around which the species settle, followed from where they do so with other constants; None if lost.

    Parameters
    ----------
    ready : Compiled
        The model.
    before : tuple of Array
        Other constants (parameter,) and the levels (species,) that settle there with the same species held.
    constants : Array (parameter,)
        In the model's own units.
    held : Mapping
        Species to their level.
    """
    free = free_places(ready, held)
    origin, levels = before
    done, stride = 0.0, _STRIDE
    while done < 1.0:
        ahead = min(done + stride, 1.0)
        found = _newton(ready, origin + ahead * (constants - origin), levels, free)
        if found is None:
            stride *= 0.5
            if stride < _SHORTEST_STRIDE:
                return None
        else:
            done, levels, stride = ahead, found, 2.0 * stride
    return np.asarray(levels)


def growth(ready: Compiled, constants: Array, levels: Array) -> float:
    """Rate [1/d] at which a small disturbance of a state of rest grows; negative where it dies away."""
    from microthermal.numerics.healing.course import slopes_of

    slopes = slopes_of(levels, constants, np.arange(levels.size, dtype=np.int64))
    return float(np.linalg.eigvals(slopes).real.max())


def free_places(ready: Compiled, held: Mapping[str, float]) -> Places:
    """Places of the species that are not held (k,)."""
    return np.flatnonzero([name not in held for name in ready.species]).astype(np.int64)


def _newton(ready: Compiled, constants: Array, start: Array, free: Places) -> Array | None:
    """State of rest near a start (species,), or None where Newton's method finds none."""
    from microthermal.numerics.healing.course import slopes_of

    found, near = start.copy(), False
    for _ in range(_STEPS):
        step = _solved(slopes_of(found, constants, free), ready.rates(constants, found)[free])
        if step is None:
            return None
        found[free] -= step
        if not np.isfinite(found).all() or found.min() < -_NEGATIVE or np.abs(found - start).max() > _FAR:
            return None
        found = np.maximum(found, 0.0)
        if near:
            found[found < FLOOR] = 0.0
            return found
        near = bool((np.abs(step) <= _NEAR * np.maximum(1.0, found[free])).all())
    return None


def _solved(slopes: Array, rates: Array) -> Array | None:
    """Step of Newton's method (k,), or None if the linear system is singular.

    A species whose rate depends on no level, its own included, is conserved: it keeps its level at a rate of zero, and
    has no steady state if it is not.
    """
    moving = np.abs(slopes).max(axis=1) > 0.0
    if np.abs(rates[~moving]).max(initial=0.0) > STILL:
        return None
    places = np.flatnonzero(moving)
    step = np.zeros(rates.size)
    try:
        step[places] = np.linalg.solve(slopes[np.ix_(places, places)], rates[places])
    except np.linalg.LinAlgError:  # singular: a fold, at which two steady states meet
        return None
    return step


def _told(held: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in held.items())
