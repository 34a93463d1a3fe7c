"""Backflow: what of a bolus runs out through open channels instead of staying in the tissue."""

from __future__ import annotations

import math


def poiseuille(radius: float, length: float, viscosity: float) -> float:
    """Hydraulic conductance of an open channel [m³/(Pa s)], pi a⁴ / (8 mu L).

    Parameters
    ----------
    radius, length : float
        Of the channel [m].
    viscosity : float
        Of the fluid [Pa s].

    Examples
    --------
    >>> f"{poiseuille(60e-6, 1e-3, 1e-3):.2g}"
    '5.1e-12'
    """
    return math.pi * radius**4 / (8.0 * viscosity * length)


def inflow(permeability: float, length: float, pitch: float, radius: float, viscosity: float) -> float:
    """Darcy conductance from the tissue of one pitch into one channel [m³/(Pa s)], 2 pi k L / (mu ln(b / a)).

    Parameters
    ----------
    permeability : float
        Of the tissue [m²].
    length, pitch, radius : float
        Length of the channel inside the bolus, distance of neighbours, radius of the channel [m].
    viscosity : float
        Of the fluid [Pa s].

    Notes
    -----
    b is the radius of the area of one channel, so that each serves its own cylinder.
    """
    outer = max(pitch / math.sqrt(math.pi), 1.01 * radius)
    return 2.0 * math.pi * permeability * length / (viscosity * math.log(outer / radius))


def spread(permeability: float, radius: float, height: float, reach: float, viscosity: float) -> float:
    """Darcy conductance from a disc out into the tissue around it [m³/(Pa s)], 2 pi k H / (mu ln(b / a)).

    Parameters
    ----------
    permeability : float
        Along the skin [m²].
    radius, height, reach : float
        Of the bolus, and of the unit cell that takes its fluid [m].
    viscosity : float
        Of the fluid [Pa s].
    """
    return 2.0 * math.pi * permeability * height / (viscosity * math.log(max(reach / radius, 1.01)))


def backflow(open_channels: float, channel: float, tissue: float) -> float:
    """Fraction of a bolus [1] that runs out of open channels.

    Parameters
    ----------
    open_channels : float
        Number of open channels above the bolus [1].
    channel : float
        Conductance of one, inflow and channel in series [m³/(Pa s)].
    tissue : float
        Conductance out into the tissue [m³/(Pa s)].

    Notes
    -----
    Fluid goes both ways as conductances divide it: N G / (N G + T). Permeability cancels where Darcy inflow limits,
    which it does by a factor of 40 and more. Within a quarter of the resolved bolus where
    channels reach the tip; too much for many channels above it (0.84 against 0.62). Nobody has measured such a leak.
    """
    out = open_channels * channel
    return out / (out + tissue) if out > 0.0 else 0.0
