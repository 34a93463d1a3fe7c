"""Cautions about the heat of a pulse: light in warm tissue, edge of the grid, energy balance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.ablation_cautions import ablation_cautions
from microthermal.heat.boundary import ABSORPTION_FLOOR
from microthermal.heat.pulse_spans import between_pulses
from microthermal.heat.scene import of_pieces, pieces_in
from microthermal.heat.water import BOILING_TEMPERATURE
from microthermal.numerics.light.path_reweighting import MIXTURE, Followed, doubt, reweigh, ways_of
from microthermal.units import show

# Fraction of the pulse that warmer tissue transmits, known only from mean photon paths, from which a caution notes it
# and from which it warns.
SHARED_TOLD, SHARED_WARNED = 0.02, 0.2
# Uncertainty of the reweighted light, as a fraction of what is absorbed, above which a caution warns: a choice.
DOUBT_WARNED = 0.05
# Temperature rise at the edge of the grid above which a caution is raised [K].
EDGE_RISE = 1.0
# Absorbed light in excess of what entered, as a fraction of the pulse, from which a caution notes it or stops: a
# choice.
OVER_TOLD, OVER_STOPS = 1e-4, 0.05
_NUMBER = re.compile(r"-?[0-9.]+(?:e[-+]?[0-9]+)?")


def shared_light(deposited: Deposited, pulse: Exposure, last: Snapshot) -> float:
    """Fraction of the pulse that warmer tissue lets out of this cylinder: beside it, or back through the surface.

    Parameters
    ----------
    deposited : Deposited
        Light at reference absorption.
    pulse : Exposure
        The pulse.
    last : Snapshot
        Any snapshot after the end of the pulse.

    Returns
    -------
    float
        Absorbed at reference less absorbed in fact, as a fraction of the pulse; 0 for collimated light, which is
        followed exactly. Negative if warmer tissue absorbs more.
    """
    if deposited.collimated:
        return 0.0
    before = float(np.sum(deposited.energy * deposited.grid.volume))
    return (before - last.balance.supplied) / pulse.energy


def doubtful_light(tissue: Tissue, deposited: Deposited, moment: Snapshot) -> float:
    """Uncertainty of the absorbed light at one moment of a pulse, as a fraction of all that is absorbed then.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start of the pulse.
    deposited : Deposited
        Light at reference absorption.
    moment : Snapshot
        The skin at that moment; the end of the pulse gives the most.

    Returns
    -------
    float
        Sum over the cells of `numerics.light.path_reweighting.doubt` [1]; 0 for collimated light, and for energy that
        has no path.
    """
    if deposited.collimated or not deposited.path.any():
        return 0.0
    grid, optics, pieces = tissue.grid, tissue.optics, pieces_in(tissue)
    wet, dry, slope = (tissue.cells(name) for name in ("wet_absorption", "dry_absorption", "wet_slope"))
    warm = np.minimum(moment.temperature, BOILING_TEMPERATURE) - optics.reference_temperature
    by_water = np.maximum(wet + slope * warm, ABSORPTION_FLOOR * wet)
    full = np.maximum(tissue.cells("initial_water"), np.finfo(float).tiny)
    now = (1.0 - moment.removed) * dry + moment.water / full * by_water
    spread = np.zeros(grid.shape) if deposited.path_spread is None else np.array(deposited.path_spread)
    reference = of_pieces(tissue, pieces, "wet_absorption") + of_pieces(tissue, pieces, "dry_absorption")
    light = Followed(
        reference=reference, energy=np.array(deposited.energy), path=np.array(deposited.path), spread=spread
    )
    heights, areas, change = np.diff(grid.z_edges), np.array(grid.ring_area), now - reference[pieces.of]
    energy = np.empty(grid.shape)
    ways = ways_of(heights, areas, light, pieces)
    reweigh(heights, ways, light, change, MIXTURE, energy)
    absorbed = float((energy * grid.volume).sum())
    return (
        float((doubt(heights, ways, light, change, energy) * grid.volume).sum()) / absorbed if absorbed > 0.0 else 0.0
    )


def cautions(
    tissue: Tissue, deposited: Deposited, pulse: Exposure, last: Snapshot, hottest: Snapshot | None = None
) -> tuple[Caution, ...]:  # fmt: skip
    """Cautions about the heat of one pulse.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start of the pulse.
    deposited : Deposited
        Its light.
    pulse : Exposure
        The pulse.
    last : Snapshot
        Its last snapshot.
    hottest : Snapshot, optional
        The one at the end of its light; with it the doubt about the light is told.
    """
    found = []
    shared = shared_light(deposited, pulse, last)
    if abs(shared) > SHARED_TOLD:
        way = "lets" if shared > 0.0 else "keeps"
        place = "leave this cylinder, beside it and through the surface" if shared > 0.0 else "inside this cylinder"
        text = (
            f"heat {way} {show(abs(shared), '%', 2)} of the light {place}; it is followed by the mean and spread of "
            "its paths, not photon by photon"
        )
        weight: Literal["note", "warn"] = "warn" if abs(shared) > SHARED_WARNED else "note"
        found.append(Caution(stage="heat", text=text, weight=weight))
    doubtful = 0.0 if hottest is None else doubtful_light(tissue, deposited, hottest)
    if doubtful > DOUBT_WARNED:
        text = (
            f"at the end of the pulse the skin has warmed so much that {show(doubtful, '%', 2)} of the absorbed energy "
            "may lie elsewhere: photons were followed at the absorption of skin at rest"
        )
        found.append(Caution(stage="heat", text=text, weight="warn"))
    over = last.balance.withheld / pulse.energy
    if over > OVER_TOLD:
        text = (
            "the correction of the light for heated water overshoots: it would absorb "
            f"{show(over, '%', 2)} of the pulse more than enters the skin, which was left out in every cell alike"
        )
        found.append(Caution(stage="heat", text=text, weight="stop" if over > OVER_STOPS else "warn"))
    if last.missed > 0.0:
        text = (
            f"in a step in time, though as short as steps get, the temperature of one cell may be off by up to "
            f"{show(last.missed, 'delta_degC', 2)} for a moment; where such steps were tried sixteen times shorter, "
            "depth and width of the zone stayed the same to a thousandth, and the ± beside them does not count it"
        )
        found.append(Caution(stage="heat", text=text, weight="note"))
    # Only a rise counts: surface cooling lowers the temperature at the edge of the grid as it does everywhere.
    rise = (last.temperature - tissue.temperature) * (last.removed == 0.0)
    if max(float(rise[-1].max()), float(rise[:, -1].max())) > EDGE_RISE:
        text = (
            f"heat has reached the edge of the grid (more than {EDGE_RISE:g} K), which reflects it; use a larger grid"
        )
        found.append(Caution(stage="heat", text=text, weight="note"))
    found += ablation_cautions(tissue, deposited, pulse, last)
    if bool(np.any(last.removed[-1] > 0.0)):
        text = "the channel goes through the bottom of the grid; use a deeper grid"
        found.append(Caution(stage="heat", text=text, weight="stop"))
    return tuple(found)


def stack_cautions(pulse: Exposure, cooling: Cooling | None) -> tuple[Caution, ...]:
    """Cautions about the cooling between the pulses of a stack.

    Parameters
    ----------
    pulse : Exposure
        The pulse and its stack.
    cooling : Cooling or None
        Cooling as it was asked for.
    """
    later, _ = between_pulses(pulse, cooling)
    if pulse.stack == 1 or cooling is None or later is None:
        return ()
    if (later.before, later.delay) == (cooling.before, cooling.delay):
        return ()
    text = (
        f"between two pulses of the stack there is time for {show(later.before, 's')} of the "
        f"{show(cooling.before, 's')} of cooling before a pulse, and for {show(later.delay, 's')} of its delay of "
        f"{show(cooling.delay, 's')}"
    )
    return (Caution(stage="heat", text=text, weight="note"),)


def heaviest(found: Iterable[Caution]) -> tuple[Caution, ...]:
    """Of cautions that differ only in their numbers (those of stacked pulses), the last one of the highest weight."""
    order = {"note": 0, "warn": 1, "stop": 2}
    kept: dict[str, Caution] = {}
    for one in found:
        name = _NUMBER.sub("", one.text)
        if name not in kept or order[one.weight] >= order[kept[name].weight]:
            kept[name] = one
    return tuple(kept.values())
