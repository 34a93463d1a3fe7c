"""The compiled cascade by names: constants in SI to places in arrays, courses from one visit to the next."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import ConvergenceError, LibraryError
from microthermal.healing.exchange.sbml import declared, digest
from microthermal.quantity import Array

DAY = 86400.0
# The last moment that is stored of the skin that a later visit or a needle meets [s before it].
JUST_BEFORE = 1.0
Places: TypeAlias = NDArray[np.int64]
# Error allowed a step, relative and absolute: courses, in scars and with medicine too, then agree with other engines
# within 1e-6 of each peak.
TOLERANCE = (3e-8, 3e-11)
# The same for draws of the posterior, whose band is only plotted.
LOOSE = (1e-6, 1e-9)
# Quantities that assignment rules compute, and that a course tells beside its species.
OBSERVABLES = ("procollagen", "perfusion", "inflammation", "collagen_total", "erythema", "tension", "dkk1")
_NO_PLACES = np.empty(0, dtype=np.int64)


class Stretch(NamedTuple):
    """A stretch of a course: constants that tell of each injury at its begin, those by which it runs, ends, moments.

    Ends and moments of the output are in s; the ends are edges of the course.
    """

    injuries: Sequence[Array]
    constants: Array
    begin: float
    end: float
    times: Array


class Compiled:
    """Names and units of an SBML text that the compiled rates were made from; it keeps no state."""

    def __init__(self, sbml: str) -> None:
        from microthermal.numerics.healing import rates as made  # compiling it takes seconds, once on a machine

        if digest(sbml) != made.DIGEST:
            raise LibraryError(
                "healing: the compiled rates were made from another SBML text; after a change of cascade.ant run "
                "make healing-model"
            )
        stated = declared(sbml)
        self.scales = {name: constant.scale for name, constant in stated.items()}
        self.species: tuple[str, ...] = made.SPECIES
        self.columns: tuple[str, ...] = made.SPECIES + made.ASSIGNED
        told = [*range(len(self.species)), *(self.columns.index(name) for name in OBSERVABLES)]
        self.told_columns: Places = np.array(told, dtype=np.int64)
        self._place = {name: number for number, name in enumerate(made.PARAMETERS)}
        self._values = np.array([stated[name].value for name in made.PARAMETERS])
        self._starts = np.array([self._place[f"start_{name}"] for name in self.species])
        self._controls = {name: self._place[f"production_{name}"] for name in self.species}

    def place(self, name: str) -> int:
        """Place of a constant by its name."""
        return self._place[name]

    def constants(self, changed: Mapping[str, float], usual: Array | None = None) -> Array:
        """Constants in the model's own units (parameter,): the usual ones or those of the text, some changed [SI]."""
        found = (self._values if usual is None else usual).copy()
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
        from microthermal.numerics.healing.course import initial_state_of

        return np.asarray(initial_state_of(_writable(constants)))

    def rates(self, constants: Array, levels: Array) -> Array:
        """Rates of change [1/d] (species,)."""
        from microthermal.numerics.healing.course import rates_of

        return np.asarray(rates_of(_writable(levels), _writable(constants)))

    def follower(self, constants: Array, levels: Array, name: str) -> float:
        """Quantity that an assignment rule computes from the levels."""
        from microthermal.numerics.healing.course import assigned_of

        assigned = assigned_of(_writable(levels), _writable(constants))
        return float(assigned[self.columns.index(name) - len(self.species)])

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
        places, controls = self._controlled(production, edges.size - 1)
        return self._run(
            constants, levels, times / DAY, edges / DAY, places=places, controls=controls,
            tolerance=tolerance,
        )  # fmt: skip

    def through(
        self, levels: Array, stretches: Sequence[Stretch], plan: tuple[Array, Mapping[str, Array]],
        tolerance: tuple[float, float],
    ) -> tuple[Array, float]:  # fmt: skip
        """Course over stretches that follow one another, in one call.

        Parameters
        ----------
        levels : Array (species,)
            Before the first stretch, and before the injuries at its begin.
        stretches : sequence of Stretch
            In order of time.
        plan : Array (m + 1,) and Mapping
            Edges [s] and factors on the production of species between them, as for :meth:`course`.
        tolerance : tuple of float
            As for :meth:`course`.

        Returns
        -------
        states : Array (t, column)
            All columns over the times of the stretches.
        least : float
            The lowest level of a species, 0 at most; not a number if a column is not finite.

        Raises
        ------
        ConvergenceError
            As :meth:`course`.
        """
        from microthermal.numerics.healing.stretches import through

        edges, production = plan
        held = {id(one): one for each in stretches for one in (*each.injuries, each.constants)}
        place = {key: number for number, key in enumerate(held)}
        injuries = np.array([place[id(one)] for each in stretches for one in each.injuries], dtype=np.int64)
        used = np.array([place[id(each.constants)] for each in stretches], dtype=np.int64)
        counts = np.cumsum([0, *(len(each.injuries) for each in stretches)])
        moments = np.cumsum([0, *(each.times.size for each in stretches)])
        ends = np.searchsorted(edges, [[each.begin, each.end] for each in stretches])
        states, least, steps, done = through(
            start=_writable(levels), constants=(np.array(list(held.values())), self._starts),
            injuries=(injuries, counts),
            stretches=np.column_stack([used, ends, moments[:-1], moments[1:]]),
            plan=(edges / DAY, *self._controlled(production, edges.size - 1)),
            times=np.concatenate([each.times for each in stretches]) / DAY, tolerance=np.array(tolerance),
        )  # fmt: skip
        if done < len(stretches):
            raise _unfollowed(stretches[done].begin / DAY, stretches[done].end / DAY, steps)
        return np.asarray(states), least

    def _controlled(self, production: Mapping[str, Array], count: int) -> tuple[Places, Array]:
        """Places of constants that change, and their values in each step (step, constant)."""
        places = np.array([self._controls[name] for name in production], dtype=np.int64)
        found = np.empty((count, len(production)))
        for number, values in enumerate(production.values()):
            found[:, number] = values
        return places, found

    def _run(
        self,
        constants: Array,
        levels: Array,
        times: Array,
        edges: Array,
        places: Places,
        controls: Array,
        held: Places = _NO_PLACES,
        tolerance: tuple[float, float] = TOLERANCE,
    ) -> tuple[Array, Array]:
        from microthermal.numerics.healing.course import course

        states, last, steps = course(
            start=_writable(levels), parameters=_writable(constants), edges=_writable(edges), places=places,
            controls=np.ascontiguousarray(controls, dtype=np.float64), held=held, times=_writable(times),
            tolerance=np.array(tolerance),
        )  # fmt: skip
        if steps < 0 or not np.isfinite(last).all():
            raise _unfollowed(edges[0], edges[-1], steps)
        return np.asarray(states), np.asarray(last)

    def elapsed(self, constants: Array, levels: Array, days: float, free: Places) -> Array:
        """Levels after some days (species,) in which only the species at the free places move."""
        held, edges = np.setdiff1d(np.arange(len(self.species)), free), np.array([0.0, days])
        _, last = self._run(
            constants, levels, np.empty(0), edges, places=_NO_PLACES, controls=np.empty((1, 0)), held=held
        )
        return last

    def followed(
        self, origin: Array, goal: Array, levels: Array, free: Places, sought: Places = _NO_PLACES,
        kept: Places = _NO_PLACES,
    ) -> tuple[Array, Array] | None:  # fmt: skip
        """Constants and levels of a state of rest, None if it is lost on the way; as the kernel of this name."""
        from microthermal.numerics.healing.rest import followed

        found, rested, constants = followed(_writable(origin), _writable(goal), _writable(levels), free, sought, kept)
        return (np.asarray(constants), np.asarray(rested)) if found else None

    def growth(self, constants: Array, levels: Array) -> float:
        """Rate [1/d] at which a small disturbance of a state of rest grows; negative where it dies away."""
        from microthermal.numerics.healing.rest import slopes_of

        return float(np.linalg.eigvals(slopes_of(_writable(levels), _writable(constants))).real.max())


def _unfollowed(begin: float, end: float, steps: int) -> ConvergenceError:
    return ConvergenceError(
        f"healing: the course from day {begin:.3g} to {end:.3g} needs more than {abs(steps)} steps; "
        "check parameters changed from the library's"
    )


def _writable(values: Array) -> Array:
    # A kernel would be compiled once more for arrays that nobody may write to.
    return values if values.flags.writeable else values.copy()


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
