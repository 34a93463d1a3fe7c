"""Many zones: how they lie, how much of the skin they take, how they warm it together."""

from __future__ import annotations

from math import log

import numpy as np

from microthermal.domain.caution import Caution
from microthermal.domain.flow import Balance, Deposited
from microthermal.domain.laser import Pattern, Pulse
from microthermal.domain.tissue import Tissue
from microthermal.domain.zone import Lattice, Zone
from microthermal.units import hour, mJ, show
from microthermal.zones.patterns import bridge, covered, overlap, pitch
from microthermal.zones.warming import bulk_rise

# Time until half the channels are closed, at two energies of a CO2 microbeam; interpolated between the readings
# 87 % at 1 h and 27 % at 12 h, and 53 % at 12 h and 40 % at 24 h. Vendor text, study unnamed.
_OPEN_ENERGIES = (5 * mJ, 25 * mJ)
_OPEN_TIMES = (1 * hour + 11 * hour * 37 / 60, 12 * hour + 12 * hour * 3 / 13)
OPEN_SOURCE = "Channel_vendor"


def lattice(
    zone: Zone,
    pattern: Pattern,
    pulse: Pulse,
    tissue: Tissue,
    deposited: Deposited,
    balance: Balance | None = None,
) -> Lattice:
    """Lay one zone many times on the skin.

    Parameters
    ----------
    zone : Zone
        One zone.
    pattern, pulse : Pattern, Pulse
        How the microbeams lie, and what each does.
    tissue : Tissue
        Skin before the pulse.
    deposited : Deposited
        Where the light of one pulse goes.
    balance : Balance, optional
        Heat of the whole stack of one microbeam, for a better estimate of the warming between zones.

    Returns
    -------
    Lattice
        Coverage and overlap are those of discs of the zone's greatest radius; how passes combine, and what overlap and
        bridge mean, say the functions of :mod:`microthermal.zones.patterns`.
    """
    step = pitch(pattern)
    return Lattice(
        zone=zone,
        pattern=pattern,
        pitch=step,
        coverage=float(covered(np.array(zone.radius), pattern)),
        channel_coverage=float(covered(np.array(zone.channel_radius), pattern)),
        overlap=overlap(zone.radius, pattern),
        bridge=bridge(zone.radius, pattern),
        bulk_rise=bulk_rise(pattern, pulse, tissue, deposited, step, zone.channel_depth, balance),
        fluence=pulse.energy * pulse.stack * pattern.density * pattern.passes,
        open_for=open_time(pulse.energy * pulse.stack) if zone.channel_depth > 0.0 else 0.0,
    )


def open_time(energy: float) -> float:
    """Time until half the channels are closed [s].

    Parameters
    ----------
    energy : float
        Energy of all pulses on one spot [J].

    Notes
    -----
    Linear in ln(energy) between two readings at 5 and 25 mJ, constant beyond; from a vendor's text that names no
    study, so :func:`cautions` says so.
    """
    logs = [log(value) for value in _OPEN_ENERGIES]
    return float(np.interp(log(energy), logs, _OPEN_TIMES))


def cautions(lattice: Lattice, tissue: Tissue) -> tuple[Caution, ...]:
    """What to doubt about a lattice.

    Parameters
    ----------
    lattice : Lattice
        The lattice.
    tissue : Tissue
        Skin on the grid on which the zone was measured.
    """
    zone, found = lattice.zone, []
    grid = tissue.grid
    if zone.radius >= grid.r_edges[-1] or zone.depth >= grid.z_edges[-1]:
        text = "the zone fills the grid, so that its size is only a lower bound; use a larger grid"
        found.append(Caution(stage="zones", text=text, weight="warn"))
    if 0.0 < lattice.pitch < 2.0 * zone.radius and lattice.pattern.layout != "random":
        text = (
            f"neighbouring zones overlap ({show(2 * zone.radius, 'm')} wide at a pitch of {show(lattice.pitch, 'm')}); "
            "each was simulated alone, so that the heat between them is underestimated"
        )
        found.append(Caution(stage="zones", text=text, weight="warn"))
    if lattice.open_for > 0.0:
        text = "how long channels stay open comes from a vendor's text that names no study"
        found.append(Caution(stage="zones", text=text, weight="note", source=OPEN_SOURCE))
    # Two kelvin widen the edge of a zone by about as much as laws of damage differ; below, the estimate is harmless.
    if lattice.bulk_rise > 2.0:
        text = (
            f"tissue between the zones warms by about {show(lattice.bulk_rise, 'delta_degC')}, an adiabatic estimate "
            "that the damage of single zones does not contain"
        )
        found.append(Caution(stage="zones", text=text, weight="note"))
    return tuple(found)
