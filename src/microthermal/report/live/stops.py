"""Where the sliders of a live page can stand: settings of the device on a grid whose light the page holds."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from microthermal.catalog.device_steps import energy_steps
from microthermal.catalog.library import Library
from microthermal.catalog.reading.entries import names
from microthermal.domain.inputs.laser import Cooling, Device, Pulse
from microthermal.domain.results.grid import Grid
from microthermal.errors import InputError
from microthermal.report.live.starts import by_energy, laser_of
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.gridding import cylinder
from microthermal.simulation.records import Simulation
from microthermal.tissue.skin_optics import optics

# Positions of a slider, and how far beyond the settings of the case it goes if no device bounds it.
_STOPS, _REACH = 33, 4.0
# Settings closer than this fraction are one.
_SAME = 1e-9
# Cells of all grids of a page whose light is scattered: each takes some 54 bytes, and a page stays below a megabyte.
_MOST_CELLS = 13_000
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


class Held(NamedTuple):
    """Grids that a page holds, that of the case first: what tells each from others, and a pulse length [s] for it."""

    keys: tuple[bytes, ...]
    lengths: tuple[float, ...]

    def of(self, simulation: Simulation, length: float, library: Library) -> int | None:
        """Which of them a pulse length has; None if it has none of them, or there is no such pulse."""
        try:
            key = _key(_grid(simulation, replace(laser_of(simulation), duration=length), library))
        except InputError:
            return None
        return self.keys.index(key) if key in self.keys else None


def held(simulation: Simulation, library: Library, *, alone: bool = False) -> Held:
    """Grids of the pulse lengths of a device, the nearest first, as many as a page can hold.

    Parameters
    ----------
    simulation : Simulation
        The case.
    library : Library
        What the library states.
    alone : bool, optional
        Whether that of the case is wanted alone, as where each energy has a grid of its own.
    """
    pulse = laser_of(simulation)
    own = _grid(simulation, pulse, library)
    found = Held((_key(own),), (pulse.duration,))
    room = _MOST_CELLS - int(np.prod(own.shape))
    if alone or by_energy(simulation):
        return found
    for length in sorted(_lengths(simulation, library), key=lambda one: abs(np.log(one / pulse.duration))):
        try:
            grid = _grid(simulation, replace(pulse, duration=length), library)
        except InputError:
            continue
        cells = int(np.prod(grid.shape))
        if _key(grid) not in found.keys and cells <= room:
            found, room = Held((*found.keys, _key(grid)), (*found.lengths, length)), room - cells
    return found


def durations(simulation: Simulation, library: Library, grids: Held) -> tuple[float, ...]:
    """Pulse lengths [s] on grids of a page, that of the case among them."""
    pulse = laser_of(simulation)
    others = (one for one in _lengths(simulation, library) if abs(one - pulse.duration) > _SAME * pulse.duration)
    return tuple(sorted({
        pulse.duration, *(one for one in others if grids.of(simulation, one, library) is not None),
    }))  # fmt: skip


def _lengths(simulation: Simulation, library: Library) -> tuple[float, ...]:
    """Pulse lengths that could be offered [s]: those of the device, or some around that of the case."""
    pulse, device = laser_of(simulation), _device(laser_of(simulation), library)
    if pulse.train is not None or pulse.waveform is not None:
        return (pulse.duration,)
    around = np.geomspace(pulse.duration / _REACH, pulse.duration * _REACH, _STOPS)
    return device_durations(device) if device else tuple(float(f"{one:.2g}") for one in around)


def natural(simulation: Simulation, library: Library, grids: Held) -> tuple[float | None, ...]:
    """The pulse length that the device gives each energy of :func:`energies` by itself [s]; None where it gives none.

    That is the shortest one that its power and range allow; None as well where the page holds no grid for it.
    """
    device, pulse = _device(laser_of(simulation), library), laser_of(simulation)
    offered = energies(simulation, library)
    if device is None or pulse.train is not None or pulse.waveform is not None:
        return (None,) * len(offered)
    found: list[float | None] = []
    for energy in offered:
        try:
            length = device.pulse(energy=energy / device.basis.output, stack=pulse.stack).duration
        except InputError:
            found.append(None)
            continue
        found.append(length if grids.of(simulation, length, library) is not None else None)
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


def _grid(simulation: Simulation, pulse: Pulse, library: Library) -> Grid:
    """Grid on which a simulation of a pulse begins."""
    settings, skin = simulation.settings, affected(simulation.skin, simulation.condition)
    coefficients = optics(skin, pulse.wavelength, library.spectra)
    return cylinder(skin, pulse, coefficients, settings.cell, settings.relaxation)


def _key(grid: Grid) -> bytes:
    """What tells one grid from another."""
    return grid.r_edges.tobytes() + grid.z_edges.tobytes()
