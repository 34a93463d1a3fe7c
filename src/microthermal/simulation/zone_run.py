"""One microbeam: light, heat, damage, zone, and the numerical error of the zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.damage import cautions as damage_cautions
from microthermal.deposition.engines import RenewedEngine
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.flow import Damage, Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.cautions import stack_cautions
from microthermal.heat.confinement import confinement
from microthermal.heat.history import Keeping
from microthermal.heat.validity import surface_cautions
from microthermal.quantity import amended
from microthermal.simulation.around.fate import at_both_ends, fate_of
from microthermal.simulation.exposures.dose_run import dosed
from microthermal.simulation.exposures.lighting import Lit, lit, lit_coarsely, name_of
from microthermal.simulation.exposures.portions import legs_of, summed
from microthermal.simulation.exposures.run_cautions import about_balance, about_preview, about_pulse, looked_for_plasma
from microthermal.simulation.families.sound_band import with_band
from microthermal.simulation.records import ZoneRun
from microthermal.simulation.resting_run import untouched
from microthermal.simulation.settings import PREVIEW_ERROR, PREVIEW_ERROR_AROUND, Settings
from microthermal.simulation.stacked_pulses import Leg, Stack, follow_legs, follow_stack
from microthermal.tissue.pressing import pressing_cautions, relaxed, relaxed_light
from microthermal.tissue.resting import STILL_AIR
from microthermal.tissue.structures import structure_cautions
from microthermal.zones import measure, with_error
from microthermal.zones.families.closing import closed


class ZoneRunner(Protocol):
    """What simulates one microbeam, as :func:`run_zone` does."""

    def __call__(
        self,
        skin: Skin,
        pulse: Exposure,
        cooling: Cooling | None,
        settings: Settings,
        library: Library | None = None,
        /,
    ) -> ZoneRun:
        """Simulate one microbeam."""


# Photons at the ends of the band of a structure's absorption.
_PHOTONS_AT_ENDS = 40_000


def run_zone(
    skin: Skin, pulse: Exposure, cooling: Cooling | None, settings: Settings, library: Library | None = None
) -> ZoneRun:
    """Simulate one microbeam on a cylinder of skin.

    Parameters
    ----------
    skin : Skin
        Skin as the light meets it (condition applied).
    pulse : Exposure
        Pulse or stack of pulses.
    cooling : Cooling or None
        Cooling of the surface; None is still air.
    settings : Settings
        Methods and resolution.
    library : Library, optional
        Spectra, damage laws and heat models; those of the installed library if left out.

    Returns
    -------
    ZoneRun
        With the zone's numerical error from the next coarser grid and other random numbers, unless the settings
        leave it out. The temperatures of all steps stay in memory for a while, so that other damage laws, another
        endpoint, drug or pattern ask for no new heat. Of a pulse that gives no light no stage runs: see
        :func:`microthermal.simulation.resting_run.untouched`.
    """
    return _run_zone(skin, pulse, cooling, settings, library or installed(), Keeping.MEMORY)


def run_zone_on_file(
    skin: Skin, pulse: Exposure, cooling: Cooling | None, settings: Settings, library: Library | None = None
) -> ZoneRun:
    """As :func:`run_zone`, to the last bit; its temperatures lie in the cache folder too, for other processes."""
    return _run_zone(skin, pulse, cooling, settings, library or installed(), Keeping.FILES)


def run_candidate(
    skin: Skin, pulse: Exposure, cooling: Cooling | None, settings: Settings, library: Library | None = None
) -> ZoneRun:
    """As :func:`run_zone`, to the last bit, for one of thousands: its temperatures are not kept."""
    return _run_zone(skin, pulse, cooling, settings, library or installed(), Keeping.NOWHERE)


def _run_zone(
    skin: Skin, pulse: Exposure, cooling: Cooling | None, settings: Settings, library: Library, keeping: Keeping
) -> ZoneRun:  # fmt: skip
    if pulse.zoneless:
        rest = untouched(skin, pulse, settings, library)
        return rest if pulse.makes_zone else dosed(rest, skin, pulse, settings, library)
    begun = lit(skin, pulse, cooling, settings, library)
    found = _follow(begun, pulse, cooling or STILL_AIR, settings, keeping)
    run = _measured(found, skin, pulse, cooling or STILL_AIR, settings, library)
    return with_numerical_error(run, skin, pulse, cooling, settings, library) if settings.numerical_error else run


def with_numerical_error(
    run: ZoneRun, skin: Skin, pulse: Exposure, cooling: Cooling | None, settings: Settings, library: Library
) -> ZoneRun:
    """A run with the numerical error of its zone, from a run with cells twice as large and other random numbers.

    Parameters
    ----------
    run : ZoneRun
        What :func:`run_zone` gave for the same skin, pulse, cooling and settings.
    skin, pulse, cooling, settings, library
        As for :func:`run_zone`.
    """
    begun = lit_coarsely(skin, pulse, cooling, settings, library)
    coarse = _follow(begun, pulse, cooling or STILL_AIR, settings, Keeping.MEMORY)
    zone = with_error(run.zone, measure(coarse.stack.damage, settings.endpoint))
    known = amended(run, zone=zone, extras=with_band(run.extras, pulse, library, _coarsely(skin, cooling, settings)))
    if known.extras is None or known.extras.follicle is None:
        return known

    # The band of absorptions is wide: a walk as coarse as its grid tells what its ends come to.
    walk = settings.deposition or MonteCarlo(photons=_PHOTONS_AT_ENDS, seed=settings.seed)
    quick = amended(settings, deposition=walk)

    def at(moved: Skin) -> tuple[Tissue, Damage]:
        other = lit_coarsely(moved, pulse, cooling, quick, library)
        stack = _follow(other, pulse, cooling or STILL_AIR, settings, Keeping.NOWHERE).stack
        return other.tissue, stack.damage

    return amended(known, extras=amended(known.extras, follicle=at_both_ends(known.extras.follicle, skin, at)))


def _coarsely(skin: Skin, cooling: Cooling | None, settings: Settings) -> Callable[[Exposure, Library], ZoneRun]:
    """What simulates another exposure of the same skin on coarse cells."""
    return lambda pulse, library: run_candidate(skin, pulse, cooling, settings.preview, library)


@dataclass(frozen=True, kw_only=True)
class _Followed(Lit):
    """The same, with what all portions deposited together, and what came of it."""

    stack: Stack


def _follow(begun: Lit, pulse: Exposure, cooling: Cooling, settings: Settings, keeping: Keeping) -> _Followed:
    if begun.renewed is not None:
        return _follow_portions(begun, begun.renewed, pulse, cooling, settings, keeping)
    stack = follow_stack(
        begun.heat, begun.tissue, begun.deposited, pulse, cooling, settings.relaxation, laws=begun.laws,
        keeping=keeping,
    )  # fmt: skip
    return _Followed(begun.tissue, begun.deposited, begun.heat, begun.laws, begun.lighting, stack=stack)


def _follow_portions(
    begun: Lit, engine: RenewedEngine, pulse: Exposure, cooling: Cooling, settings: Settings, keeping: Keeping
) -> _Followed:
    """Follow an exposure whose engine is asked anew for each portion, with the tissue as it then is."""
    legs = legs_of(pulse, cooling, settings.relaxation, engine.portions(pulse))

    def deposit(tissue: Tissue, leg: Leg) -> Deposited:
        found = begun.deposited if leg is legs[0] else engine.deposit(tissue, leg.exposure)
        return found if found.sent is not None else amended(found, sent=leg.exposure.energy)

    stack = follow_legs(begun.heat, begun.tissue, deposit, pulse, legs, laws=begun.laws, keeping=keeping)
    ends = tuple(leg.offset + leg.exposure.duration for leg in legs)
    deposited = amended(summed(stack.deposits, pulse.stack), extras=engine.gathered(stack.deposits, ends))
    stack = amended(stack, damage=closed(stack.damage, begun.tissue))
    return _Followed(begun.tissue, deposited, begun.heat, begun.laws, begun.lighting, engine, stack=stack)


def _measured(
    found: _Followed, skin: Skin, pulse: Exposure, cooling: Cooling, settings: Settings, library: Library
) -> ZoneRun:  # fmt: skip
    tissue, deposited, stack, laws = found.tissue, found.deposited, found.stack, found.laws
    pressing = pulse.handpiece.pressing
    damage, balance = stack.damage, stack.balance
    fate = fate_of(skin, tissue, damage, laws)
    # Around a structure the absorber is no beam: its own relaxation times are told with its fate.
    confined = confinement(deposited, pulse, _diffusivity(tissue)) if fate is None else None
    extras = deposited.extras if fate is None else amended(deposited.extras or Extras(), follicle=fate)
    return ZoneRun(
        tissue=relaxed(tissue, pressing), deposited=relaxed_light(deposited, pressing), extras=extras,
        moments=stack.moments, heating=stack.heating, balance=balance,
        damage=damage, zone=measure(damage, settings.endpoint), confinement=confined,
        cautions=(
            *deposited.cautions, *damage_cautions(damage, laws), *stack.cautions,
            *pressing_cautions(pressing), *stack_cautions(pulse, cooling),
            *about_pulse(pulse, confined, fate, looked_for_plasma(deposited)),
            *structure_cautions(skin),
            *surface_cautions(tissue, pulse.duration + settings.relaxation, stack.coldest, _hottest(damage)),
            *about_balance(balance), *about_preview(settings.cell, _preview_error(skin)), *library.cautions(*laws),
            *(() if found.renewed is None else library.cautions(found.renewed)),
        ),
        methods=(
            found.lighting, name_of(found.heat),
            *(f"{law.endpoint}: {name_of(law)} {law.origin}" for law in laws),
        ),
    )  # fmt: skip


def _preview_error(skin: Skin) -> float:
    return PREVIEW_ERROR if skin.structure is None else PREVIEW_ERROR_AROUND


def _diffusivity(tissue: Tissue) -> float:
    """Thermal diffusivity of the layer that has most slabs of the grid [m²/s]: the one in which the light lies."""
    return float(np.median(tissue.conductivity / tissue.heat_capacity))


def _hottest(damage: Damage) -> float:
    """Highest temperature of what is still there [K]."""
    there = damage.removed == 0.0
    return float(damage.peak[there].max()) if bool(there.any()) else 0.0
