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
    start: Array, constants: tuple[Array, Places], injuries: tuple[Places, Places], stretches: Places,
    plan: tuple[Array, Places, Array], times: Array, tolerance: Array,
) -> tuple[Array, float, int, int]:  # fmt: skip
    """Course of all species and of what assignment rules compute from them, over stretches one after the other.

    Parameters
    ----------
    start : Array (species,)
        Levels before the first stretch.
    constants : Array (set, parameter) and Places (species,)
        Constants of the model, in its own units: sets by which stretches run, and sets that tell of an injury; and
        which constants name the levels that an injury meets.
    injuries : Places (injury,) and Places (stretch + 1,)
        Sets that tell of the injuries, in the order in which they come; and where among them those at the begin of each
        stretch begin, and where the last ones end.
    stretches : Places (stretch, 5)
        Of each stretch the set by which it runs, its first and last edge, its first moment and the first behind it.
    plan : Array (m + 1,), Places (k,) and Array (m, k)
        Edges [d], which constants change there, and their values from each edge to the next.
    times : Array (n,)
        Times of the output [d], those of each stretch in a row.
    tolerance : Array (2,)
        As for :func:`microthermal.numerics.healing.course.course`.

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
    (sets, starts), (hurts, counts), (edges, places, controls) = constants, injuries, plan
    species = start.size
    levels, states = start.copy(), np.empty((times.size, species + len(ASSIGNED)))
    held, steps, least, sound = np.empty(0, dtype=np.int64), 0, 0.0, True
    for stretch in range(stretches.shape[0]):
        for number in range(counts[stretch], counts[stretch + 1]):
            told = sets[hurts[number]].copy()
            for one in range(species):
                told[starts[one]] = levels[one]
            levels = initial_state_of(told)
        used, low, high, first, behind = stretches[stretch]
        found, levels, steps = course(
            start=levels, parameters=sets[used], edges=edges[low : high + 1], places=places,
            controls=controls[low:high], held=held, times=times[first:behind], tolerance=tolerance,
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
    return states, least if sound else np.nan, steps, stretches.shape[0]
