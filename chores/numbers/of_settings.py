"""Questions to what is offered: settings of a device, its advice, its published use; published treatments."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from chores.numbers.answers import Answers, flat
from chores.numbers.asking import Setup, treatment_of
from microthermal import catalog
from microthermal.catalog.advice.guidance import guidance_cautions
from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures.illumination import LightDevice
from microthermal.domain.inputs.laser import Device
from microthermal.errors import InputError
from microthermal.planning.beside.published import published_treatment
from microthermal.simulation.scenarios import changed, scenarios_of


def of_device(library: Library, base: Library, name: str) -> Answers:
    """Settings offered, pulses refused, advice at its own marks, the published use, spots in doubt."""
    device, own = (one.entries[f"device/{name}"].record for one in (library, base))
    found: Answers = {"energies": energy_steps(device, library)}
    found |= {f"densities in {passes}": density_steps(device, passes, library) for passes in (1, 3)}
    most = min(own.energy.high, own.power * own.duration.high)
    for energy in (own.energy.low, math.sqrt(own.energy.low * most), most):
        for duration in (None, own.duration.low, own.duration.high):
            found[f"pulse/{energy:g} in {duration}"] = _pulse(device, energy, duration)
        for stack in () if isinstance(own, LightDevice) else (1, own.stack_high or 1, (own.stack_high or 1) + 1):
            found[f"stack/{energy:g} x {stack}"] = _pulse(device, energy, None, stack=stack)
    found["protocol"] = catalog.protocol(name)
    if isinstance(own, Device):
        found |= _advice(device, own, base)
    pulse = device.exposure(energy=math.sqrt(device.energy.low * min(device.energy.high, device.power * 1e3)))
    skin, treatment = treatment_of(base, Setup(device=name))
    asked = replace(treatment, pulse=pulse)
    for scenario in scenarios_of(pulse, library):
        found[f"scenario/{scenario.name}"] = getattr(changed(scenario, skin, asked, library)[1].pulse, "radius", 0.0)
    return flat(found)


def _pulse(device: Any, energy: float, duration: float | None, **more: Any) -> Any:
    """The duration that a pulse gets and whether it is given at all; what a refusal names are other words."""
    given = {} if duration is None else {"duration": duration}
    try:
        return getattr(device.exposure(energy=energy, **given, **more), "duration", 0.0)
    except InputError as error:
        return f"refused: {', '.join(fault.path for fault in error.faults)}"


def _advice(device: Device, own: Device, base: Library) -> Answers:
    """Weights of the maker's advice for spots and energies per area at the marks of its own rows."""
    found: Answers = {}
    for place, row in enumerate(own.basis.guidance):
        skin = base.entries[f"skin/cheek_{row.phototypes[0].lower()}"].record
        radii = [row.radius, *(0.5 * (row.radius + other.radius) * 1.0001 for other in own.basis.guidance)]
        for radius in dict.fromkeys(radii):
            for mark in (row.fluence.low, row.fluence.high):
                for side in (0.995, 1.005):
                    energy = mark * side * math.pi * radius**2
                    pulse = replace(own.pulse(energy=own.energy.low), energy=energy, radius=radius)
                    plain = replace(pulse, handpiece=replace(pulse.handpiece, spot=None))
                    weights = [one.weight for one in guidance_cautions(device, plain, skin)]
                    found[f"advice/{place} {radius:g} {mark:g} x {side}"] = str(weights)
    return found


def of_published(library: Library, base: Library, name: str) -> Answers:
    """The treatment that stands for a published one, and its course."""
    one = library.entries[f"published/{name}"].record
    condition = library.entries[f"condition/{one.conditions[0]}"].record
    found: Answers = {"visits": one.sessions, "course": (one.sessions or 1) * (one.interval or 0.0)}
    if not one.unstated:
        skin = library.entries["skin/cheek_iii"].record
        found["treatment"] = published_treatment(one, (skin, condition), (), library)
    return flat(found)
