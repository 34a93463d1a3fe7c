"""The field of many microbeams and the zone of one, run in turns until the zone starts as warm as it should."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.field import Warming, WarmStart
from microthermal.heat.budget import budget
from microthermal.quantity import amended
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation, ZoneRun
from microthermal.simulation.resting_run import unwarmed
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import ZoneRunner, with_numerical_error
from microthermal.tissue.resting import STILL_AIR
from microthermal.units import show
from microthermal.zones.bulk.residual_heat import Heat, residual_heat
from microthermal.zones.bulk.warming import MOST_ROUNDS, warming

FieldRunner: TypeAlias = Callable[[ZoneRun, Skin, Treatment, Settings], Warming]

# The moment that shows where heat was left: boiling is over, and heat has moved by less than a zone's radius.
_MOMENT = 6
# A start that is off by half a kelvin moves the edge of a zone by less than a cell.
CLOSE = 0.5
# No skin is warmer than this at its surface, no blood in its arteries [K]: the ends of what a skin record takes.
_WARMEST, _WARMEST_BLOOD = 323.15, 318.0


def run_field(run: ZoneRun, skin: Skin, treatment: Treatment, settings: Settings) -> Warming:
    """Temperatures between the zones of a treatment, from what one microbeam left.

    Parameters
    ----------
    run : ZoneRun
        One microbeam.
    skin : Skin
        Skin at rest (condition applied).
    treatment : Treatment
        Pulse, pattern and cooling.
    settings : Settings
        Seed, and whether map and trace are wanted (``warm_start``).
    """
    pulse = treatment.pulse
    left = _left(run, pulse)
    busy = (pulse.stack - 1) * pulse.interval + pulse.duration
    cooling = treatment.cooling or STILL_AIR
    return warming(treatment.pattern, left, skin, cooling, busy, settings.seed, detail=settings.warm_start)


@lru_cache(maxsize=2)  # all patterns in which a zone is laid share what one microbeam leaves
def _left(run: ZoneRun, pulse: Exposure) -> Heat:
    moment = run.moments[min(_MOMENT, len(run.moments) - 1)]
    return residual_heat(run.tissue, moment, run.deposited, budget(run.deposited, run.balance, pulse))


def run_warmed(
    skin: Skin, treatment: Treatment, settings: Settings, zone_runner: ZoneRunner, field_runner: FieldRunner,
    library: Library,
) -> tuple[ZoneRun, Warming]:  # fmt: skip
    """One zone and the field of all zones, iterated until they are consistent; at rest where no zone is made.

    Parameters
    ----------
    skin, treatment, settings
        As for :func:`run_field`; without ``settings.warm_start`` the zone starts from rest.
    zone_runner, field_runner : callable
        What simulates one microbeam and the field. They are asked with the settings that matter to them alone, so that
        a remembered answer serves all others; the numerical error is found for the last zone only.
    library : Library
        As for :func:`microthermal.simulation.zone_run.run_zone`.

    Notes
    -----
    The zone that stands for all starts from the mean rise over its depth and over all pulses of all passes, within half
    a kelvin (:func:`correction`), added to surface and core: the surface to 50 degrees Celsius at most, blood to 44.8.
    Where that cuts the rise short, or the rounds run out, a caution says so (:func:`start_cautions`,
    :func:`microthermal.zones.lattices.cautions`).
    """
    # Injections warm nothing: without them, one field serves all doses that are tried with it.
    treatment = amended(treatment, doses=(), history=())
    start, asked = skin, settings.of_zone
    run = zone_runner(start, treatment.pulse, treatment.cooling, asked, library)
    if treatment.pulse.zoneless:
        return run, unwarmed(skin)
    found, rise, rounds = field_runner(run, skin, treatment, settings.of_field), 0.0, 0
    wanted = _wanted(found, run, skin) if settings.warm_start else 0.0
    change = correction(wanted - rise)
    while change != 0.0 and rounds < MOST_ROUNDS:
        rise, rounds = rise + change, rounds + 1
        start = warmed(skin, rise)
        run = zone_runner(start, treatment.pulse, treatment.cooling, asked, library)
        found = field_runner(run, skin, treatment, settings.of_field)
        wanted = _wanted(found, run, skin)
        change = correction(wanted - rise)
    if settings.numerical_error:
        run = with_numerical_error(run, start, treatment.pulse, treatment.cooling, settings, library)
    # From rest the field is the one that was remembered, by which the injury is known again.
    begun = WarmStart(rounds=rounds, rise=rise)
    return run, found if found.warm_start == begun else amended(found, warm_start=begun)


def start_of(simulation: Simulation) -> Skin:
    """Skin from which the zone of a simulation was run: with its condition, and as warm as the field asked for."""
    skin, found = affected(simulation.skin, simulation.condition), simulation.lattice.warming
    if found is None or found.warm_start.rounds == 0:
        return skin
    return warmed(skin, found.warm_start.rise)


def start_cautions(skin: Skin, run: ZoneRun, found: Warming | None) -> tuple[Caution, ...]:
    """Cautions about the initial temperature from which the zone was run.

    Parameters
    ----------
    skin : Skin
        Skin at rest (condition applied).
    run : ZoneRun
        The zone that was run.
    found : Warming or None
        From :func:`run_warmed`.
    """
    if found is None or found.warm_start.rounds == 0:
        return ()
    told = []
    wanted = _wanted(found, run, skin)
    if correction(wanted - found.warm_start.rise) != 0.0:
        text = (
            f"the warm start did not converge in {found.warm_start.rounds} iterations: the zone was run from "
            f"{show(found.warm_start.rise, 'delta_degC')} above rest, and its field asks for "
            f"{show(wanted, 'delta_degC')}"
        )
        told.append(Caution(stage="zones", text=text, weight="warn"))
    if skin.core_temperature + found.warm_start.rise > _WARMEST_BLOOD:
        text = (
            f"the zone was run from {show(found.warm_start.rise, 'delta_degC')} above rest, but its blood from "
            f"{show(_WARMEST_BLOOD, 'K')}, the warmest at which blood still flows: deep skin starts a little too cool"
        )
        told.append(Caution(stage="zones", text=text))
    return tuple(told)


def _wanted(found: Warming, run: ZoneRun, skin: Skin) -> float:
    """Initial temperature rise of the zone that would be consistent with the field [K]."""
    return min(_start_rise(found, run), max(0.0, _WARMEST - skin.surface_temperature))


def correction(miss: float) -> float:
    """Change of the initial rise when it is off by ``miss`` [K].

    Notes
    -----
    Zero up to 0.5 K, twice the excess over 0.5 K up to 1 K, the whole miss beyond: a continuous function, so that
    results do not jump with the decision to run the zone once more.
    """
    size = min(abs(miss), max(0.0, 2.0 * (abs(miss) - CLOSE)))
    return size if miss > 0.0 else -size


def _start_rise(found: Warming, run: ZoneRun) -> float:
    edges = np.concatenate(([0.0], 0.5 * (found.z[1:] + found.z[:-1]), found.z[-1:]))
    within = np.clip(run.zone.depth.value - edges[:-1], 0.0, np.diff(edges))
    # Above a zone that begins at depth the field may be as warm as it likes.
    within = within - np.clip(run.zone.top.value - edges[:-1], 0.0, np.diff(edges))
    if not np.any(within > 0.0):
        return float(found.mean_start[0])
    return float(np.average(found.mean_start, weights=within))


def warmed(skin: Skin, rise: float) -> Skin:
    """Skin whose surface and blood are warmer by a rise [K], as far as either can be."""
    surface = min(skin.surface_temperature + rise, _WARMEST)
    return amended(
        skin, surface_temperature=surface, core_temperature=min(skin.core_temperature + rise, _WARMEST_BLOOD)
    )
