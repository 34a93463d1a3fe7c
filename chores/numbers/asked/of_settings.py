"""Questions to what is offered: settings of a device, its advice, its published use; published treatments."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Final

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
from microthermal.studies.compare.exposure_rows import heading_rows, setting_rows

# Beside a mark by this part of it: more than the rounding that offers allow.
BESIDE: Final = 1e-3
# Beside it by so much that what is shown of it in a few digits differs too.
_FAR: Final = 0.05


def of_device(library: Library, base: Library, name: str) -> Answers:
    """Settings offered, pulses refused, advice at its own marks, the published use, spots in doubt."""
    device, own = (one.entries[f"device/{name}"].record for one in (library, base))
    found: Answers = {"energies": energy_steps(device, library)}
    found |= {f"densities in {passes}": density_steps(device, passes, library) for passes in (1, 3)}
    most = min(own.energy.high, own.power * own.duration.high)
    usual = math.sqrt(own.energy.low * most)
    for energy in (own.energy.low * (1 - BESIDE), own.energy.low, usual, most, most * (1 + BESIDE)):
        found[f"exposure/{energy:g} J"] = _exposure(device, energy=energy)
    for field, mark in _marks(own):
        for side in (1 - _FAR, 1 - BESIDE, 1.0, 1 + BESIDE, 1 + _FAR):
            given = {} if field in ("duration", "energy") else {"energy": usual}
            found[f"exposure/{field} {mark:g} x {side:.6f}"] = _exposure(device, **{**given, field: mark * side})
            if field == "duration" and not isinstance(own, LightDevice):
                for energy in (own.energy.low, usual, most):
                    asked = _exposure(device, duration=mark * side, energy=energy)
                    found[f"exposure/{field} {mark:g} x {side:.6f}, {energy:g} J"] = asked
    for stack in () if isinstance(own, LightDevice) else (1, own.stack_high, own.stack_high + 1):
        found[f"exposure/stack of {stack}"] = _exposure(device, energy=own.energy.low, stack=stack)
    found["protocol"] = catalog.protocol(name)
    if isinstance(own, Device):
        found |= _advice(device, own, base)
    pulse = device.exposure(
        energy=math.sqrt(device.energy.low * min(device.energy.high, device.power * device.duration.high))
    )
    skin, treatment = treatment_of(base, Setup(device=name))
    asked = replace(treatment, pulse=pulse)
    for scenario in scenarios_of(pulse, library):
        found[f"scenario/{scenario.name}"] = getattr(changed(scenario, skin, asked, library)[1].pulse, "radius", 0.0)
    return flat(found)


def _marks(own: Any) -> list[tuple[str, float]]:
    """Ends of what a device offers beside its energy."""
    names = ("duration", "depth", "per_week")
    ranges = {name: getattr(own, name) for name in names if hasattr(own, name)}
    return [(name, mark) for name, one in ranges.items() for mark in (one.low, one.high)]


def _exposure(device: Any, **asked: Any) -> Any:
    """An exposure as a report tells of it; what of it is refused, where it is."""
    if "duration" in asked and "energy" not in asked and not isinstance(device, LightDevice):
        asked["energy"] = asked["duration"] * device.power
    try:
        exposure = device.exposure(**asked)
    except InputError as error:
        return f"refused: {', '.join(fault.path for fault in error.faults)}"
    return str({**heading_rows(exposure), **setting_rows(exposure)})


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
