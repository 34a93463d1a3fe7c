"""From a point of the unit box to a course that the device can be set to, and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.medicine import SIDE, Dose, Drug, Injection, TopicalFilm
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.numerics.wholes import nearest_whole
from microthermal.planning.beside.without_laser import no_laser, sham
from microthermal.planning.case import PlanCase
from microthermal.planning.design.candidates import Candidate, settings_of
from microthermal.planning.design.space import densities, durations, energies, opens_channels, strengths
from microthermal.planning.design.variables import (
    FILM,
    MEANINGS,
    NOTHING,
    ROUTES,
    Variable,
    place_of,
    rounded,
    value_at,
    whole_at,
    whole_place,
)
from microthermal.quantity import Array, amended
from microthermal.units import DAY

# Usual volume of a point, as in the full grid [m³].
_VOLUME = 1e-7
# A stack's pulses follow each other at a tenth of a second, or at twice their length where that is longer [s].
_PAUSE = 0.1
# Needles are set by tenths of a millimetre, points by millimetres [m].
_NEEDLE, _GRID = 1e-4, 1e-3
_IDLE = 0.5  # place of what a treatment has not: no drug has no strength


@dataclass(frozen=True)
class Decoder:
    """Reads points of the unit box for one case; ``variables`` as :func:`~.space.variables_of` gives them."""

    case: PlanCase
    variables: tuple[Variable, ...]
    library: Library

    @cached_property
    def own(self) -> dict[str, Variable]:
        """Variables by name; a front that was kept before routes varied states none, and injects."""
        return {"route": Variable(name="route", choices=ROUTES[:1])} | {one.name: one for one in self.variables}

    @cached_property
    def free(self) -> tuple[str, ...]:
        """Names of the dimensions of the box: what has more than one value."""
        return tuple(one.name for one in self.variables if not one.fixed)

    @property
    def routes(self) -> tuple[str, ...]:
        """Ways in which a drug may be given."""
        return self.own["route"].choices

    def candidate(self, row: Array) -> Candidate:
        """Course at a point (variable,): every setting a step of its device."""
        at = dict.fromkeys(MEANINGS, _IDLE) | dict(zip(self.free, row.tolist(), strict=True))
        sessions, interval = self._whole("sessions", at), max(self._days("interval", at) * DAY, DAY)
        name = self._chosen("device", at)
        device = self._device(name)
        opens = name != NOTHING and opens_channels(device)
        given = self._doses(at, opens)
        if name == NOTHING and not all(map(_enters, given)):
            given = ()  # it would be the same as nothing, many times
        doses: tuple[Dose, ...] = (*given, *self.case.topicals)
        if name == NOTHING:
            # What is not done at all is done once.
            visited = len(doses) > len(self.case.topicals)
            return Candidate(
                device=no_laser(device), treatment=self._sham(device, doses), sessions=sessions if visited else 1,
                interval=interval, cooling=NOTHING,
            )  # fmt: skip
        pulse, pattern = self._pulse(device, at), self._pattern(device, at)
        cooling = self._chosen("cooling", at)
        return Candidate(
            device=device, sessions=sessions, interval=interval, cooling=cooling,
            treatment=Treatment(
                pulse=pulse, pattern=pattern, cooling=self.cooling(cooling, device), doses=doses,
                history=self.case.history,
            ),
        )  # fmt: skip

    def place(self, one: Candidate) -> Array:
        """Point of a course (variable,), as near as the ends of the box allow; the inverse of :meth:`candidate`.

        Raises
        ------
        KeyError
            If its device or its drug is none of the case.
        """
        held = self.settings(one)
        device = self._device(str(held["device"]))
        found = {name: self._place_of(name, held, device) for name in self.free}
        return np.array([found[name] for name in self.free])

    def settings(self, one: Candidate) -> dict[str, float | str]:
        """Settings of a course by the name of their variable, without what the case lays on in any course."""
        return settings_of(one, self.case.topicals)

    def canonical(self, rows: Array) -> Array:
        """Points (n, variable) as they are counted: those that decode to one course are one point."""
        return np.array([self.place(self.candidate(row)) for row in rows]).reshape(rows.shape)

    def cooling(self, name: str, device: AnyDevice) -> Cooling | None:
        """Cooling of a name: the device's own, none, or one of the library."""
        if name == NOTHING:
            return None
        return device.cooling if name == "device" else self.library.record("cooling", name)

    def _device(self, name: str) -> AnyDevice:
        """Device of a name; no laser has the wavelength of the first."""
        return {device.name: device for device in self.case.devices}.get(name) or self._without(name)

    def _without(self, name: str) -> AnyDevice:
        if name != NOTHING:
            raise KeyError(name)
        return self.case.devices[0]

    def _sham(self, device: AnyDevice, doses: tuple[Dose, ...]) -> Treatment:
        """Medicine alone; without a laser a day counts from nothing, so that it is given at once."""
        at_once = tuple(amended(dose, time=0.0) if isinstance(dose, Injection) else dose for dose in doses)
        return sham(self.case.search.pulses(device, self.library)[0], at_once, self.case.history)

    def _drug(self, name: str) -> Drug:
        return {drug.name: drug for drug in self.case.drugs}[name]

    def _chosen(self, name: str, at: dict[str, float]) -> str:
        choices = self.own[name].choices
        return choices[min(int(at[name] * len(choices)), len(choices) - 1)]

    def _ends(self, name: str) -> tuple[float, float]:
        """Ends of what no device limits; a variable that states none has one value."""
        low, high = self.own[name].low, self.own[name].high
        return (low or 0.0, low or 0.0) if high is None else (low or 0.0, high)

    def _whole(self, name: str, at: dict[str, float]) -> int:
        return whole_at(at[name], *self._ends(name))

    def _real(self, name: str, at: dict[str, float], ends: tuple[float, float]) -> float:
        return value_at(at[name], *ends, MEANINGS[name].by_ratio)

    def _days(self, name: str, at: dict[str, float]) -> float:
        return float(nearest_whole(self._real(name, at, self._ends(name)) / DAY))

    def _pulse(self, device: AnyDevice, at: dict[str, float]) -> Exposure:
        own = self.own
        low, high = energies(own["energy"], device, self.library)
        steps = energy_steps(device, self.library)
        energy = _inside(steps.nearest(self._real("energy", at, (low, high))), low, high, steps.below(high))
        shortest, longest = durations(own["duration"], device, energy)
        duration = min(max(rounded(self._real("duration", at, (shortest, longest))), shortest), longest)
        stack = whole_at(at["stack"], *own["stack"].within(1, device.stack_high))
        offered: Any = device
        found: Exposure = offered.exposure(
            energy=energy, duration=duration, stack=stack, interval=max(_PAUSE, 2.0 * duration)
        )
        return found

    def _pattern(self, device: AnyDevice, at: dict[str, float]) -> Pattern:
        passes = self._whole("passes", at)
        low, high = densities(self.own["density"], device, passes, self.library)
        steps = density_steps(device, passes, self.library)
        density = _inside(steps.nearest(self._real("density", at, (low, high))), low, high, steps.below(high))
        return Pattern(density=density, passes=passes, layout=device.basis.layout)

    def _doses(self, at: dict[str, float], opens: bool) -> tuple[Dose, ...]:
        name = self._chosen("drug", at)
        if name == NOTHING:
            return ()
        drug = self._drug(name)
        ends = strengths(self.own["concentration"], drug, self.case.condition.name)
        concentration = min(max(rounded(self._real("concentration", at, ends)), ends[0]), ends[1])
        if self._route(at, opens) == "zones":
            # Channels close within hours: what is laid on is laid on at once.
            return (TopicalFilm(drug=drug, concentration=concentration, volume=FILM, side=SIDE, time=0.0),)
        return (
            Injection(
                drug=drug, concentration=concentration, volume=_VOLUME,
                spacing=_stepped(self._real("spacing", at, self._ends("spacing")), _GRID),
                depth=_stepped(self._real("depth_of_needle", at, self._ends("depth_of_needle")), _NEEDLE),
                time=self._days("day", at) * DAY,
            ),
        )  # fmt: skip

    def _route(self, at: dict[str, float], opens: bool) -> str:
        """Way of a drug; where no channels are open it is injected, if that is left open."""
        return "needle" if not opens and "needle" in self.routes else self._chosen("route", at)

    def _place_of(self, name: str, held: dict[str, float | str], device: AnyDevice) -> float:
        if name not in held:
            return _IDLE
        value, meaning, own = held[name], MEANINGS[name], self.own[name]
        if isinstance(value, str):
            return (own.choices.index(value) + 0.5) / len(own.choices) if value in own.choices else _IDLE
        if name == "stack":
            return whole_place(int(value), *own.within(1, device.stack_high))
        if meaning.kind == "whole":
            return whole_place(int(value), *self._ends(name))
        return place_of(value, *self._ends_in(name, held, device), meaning.by_ratio)

    def _ends_in(self, name: str, held: dict[str, float | str], device: AnyDevice) -> tuple[float, float]:
        """Ends of a real variable beside the other settings of a course."""
        own = self.own[name]
        if name == "energy":
            return energies(own, device, self.library)
        if name == "duration":
            return durations(own, device, float(held["energy"]))
        if name == "density":
            return densities(own, device, int(held["passes"]), self.library)
        if name == "concentration":
            return strengths(own, self._drug(str(held["drug"])), self.case.condition.name)
        return self._ends(name)


def _enters(dose: Dose) -> bool:
    """Whether a dose gets into skin that no laser has opened."""
    return isinstance(dose, Injection) or dose.drug.passes_closed_skin


def _inside(value: float, low: float, high: float, below: float | None) -> float:
    """A step between two ends where there is one; the ends of a device are steps of it."""
    if value > high * (1.0 + 1e-9) and below is not None and below >= low:
        return below
    return min(max(value, low), high)


def _stepped(value: float, step: float) -> float:
    return float(f"{nearest_whole(value / step) * step:.6g}")
