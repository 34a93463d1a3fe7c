"""Chronic conditions as steady states: strengths of feedback loops, and steady source or loss terms for the rest.

Set points of a condition are levels that are held; the other species settle around them. The strength of a loop is then
the root at which the species that it keeps neither rises nor falls. What is left of the rate of a species that is held
is put down to a steady cause, a source or a loss; species that settled by themselves need none.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.optimize import brentq

from microthermal.errors import ConvergenceError
from microthermal.healing.models._compiled import DAY, Compiled
from microthermal.healing.models._rest import FLOOR, STILL, followed, growth, settled
from microthermal.quantity import Array

# "New" collagen is laid down after the laser; that of a chronic scar is native or fibrotic unless its condition says.
OLD_COLLAGEN = {"native_collagen": 1.0, "new_collagen_1": 0.0, "new_collagen_3": 0.0}
# Strength of a loop and the species that it keeps.
LOOPS = {
    "autoimmunity": "t_cells",
    "fibrotic_circuit": "myofibroblasts",
    "androgen_sensitivity": "hair_follicles",
    "mechanical_circuit": "native_collagen",
}
# Factors on the given strength between which the root is bracketed, the nearest first.
_FACTORS = (1.05, *(1.2**step for step in range(1, 26)))
# Growth rate [1/d] above which a steady state counts as unstable; slopes are finite differences, good to 1e-7.
_UNSTABLE = 1e-5


@dataclass(frozen=True)
class Kept:
    """A condition that is a steady state: constants in the model's own units (parameter,), levels (species,)."""

    constants: Array
    levels: Array


def kept(
    ready: Compiled, fixed: dict[str, float], points: dict[str, float], near: tuple[Array, Array] | None = None
) -> Kept:
    """Constants with which a condition is a steady state of the model, and its levels.

    Parameters
    ----------
    ready : Compiled
        The model.
    fixed : dict
        Parameters [SI] that replace those of the library.
    points : dict
        Species to the levels that are held.
    near : tuple of Array, optional
        Constants and levels of the same condition with other coefficients, from which the levels are followed.

    Raises
    ------
    ConvergenceError
        If the other species do not settle, if no strength of a loop keeps its species, if a species held at zero is
        made all the time, or if a small disturbance grows.
    """
    held = OLD_COLLAGEN | {name: value if value >= FLOOR else 0.0 for name, value in points.items()}
    constants = ready.constants(fixed)
    levels = followed(ready, near, constants, held) if near is not None else None
    if levels is None:
        levels = settled(ready, constants, held)
    for loop, species in LOOPS.items():
        if fixed.get(loop, 0.0) > 0.0 and species in points:
            fixed, levels = _trimmed(ready, fixed, held, levels, loop)
    causes = {"usual_procollagen": ready.follower(ready.constants(fixed), levels, "synthesis_drive")}
    causes |= _causes(ready, ready.constants(fixed | causes), levels, held)
    constants = ready.constants(fixed | causes)
    grows = growth(ready, constants, levels)
    if grows > _UNSTABLE:
        raise ConvergenceError(
            f"healing: untreated skin would not keep {_told(points)}: a small disturbance grows by {grows:.2g} a day; "
            "with these coefficients this is the edge between two states, not a condition"
        )
    return Kept(constants, levels)


def _causes(ready: Compiled, constants: Array, levels: Array, held: dict[str, float]) -> dict[str, float]:
    """Steady terms [1/s] of the species that are held: a source if the species would fall, a loss if it would rise."""
    causes, rates = {}, ready.rates(constants, levels)
    for name, level in held.items():
        rate = float(rates[ready.species.index(name)])
        if abs(rate) < STILL:
            continue
        if rate < 0.0:
            causes[f"cause_{name}"] = -rate / DAY
        elif level > 0.0:
            causes[f"restraint_{name}"] = rate / level / DAY
        else:
            raise ConvergenceError(
                f"healing: no steady loss keeps {name} at 0, because {rate:.2g} a day of it is made; "
                "name another set point for it"
            )
    return causes


def _trimmed(
    ready: Compiled, fixed: dict[str, float], held: dict[str, float], levels: Array, loop: str
) -> tuple[dict[str, float], Array]:
    """Parameters [SI] with the strength of a loop at which its species needs no source or loss, and the levels."""
    search = _Search(ready, fixed, held, levels, loop)
    bracket = search.bracket()
    if bracket is None:
        given, species = fixed[loop], LOOPS[loop]
        raise ConvergenceError(
            f"healing: no strength of {loop} from {given / _FACTORS[-1]:.3g} to {given * _FACTORS[-1]:.3g} keeps "
            f"{species} at {held[species]:.4g}; change this set point, or leave {loop} out and a steady cause keeps it"
        )
    strength = float(brentq(search.rate, *bracket, xtol=1e-15 * fixed[loop], rtol=1e-15))
    return fixed | {loop: strength}, search.levels(strength)


class _LostError(ConvergenceError):
    """Continuation of the steady state to another strength failed."""


class _Search:
    """Rate of the species that a loop sustains as a function of its strength, along the branch of steady states."""

    def __init__(
        self, ready: Compiled, fixed: dict[str, float], held: dict[str, float], levels: Array, loop: str
    ) -> None:
        self._ready, self._fixed, self._held, self._loop = ready, fixed, held, loop
        self._place = ready.species.index(LOOPS[loop])
        self._given = fixed[loop]
        self._known = {self._given: levels}

    def levels(self, strength: float) -> Array:
        """State of rest at a strength (species,), followed from the nearest one that is known."""
        if strength not in self._known:
            nearest = min(self._known, key=lambda known: (abs(known - strength), known))
            before = (self._constants(nearest), self._known[nearest])
            found = followed(self._ready, before, self._constants(strength), self._held)
            if found is None:
                raise _LostError(f"healing: the state of rest is lost where {self._loop} is {strength:.4g}")
            self._known[strength] = found
        return self._known[strength]

    def rate(self, strength: float) -> float:
        """Rate of the species [1/d]."""
        return float(self._ready.rates(self._constants(strength), self.levels(strength))[self._place])

    def bracket(self) -> tuple[float, float] | None:
        """Two neighbouring strengths between which the rate changes its sign, the nearest to the given one."""
        ends = {1: self._given, -1: self._given}
        for factor in _FACTORS:
            for side in tuple(ends):
                strength = self._given * factor**side
                try:
                    if (self.rate(strength) < 0.0) != (self.rate(ends[side]) < 0.0):
                        return min(strength, ends[side]), max(strength, ends[side])
                except _LostError:
                    del ends[side]
                else:
                    ends[side] = strength
        return None

    def _constants(self, strength: float) -> Array:
        return self._ready.constants(self._fixed | {self._loop: strength})


def _told(points: dict[str, float]) -> str:
    return ", ".join(f"{name} at {value:.4g}" for name, value in points.items())
