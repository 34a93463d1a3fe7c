"""Chronic conditions as steady states: strengths of feedback loops, and steady source or loss terms for the rest.

Set points of a condition are levels that are held; the other species settle around them. The strength of a loop is then
the root at which the species that it keeps neither rises nor falls. What is left of the rate of a species that is held
is put down to a steady cause, a source or a loss; species that settled by themselves need none. A steady state is found
to round-off or not at all: a search that fails says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import ConvergenceError
from microthermal.healing.models._compiled import Compiled
from microthermal.numerics.healing.rounding import FLOOR, STILL
from microthermal.quantity import Array

Places = NDArray[np.int64]
# "New" collagen is laid down after the laser; that of a chronic scar is native or fibrotic unless its condition says.
OLD_COLLAGEN = {"native_collagen": 1.0, "new_collagen_1": 0.0, "new_collagen_3": 0.0}
# What a laser alone leaves: no untreated skin has any, and nothing needs to be sought where it rests.
NO_VACUOLES = {"vacuoles": 0.0, "vacuole_debris": 0.0}
# Strength of a loop and the species that it keeps.
LOOPS = {
    "autoimmunity": "t_cells",
    "fibrotic_circuit": "myofibroblasts",
    "androgen_sensitivity": "hair_follicles",
    "mechanical_circuit": "native_collagen",
}
# A strength farther from the given one than this factor is no longer that of the same loop.
_FARTHEST = 95.4
# Growth rate [1/d] above which a steady state counts as unstable; slopes are finite differences, good to 1e-7.
_UNSTABLE = 1e-5
_LOOK = 400.0  # d that a condition is followed before Newton's method takes over
_LONG = 20.0 * 365.0  # d that it is followed if Newton's method does not converge from there


@dataclass(frozen=True, eq=False)
class Kept:
    """A condition that is a steady state: constants in the model's own units (parameter,), levels (species,)."""

    constants: Array
    levels: Array
    uncaused: Array
    """The constants without steady causes (parameter,), from which the same condition of other skin is followed."""


def kept(ready: Compiled, fixed: Array, points: Mapping[str, float], near: Kept | None = None) -> Kept:
    """Constants with which a condition is a steady state of the model, and its levels.

    Parameters
    ----------
    ready : Compiled
        The model.
    fixed : Array (parameter,)
        Constants of the condition, in the model's own units.
    points : Mapping
        Species to the levels that are held.
    near : Kept, optional
        The same condition with other coefficients, from which it is followed.

    Raises
    ------
    ConvergenceError
        If the other species do not settle, if no strength of a loop keeps its species, if a species held at zero is
        made all the time, or if a small disturbance grows.
    """
    held = OLD_COLLAGEN | NO_VACUOLES | {name: value if value >= FLOOR else 0.0 for name, value in points.items()}
    free = np.flatnonzero([name not in held for name in ready.species]).astype(np.int64)
    loops = {loop: name for loop, name in LOOPS.items() if name in points and fixed[ready.place(loop)] > 0.0}
    uncaused, levels = _trimmed(ready, fixed, held, free, loops, near)
    constants = uncaused.copy()
    constants[ready.place("usual_procollagen")] = ready.follower(constants, levels, "synthesis_drive")
    constants[ready.place("usual_collagenase")] = ready.follower(constants, levels, "collagenase")
    for name, value in _causes(ready, constants, levels, held).items():
        constants[ready.place(name)] = value
    grows = ready.growth(constants, levels)
    if grows > _UNSTABLE:
        raise ConvergenceError(
            f"healing: untreated skin would not keep {_told(points)}: a small disturbance grows by {grows:.2g} a day; "
            "with these coefficients this is the edge between two states, not a condition"
        )
    return Kept(constants, levels, uncaused)


def _trimmed(
    ready: Compiled, fixed: Array, held: Mapping[str, float], free: Places, loops: Mapping[str, str], near: Kept | None
) -> tuple[Array, Array]:
    """Constants with the strengths of loops at which their species need no source or loss, and the levels."""
    sought = np.array([ready.place(loop) for loop in loops], dtype=np.int64)
    species = np.array([ready.species.index(name) for name in loops.values()], dtype=np.int64)
    found = ready.followed(near.uncaused, fixed, near.levels, free, sought, species) if near else None
    if found is None:  # first to the given strengths, then from there to those that keep the species
        at_given = ready.followed(near.uncaused, fixed, near.levels, free) if near else None
        levels = at_given[1] if at_given else _settled(ready, fixed, held, free)
        found = ready.followed(fixed, fixed, levels, free, sought, species)
    low, high = fixed[sought] / _FARTHEST, fixed[sought] * _FARTHEST
    if found is None or ((found[0][sought] < low) | (found[0][sought] > high)).any():
        names = ", ".join(loops)
        asked = ", ".join(f"{loop} from {a:.3g} to {b:.3g}" for loop, a, b in zip(loops, low, high, strict=True))
        raise ConvergenceError(
            f"healing: no strength of {asked} keeps {_told({name: held[name] for name in loops.values()})}; change "
            f"this set point, or leave {names} out and a steady cause keeps it"
        )
    return found


def _settled(ready: Compiled, constants: Array, held: Mapping[str, float], free: Places) -> Array:
    """Levels around which the other species settle while some are held (species,)."""
    levels = ready.resting(constants)
    for name, value in held.items():
        levels[ready.species.index(name)] = value
    for days in (_LOOK, _LONG):
        levels = np.maximum(ready.elapsed(constants, levels, days, free), 0.0)
        found = ready.followed(constants, constants, levels, free)
        if found is not None:
            return found[1]
    rates = np.abs(ready.rates(constants, levels)[free])
    fastest = int(np.argmax(rates))
    raise ConvergenceError(
        f"healing: around {_told(held)} the other species do not settle in 20 years; {ready.species[free[fastest]]} "
        f"still moves by {rates[fastest]:.2g} a day; change these set points or the parameters changed"
    )


def _causes(ready: Compiled, constants: Array, levels: Array, held: Mapping[str, float]) -> dict[str, float]:
    """Steady terms [1/d] of the species that are held: a source if the species would fall, a loss if it would rise."""
    causes, rates = {}, ready.rates(constants, levels)
    for name, level in held.items():
        rate = float(rates[ready.species.index(name)])
        if abs(rate) < STILL:
            continue
        if rate < 0.0:
            causes[f"cause_{name}"] = -rate
        elif level > 0.0:
            causes[f"restraint_{name}"] = rate / level
        else:
            raise ConvergenceError(
                f"healing: no steady loss keeps {name} at 0, because {rate:.2g} a day of it is made; "
                "name another set point for it"
            )
    return causes


def _told(points: Mapping[str, float]) -> str:
    return ", ".join(f"{name} at {value:.4g}" for name, value in points.items())
