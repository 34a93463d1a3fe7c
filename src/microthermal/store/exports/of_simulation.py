"""The flat view of one simulation: fields of the zone, outlines, layers, weeks."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.quantity import Array, fields_of
from microthermal.simulation.records import Simulation
from microthermal.store.exports.about import about
from microthermal.store.exports.view import Variable, View, names, numbers
from microthermal.units import DAY


def view_of(simulation: Simulation) -> View:
    """Flat view of a simulation.

    Parameters
    ----------
    simulation : Simulation
        What is to be shown to other programs.

    Returns
    -------
    View
        Depth ``z`` and distance ``r`` from the axis [m], time ``elapsed`` since the pulse began [s], ``day`` after the
        laser, and along them temperature, damage, light, outlines, injury and healing.

    Raises
    ------
    ConvergenceError
        If a number is not finite.
    """
    variables = (*_places(simulation), *_field(simulation), *_zone(simulation), *_layers(simulation))
    return View((*variables, *_weeks(simulation)), about(simulation))


def _places(simulation: Simulation) -> tuple[Variable, ...]:
    grid, moments = simulation.damage.grid, simulation.run.moments
    return (
        numbers("z", "z", grid.z, "m", "depth below the surface, middle of the slab"),
        numbers("r", "r", grid.r, "m", "distance from the axis of the microbeam, middle of the ring"),
        names("endpoint", "endpoint", simulation.damage.endpoints, "endpoint of damage"),
        numbers("elapsed", "elapsed", np.array([one.time for one in moments]), "s", "time since the pulse began"),
        numbers("day", "day", simulation.healing.time / DAY, "d", "time after the laser"),
        names("species", "species", simulation.healing.species, "species of the healing model"),
        names("layer", "layer", simulation.injury.layers, "layer of the skin"),
    )


def _field(simulation: Simulation) -> tuple[Variable, ...]:
    damage, moments = simulation.damage, simulation.run.moments
    shape = (len(moments), *damage.grid.shape)
    heat = np.array([one.temperature for one in moments]).reshape(shape)
    gone = np.array([one.removed for one in moments]).reshape(shape)
    return (
        numbers("temperature", "elapsed z r", heat, "K", "temperature"),
        numbers("removed_at", "elapsed z r", gone, "1", "fraction of the cell that is gone by then"),
        numbers("peak_temperature", "z r", damage.peak, "K", "highest temperature"),
        numbers("omega", "endpoint z r", damage.omega, "1", "damage integral, 1 = threshold"),
        numbers("removed", "z r", damage.removed, "1", "fraction of the cell that is gone"),
        numbers("absorbed", "z r", simulation.run.deposited.energy, "J/m**3", "absorbed energy of one pulse"),
    )


def _zone(simulation: Simulation) -> tuple[Variable, ...]:
    zone = simulation.zone
    values: dict[str, Array] = {"outline": zone.outline, "channel_outline": zone.channel_outline}
    radii = {"outline": "radius of dead tissue at each depth", "channel_outline": "radius of the channel at each depth"}
    return tuple(numbers(name, "z", values[name], "m", meaning) for name, meaning in radii.items())


def _layers(simulation: Simulation) -> tuple[Variable, ...]:
    injury: Any = simulation.injury
    return tuple(
        numbers(
            f"layer_{field.name}", "layer", getattr(injury, field.name), field.quantity.unit, field.quantity.meaning
        )
        for field in fields_of(injury.__class__)
        # What an injury does not have is no row of numbers.
        if field.quantity is not None and field.quantity.axes == ("layer",) and getattr(injury, field.name) is not None
    )


def _weeks(simulation: Simulation) -> tuple[Variable, ...]:
    healing, untreated = simulation.healing, simulation.untreated
    found = [numbers("healing", "day species", healing.state, "1", "level of each species, 1 = healthy")]
    if np.array_equal(untreated.time, healing.time) and untreated.species == healing.species:
        text = "level of each species without treatment, 1 = healthy"
        found.append(numbers("untreated", "day species", untreated.state, "1", text))
    return tuple(found)
