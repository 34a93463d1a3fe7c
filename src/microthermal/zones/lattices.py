"""Many zones: how they lie, how much of the skin they take, how they warm it together."""

from __future__ import annotations

from math import log

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.field import Warming
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.tissue import Tissue
from microthermal.domain.results.zone import Lattice, OpenChannels, Zone
from microthermal.units import hour, mJ, show
from microthermal.zones.bulk.warming import MOST_ROUNDS
from microthermal.zones.overlaps import overlap_of, shells
from microthermal.zones.patterns import bridge, covered, overlap, pitch
from microthermal.zones.scanning import MOST_ZONES
from microthermal.zones.shapes import outlines

# Time until half the channels are closed, at two energies of a CO2 microbeam; interpolated between the readings
# 87 % at 1 h and 27 % at 12 h, and 53 % at 12 h and 40 % at 24 h. Vendor text, study unnamed.
_OPEN_ENERGIES = (5 * mJ, 25 * mJ)
_OPEN_TIMES = (1 * hour + 11 * hour * 37 / 60, 12 * hour + 12 * hour * 3 / 13)
OPEN_SOURCE = "Channel_vendor"
# Energies within this relative distance of an end of the readings count as that end.
_SAME = 1e-9
# Endpoints that an injury counts.
_COUNTED = (
    "epidermal_cells", "dermal_cells", "collagen", "vessels", "blood", "t_cell_apoptosis", "t_cell_necrosis",
    "heat_shock",
)  # fmt: skip
# Beyond this rise [K] the sum of linear answers means no more than "everything boils".
_HOTTEST = 400.0
# Rise above which tissue would boil, so that the linear sum is far too high [K].
_BOILING_RISE = 60.0


def lattice(zone: Zone, pattern: Pattern, pulse: Exposure, damage: Damage, warming: Warming | None = None) -> Lattice:
    """Lay one zone many times on the skin.

    Parameters
    ----------
    zone : Zone
        One zone.
    pattern, pulse : Pattern, Exposure
        How the microbeams lie, and what each does.
    damage : Damage
        Damage of one microbeam, for the coverage of every shell at every depth.
    warming : Warming, optional
        Temperatures between the zones (:func:`microthermal.zones.bulk.warming.warming`); without it no rise is known.

    Returns
    -------
    Lattice
        Coverage and overlap are those of discs of the zone's greatest radius; ``coagulation_coverage`` is that of
        collagen at its widest, ``middle_coverage`` that of dead tissue half way down it. How passes combine,
        and what overlap and bridge mean, say the functions of :mod:`microthermal.zones.patterns`.
    """
    coagulated = float(outlines(damage)["collagen"].max()) if "collagen" in damage.endpoints else zone.radius.value
    return Lattice(
        zone=zone,
        pattern=pattern,
        pitch=pitch(pattern),
        coverage=float(covered(np.array(zone.radius.value), pattern)),
        coagulation_coverage=float(covered(np.array(coagulated), pattern)),
        middle_coverage=float(covered(np.array(zone.taper.middle if zone.taper else 0.0), pattern)),
        overlap=overlap(zone.radius.value, pattern),
        bridge=bridge(zone.radius.value, pattern),
        bulk_rise=0.0 if warming is None else min(_HOTTEST, max(0.0, warming.rise)),
        fluence=pulse.energy * pulse.stack * pattern.density * pattern.passes,
        channels=OpenChannels(
            coverage=float(covered(np.array(zone.channel_radius.value), pattern)),
            open_for=open_time(pulse.energy * pulse.stack) if zone.channel_depth.value > 0.0 else 0.0,
        ),
        meeting=overlap_of(zone.radius.value, pattern),
        shells=shells(damage, pattern),
        warming=warming,
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
    if zone.radius.value >= grid.r_edges[-1] or zone.depth.value >= grid.z_edges[-1]:
        text = "the zone fills the grid, so that its size is only a lower bound; use a larger grid"
        found.append(Caution(stage="zones", text=text, weight="warn"))
    if 0.0 < lattice.pitch < 2.0 * zone.radius.value and lattice.pattern.layout != "random":
        text = (
            f"neighbouring zones overlap ({show(2 * zone.radius.value, 'm')} wide at a pitch of "
            f"{show(lattice.pitch, 'm')}); each was simulated alone, though from a warmer start, so that the "
            "damage between them is underestimated"
        )
        found.append(Caution(stage="zones", text=text, weight="warn"))
    missing = [name for name in _COUNTED if name not in {reach.endpoint for reach in zone.reaches}]
    if missing:
        text = (
            f"{', '.join(missing).replace('_', ' ')} were not followed: they count as never reached, and rim and "
            "coagulated fraction, without collagen, are those of the zone itself"
        )
        found.append(Caution(stage="zones", text=text, weight="warn"))
    if lattice.channels.open_for > 0.0:
        text = "how long channels stay open comes from a vendor's text that names no study"
        low, high = _OPEN_ENERGIES
        energy = lattice.fluence / (lattice.pattern.density * lattice.pattern.passes)
        if not low * (1.0 - _SAME) <= energy <= high * (1.0 + _SAME):
            text += (
                f"; it knows {show(low, 'J')} to {show(high, 'J')}, whose nearer end is taken for {show(energy, 'J')}"
            )
        found.append(Caution(stage="zones", text=text, weight="note", source=OPEN_SOURCE))
    found += _warming_cautions(lattice)
    return tuple(found)


def _warming_cautions(lattice: Lattice) -> list[Caution]:
    warming = lattice.warming
    found: list[Caution] = []
    if warming is None:
        return found
    # Two kelvin widen the edge of a zone by about as much as laws of damage differ; below, it is harmless.
    if lattice.bulk_rise > 2.0:
        text = f"tissue between the zones warms by up to {show(lattice.bulk_rise, 'delta_degC')}"
        if warming.warm_start.rounds:
            text += f"; the zone was run again from a start {show(warming.warm_start.rise, 'delta_degC')} warmer"
        found.append(Caution(stage="zones", text=text, weight="note"))
    if warming.rise > _BOILING_RISE:
        text = (
            "the linear superposition gives temperatures above boiling between the zones: the value is no "
            "temperature, but all tissue there is dead"
        )
        found.append(Caution(stage="zones", text=text, weight="stop"))
    top, bottom = lattice.zone.top.value, max(lattice.zone.depth.value, warming.z[0])
    inside = (warming.z >= top) & (warming.z <= bottom)
    # A zone thinner than the steps in depth lies between two of them.
    thin = np.interp(0.5 * (top + bottom), warming.z, warming.mean_start)
    mean = float(np.mean(warming.mean_start[inside])) if bool(inside.any()) else float(thin)
    if mean - warming.warm_start.rise > 2.0 and warming.warm_start.rounds < MOST_ROUNDS:
        begun = "from rest"
        if warming.warm_start.rounds:
            begun = f"from {show(warming.warm_start.rise, 'delta_degC')} above it, the most that skin of 50 °C allows"
        text = f"pulses fall on skin that is {show(mean, 'delta_degC')} warmer on average; this zone was run {begun}"
        found.append(Caution(stage="zones", text=text, weight="warn" if warming.warm_start.rounds else "note"))
    # A field that was cut down has far fewer microbeams than its pattern asks for.
    asked = lattice.pattern.density * lattice.pattern.passes * lattice.pattern.treated_area
    if asked > MOST_ZONES and warming.heat.zones < 0.95 * asked:
        text = "the field was cut down to its middle 50 000 microbeams to be summed; the rise is then a little too high"
        found.append(Caution(stage="zones", text=text, weight="note"))
    return found
