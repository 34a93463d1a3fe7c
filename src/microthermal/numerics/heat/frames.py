"""Every step of a microbeam as laws of damage see it, and damage integrals of other laws from what was kept."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import Array, State
from microthermal.numerics.damage.first_order import GONE, NEGLIGIBLE, FirstOrder, follow
from microthermal.numerics.records import by_address


@by_address
class Frames(NamedTuple):
    """Room for the steps of one call: length of each step (step,), temperature and whether cells are gone (step, z, r).

    With no room nothing is kept.
    """

    steps: Array
    temperature: NDArray[np.float64]
    gone: NDArray[np.bool_]


def frames_for(shape: tuple[int, int], steps: int = 0) -> Frames:
    """Room for so many steps on a grid of so many slabs and rings."""
    return Frames(np.zeros(steps), np.empty((steps, *shape)), np.empty((steps, *shape), dtype=np.bool_))


@njit(cache=True)
def note_frame(frames: Frames, state: State, row: int, step: float) -> None:
    """Write the cells after a step of this length into a row, if there is room."""
    if row >= frames.steps.size:
        return
    temperature, removed = state.temperature, state.removed
    frames.steps[row] = step
    for i in range(temperature.shape[0]):
        for j in range(temperature.shape[1]):
            frames.temperature[row, i, j] = temperature[i, j]
            frames.gone[row, i, j] = removed[i, j] >= GONE


@njit(cache=True)
def replay(damage: FirstOrder, frames: Frames, removed: Array) -> None:
    """Add the damage of all frames, as the time loop would have done on its way.

    Parameters
    ----------
    damage : FirstOrder
        Integrals so far, changed in place; a frame whose step is 0 starts anew.
    frames : Frames
        What was kept.
    removed : Array, (z, r)
        Room.
    """
    for row in range(frames.steps.size):
        for i in range(removed.shape[0]):
            for j in range(removed.shape[1]):
                removed[i, j] = 1.0 if frames.gone[row, i, j] else 0.0
        follow(damage, frames.temperature[row], removed, GONE, frames.steps[row], NEGLIGIBLE)
