"""How many channels are open at a moment, and how deep: plugs of fibrin, new epidermis, and tissue that fills them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.delivery import backflow, depot
from microthermal.delivery.unit_cell_grid import cell_radius
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.zone import Lattice

# Permeability of dermis (WeirWeiss2023) and viscosity of water at 37 °C; only ratios of conductances count here.
_PERMEABILITY, _VISCOSITY = 9.6e-15, 6.9e-4
_MOMENTS = 49  # of a mean over a contact


@dataclass(frozen=True)
class ChannelsNow:
    """Open channels of a lattice at one moment: their fraction [1], number per area [1/m²], depth and radius [m]."""

    fraction: float
    density: float
    depth: float
    radius: float


def open_channels(lattice: Lattice | None, time: float, plug: float) -> ChannelsNow:
    """Open channels at a time after the laser [s].

    Parameters
    ----------
    lattice : Lattice or None
        Zones; None if there was no laser.
    time : float
        Time after the laser [s].
    plug : float
        Time until half the channels hold a plug that stops fluid [s]: a scenario.

    Notes
    -----
    Open is what neither a plug nor epidermis closes: 0.5^(t / plug) m(t). The course m of the mouths without epidermis
    and the fraction of the depth that is not filled are those of healing, where the lattice carries them; without them
    the vendor's half time stands in, if it is shorter than that of the plugs.
    """
    if (
        lattice is None
        or time < 0.0
        or lattice.zone.channel_depth.value <= 0.0
        or lattice.zone.channel_radius.value <= 0.0
    ):
        return ChannelsNow(0.0, 0.0, 0.0, 0.0)
    zone, closure = lattice.zone, lattice.closure
    density, depth = lattice.pattern.density * lattice.pattern.passes, zone.channel_depth.value
    if closure is None:
        fraction = depot.open_fraction(time, min(plug, lattice.channels.open_for))
    else:
        fraction = depot.open_fraction(time, plug) * float(np.interp(time, closure.time, closure.mouths))
        depth *= float(np.interp(time, closure.time, closure.depth))
    return ChannelsNow(fraction, fraction * density, depth, zone.channel_radius.value)


def mean_fraction(lattice: Lattice | None, begin: float, contact: float, plug: float) -> float:
    """Fraction of the channels that is open, mean over a contact [s] that begins at a time after the laser [s]."""
    if begin < 0.0:
        return 0.0
    moments = np.linspace(begin, begin + contact, _MOMENTS)
    fractions = [open_channels(lattice, float(moment), plug).fraction for moment in moments]
    return float(np.trapezoid(fractions, moments)) / contact


def leak(dose: Injection, lattice: Lattice | None, plug: float, disc: tuple[float, float, float]) -> float:
    """Fraction of a bolus [1] that runs out of channels open at its time.

    Parameters
    ----------
    dose : Injection
        Its time and spacing.
    lattice : Lattice or None
        Zones.
    plug : float
        Half time of plugs [s].
    disc : tuple
        Radius, height, depth of the middle of the wetted disc [m].
    """
    radius, height, middle = disc
    found = open_channels(lattice, dose.time, plug)
    inside = min(max(found.depth - (middle - 0.5 * height), 0.0), height)
    if inside <= 0.0 or found.density <= 0.0:
        return 0.0
    # Those that are open share the tissue of those that are not.
    feed = backflow.inflow(_PERMEABILITY, inside, found.density**-0.5, found.radius, _VISCOSITY)
    pipe = backflow.poiseuille(found.radius, found.depth, _VISCOSITY)
    tissue = backflow.spread(_PERMEABILITY, radius, height, cell_radius(dose.spacing), _VISCOSITY)
    return backflow.backflow(found.density * np.pi * radius**2, feed * pipe / (feed + pipe), tissue)
