"""How many channels are open at a moment, and how deep: plugs of fibrin, new epidermis, and tissue that fills them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.delivery import backflow, depot
from microthermal.delivery.unit_cell_grid import cell_radius
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.zone import Lattice
from microthermal.quantity import Array

# Permeability of dermis (WeirWeiss2023) and viscosity of water at 37 °C; only ratios of conductances count here.
_PERMEABILITY, _VISCOSITY = 9.6e-15, 6.9e-4
_MOMENTS = 49  # of a mean over a contact
# Where less of the walls is bare, what fills the channels is lifted out; `rounds` calls skin closed at this fraction.
_OUT = 1e-3
# A course of walls is divided where it has fallen to these fractions of its beginning.
_PARTS = (0.8, 0.5, 0.2)
_A_HALF_TIME = 16  # moments of the vendor's course in each


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


@dataclass(frozen=True)
class Walls:
    """Bare walls of the channels that took what was laid on: over those of all channels [1], at times [s], straight.

    ``filled``: fraction of all channels that took it [1]. ``out``: time at which the walls are covered and what is left
    is lifted out; infinite if that never comes.
    """

    time: Array
    bare: Array
    filled: float
    out: float

    def mean(self, begin: float, end: float) -> float:
        """Mean over a span."""
        inside = self.time[(self.time > begin) & (self.time < end)]
        moments = np.concatenate([[begin], inside, [end]])
        return float(np.trapezoid(np.interp(moments, self.time, self.bare), moments)) / (end - begin)

    def parts(self, begin: float, end: float) -> tuple[tuple[float, float], ...]:
        """Parts of a span within each of which the mean of the walls stands for their course."""
        edges = [_falls_to(self.time, self.bare, part * self.filled) for part in _PARTS]
        ends = [edge for edge in edges if begin < edge < end]
        return tuple(zip([begin, *ends], [*ends, end], strict=True))


def walls(lattice: Lattice, laid: float, plug: float) -> Walls:
    """Walls of the channels that take what is laid on at a time [s], as new epidermis and tissue cover them.

    Parameters
    ----------
    lattice : Lattice
        Zones.
    laid : float
        Time after the laser [s].
    plug : float
        Half time of plugs [s].

    Notes
    -----
    Channels that a plug or epidermis has closed take nothing. A later plug closes the mouth, not the wall: of the
    others' walls m(t) d(t) is bare, over its value when they were filled, with mouths and depth as in
    :func:`open_channels`; without a course of healing, what the vendor's half time leaves.
    """
    filled = open_channels(lattice, laid, plug).fraction
    if lattice.closure is None:
        time = laid + lattice.channels.open_for * np.linspace(0.0, 10.0, 10 * _A_HALF_TIME + 1)
        course = 0.5 ** (time / lattice.channels.open_for)
    else:
        known = lattice.closure
        time = np.concatenate([[laid], known.time[known.time > laid]])
        course = np.interp(time, known.time, known.mouths) * np.interp(time, known.time, known.depth)
        course = np.minimum.accumulate(course)  # what is covered stays so
    bare = filled * course / max(float(course[0]), 1e-300)
    return Walls(time, bare, filled, _falls_to(time, course, _OUT))


def _falls_to(time: Array, course: Array, level: float) -> float:
    """Time at which a course that never rises falls to a level; its beginning if it is below, infinite if never."""
    if course[-1] > level:
        return float(np.inf)
    return float(np.interp(level, course[::-1], time[::-1]))


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
