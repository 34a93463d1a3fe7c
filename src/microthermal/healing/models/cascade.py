"""The healing cascade: inflammation, proteases, growth factors, cells, collagen and vessels, as SBML."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.domain.condition import Condition, Level
from microthermal.domain.response import Delivery, Healing
from microthermal.domain.zone import Injury
from microthermal.errors import ConvergenceError, Fault, InputError
from microthermal.healing import medicine
from microthermal.healing.models import model
from microthermal.healing.models._engine import DAY, Engine, engine
from microthermal.healing.shares import shares
from microthermal.quantity import Array, Quantity, record

OBSERVABLES = ("procollagen", "perfusion", "inflammation", "collagen_total", "erythema")
# A named species is held at its set point by a loss this fast while the others settle around it.
_HOLD = 1e4 / DAY
_SETTLING = 5 * 365.0 * DAY
# "New" is what this course lays down: collagen of a chronic scar is native or fibrotic, unless its condition says.
_OLD_COLLAGEN = {"native_collagen": 1.0, "new_collagen_1": 0.0, "new_collagen_3": 0.0}
# Round-off of the integrator around a level that has come down to nothing.
_ROUND_OFF = 1e-6


@model
@final
@record
class Cascade:
    """Cascade of 31 species in SBML, with chronic conditions held by steady causes.

    Notes
    -----
    Equations, sources and limits are in ``docs/theory/healing.md``. A chronic condition names set points of
    some species; the others settle around them, and what the equations do not explain is put down to a
    steady cause of each species (a source if it would fall, a loss if it would rise). So untreated skin
    keeps its condition exactly, and treated skin drifts back to it.
    """

    kind: ClassVar[str] = "cascade"
    sources: ClassVar[tuple[str, ...]] = (
        "Waugh2006",
        "HIIS",
        "Stumpp2009",
        "Tsai2013",
        "VEGFhalf",
        "DiPietro2013",
        "prototype",
    )

    sbml: str
    parameters: tuple[Level, ...] = ()
    fine_step: Annotated[float, Quantity("s", "step of the output in the first days", 60, 86400)] = 0.05 * DAY

    def __repr__(self) -> str:
        return f"Cascade({len(self.sbml)} characters of SBML, {len(self.parameters)} parameters)"

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
            What the laser did, as shares of each layer.
        condition : Condition
            Levels named like species are set points; levels named like parameters [SI] replace them. Its start
            are species at the moment of the visit; those not named are at their set points.
        deliveries : tuple of Delivery
            Medicine; what was given before the laser counts from the laser on.
        until : float
            Time after the laser [s].

        Returns
        -------
        Healing
            States and the observables ``procollagen``, ``perfusion``, ``inflammation``, ``collagen_total`` and
            ``erythema`` over time.

        Raises
        ------
        InputError
            If a level or an effect names neither a species nor a parameter, or ``until`` is not positive.
        ConvergenceError
            If the integrator gives up.
        """
        if not until > 0.0:
            raise InputError(f"healing must be followed for a positive time, not {until} s")
        ready = engine(self.sbml)
        _check(ready, self.parameters, condition, deliveries)
        levels = {level.name: level.value for level in (*self.parameters, *condition.levels)}
        fixed = {name: value for name, value in levels.items() if name in ready.scales}
        points = tuple(sorted((name, value) for name, value in levels.items() if name in ready.states))
        before, causes = _settled(self.sbml, tuple(sorted(fixed.items())), points)
        met = {level.name: level.value for level in condition.start if level.name in ready.states}
        beginning = {f"start_{name}": value for name, value in (before | met).items()}
        injured = {level.name: level.value for level in shares(injury)}
        with ready.fresh(fixed | causes | beginning | injured) as running:
            return _course(running, deliveries, output_times(until, self.fine_step))


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
    return np.unique(np.concatenate(times))


def _check(
    ready: Engine, parameters: tuple[Level, ...], condition: Condition, deliveries: tuple[Delivery, ...]
) -> None:
    faults = [
        Fault(f"parameters.{level.name}", "is no parameter of the healing model")
        for level in parameters
        if level.name not in ready.scales
    ]
    faults += [
        Fault(f"condition.levels.{level.name}", "is neither a species nor a parameter of the healing model")
        for level in condition.levels
        if level.name not in ready.states and level.name not in ready.scales
    ]
    faults += [
        Fault(f"condition.start.{level.name}", f"is no species; known are: {', '.join(ready.states)}")
        for level in condition.start
        if level.name not in ready.states + OBSERVABLES
    ]
    faults += [
        Fault(f"drug.effects.{effect.species}", f"is no species; known are: {', '.join(ready.states)}")
        for delivery in deliveries
        for effect in delivery.dose.drug.effects
        if effect.species not in ready.states
    ]
    faults += [
        Fault(f"condition.{level.name}", f"must not be negative, but is {level.value}")
        for level in (*condition.levels, *condition.start)
        if level.name in ready.states and level.value < 0.0
    ]
    if faults:
        raise InputError(faults)


def _course(running: Engine, deliveries: tuple[Delivery, ...], times: Array) -> Healing:
    """Run from one change of medicine to the next; the output has the times asked for and those of the changes."""
    species = running.states + OBSERVABLES
    edges = medicine.steps(deliveries, float(times[-1]))
    pieces: list[Array] = []
    moments: list[Array] = []
    for begin, end in pairwise(edges.tolist()):
        factors = medicine.production(deliveries, begin, end)
        running.change({f"production_{name}": factor for name, factor in factors.items()})
        inside = np.concatenate([[begin], times[(times > begin) & (times < end)], [end]])
        course = running.run(inside, species)
        first = 0 if not pieces else 1  # the end of one piece is the beginning of the next
        pieces.append(course[first:])
        moments.append(inside[first:])
    state = np.concatenate(pieces)
    if not np.isfinite(state).all() or state[:, : len(running.states)].min() < -_ROUND_OFF:
        raise ConvergenceError("healing: a species became negative or not finite; check the parameters changed")
    return Healing(time=np.concatenate(moments), species=species, state=np.maximum(state, 0.0))


@lru_cache(maxsize=64)
def _settled(
    sbml: str, fixed: tuple[tuple[str, float], ...], points: tuple[tuple[str, float], ...]
) -> tuple[dict[str, float], dict[str, float]]:
    """State that a condition keeps, and the steady causes [1/s] and usual synthesis that keep it there."""
    ready, named = engine(sbml), dict(points)
    if not named:
        with ready.fresh(dict(fixed)) as running:
            return dict(zip(running.states, running.values(running.states).tolist(), strict=True)), {}
    named = _OLD_COLLAGEN | named
    hold = {f"restraint_{name}": _HOLD for name in named}
    hold |= {f"cause_{name}": _HOLD * value for name, value in named.items()}
    hold |= {f"start_{name}": value for name, value in named.items()}
    with ready.fresh(dict(fixed) | hold) as running:
        settled = np.maximum(running.run(np.array([0.0, _SETTLING]), running.states)[-1], 0.0)
    state = dict(zip(ready.states, settled.tolist(), strict=True)) | named
    beginning = {f"start_{name}": value for name, value in state.items()}
    with ready.fresh(dict(fixed) | beginning) as running:
        causes = {"usual_procollagen": float(running.values(("procollagen",))[0])}
        running.change(causes)
        rates = running.rates()
    for name, rate in zip(ready.states, rates.tolist(), strict=True):
        if rate < 0.0:
            causes[f"cause_{name}"] = -rate
        elif state[name] > 0.0:
            causes[f"restraint_{name}"] = rate / state[name]
    return state, causes
