"""The compiled cascade by names: constants in SI to places in arrays, courses from one visit to the next."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import ConvergenceError, LibraryError
from microthermal.healing.sbml import declared, digest
from microthermal.quantity import Array

DAY = 86400.0
Places: TypeAlias = NDArray[np.int64]
# Error allowed a step, relative and absolute: courses, in scars and with medicine too, then agree with other engines
# within 1e-6 of each peak.
TOLERANCE = (3e-8, 3e-11)
# Of draws, whose band is read off a picture.
LOOSE = (1e-6, 1e-9)
_NO_PLACES = np.empty(0, dtype=np.int64)
_STILL = 1e-13  # 1/d: a rate below this is round-off
_LOOK = 400.0  # d that a condition is followed before Newton's method takes over
_LONG = 20.0 * 365.0  # d that it is followed if Newton's method does not
_FAR = 1.0  # a level farther than this from where it was may belong to another state of rest
# Shares of the way from one set of constants to another.
_STRIDE, _SHORTEST_STRIDE = 0.5, 0.02


class Compiled:
    """Names and units of an SBML text that the compiled rates were made from; it keeps no state."""

    def __init__(self, sbml: str) -> None:
        from microthermal.numerics import healing_rates as made  # compiling it takes seconds, once on a machine

        if digest(sbml) != made.DIGEST:
            raise LibraryError(
                "healing: the compiled rates were made from another SBML text; after a change of cascade.ant run "
                "python -m microthermal.healing.authoring"
            )
        self.scales = {name: scale for name, (scale, _) in declared(sbml).items()}
        self.species: tuple[str, ...] = made.SPECIES
        self.columns: tuple[str, ...] = made.SPECIES + made.FOLLOWERS
        self._place = {name: number for number, name in enumerate(made.PARAMETERS)}
        self._values = np.array(made.VALUES, dtype=np.float64)
        self._starts = np.array([self._place[f"start_{name}"] for name in self.species])
        self._hands = {name: self._place[f"production_{name}"] for name in self.species}

    def constants(self, changed: Mapping[str, float]) -> Array:
        """Constants in the model's own units (parameter,), some changed [SI]."""
        found = self._values.copy()
        for name, value in changed.items():
            found[self._place[name]] = value / self.scales[name]
        return found

    def starting(self, constants: Array, levels: Array) -> Array:
        """Constants that say which levels an injury meets (parameter,)."""
        found = constants.copy()
        found[self._starts] = levels
        return found

    def named(self, constants: Array) -> dict[str, float]:
        """Constants by name, in the model's own units."""
        return dict(zip(self._place, constants.tolist(), strict=True))

    def resting(self, constants: Array) -> Array:
        """Levels before the injury (species,) that the constants name."""
        return np.asarray(constants[self._starts])

    def injured(self, constants: Array) -> Array:
        """Levels just after the injury that the constants tell of (species,)."""
        from microthermal.numerics.healing_course import born_of

        return np.asarray(born_of(constants))

    def rates(self, constants: Array, levels: Array) -> Array:
        """Rates of change [1/d] (species,)."""
        from microthermal.numerics.healing_course import rates_of

        return np.asarray(rates_of(levels, constants))

    def follower(self, constants: Array, levels: Array, name: str) -> float:
        """Quantity that follows from the levels."""
        from microthermal.numerics.healing_course import followers_of

        return float(followers_of(levels, constants)[self.columns.index(name) - len(self.species)])

    def course(
        self,
        constants: Array,
        levels: Array,
        times: Array,
        edges: Array,
        production: Mapping[str, Array],
        tolerance: tuple[float, float] = TOLERANCE,
    ) -> tuple[Array, Array]:
        """Course from levels at the first edge.

        Parameters
        ----------
        constants : Array (parameter,)
            In the model's own units.
        levels : Array (species,)
            At the first edge.
        times : Array (t,)
            Times of the output [s].
        edges : Array (m + 1,)
            Times between which the production of species is constant [s].
        production : Mapping
            Species to the factor on its production (m,).
        tolerance : tuple of float
            Relative and absolute error allowed a step.

        Returns
        -------
        states : Array (t, column)
            All columns over time.
        last : Array (species,)
            Levels at the last edge.

        Raises
        ------
        ConvergenceError
            If the steps run out or a level is not finite.
        """
        places = np.array([self._hands[name] for name in production], dtype=np.int64)
        hands = np.column_stack(list(production.values())) if production else np.empty((edges.size - 1, 0))
        return self._run(
            constants, levels, times / DAY, edges / DAY, places, hands, np.ones(len(self.species)), tolerance
        )

    def _run(
        self,
        constants: Array,
        levels: Array,
        times: Array,
        edges: Array,
        places: Places,
        hands: Array,
        free: Array,
        tolerance: tuple[float, float] = TOLERANCE,
    ) -> tuple[Array, Array]:
        from microthermal.numerics.healing_course import course

        states, last, steps = course(
            levels, constants, edges, places, np.ascontiguousarray(hands, dtype=np.float64), free, times,
            np.array(tolerance),
        )  # fmt: skip
        if steps < 0 or not np.isfinite(last).all():
            raise ConvergenceError(
                f"healing: the course from day {edges[0]:.3g} to {edges[-1]:.3g} needs more than {abs(steps)} steps; "
                "check parameters changed from the library's"
            )
        return np.asarray(states), np.asarray(last)

    def settled(self, constants: Array, held: Mapping[str, float]) -> Array:
        """Levels around which the other species settle while some are held (species,).

        Parameters
        ----------
        constants : Array (parameter,)
            In the model's own units.
        held : Mapping
            Species to their level.
        """
        free = np.array([0.0 if name in held else 1.0 for name in self.species])
        levels = self.resting(constants)
        for name, value in held.items():
            levels[self.species.index(name)] = value
        none = np.empty((1, 0))
        empty = np.empty(0)
        for days in (_LOOK, _LONG):
            _, levels = self._run(constants, levels, empty, np.array([0.0, days]), _NO_PLACES, none, free)
            levels = np.maximum(levels, 0.0)
            refined = self._newton(constants, levels, np.flatnonzero(free).astype(np.int64))
            if refined is not None:
                return refined
        return levels

    def followed(self, before: tuple[Array, Array], constants: Array, held: Mapping[str, float]) -> Array | None:
        """Levels around which the species settle, followed from where they do so with other constants; None if lost.

        Parameters
        ----------
        before : tuple of Array
            Other constants (parameter,) and the levels (species,) that settle there with the same species held.
        constants : Array (parameter,)
            In the model's own units.
        held : Mapping
            Species to their level.
        """
        free = np.flatnonzero([name not in held for name in self.species]).astype(np.int64)
        origin, levels = before
        done, stride = 0.0, _STRIDE
        while done < 1.0:
            ahead = min(done + stride, 1.0)
            found = self._newton(origin + ahead * (constants - origin), levels, free)
            if found is None:
                stride *= 0.5
                if stride < _SHORTEST_STRIDE:
                    return None
            else:
                done, levels, stride = ahead, found, 2.0 * stride
        return np.asarray(levels)

    def _newton(self, constants: Array, levels: Array, free: Places) -> Array | None:
        from microthermal.numerics.healing_course import slopes_of

        found = levels.copy()
        for _ in range(12):
            rate = self.rates(constants, found)
            if np.abs(rate[free]).max() < _STILL:
                return found
            slope = slopes_of(found, constants, free)
            found[free] -= _solved(slope, rate[free])
            if not np.isfinite(found).all() or found.min() < -1e-6 or np.abs(found - levels).max() > _FAR:
                return None
            found = np.maximum(found, 0.0)
        return found if np.abs(self.rates(constants, found)[free]).max() < 1e-9 else None


def _solved(slope: Array, rate: Array) -> Array:
    """Step of Newton's method (k,); a species without loss has a row of zeros and stays where it is."""
    alive = np.flatnonzero(np.abs(slope).max(axis=1) > 0.0)
    step = np.zeros(rate.size)
    try:
        step[alive] = np.linalg.solve(slope[np.ix_(alive, alive)], rate[alive])
    except np.linalg.LinAlgError:
        step[:] = np.inf
    # Where rows depend on each other, least squares find the shortest step; they cost seven times as much.
    if not np.abs(step).max(initial=0.0) <= _FAR:
        return np.asarray(np.linalg.lstsq(slope, rate, rcond=1e-12)[0])
    return step


@lru_cache(maxsize=4)
def compiled(sbml: str) -> Compiled:
    """Compiled cascade of an SBML text, the same one for the same text in this process.

    Raises
    ------
    LibraryError
        If the text is not SBML, or not the one from which the rates were made.
    """
    try:
        return Compiled(sbml)
    except ElementTree.ParseError as error:
        raise LibraryError(f"healing: the SBML text cannot be read: {error}") from None
