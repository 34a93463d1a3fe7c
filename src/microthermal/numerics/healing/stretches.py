"""A course of healing in one call: stretches between visits, rounds of needles and the end of a disease, in turn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.healing.course import course, initial_state_of
from microthermal.numerics.healing.rates import ASSIGNED

Array = NDArray[np.float64]
Places = NDArray[np.int64]


@njit(cache=True, nogil=True, error_model="numpy")
def through(
    start: Array, constants: Array, starts: Places, hurts: Places, counts: Places, used: Places, ends: Places,
    edges: Array, places: Places, controls: Array, times: Array, tolerance: Array,
) -> tuple[Array, float, int, int]:  # fmt: skip
    """Course of all species and of what assignment rules compute from them, over stretches one after the other.

    Parameters
    ----------
    start : Array (species,)
        Levels before the first stretch.
    constants : Array (set, parameter)
        Constants of the model, in its own units: those by which a stretch runs, and those that tell of an injury.
    starts : Places (species,)
        Which constants name the level of each species that an injury meets.
    hurts : Places (injury,)
        Sets of constants that tell of the injuries, in the order in which they come.
    counts : Places (stretch + 1,)
        Where in ``hurts`` the injuries at the begin of each stretch begin, and where the last ones end.
    used : Places (stretch,)
        Set of constants by which each stretch runs.
    ends : Places (stretch, 4)
        First and last of the edges of each stretch, and its first and last moment, the latter not included.
    edges, places, controls, tolerance
        As for :func:`microthermal.numerics.healing.course.course`, of all stretches.
    times : Array (n,)
        Times of the output [d], those of each stretch in a row.

    Returns
    -------
    states : Array (n, species + assigned)
        Levels over time.
    least : float
        The lowest level of a species in them; not a number if any of them is none or not finite.
    steps : int
        Steps of the last stretch that was followed; negative if they ran out.
    done : int
        Stretches that were followed; fewer than all where steps ran out or a level is not finite.
    """
    species = start.size
    levels, states = start.copy(), np.empty((times.size, species + len(ASSIGNED)))
    held, steps, least, sound = np.empty(0, dtype=np.int64), 0, 0.0, True
    for stretch in range(used.size):
        for number in range(counts[stretch], counts[stretch + 1]):
            told = constants[hurts[number]].copy()
            for one in range(species):
                told[starts[one]] = levels[one]
            levels = initial_state_of(told)
        low, high, first, behind = ends[stretch]
        found, levels, steps = course(
            levels, constants[used[stretch]], edges[low : high + 1], places, controls[low:high], held,
            times[first:behind], tolerance,
        )  # fmt: skip
        if steps < 0 or not np.all(np.isfinite(levels)):
            return states, least, steps, stretch
        for row in range(found.shape[0]):
            for column in range(found.shape[1]):
                value = found[row, column]
                states[first + row, column] = value
                sound = sound and np.isfinite(value)
                if column < species and value < least:
                    least = value
    return states, least if sound else np.nan, steps, used.size
