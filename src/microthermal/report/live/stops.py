"""Where the sliders of a live page can stand: settings of the device for which grid and light stay as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.catalog.device_steps import energy_steps
from microthermal.catalog.library import Library
from microthermal.catalog.reading.entries import names
from microthermal.domain.inputs.laser import Cooling, Device, Pulse
from microthermal.errors import InputError
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.records import Simulation
from microthermal.tissue.skin_optics import optics

# Positions of a slider, and how far beyond the settings of the case it goes if no device bounds it.
_STOPS, _REACH = 33, 4.0
# Temperatures that a cooled window is given [K].
_COLDEST, _WARMEST, _DEGREES = 258.15, 303.15, 2.5


def energies(simulation: Simulation, library: Library) -> tuple[float, ...]:
    """Energies of one microbeam [J], that of the case among them, in the steps of its device."""
    pulse = simulation.treatment.pulse
    device = _device(pulse, library)
    low, high = (device.energy.low, device.energy.high) if device else (pulse.energy / _REACH, pulse.energy * _REACH)
    wanted = np.geomspace(low, high, _STOPS)
    nearest = energy_steps(device, library).nearest if device else None
    found = {float(nearest(float(one))) if nearest else float(one) for one in wanted}
    return tuple(sorted({*found, pulse.energy}))


def durations(simulation: Simulation, library: Library) -> tuple[float, ...]:
    """Pulse lengths [s], that of the case among them, for which the grid of the case is the right one."""
    pulse, device = simulation.treatment.pulse, _device(simulation.treatment.pulse, library)
    low, high = pulse.duration / _REACH, pulse.duration * _REACH
    if device is not None:
        low, high = device.duration.low, device.duration.high
    if pulse.train is not None or pulse.waveform is not None:
        return (pulse.duration,)
    found = {pulse.duration}
    here = _grid(simulation, pulse, library)
    for wanted in np.geomspace(low, high, _STOPS):
        try:
            longer = replace(pulse, duration=float(f"{wanted:.2g}"))
        except InputError:
            continue
        if _grid(simulation, longer, library) == here:
            found.add(longer.duration)
    return tuple(sorted(found))


def natural(simulation: Simulation, library: Library) -> tuple[float | None, ...]:
    """The pulse length that the device gives each energy of :func:`energies` by itself [s]; None where it gives none.

    That is the shortest one that its power and range allow.
    """
    device, pulse = _device(simulation.treatment.pulse, library), simulation.treatment.pulse
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
    device = _device(simulation.treatment.pulse, library)
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
