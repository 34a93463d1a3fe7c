"""The text of a first case of one treatment: the table of the device's kind, with numbers from what it offers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from microthermal import catalog
from microthermal.domain.inputs.exposures import LASER, AnyDevice, kind_of
from microthermal.domain.inputs.exposures.current import CurrentDevice
from microthermal.domain.inputs.exposures.illumination import LightDevice
from microthermal.domain.inputs.exposures.sound import SoundDevice
from microthermal.domain.inputs.laser import Device, Guidance
from microthermal.quantity import Range
from microthermal.units import show

# Microbeams, pins or points, as the pattern counts them.
_COUNTED: Final = {LASER: "Microbeams", "current": "Pins", "sound": "Points", "illumination": "Beams"}


def device_tables(device: AnyDevice, phototype: str) -> str:
    """The tables of a device and of its pattern, with comments.

    Parameters
    ----------
    device : AnyDevice
        Of any kind.
    phototype : str
        Fitzpatrick's phototype, for which some makers advise an energy per area.
    """
    if isinstance(device, Device) and device.basis.setting == "fluence":
        exposure = _broad(device, phototype)
    else:
        exposure = _TABLES[kind_of(device)](device)
    if isinstance(device, Device) and device.basis.structure:
        return f"{exposure}\n{_spots(device)}"
    return f"{exposure}\n{_pattern(device)}"


def _pulse(device: Device) -> str:
    return f"""[pulse]
# Energy of one microbeam; this device offers {_range(device.energy, "J")}. Here: the middle, as a ratio.
energy = "{_middle(device.energy, "mJ")}"
{_time("Pulse length", device)}"""


def _broad(device: Device, phototype: str) -> str:
    area = math.pi * device.radius**2
    offered = Range(low=device.energy.low / area, high=device.energy.high / area)
    taken, words = _advised(device, phototype, offered)
    return f"""[pulse]
# Energy per area of the spot; on its usual spot this device offers {_range(offered, "J/m**2")}.
# {words}
fluence = "{_middle(taken, "J/cm**2")}"
# Radius of the spot; {show(device.radius, "m")} if left out.
# radius = "{show(device.radius, "m")}"
{_time("Pulse length", device)}"""


def _advised(device: Device, phototype: str, offered: Range) -> tuple[Range, str]:
    """Range of energy per area [J/m²] whose middle is taken, and what is said of it."""
    known: tuple[Guidance, ...] = device.basis.guidance
    for one in known:
        if phototype in one.phototypes and math.isclose(one.radius, device.radius):
            words = f"Its maker advises {_range(one.fluence, 'J/m**2')} for phototype {phototype}. Here: the middle."
            return one.fluence, words
    if known:
        return offered, f"Its maker advises no energy for phototype {phototype}. Here: the middle of the range."
    return offered, "Here: the middle, as a ratio."


def _current(device: CurrentDevice) -> str:
    return f"""[current]
# Energy of one pin; this device offers {_range(device.energy, "J")}. Here: the middle, as a ratio.
energy = "{_middle(device.energy, "mJ")}"
# Depth of the points of the needles; this device offers {_range(device.depth, "m")}.
depth = "{show(device.electrode.depth, "m")}"
{_time("Time for which current flows", device)}"""


def _sound(device: SoundDevice) -> str:
    return f"""[sound]
# Acoustic energy of one shot; this device offers {_range(device.energy, "J")}. Here: the middle, as a ratio.
energy = "{_middle(device.energy, "J")}"
{_time("Time for which it sounds", device)}"""


def _time(what: str, device: Device | CurrentDevice | SoundDevice) -> str:
    """Comment on a time that need not be set; nothing where the device has but one."""
    held = device.duration
    if held.low == held.high:
        return ""
    return f"""# {what}; this device offers {_range(held, "s")}. The shortest that its power allows if left out.
# duration = "{show(held.high, "s")}"
"""


def _illumination(device: LightDevice) -> str:
    return f"""[illumination]
# Time of one session; this device offers {_range(device.duration, "s")}.
duration = "{show(device.duration.high, "s")}"
# Sessions in a week ({device.per_week.low:g} to {device.per_week.high:g}), and weeks for which they are given.
per_week = {device.per_week.low:g}
weeks = 26
"""


_TABLES: Final[dict[str, Callable[[Any], str]]] = {
    LASER: _pulse, "current": _current, "sound": _sound, "illumination": _illumination,
}  # fmt: skip


def _pattern(device: AnyDevice) -> str:
    passes = "" if isinstance(device, LightDevice) else "passes = 1\n"
    return f"""[pattern]
# {_COUNTED[kind_of(device)]} per area {"of all passes" if device.basis.density == "treatment" else "and pass"}; \
this device offers {_range(device.density, "1/m**2")}.
density = "{_middle(device.density, "/ cm**2")}"
{passes}"""


def _spots(device: Device) -> str:
    held = catalog.structure(device.basis.structure)
    return f"""[structure]
# What stands in the skin and takes up the light; all: mtz library list structure
name = "{held.name}"
# Its absorption is a scenario: low, usual or high.
absorption = "usual"

[pattern]
# Spots lie side by side; zones are what stands in the skin, so that no density is asked for.
area = "10 cm**2"
"""


def _range(held: Range, unit: str) -> str:
    if held.low == held.high:
        return f"{show(held.low, unit)} alone"
    return f"{show(held.low, unit)} to {show(held.high, unit)}"


_SCALES: Final = {"mJ": 1e3, "J": 1.0, "J/cm**2": 1e-4, "/ cm**2": 1e-4}


def _middle(held: Range, unit: str) -> str:
    """Geometric middle of a range, on a step of it if it has steps, as a text in a unit."""
    middle = math.sqrt(held.low * held.high)
    if held.step:
        middle = held.low + round((middle - held.low) / held.step) * held.step
    return f"{_SCALES[unit] * middle:.3g} {unit}"
