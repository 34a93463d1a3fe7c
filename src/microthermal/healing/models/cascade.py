"""The healing cascade: inflammation, proteases, growth factors, cells, collagen, vessels and follicles, as SBML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Annotated, ClassVar, final

import numpy as np
from numpy.typing import NDArray

from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.results.response import Delivery, Healing, Visit
from microthermal.domain.results.zone import Injury
from microthermal.errors import ConvergenceError, Fault, InputError
from microthermal.healing import medicine
from microthermal.healing.injury_fractions import fractions
from microthermal.healing.models import _needles, model
from microthermal.healing.models._compiled import (
    DAY,
    JUST_BEFORE,
    LOOSE,
    OBSERVABLES,
    TOLERANCE,
    Compiled,
    Stretch,
    compiled,
)
from microthermal.healing.models._condition import LOOPS, Kept, kept
from microthermal.quantity import Array, Quantity, amended, record

# Round-off of the integrator around a level of zero.
_ROUND_OFF = 1e-6


@model
@final
@record
class Cascade:
    """Cascade of 49 species in SBML, with chronic conditions that keep themselves.

    Notes
    -----
    Equations, sources and limits are in ``docs/theory/healing.md``. A chronic condition names the strength of the
    loop by which it keeps itself (``autoimmunity``, ``fibrotic_circuit``, ``androgen_sensitivity``,
    ``mechanical_circuit``) and set points of some species; the others settle around them, and what the equations do
    not explain of a set point is put down to a steady cause (a source if it would fall, a loss if it would rise). So
    untreated skin keeps its condition, to round-off.
    """

    kind: ClassVar[str] = "cascade"
    sources: ClassVar[tuple[str, ...]] = (
        "Waugh2006",
        "HIIS",
        "Stumpp2009",
        "Tsai2013",
        "SkinCharFPS2011",
        "Lee2011PRP",
        "VEGFhalf",
        "DiPietro2013",
        "prototype",
    )
    draws: ClassVar[str] = "healing_posterior.csv"

    sbml: str
    parameters: tuple[Level, ...] = ()
    fine_step: Annotated[float, Quantity("s", "step of the output in the first days", 60, 86400)] = 0.05 * DAY

    def __repr__(self) -> str:
        return f"Cascade({len(self.sbml)} characters of SBML, {len(self.parameters)} parameters)"

    @property
    def markers(self) -> tuple[str, ...]:
        """Species, then the quantities that assignment rules compute from them."""
        return compiled(self.sbml).species + OBSERVABLES

    @cached_property
    def _usual(self) -> Array:
        """Constants of healthy skin, in the model's own units (parameter,)."""
        return compiled(self.sbml).constants({level.name: level.value for level in self.parameters})

    def follow(
        self,
        injury: Injury,
        condition: Condition,
        deliveries: tuple[Delivery, ...],
        until: float,
    ) -> Healing:
        """Course of healing after one visit.

        Parameters
        ----------
        injury : Injury
            What the laser did, as fractions of each layer.
        condition : Condition
            Levels named like species are set points; levels named like parameters [SI] replace them. Its start
            are species at the moment of the visit; those not named are at their set points.
        deliveries : tuple of Delivery
            Medicine; what is given before the laser acts from then on, though the course is stored from the laser.
        until : float
            Time after the laser [s].

        Returns
        -------
        Healing
            Species and the observables ``procollagen``, ``perfusion``, ``inflammation``, ``collagen_total`` and
            ``erythema`` over time.

        Raises
        ------
        InputError
            If a level or an effect names neither a species nor a parameter, or ``until`` is not positive.
        ConvergenceError
            If the condition cannot be kept, or the integrator gives up.
        """
        return self.follow_visits((Visit(injury=injury, deliveries=deliveries),), condition, until)

    def follow_visits(self, visits: tuple[Visit, ...], condition: Condition, until: float) -> Healing:
        """Course of healing over several visits; medicine of one goes on acting after the next.

        Parameters
        ----------
        visits : tuple of Visit
            In order of time, the first at 0.
        condition : Condition
            As for :meth:`follow`.
        until : float
            Time after the first laser [s].

        Raises
        ------
        InputError
            As :meth:`follow`, or if visits are not in order or lie beyond ``until``.
        ConvergenceError
            As :meth:`follow`.
        """
        return self._followed(None, visits, condition, until)

    def follow_draw(
        self, draw: Mapping[str, float], visits: tuple[Visit, ...], condition: Condition, until: float
    ) -> Healing:
        """Course as :meth:`follow_visits`, with some parameters [SI] in place of the library's; a condition's own stay.

        A condition that ``lasts`` for a time ends by itself after it; in the nominal course it goes on. The tolerance
        is coarser than for that one: of many draws only means and bands are told.
        """
        return self._followed(draw, visits, condition, until)

    def _followed(
        self, changed: Mapping[str, float] | None, visits: tuple[Visit, ...], condition: Condition, until: float
    ) -> Healing:
        ready = compiled(self.sbml)
        constants, levels, deliveries = self.meeting(visits, condition, until, changed)
        over = until if changed is None or condition.lasts is None else min(condition.lasts, until)
        needles = tuple(one for one in _needles.rounds(visits, until) if one.time > 0.0)
        events = (*(visit.time for visit in visits), over, *(one.time for one in needles))
        plan = medicine.schedule(deliveries, events, until)
        tolerance = TOLERANCE if changed is None else LOOSE
        ends = [visit.time for visit in visits[1:]] + [until]
        stretches: list[Stretch] = []
        for visit, end in zip(visits, ends, strict=True):
            hurt = with_injury(ready, constants, visit.injury)
            met = tuple(one for one in needles if one.time == visit.time)
            injuries = [*_needles.injuries(ready, constants, met), hurt]
            moments = visit.time + output_times(end - visit.time, self.fine_step)
            if end < until:  # the moment of the next visit belongs to that visit
                moments = np.append(moments[moments < end - JUST_BEFORE], end - JUST_BEFORE)
            begin = visit.time
            inside = tuple(one for one in needles if begin < one.time < end)
            moments = _needles.both_sides(moments, inside)
            stops = {one.time for one in inside} | ({over} if begin <= over < end else set())
            for stop in sorted(stops):
                early = moments < stop
                stretches.append(Stretch(injuries, hurt, begin, stop, moments[early]))
                if stop == over:
                    constants = self._without_disease(ready, condition, changed)
                    hurt = with_injury(ready, constants, visit.injury)
                injuries = _needles.injuries(ready, hurt, tuple(one for one in inside if one.time == stop))
                begin, moments = stop, moments[~early]
            stretches.append(Stretch(injuries, hurt, begin, end, moments))
        states, least = ready.through(levels, stretches, plan, tolerance)
        if not least >= -_ROUND_OFF:
            raise ConvergenceError("healing: a species became negative or not finite; check the parameters changed")
        state = states.take(ready.told_columns, axis=1)
        time = np.concatenate([one.times for one in stretches])
        return Healing(time=time, species=ready.species + OBSERVABLES, state=np.maximum(state, 0.0, out=state))

    def meeting(
        self,
        visits: tuple[Visit, ...],
        condition: Condition,
        until: float,
        changed: Mapping[str, float] | None = None,
    ) -> tuple[Array, Array, tuple[Delivery, ...]]:
        """What the first laser meets, as :meth:`follow_visits` is asked: constants, levels, all medicine in one time.

        Returns
        -------
        constants : Array (parameter,)
            Of the condition, in the model's own units, without an injury.
        levels : Array (species,)
            At the first laser, after the medicine and the needles before it, or at the same moment.
        deliveries : tuple of Delivery
            Medicine of all visits in times after the first laser.
        """
        ready = compiled(self.sbml)
        _check(ready, self.parameters, condition, visits, until)
        constants, levels = self._meeting(ready, condition, changed)
        deliveries = tuple(
            amended(delivery, time=delivery.time + visit.time) if visit.time else delivery
            for visit in visits
            for delivery in medicine.felt_by(visit.deliveries, condition)
        )
        begin = medicine.beginning(deliveries)
        needles = tuple(one for one in _needles.rounds(visits, until) if one.time <= 0.0)
        if begin < 0.0:
            plan = medicine.schedule(deliveries, (0.0, *(one.time for one in needles)), until)
            for stop in sorted({0.0, *(one.time for one in needles)}):
                _, levels = _piece(ready, constants, levels, plan, begin, stop, times=np.empty(0))
                levels = _needles.after(ready, constants, levels, tuple(one for one in needles if one.time == stop))
                begin = stop
        else:
            levels = _needles.after(ready, constants, levels, needles)
        return constants, levels, deliveries

    def _meeting(
        self, ready: Compiled, condition: Condition, changed: Mapping[str, float] | None = None
    ) -> tuple[Array, Array]:
        """Constants of a condition, and the levels that the first visit meets."""
        points = {level.name: level.value for level in condition.levels if level.name in ready.species}
        of_condition = {level.name: level.value for level in condition.levels if level.name in ready.scales}
        constants = ready.constants({**(changed or {}), **of_condition}, self._usual)
        if not points:
            levels = ready.resting(constants)
        else:
            usual = ready.constants(of_condition, self._usual)
            held = tuple(sorted(points.items()))
            found = _remembered(self.sbml, usual.tobytes(), held)
            if changed is not None:
                own = _followed_from(self.sbml, constants.tobytes(), held, found)
                if isinstance(own, str):
                    raise ConvergenceError(own)
                found = own
            constants, levels = found.constants, found.levels.copy()
        for level in condition.start:
            if level.name in ready.species:
                levels[ready.species.index(level.name)] = level.value
        return constants, levels

    def _without_disease(
        self, ready: Compiled, condition: Condition, changed: Mapping[str, float] | None
    ) -> Array:  # fmt: skip
        """Constants of the same skin when the disease has ended: without its loops and its steady causes."""
        stated = {level.name: level.value for level in condition.levels if level.name in ready.scales}
        return ready.constants({**(changed or {}), **stated, **dict.fromkeys(LOOPS, 0.0)}, self._usual)


@lru_cache(maxsize=64)  # every person has the same moments
def output_times(until: float, step: float) -> Array:
    """Times of the output [s] (t,): fine for five days, then ten and forty times coarser.

    Parameters
    ----------
    until : float
        Last time [s].
    step : float
        Step of the first five days [s].
    """
    parts = [(0.0, 5.0 * DAY, step), (5.0 * DAY, 30.0 * DAY, 10.0 * step), (30.0 * DAY, until, 40.0 * step)]
    times = [
        np.linspace(low, min(high, until), max(2, 1 + int(np.ceil((min(high, until) - low) / width))))
        for low, high, width in parts
        if low < until
    ]
    found = np.unique(np.concatenate(times))
    found.setflags(write=False)
    return found


def _check(
    ready: Compiled, parameters: tuple[Level, ...], condition: Condition, visits: tuple[Visit, ...], until: float
) -> None:
    faults = [
        Fault(f"parameters.{level.name}", "is no parameter of the healing model")
        for level in parameters
        if level.name not in ready.scales
    ]
    faults += [
        Fault(f"condition.levels.{level.name}", "is neither a species nor a parameter of the healing model")
        for level in condition.levels
        if level.name not in ready.species and level.name not in ready.scales
    ]
    faults += [
        Fault(f"condition.start.{level.name}", f"is no species; known are: {', '.join(ready.species)}")
        for level in condition.start
        if level.name not in ready.columns
    ]
    faults += [
        Fault(f"drug.effects.{effect.species}", f"is no species; known are: {', '.join(ready.species)}")
        for visit in visits
        for delivery in visit.deliveries
        for effect in delivery.dose.drug.effects
        if effect.species not in ready.species
    ]
    faults += [
        Fault(f"condition.{level.name}", f"must not be negative, but is {level.value}")
        for level in (*condition.levels, *condition.start)
        if level.name in ready.species and level.value < 0.0
    ]
    faults += _timing_faults(visits, until)
    if faults:
        raise InputError(faults)


def _timing_faults(visits: tuple[Visit, ...], until: float) -> list[Fault]:
    if not until > 0.0:
        return [Fault("until", f"healing must be followed for a positive time, not {until} s")]
    times = [visit.time for visit in visits]
    if not times or times[0] != 0.0:
        return [Fault("visits", "the first visit must be at time 0")]
    if any(later - earlier <= 2.0 * JUST_BEFORE for earlier, later in pairwise([*times, until])):
        return [Fault("visits", "must be in order of time, seconds apart, and before the end of what is followed")]
    return []


def with_injury(ready: Compiled, constants: Array, injury: Injury) -> Array:
    """Constants that also tell of an injury (parameter,)."""
    places, values = _told(ready, injury)
    found = constants.copy()
    found[places] = values
    return found


@lru_cache(maxsize=64)
def _told(ready: Compiled, injury: Injury) -> tuple[NDArray[np.int64], Array]:
    """Places and values of the constants that an injury tells of; the same for every draw of a posterior."""
    told = ready.constants({level.name: level.value for level in fractions(injury)})
    places = np.flatnonzero(told != ready.constants({})).astype(np.int64)
    return places, told[places]


def _piece(
    ready: Compiled, constants: Array, levels: Array, plan: tuple[Array, dict[str, Array]], begin: float, end: float,
    times: Array, tolerance: tuple[float, float] = TOLERANCE,
) -> tuple[Array, Array]:  # fmt: skip
    """Course between two of the edges of a plan."""
    edges, controls = plan
    low, high = np.searchsorted(edges, [begin, end]).tolist()
    inside = {name: values[low:high] for name, values in controls.items()}
    return ready.course(constants, levels, times, edges[low : high + 1], inside, tolerance)


@lru_cache(maxsize=512)  # each person meets every candidate of a plan with the same disease
def _followed_from(sbml: str, constants: bytes, points: tuple[tuple[str, float], ...], near: Kept) -> Kept | str:
    """The condition as a person keeps it, or why that person cannot; both are found once."""
    try:
        return kept(compiled(sbml), np.frombuffer(constants), dict(points), near)
    except ConvergenceError as error:
        return str(error)


@lru_cache(maxsize=64)
def _remembered(sbml: str, constants: bytes, points: tuple[tuple[str, float], ...]) -> Kept:
    return kept(compiled(sbml), np.frombuffer(constants), dict(points))
