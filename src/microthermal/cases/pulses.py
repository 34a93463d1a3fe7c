"""Reading a pulse: what is asked of the device, and all that does not fit, at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from microthermal.documents import read, readable
from microthermal.domain.inputs.beam import Beam, Pressing
from microthermal.domain.inputs.laser import SHORTEST, TOO_SHORT, Device, Pulse, Structure
from microthermal.domain.inputs.pulse_timing import Train, Waveform, interval_faults
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record
from microthermal.units import show, write

_FORM = 'pulse = { energy = "20 mJ", duration = "3 ms" }'
# Words of other programs and of papers, and what to write here instead.
_OTHER_WORDS = {
    "spot": "radius", "diameter": "radius", "spot_size": "radius",
    "fluence": "energy", "frequency": "interval", "rate": "interval",
}  # fmt: skip
_INSTEAD = {
    "radius": "a spot size does not say which width is meant; give radius (1/e² if gaussian, edge if flat-top)",
    "energy": "a fluence is not set here; give the energy of a microbeam, its fluence times the area of its spot",
    "interval": "a rate is not set here; give the interval of stacked pulses from start to start, the inverse of it",
}


_FIELDS = ("energy", "duration", "stack", "interval", "radius", "beam", "train", "waveform")


@record
class PulseChoice:
    """A pulse as a case asks for it; the rest comes from the device."""

    energy: Annotated[float, Quantity("J", "energy of one microbeam", 1e-9, 100.0)]
    duration: Annotated[float, Quantity("s", "pulse length", SHORTEST, 10.0, unmodelled=TOO_SHORT)] | None = None
    stack: Annotated[int, Quantity("1", "pulses on one spot", 1, 100)] = 1
    interval: Annotated[
        float, Quantity("s", "time between stacked pulses, from start to start", 1e-8, 100, form="0.1 s")
    ] = 0.1
    radius: Annotated[float, Quantity("m", "radius of the microbeam (1/e² or edge)", 5e-6, 3e-2)] | None = None
    beam: Beam | None = None
    train: Train | None = None
    waveform: Waveform | None = None
    pressing: Pressing | None = None
    structure: Structure = "spiking"


@record
class FluenceChoice:
    """What is set at devices with broad beams, whose settings are energies per area."""

    fluence: Annotated[float, Quantity("J/m**2", "energy per area of the spot", 1e2, 2e6, form="20 J/cm**2")]
    radius: Annotated[float, Quantity("m", "radius of the spot", 1e-4, 3e-2)] | None = None


@record
class PowerChoice:
    """What is set at devices that have no setting of energy."""

    power: Annotated[float, Quantity("W", "power while the beam is on", 1e-3, 1e5, form="30 W")]
    dwell: Annotated[float, Quantity("s", "time for which the beam dwells on a spot", 1e-6, 10.0, form="1 ms")]


def read_pulse(value: Any, device: Device | None) -> Pulse:
    """Pulse of a device; without a device, the table alone is checked.

    Raises
    ------
    InputError
        With every fault: of each field, of what the device does not offer, of fields that do not fit together.
    """
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table, for example {_FORM}, not {brief(value)}")
    # One fault for each thing that was asked for in other words, under the first word that was written for it.
    broad = device is not None and device.basis.setting == "fluence"
    other = {word: instead for word, instead in _OTHER_WORDS.items() if not (broad and word == "fluence")}
    strange = {other[name]: name for name in reversed(tuple(value)) if name in other}
    faults = [Fault(name, _INSTEAD[asked]) for asked, name in strange.items()]
    table = {name: item for name, item in value.items() if name not in other}
    if device is not None and "fluence" in table:
        table, found = _by_fluence(table, device)
        faults += found
    if "power" in table or "dwell" in table:
        table, found = _by_power(table, device)
        faults += found
    if table.get("pressing") == "none":
        table["pressing"] = None
    try:
        choice = read(PulseChoice, table)
    except InputError as error:
        # What was asked in other words is not missing as well.
        faults += [one for one in error.faults if one.path != "energy" or "energy" in table or not faults]
    else:
        if not faults and device is not None:
            asked = {name: getattr(choice, name) for name in _FIELDS}
            pulse = replace(device.pulse(**asked), structure=choice.structure)
            return pulse if "pressing" not in value else _pressed(pulse, choice.pressing)
    faults += _cross_faults(table, device, {fault.path for fault in faults})
    if faults:
        raise InputError(faults)
    return None  # type: ignore[return-value]  # the missing device is a fault already


def _pressed(pulse: Pulse, pressing: Pressing | None) -> Pulse:
    return replace(pulse, handpiece=replace(pulse.handpiece, pressing=pressing))


def _cross_faults(table: Mapping[str, Any], device: Device | None, known: set[str]) -> list[Fault]:
    """Faults between those fields that can be read."""
    given = readable(PulseChoice, table)
    stack, interval = given.get("stack", 1), given.get("interval", 0.1)
    energy, duration = given.get("energy"), given.get("duration")
    plain = not {"duration", "train", "waveform"} & set(table)
    if device is None:
        found = [] if duration is None else interval_faults(duration, stack, interval)
    else:
        if plain and energy is not None:
            duration = device.shortest(energy)
        found = device.faults(energy=energy, duration=duration, stack=stack, interval=interval)
    return [fault for fault in found if fault.path not in known]


def _by_power(table: dict[str, Any], device: Device | None) -> tuple[dict[str, Any], list[Fault]]:
    """Table in which energy and duration stand for power and dwell, where the device is set so."""
    asked = {name: item for name, item in table.items() if name in ("power", "dwell")}
    rest = {name: item for name, item in table.items() if name not in asked}
    first = next(iter(asked))
    if both := [name for name in ("energy", "duration") if name in rest]:
        text = f"is set beside {' and '.join(both)}; give power and dwell alone, or energy and duration alone"
        return rest, [Fault(first, text)]
    try:
        choice = read(PowerChoice, asked)
    except InputError as error:
        return rest, list(error.faults)
    energy = choice.power * choice.dwell
    if device is not None and device.basis.setting != "power":
        form = f'energy = "{show(energy, "J")}", duration = "{show(choice.dwell, "s")}"'
        return rest, [Fault(first, f"{device.name} is set by energy, not by power and dwell; write {form}")]
    return {**rest, "energy": write(energy, "J"), "duration": write(choice.dwell, "s")}, []


def _by_fluence(table: dict[str, Any], device: Device) -> tuple[dict[str, Any], list[Fault]]:
    """Table in which an energy stands for an energy per area, of a device that is set so."""
    rest = {name: item for name, item in table.items() if name != "fluence"}
    if "energy" in rest:
        return rest, [Fault("fluence", "is set beside energy; give one of the two")]
    asked: dict[str, Any] = {name: table[name] for name in ("fluence", "radius") if name in table}
    try:
        choice = read(FluenceChoice, asked)
    except InputError as error:
        return rest, [one for one in error.faults if one.path == "fluence"]
    radius = device.radius if choice.radius is None else choice.radius
    return {**rest, "energy": write(choice.fluence * math.pi * radius**2, "J")}, []
