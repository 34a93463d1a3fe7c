"""Pulses as a page begins them: that of the case, on its cells and on coarse ones, or one for each energy."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from microthermal.catalog.library import Library
from microthermal.damage import Fold
from microthermal.domain.inputs.laser import LaserPulse, Pulse
from microthermal.domain.results.grid import Grid
from microthermal.errors import Fault, InputError
from microthermal.heat.evolution import Watching
from microthermal.numerics.heat.beam_records import Microbeam
from microthermal.numerics.heat.watch import watch_for
from microthermal.quantity import Array
from microthermal.simulation.exposures.lighting import Lit, lit, lit_coarsely
from microthermal.simulation.field_run import start_of
from microthermal.simulation.records import Simulation
from microthermal.tissue.pressing import relaxed_grid
from microthermal.tissue.resting import STILL_AIR

# Steps between two pictures of a pulse that is played.
STRIDE = 4
# Arrays that begin() fills: a page starts from them as they were before.
_STARTED = 2


NO_LASER = "sliders are known for lasers only"


class Start(NamedTuple):
    """A pulse at its start: what the time loop works on, the grid on which it is shown, how integrals are told.

    ``later`` is what tissue that leaves costs in all pulses of a stack after one that has removed any.
    """

    beam: Microbeam
    grid: Grid
    laws: tuple[tuple[str, int, float], ...]
    later: Array


def unmoved(simulation: Simulation) -> tuple[str, ...]:
    """Why the zone of a simulation cannot be followed on a page; empty if it can."""
    laws = simulation.stamp.library.chosen_laws(simulation.settings.laws)
    if simulation.treatment.pulse.zoneless:
        return ("there is no laser in it",)
    if not isinstance(simulation.treatment.pulse, LaserPulse):
        return (NO_LASER,)
    if simulation.skin.structure is not None:
        return ("a follicle or a vessel stands on its axis, whose light is walked anew for each setting",)
    if any(law.first_order is None for law in laws):
        return ("one of its damage laws is not of first order",)
    return ()


def check(simulation: Simulation) -> None:
    """Raise InputError if a zone cannot be followed on a page, with every reason.

    Raises
    ------
    InputError
        If there is no laser, or a damage law is of another form.
    """
    faults = unmoved(simulation)
    if faults:
        raise InputError([Fault("live", f"no page can follow this zone: {fault}") for fault in faults])


def laser_of(simulation: Simulation) -> LaserPulse:
    """Pulse of a simulation whose zone can be followed.

    Raises
    ------
    InputError
        If it is no laser's: see :func:`unmoved`.
    """
    pulse = simulation.treatment.pulse
    if not isinstance(pulse, LaserPulse):
        raise InputError([Fault("live", f"no page can follow this zone: {NO_LASER}")])
    return pulse


def by_energy(simulation: Simulation) -> bool:
    """Whether each energy has its own grid: light that is not scattered removes tissue, and slabs are fine as deep."""
    return simulation.run.deposited.collimated


def start(
    simulation: Simulation, energy: float, library: Library, *, coarse: bool, duration: float | None = None
) -> Start:
    """The start of a pulse of an energy [J], on its cells or on coarse ones.

    ``duration`` is the length of the pulse [s], that of the case if left out.

    Raises
    ------
    InputError
        At the energy of the case, if the skin is not that from which the simulation began.
    """
    own = laser_of(simulation)
    pulse = replace(own, energy=energy, duration=duration or own.duration)
    skin, cooling, settings = start_of(simulation), simulation.treatment.cooling, simulation.settings
    if coarse:
        return _begun(lit_coarsely(skin, pulse, cooling, settings, library), simulation, pulse)
    if by_energy(simulation) or pulse.handpiece.presses or pulse.duration != own.duration:
        found = lit(skin, pulse, cooling, settings, library)
        if energy == own.energy and pulse.duration == own.duration:
            _compare(found, simulation)
        return _begun(found, simulation, pulse)
    run = simulation.run
    heat = settings.heat or library.heat_model(pulse.removal)
    # Its light is there: it need not be walked again, which takes a second.
    found = Lit(run.tissue, run.deposited, heat, library.chosen_laws(settings.laws), run.methods[0])
    return _begun(found, simulation, pulse)


def _begun(found: Lit, simulation: Simulation, pulse: Pulse) -> Start:
    shape = found.tissue.grid.shape
    fold = Fold(found.laws, shape)
    watching = Watching(fold.integrals, watch_for(shape, steps=STRIDE), 0)
    around, until = simulation.treatment.cooling or STILL_AIR, pulse.duration + simulation.settings.relaxation
    beam = found.heat.begin(found.tissue, found.deposited, pulse, around, until, watching).beam
    for array in beam.damage[_STARTED:]:
        array[...] = 0
    later = beam.scene.removal.cost
    if pulse.stack > 1:
        gone = np.array(found.tissue.removed)
        gone[0, 0] = 1.0
        opened = replace(found.tissue, removed=gone)
        later = found.heat.begin(opened, found.deposited, pulse, around, until).beam.scene.removal.cost
    return Start(beam, relaxed_grid(found.tissue.grid, pulse.handpiece.pressing), fold.combined, later)


def _compare(found: Lit, simulation: Simulation) -> None:
    grid, shown = relaxed_grid(found.tissue.grid, simulation.treatment.pulse.handpiece.pressing), simulation.run.tissue
    same = np.array_equal(grid.z_edges, shown.grid.z_edges) and np.array_equal(grid.r_edges, shown.grid.r_edges)
    if not same or not np.array_equal(found.tissue.temperature, shown.temperature):
        raise InputError([Fault("live", "no page can follow this zone: its skin cannot be laid out as it began")])
