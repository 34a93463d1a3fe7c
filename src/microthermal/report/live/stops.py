"""Where the sliders of a live page can stand: settings of the device for which grid and light stay as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.catalog.device_steps import energy_steps
from microthermal.catalog.library import Library
from microthermal.catalog.reading.entries import names
from microthermal.domain.inputs.laser import Cooling, Device, Pulse
from microthermal.errors import InputError
from microthermal.report.live.starts import laser_of
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.records import Simulation
from microthermal.tissue.skin_optics import optics

# Positions of a slider, and how far beyond the settings of the case it goes if no device bounds it.
_STOPS, _REACH = 33, 4.0
# Settings closer than this fraction are one.
_SAME = 1e-9
# Temperatures that a cooled window is given [K].
_COLDEST, _WARMEST, _DEGREES = 258.15, 303.15, 2.5


def energies(simulation: Simulation, library: Library) -> tuple[float, ...]:
    """Energies of one microbeam [J], that of the case among them, in the steps of its device."""
    pulse = laser_of(simulation)
    device = _device(pulse, library)
    if device is None:
        found = [float(one) for one in np.geomspace(pulse.energy / _REACH, pulse.energy * _REACH, _STOPS)]
    else:
        found = [energy * device.basis.output for energy in device_energies(device, library)]
    # A text such as "22 mJ" may be another number by rounding than the step of the device that it means.
    others = [one for one in found if abs(one - pulse.energy) > _SAME * pulse.energy]
    return tuple(sorted([*others, pulse.energy]))


def device_energies(device: Device, library: Library) -> tuple[float, ...]:
    """Energies that a device can be set to [J], a few over its range, in its steps."""
    nearest = energy_steps(device, library).nearest
    wanted = np.geomspace(device.energy.low, device.energy.high, _STOPS)
    return tuple(sorted({float(nearest(float(one))) for one in wanted}))


def device_durations(device: Device) -> tuple[float, ...]:
    """Pulse lengths over the range of a device [s], in two digits but for its ends."""
    low, high = device.duration.low, device.duration.high
    inner = (float(f"{one:.2g}") for one in np.geomspace(low, high, _STOPS))
    return tuple(sorted({low, high, *(one for one in inner if low <= one <= high)}))


def durations(simulation: Simulation, library: Library) -> tuple[float, ...]:
    """Pulse lengths [s], that of the case among them, for which the grid of the case is the right one."""
    pulse, device = laser_of(simulation), _device(laser_of(simulation), library)
    if pulse.train is not None or pulse.waveform is not None:
        return (pulse.duration,)
    found = {pulse.duration}
    here = _grid(simulation, pulse, library)
    around = np.geomspace(pulse.duration / _REACH, pulse.duration * _REACH, _STOPS)
    wanted = device_durations(device) if device else [float(f"{one:.2g}") for one in around]
    for one in wanted:
        if abs(one - pulse.duration) <= _SAME * pulse.duration:
            continue
        try:
            longer = replace(pulse, duration=one)
        except InputError:
            continue
        if _grid(simulation, longer, library) == here:
            found.add(longer.duration)
    return tuple(sorted(found))


def natural(simulation: Simulation, library: Library) -> tuple[float | None, ...]:
    """The pulse length that the device gives each energy of :func:`energies` by itself [s]; None where it gives none.

    That is the shortest one that its power and range allow.
    """
    device, pulse = _device(laser_of(simulation), library), laser_of(simulation)
    offered = energies(simulation, library)
    if device is None or pulse.train is not None or pulse.waveform is not None:
        return (None,) * len(offered)
    here, found = _grid(simulation, pulse, library), []
    for energy in offered:
        try:
            length = device.pulse(energy=energy / device.basis.output, stack=pulse.stack).duration
            same = _grid(simulation, replace(pulse, duration=length), library) == here
        except InputError:
            same = False
        found.append(length if same else None)
    return tuple(found)


def coolings(simulation: Simulation) -> tuple[Cooling | None, ...]:
    """What may lie on the surface: the cooling of the case at other temperatures, or still air."""
    cooling = simulation.treatment.cooling
    if cooling is None:
        return (None,)
    steps = np.arange(_COLDEST, _WARMEST, _DEGREES)
    found = {round(float(one), 2): replace(cooling, temperature=round(float(one), 2)) for one in steps}
    found[cooling.temperature] = cooling
    return tuple(found[one] for one in sorted(found))


def power(simulation: Simulation, library: Library) -> float | None:
    """Most power of the device [W], if it is known."""
    device = _device(laser_of(simulation), library)
    return None if device is None else device.power


def _device(pulse: Pulse, library: Library) -> Device | None:
    """Device of the library that a pulse comes from, if it is in it."""
    kind, _, name = pulse.origin.partition("/")
    if kind != "device" or name not in names(kind):
        return None
    found: Device = library.record("device", name)
    return found


def _grid(simulation: Simulation, pulse: Pulse, library: Library) -> bytes:
    """What tells one grid from another."""
    settings, skin = simulation.settings, affected(simulation.skin, simulation.condition)
    coefficients = optics(skin, pulse.wavelength, library.spectra)
    grid = cylinder(skin, pulse, coefficients, settings.cell, settings.relaxation)
    return grid.r_edges.tobytes() + grid.z_edges.tobytes()
