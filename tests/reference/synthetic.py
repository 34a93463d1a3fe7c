"""Simulations and plans with plausible analytic fields, made in milliseconds for tests of what reads results.

Nothing here is physics: the fields only have the right shapes, units and orders of magnitude.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from tests.reference.hairy import hairy
from tests.reference.torn import torn

from microthermal.catalog.library import library
from microthermal.delivery.depot import grid_fraction
from microthermal.domain.inputs.condition import Condition, Level
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.inputs.exposures.illumination import Illumination
from microthermal.domain.inputs.exposures.sound import Sound
from microthermal.domain.inputs.goal import Aim, Estimate, Goal, Limit
from microthermal.domain.inputs.laser import Cooling, Device
from microthermal.domain.inputs.medicine import Drug, Effect, Injection, Kinetics, Particle
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.domain.inputs.skin import PHOTOTYPES, Composition, Follicle, Layer, Scattering, Skin, Thermal
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.extras.current_course import CurrentCourse
from microthermal.domain.results.extras.light_dose import LightDose
from microthermal.domain.results.extras.sound_field import SoundBand, SoundField
from microthermal.domain.results.field import ResidualHeat, RiseMap, Warming, WarmStart
from microthermal.domain.results.flow import Balance, Damage, Deposited, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.response import Delivery, Healing, Perfusion, Spread
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.domain.results.zone import Injury, Lattice, OpenChannels, Reach, Zone
from microthermal.heat.budget import budget
from microthermal.planning.case import PlanCase
from microthermal.planning.design.variables import Variable
from microthermal.planning.engine.dominance import volumes
from microthermal.planning.front.objectives import objectives_of
from microthermal.planning.front.records import Evaluations, Front
from microthermal.planning.records import CalendarEntry, Option, Outcome, Plan, Result, Searched, Verdict
from microthermal.planning.searches.front import FrontSearch
from microthermal.quantity import Measured, Range
from microthermal.simulation.records import Heating, Simulation, Stamp, ZoneRun
from microthermal.simulation.resting_run import untouched, unwarmed
from microthermal.simulation.settings import Settings
from microthermal.zones import injury as injury_of
from microthermal.zones import lattice as lattice_of
from microthermal.zones import measure
from microthermal.zones.overlaps import overlap_of, shells

DAY = 86400.0
ENDPOINTS = (
    "epidermal_cells", "dermal_cells", "collagen", "vessels", "blood",
    "t_cell_apoptosis", "t_cell_necrosis", "heat_shock",
)  # fmt: skip
# Peak temperature [K] at which each endpoint of a millisecond pulse is put here.
_THRESHOLD = dict(zip(ENDPOINTS, (340, 342, 352, 346, 350, 336, 341, 325), strict=True))
SPECIES = (
    "alarmins", "debris", "stasis", "open_epidermis", "hypoxia", "heat_stress", "neutrophils",
    "inflammatory_macrophages", "repair_macrophages", "cytokines", "interleukin_6", "t_cells", "hsp70", "hsp47",
    "latent_tgf_b1", "tgf_b1", "tgf_b3", "vegf", "mmp1", "mmp9", "timp1", "fibroblasts", "myofibroblasts",
    "denatured_collagen", "native_collagen", "fibrotic_collagen", "new_collagen_1", "new_collagen_3", "vasodilation",
    "vessels", "oedema", "hair_follicles", "procollagen", "perfusion", "inflammation", "collagen_total", "erythema",
)  # fmt: skip


def skin(site: str = "scalp", phototype: str = "III") -> Skin:
    """Four layers of scalp."""
    stack = (("stratum_corneum", 15e-6, 0.3), ("epidermis", 75e-6, 0.65), ("papillary_dermis", 150e-6, 0.65),
             ("reticular_dermis", 1.6e-3, 0.65), ("subcutis", 3e-3, 0.15))  # fmt: skip
    layers = tuple(
        Layer(
            name=name, thickness=thickness,
            composition=Composition(water=water, melanosome=0.08 if name == "epidermis" else 0.0, blood=0.002),
            scattering=Scattering(
                reduced_500=4360.0, rayleigh_fraction=0.41, mie_power=0.562, anisotropy=0.9, refractive_index=1.37
            ),
            thermal=Thermal(density=1090.0, specific_heat=3390.0, conductivity=0.42, perfusion=0.00197),
        )
        for name, thickness, water in stack
    )  # fmt: skip
    return Skin(
        layers=layers, phototype=phototype, site=site,
        follicle=Follicle(bulge_depth=1.2e-3, papilla_depth=4e-3, density=2e6),
        surface_temperature=305.15, core_temperature=310.15, origin=f"skin/{site}_{phototype.lower()}",
    )  # fmt: skip


def condition() -> Condition:
    """Alopecia areata with a chronic infiltrate."""
    return Condition(
        name="alopecia_areata", title="Alopecia areata, patchy, active border",
        levels=(Level(name="t_cells", value=3.0),), target_depth=3e-3, origin="conditions/alopecia_areata",
    )  # fmt: skip


def drug() -> Drug:
    """Triamcinolone acetonide as a suspension."""
    return Drug(
        name="triamcinolone",
        title="Triamcinolone acetonide",
        molar_mass=0.4345,
        kinetics=Kinetics(diffusivity=1e-10, partition=3.0, clearance=1e-4, lymph=1e-6, solubility=0.021),
        particle=Particle(radius=2.5e-6, density=1300.0),
        concentration=5.0,
        session_limit=2e-5,
        atrophy_level=0.01,
        effects=(Effect(species="il1b", change=-0.7, half=1e-5),),
        origin="drugs/triamcinolone",
    )


def device(ablative: bool = False) -> Device:
    """A non-ablative or an ablative fractional laser."""
    if ablative:
        return Device(
            name="Fractional CO2, 120 µm class",
            maker="several",
            family="fractional CO2",
            wavelength=10.6e-6,
            profile="gaussian",
            removal="boil_off",
            radius=60e-6,
            energy=Range(low=2.5e-3, high=0.05),
            duration=Range(low=1e-4, high=5e-3),
            density=Range(low=2.5e5, high=4e6),
            power=60.0,
            origin="devices/co2_class",
        )
    return Device(
        name="Er:glass 1550 nm class",
        maker="several",
        family="fractional Er:glass",
        wavelength=1.55e-6,
        profile="gaussian",
        removal="boil_off",
        radius=60e-6,
        energy=Range(low=4e-3, high=0.07),
        duration=Range(low=1e-3, high=1e-2),
        density=Range(low=5e5, high=1e7),
        power=30.0,
        origin="devices/er_glass_1550",
        cooling=Cooling(temperature=263.15, coefficient=80.0, before=2.0, after=5.0),
    )


def treatment(
    ablative: bool = False, dosed: bool = True, energy: float = 0.02, density: float = 1.2e6, day: float = 7.0
) -> Treatment:
    """One visit with at most one round of injections."""
    source = device(ablative)
    dose = Injection(drug=drug(), concentration=5.0, volume=1e-7, depth=3e-3, spacing=1e-2, time=day * DAY)
    return Treatment(
        pulse=source.pulse(energy=energy), pattern=Pattern(density=density, passes=4, area=4e-3),
        cooling=source.cooling, doses=(dose,) if dosed else (),
    )  # fmt: skip


def _grid() -> Grid:
    return Grid(
        r_edges=np.linspace(0, 240e-6, 49),
        z_edges=np.concatenate([np.linspace(0, 1.2e-3, 121), np.linspace(1.22e-3, 1.9e-3, 30)]),
    )


def _fields(ablative: bool, energy: float) -> tuple[Grid, np.ndarray, np.ndarray]:
    """Grid, peak temperature [K] and removed fraction."""
    grid = _grid()
    z, r = grid.z[:, None], grid.r[None, :]
    scale = (energy / 0.02) ** 0.5
    width = 75e-6 * (1 - 0.35 * np.clip(z / (900e-6 * scale), 0, 1))
    peak = 306 + 118 * scale * np.exp(-2 * (r / width) ** 2 / 2.2) * np.exp(-((z / (780e-6 * scale)) ** 3))
    peak = np.minimum(peak, 383.0)
    removed = np.zeros(grid.shape)
    if ablative:
        channel = 48e-6 * np.sqrt(np.clip(1 - (z / (620e-6 * scale)) ** 2, 0, 1))
        removed = np.clip((channel - r) / 5e-6 + 0.5, 0, 1) * np.ones(grid.shape)
        peak = np.where(removed > 0.5, 500.0, np.minimum(peak + 30 * np.exp(-(((r - channel) / 30e-6) ** 2)), 400.0))
    return grid, peak, removed


def _outline(grid: Grid, inside: np.ndarray) -> np.ndarray:
    return np.array([grid.r_edges[1:][row].max() if row.any() else 0.0 for row in inside])


def _tissue(grid: Grid, layers: tuple[Layer, ...]) -> Tissue:
    nz, _ = grid.shape
    n, bottoms = len(layers), np.cumsum([layer.thickness for layer in layers])
    optics = Optics(
        wavelength=1.55e-6, names=tuple(layer.name for layer in layers),
        thickness=[layer.thickness for layer in layers],
        wet_absorption=np.full(n, 730.0), dry_absorption=np.full(n, 10.0), wet_slope=np.full(n, -4.0),
        scattering=np.full(n, 14000.0), anisotropy=np.full(n, 0.9), refractive_index=np.full(n, 1.37),
        extinction_index=np.zeros(n),
    )  # fmt: skip
    ones = np.ones(nz)
    return Tissue(
        grid=grid, optics=optics, layer=np.searchsorted(bottoms, grid.z), initial_water=700 * ones,
        heat_capacity=3.7e6 * ones, dry_heat_capacity=1e6 * ones, conductivity=0.42 * ones, dry_conductivity=0.1 * ones,
        perfusion=0.002 * ones, core_temperature=310.15, temperature=np.full(grid.shape, 306.0),
        water=np.full(grid.shape, 700.0), removed=np.zeros(grid.shape),
    )  # fmt: skip


def _zone_run(ablative: bool, energy: float) -> ZoneRun:
    grid, peak, removed = _fields(ablative, energy)
    tissue = _tissue(grid, skin().layers)
    omega = np.stack([np.exp(np.minimum((peak - _THRESHOLD[name]) / 2.5, 60.0)) for name in ENDPOINTS])
    damage = Damage(grid=grid, endpoints=ENDPOINTS, omega=omega, removed=removed, peak=peak)
    light = energy / 2.0e-11 * np.exp(-2 * (grid.r[None, :] / 70e-6) ** 2) * np.exp(-grid.z[:, None] / 600e-6)
    deposited = Deposited(
        grid=grid, energy=light, error=0.02 * light, path=np.full(grid.shape, 4e-4),
        entrance=np.full(grid.shape[1], 1e6),
        collimated=False, reflected=0.06, transmitted=0.0, lost=0.02,
    )  # fmt: skip
    duration = 3e-3
    times = np.concatenate([np.linspace(0, duration, 30), duration + np.geomspace(1e-4, 0.3, 60)])
    places = ("surface, axis", "250 µm deep, axis", "500 µm deep, axis", "250 µm deep, 100 µm beside")
    rise = np.minimum(times / duration, 1.0) / (1 + np.maximum(times - duration, 0) / 8e-3)
    heating = Heating(places=places, time=times, temperature=306 + rise[:, None] * np.array([70.0, 76.0, 55.0, 22.0]))
    balance = Balance(supplied=energy * 0.9, stored=energy * 0.8, surface=energy * 0.02, vapour=energy * 0.08)
    moments = tuple(
        Snapshot(
            grid=grid, time=duration * fraction, step=duration / 4,
            temperature=306 + (np.minimum(peak, 383) - 306) * fraction,
            removed=removed, water=np.full(grid.shape, 690.0), balance=balance,
        )
        for fraction in (0.25, 0.5, 1.0)
    )  # fmt: skip
    caution = Caution(
        stage="damage", weight="warn", source="Simanovskii2006",
        text="The law for T-cell apoptosis was fitted above 60 s; here it is used at 3 ms.",
    )  # fmt: skip
    return ZoneRun(
        tissue=tissue, deposited=deposited, moments=moments, heating=heating, balance=balance, damage=damage,
        zone=_zone(damage), cautions=(caution,),
        methods=("monte_carlo", "boil_off", "dermal_cells: arrhenius law/dermal_cells_henriques_1947"),
    )  # fmt: skip


def _zone(damage: Damage) -> Zone:
    grid, omega, removed = damage.grid, damage.omega, damage.removed
    measured = measure(damage)
    reaches = []
    for name, field in zip(ENDPOINTS, omega, strict=True):
        inside = field >= 1
        outline = _outline(grid, inside)
        deep = grid.z_edges[1:][outline > 0]
        reaches.append(
            Reach(
                endpoint=name,
                depth=Measured(value=float(deep.max()) if deep.size else 0.0),
                radius=Measured(value=float(outline.max())),
                volume=Measured(value=float((grid.volume * inside).sum())),
            )
        )
    channel = _outline(grid, removed > 0.5)
    dead = _outline(grid, (omega[1] >= 1) | (removed > 0.5))
    deep = grid.z_edges[1:][channel > 0]
    main = reaches[1]
    return Zone(
        endpoint="dermal_cells",
        channel_depth=Measured(value=float(deep.max()) if deep.size else 0.0),
        channel_radius=Measured(value=float(channel.max())),
        depth=Measured(value=main.depth.value, error=12e-6),
        radius=Measured(value=main.radius.value, error=3e-6),
        rim=Measured(value=28e-6 if deep.size else 0.0),
        volume=Measured(value=main.volume.value, error=main.volume.value * 0.03),
        z=grid.z,
        outline=dead,
        channel_outline=channel,
        reaches=tuple(reaches),
        shells=measured.shells,
        taper=measured.taper,
    )


def _healing(injured: float, chronic: float, drugged: float) -> Healing:
    """Bumps that rise and fall at plausible days."""
    days = np.concatenate([np.linspace(0, 14, 200), np.linspace(14.2, 180, 150)])

    def bump(peak: float, day: float, width: float) -> np.ndarray:
        return injured * peak * (days / day) ** 2 * np.exp(2 * (1 - days / day) / width)

    courses = dict.fromkeys(SPECIES, np.ones_like(days))
    courses |= {
        "alarmins": injured * np.exp(-5 * days), "debris": injured * 0.15 * np.exp(-0.4 * days),
        "stasis": 0 * days, "hypoxia": 0 * days, "heat_stress": injured * np.exp(-5 * days),
        "open_epidermis": injured * 0.12 * np.exp(-1.3 * days), "neutrophils": bump(2.4, 1, 1),
        "inflammatory_macrophages": bump(1.6, 2, 1) * drugged, "repair_macrophages": bump(1.8, 5, 1),
        "cytokines": bump(1.0, 0.4, 1) * drugged, "interleukin_6": bump(0.9, 0.6, 1) * drugged,
        "t_cells": chronic - 0.7 * (chronic - 1) * bump(1, 9, 4) - injured * 0.3 * np.exp(-days),
        "hsp70": 1 + bump(5, 0.7, 1), "hsp47": 1 + bump(1.2, 30, 2), "latent_tgf_b1": 1 + bump(0.8, 6, 2),
        "tgf_b1": 1 + bump(1.1, 6, 2), "tgf_b3": 1 + bump(0.4, 12, 2), "vegf": 1 + bump(1.6, 4, 1.5),
        "mmp1": 1 + bump(3, 2, 1.5), "mmp9": 1 + bump(2.5, 1.5, 1.2), "timp1": 1 + bump(0.7, 7, 2),
        "fibroblasts": 1 + bump(0.9, 12, 2), "myofibroblasts": bump(0.5, 13, 2),
        "denatured_collagen": injured * 0.1 * np.exp(-days / 20), "fibrotic_collagen": 0 * days,
        "native_collagen": 1 - injured * 0.2 * (1 - np.exp(-days / 50)),
        "new_collagen_1": injured * 0.3 * (1 - np.exp(-days / 60)),
        "new_collagen_3": injured * 0.2 * days / 20 * np.exp(1 - days / 20),
        "oedema": bump(0.6, 1.5, 1), "vasodilation": bump(3, 0.3, 1.5),
        "vessels": 1 + bump(0.3, 9, 2) - injured * 0.08 * np.exp(-days / 3),
        "perfusion": 1 + bump(0.6, 6, 2) - injured * 0.08 * np.exp(-days / 3),
        "procollagen": 1 + bump(3, 20, 2), "inflammation": chronic - 1 + bump(1, 1, 1), "erythema": bump(0.8, 2, 1.5),
    }  # fmt: skip
    state = np.stack([np.clip(courses[name], 0, None) for name in SPECIES], axis=1)
    return Healing(time=days * DAY, species=SPECIES, state=state)


def _delivery(dose: Injection, layers: tuple[str, ...]) -> Delivery:
    days = np.concatenate([np.linspace(0, 3, 60), np.linspace(3.2, 60, 80)])
    mass = dose.concentration * dose.volume
    fraction = np.zeros(len(layers))
    fraction[3], fraction[4] = 0.7, 0.3
    dissolved = mass * 0.02 * np.exp(-days / 18)
    depot = mass * np.exp(-days / 14)
    return Delivery(
        dose=dose,
        layers=layers,
        time=dose.time + days * DAY,
        depot=depot,
        amount=dissolved[:, None] * fraction,
        systemic=np.clip(mass - depot - dissolved, 0.0, None),
        leaked=np.full(days.size, 0.0),
        concentration=8e-3 * np.exp(-days / 16),
        spread=Spread(reach=4.2e-3, coverage=grid_fraction(4.2e-3, dose.spacing)),
        in_dermis=0.72,
    )


def _injury(layers: tuple[Layer, ...], ablative: bool) -> Injury:
    return Injury(
        layers=tuple(layer.name for layer in layers), thickness=[layer.thickness for layer in layers],
        removed=[0.04, 0.04, 0.035, 0.01, 0.0] if ablative else np.zeros(5), necrotic=[0.11, 0.12, 0.1, 0.04, 0.0],
        denatured=[0.0, 0.0, 0.06, 0.025, 0.0], stressed=[0.1, 0.12, 0.1, 0.05, 0.0],
        lymphocytes_apoptotic=[0.0, 0.02, 0.018, 0.008, 0.0], lymphocytes_lost=[0.11, 0.13, 0.12, 0.05, 0.0],
        vessels_closed=[0.0, 0.0, 0.09, 0.03, 0.0], epidermis_open=0.12, zone_radius=65e-6, ablated=ablative,
    )  # fmt: skip


CAUTIONS = (
    Caution(
        stage="catalog", text="Lymph clearance of the drug is recalled, not verified.", weight="note", source="memory"
    ),
    Caution(
        stage="catalog",
        text="law/collagen_toy: 4 of 6 values are assumptions of this project",
        weight="warn",
        source="proposed",
    ),
    Caution(stage="healing", text="Most rates of the healing model are hand-set on timing, not fitted.", weight="warn"),
    Caution(
        stage="goal",
        text="Laser alone did not help alopecia areata in the controlled trial.",
        weight="warn",
        source="AA_RCT",
    ),
)


@cache
def simulation(ablative: bool = False, dosed: bool = True, energy: float = 0.02, density: float = 1.2e6) -> Simulation:
    """A whole simulation with analytic fields."""
    subject, visit = skin(), treatment(ablative, dosed, energy, density)
    run = _zone_run(ablative, energy)
    lattice = Lattice(
        zone=run.zone,
        pattern=visit.pattern,
        pitch=float(np.sqrt(2 / np.sqrt(3) / visit.pattern.density)),
        coverage=0.12,
        channels=OpenChannels(coverage=0.04 if ablative else 0.0, open_for=6 * 3600.0 if ablative else 0.0),
        overlap=0.06,
        bridge=150e-6,
        bulk_rise=6.5,
        fluence=energy * density * visit.pattern.passes,
        coagulation_coverage=0.09,
        meeting=overlap_of(run.zone.radius.value, visit.pattern),
        shells=shells(run.damage, visit.pattern),
        warming=_warming(budget(run.deposited, run.balance, visit.pulse).heat),
    )
    healing = _healing(1.0, 3.0, 0.6 if dosed else 1.0)
    stamp = Stamp(
        version="0.1.0", date="2026-01-05T10:00:00+00:00", seed=1, digest="0f" * 32,
        methods=(*run.methods, "cascade"), entries=("conditions/alopecia_areata", "devices/er_glass_1550"),
    )  # fmt: skip
    return Simulation(
        skin=subject, condition=condition(), treatment=visit, settings=Settings(), run=run, lattice=lattice,
        injury=_injury(subject.layers, ablative),
        perfusion=Perfusion(time=healing.time, factor=healing.of("perfusion")),
        deliveries=tuple(_delivery(dose, tuple(layer.name for layer in subject.layers)) for dose in visit.doses),
        healing=healing, untreated=_healing(0.0, 3.0, 1.0), cautions=(*run.cautions, *CAUTIONS), stamp=stamp,
    )  # fmt: skip


def _warming(heat: float) -> Warming:
    z, time, place = np.linspace(1e-5, 3e-3, 30), np.linspace(0, 240, 60), np.linspace(0, 1e-2, 12)
    fall = np.exp(-z / 6e-4)
    across, along = np.meshgrid(place, place)
    return Warming(
        z=z,
        peak=6.5 * fall,
        start=4.0 * fall,
        mean_start=2.0 * fall,
        residual=1.5 * fall,
        end=3.0 * fall,
        peak_temperature=307 + 3 * (1 - fall) + 6.5 * fall,
        end_temperature=307 + 3 * (1 - fall) + 3.0 * fall,
        resting=307 + 3 * (1 - fall),
        time=time,
        trace=3.0 * fall[0] * np.exp(-(time % 60) / 20),
        map=RiseMap(x=place, y=place, rise=3.0 * np.exp(-((across - 5e-3) ** 2 + (along - 5e-3) ** 2) / 3e-5)),
        heat=ResidualHeat(zones=19200, of_one=heat, kept=0.7),
        pass_time=1.2,
        warm_start=WarmStart(rounds=1, rise=1.2),
    )


LIMITS = (
    Limit(metric="necrotic_fraction", warn=0.15, stop=0.25, source="Manstein2004", kind="assumed"),
    Limit(metric="bulk_rise", warn=6.0, stop=10.0, kind="assumed"),
    Limit(metric="closure_time", warn=4 * DAY, stop=10 * DAY, source="Laubach2006", kind="measured"),
    Limit(metric="bridge", warn=100e-6, stop=50e-6, lower=True, kind="scenario"),
    Limit(metric="fluence", warn=1.4e6, stop=2.0e6, kind="fitted"),
)
_MEANING = {
    "necrotic_fraction": ("%", "dead fraction of the upper dermis", 1.0),
    "bulk_rise": ("delta_degC", "rise between the zones", 54.0),
    "closure_time": ("s", "time until the epidermis is closed", 2e6),
    "bridge": ("m", "living tissue between zones", -1e-3),
    "fluence": ("J/m**2", "mean fluence of all passes", 8e6),
    "t_cell_drop": ("%", "fall of T cells at day 30", 2.0),
    "depth": ("m", "depth of the zone", 6e-3), "perfusion_gain": ("1", "peak of perfusion at the bulge", 12.0),
}  # fmt: skip


def _estimates(load: float) -> Outcome:
    results = []
    for metric, (unit, meaning, slope) in _MEANING.items():
        value = slope * load if slope > 0 else max(270e-6 + slope * load, 10e-6)
        grade = "assumed" if metric in ("t_cell_drop", "perfusion_gain") else "derived"
        estimate = Estimate(value=value, low=0.8 * value, high=1.3 * value, unit=unit, meaning=meaning, grade=grade)
        results.append(Result(metric=metric, estimate=estimate))
    return Outcome(results=tuple(results))


def _state(limit: Limit, value: float) -> str:
    sign = -1 if limit.lower else 1
    if sign * value >= sign * limit.stop:
        return "stop"
    return "warn" if sign * value >= sign * limit.warn else "ok"


def option(ablative: bool, dosed: bool, energy: float, density: float, day: float) -> Option:
    """One candidate whose numbers grow with energy times density."""
    load = energy * density * 4 / 8e5
    outcome = _estimates(load)
    verdicts = tuple(
        Verdict(limit=limit, estimate=outcome.of(limit.metric), state=_state(limit, outcome.of(limit.metric).value))
        for limit in LIMITS
    )
    risk = max(
        (limit.stop / verdict.estimate.value) if limit.lower else verdict.estimate.value / limit.stop
        for limit, verdict in zip(LIMITS, verdicts, strict=True)
    )
    score = float(1 - np.exp(-9 * load)) * (1.0 if dosed else 0.6) - 0.01 * abs(day - 7)
    reasons = ("Reaches 72 % of the aim for T cells.", "Keeps 150 µm of living tissue between the zones.")
    return Option(
        device=device(ablative), treatment=treatment(ablative, dosed, energy, density, day), outcome=outcome,
        verdicts=verdicts, score=score, risk=risk, reasons=reasons,
    )  # fmt: skip


def _dominates(one: Option, other: Option) -> bool:
    no_worse = one.score >= other.score and one.risk <= other.risk
    return no_worse and (one.score > other.score or one.risk < other.risk)


@cache
def plan(title: str = "Alopecia areata, scalp", found: bool = True) -> Plan:
    """Ranked candidates; without ``found`` all are refused."""
    tried = [
        option(ablative, dosed, energy, density, day)
        for ablative in (False, True)
        for energy in (0.01, 0.02, 0.03, 0.04)
        for density in (0.6e6, 1.2e6, 1.8e6)
        for dosed, day in ((False, 0.0), (True, 0.0), (True, 3.0), (True, 7.0), (True, 14.0))
    ]
    kept = sorted((one for one in tried if one.state != "stop"), key=lambda one: -one.score)
    refused = tuple(one for one in tried if one.state == "stop")
    front = {id(one) for one in kept if not any(_dominates(o, one) for o in kept)}
    options = tuple(replace(one, front=id(one) in front) for one in kept) if found else ()
    goal = Goal(
        name="inflammation_control",
        title="Calm the infiltrate around the follicles",
        condition="alopecia_areata",
        aims=(
            Aim(
                metric="t_cell_drop", want="high", target=0.4, zero=0.0, weight=2.0, reason="T cells drive the disease"
            ),
            Aim(metric="perfusion_gain", want="high", target=2.0, zero=1.0, reason="nutrients for the follicle"),
        ),
        limits=LIMITS,
        drugs=("triamcinolone",),
        sessions=3,
        evidence=("AA_RCT",),
        origin="goals/inflammation_control",
    )
    result = simulation()
    return Plan(
        title=title, goal=goal, skin=result.skin, condition=result.condition, options=options,
        refused=refused if found else tuple(tried[:8]), best=result if found else None,
        calendar=CALENDAR if found else (),
        search=Searched(scenarios=("nominal", "absorption -20 %", "epidermis +30 %", "output +10 %")),
        reasons=("The gentlest of the settings on the front was preferred because the score differs by less than 2 %.",)
        if found else ("Every candidate passes a stop limit.",),
        cautions=CAUTIONS, stamp=result.stamp,
    )  # fmt: skip


def front() -> Plan:
    """The same options as those of a front, with what a search might have seen."""
    found = plan(title="Alopecia areata, scalp: a front")
    options = found.options[:6]
    places = np.linspace(0.0, 1.0, len(options))[:, None]
    kinds = ("t_cell_drop", "perfusion_gain")
    values = np.array([[one.outcome.of(kind).value for kind in kinds] for one in options])
    losses = np.stack([places[:, 0], 1.0 - places[:, 0]], axis=1)
    case = PlanCase(
        title=found.title, skin=found.skin, goal=found.goal, condition=found.condition, devices=(device(),),
        drugs=(drug(),), search=FrontSearch(evaluations=6), settings=Settings(),
    )  # fmt: skip
    whole = np.ones(len(options))
    seen = Evaluations(
        variables=("energy",), metrics=kinds, limits=("bridge at least",), places=places, values=values,
        told=np.ones_like(values), losses=losses, excess=np.zeros((len(options), 1)), ended=3.0 * whole,
        lasered=whole, volume=volumes(losses, whole),
    )  # fmt: skip
    searched = Front(
        case=case, variables=(Variable(name="energy", low=0.01, high=0.04),), evaluations=seen,
        objectives=objectives_of(found.goal), shown=tuple(range(len(options))),
    )  # fmt: skip
    return replace(found, options=options, refused=(), search=replace(found.search, front=searched))


def _visit(day: float, until: float, kind: str, title: str, text: str) -> CalendarEntry:
    return CalendarEntry(day=day * DAY, until=until * DAY, title=title, text=text, kind=kind)  # type: ignore[arg-type]


CALENDAR = (
    _visit(0, 0, "laser", "Laser, visit 1", "Fractional treatment of the patch with cold air."),
    _visit(0, 2, "skin", "Swelling", "Peaks on day 1 and falls within two days."),
    _visit(0, 5, "skin", "Redness", "Fades as perfusion returns to 1.3 times the starting value."),
    _visit(1, 2, "skin", "Epidermis closes", "The surface is bridged; gentle washing is possible."),
    _visit(3, 8, "skin", "Shedding", "Bronzing and fine scaling while debris leaves."),
    _visit(0, 60, "care", "Sun protection", "Cover or SPF 50; pigment risk is highest in these weeks."),
    _visit(7, 7, "injection", "Triamcinolone 5 mg/mL", "After the inflammatory peak."),
    _visit(0, 10, "flag", "Red flags", "Growing pain, pus, fever or blisters: see a clinician."),
    _visit(28, 28, "gate", "Gate for the next visit", "Only when redness is gone and cytokines are back at the start."),
)


def of_current() -> Simulation:
    """The same with current through a needle in place of the laser: a train, with what its course was."""
    tip = Electrode(radius=125e-6, bare=3e-4, depth=9e-4, insulated=6e-4)
    given = Current(
        frequency=1e6, electrode=tip, energy=0.02, duration=0.1, train=Train(count=2, pause=0.02), voltage=80.0,
        device="rf_insulated",
    )  # fmt: skip
    course = CurrentCourse(
        time=np.array([0.02, 0.04, 0.08, 0.1]), voltage=np.array([30.0, 28.0, 27.0, 26.0]),
        impedance=np.array([1800.0, 1600.0, 1500.0, 1400.0]), energy=np.array([0.004, 0.008, 0.015, 0.02]),
    )  # fmt: skip
    found = simulation(dosed=False)
    return replace(
        found, treatment=replace(found.treatment, pulse=given), run=replace(found.run, extras=Extras(current=course))
    )


def low_level() -> Simulation:
    """Low-level light: no zone, a dose that falls with depth."""
    light = Illumination(wavelength=650e-9, irradiance=177.0, radius=3e-3, duration=1800.0)
    laser, z = simulation(dosed=False), np.linspace(5e-5, 4.95e-3, 50)
    gain, gains = 3.0 * np.exp(-z / 3e-3), np.array([2.9, 2.6, 2.2, 1.8, 1.5, 1.1])
    dose = LightDose(
        z=z, gain=gain, error=0.02 * gain, phototypes=PHOTOTYPES, at_bulge=gains, at_papilla=0.4 * gains, bulge=1.3e-3,
        papilla=4e-3, warming=0.02, absorbed=0.45, reflected=0.4, lost=0.15,
    )  # fmt: skip
    treatment = replace(laser.treatment, pulse=light, pattern=Pattern(density=4690.0, sparse=True), cooling=None)
    rest = untouched(laser.skin, light, laser.settings, library())
    lattice = lattice_of(rest.zone, treatment.pattern, light, rest.damage, unwarmed(laser.skin))
    return replace(
        laser, treatment=treatment, run=replace(rest, extras=Extras(dose=dose)), lattice=lattice,
        injury=injury_of(rest.damage, lattice, laser.skin), healing=laser.untreated,
    )  # fmt: skip


def of_sound() -> Simulation:
    """The same with a shot of ultrasound in place of the laser, with its field and its band."""
    shot = Sound(
        frequency=7e6, aperture=6e-3, focal_length=12e-3, focus_depth=1e-3, energy=0.02, duration=0.03,
        device="ulthera_7_30",
    )  # fmt: skip
    found = simulation(dosed=False)
    grid, steps = found.damage.grid, np.arange(3.0)
    intensity = 1e8 * np.exp(-(((grid.z[:, None] - 3e-4) / 1e-4) ** 2) - (grid.r[None, :] / 5e-5) ** 2)
    band = SoundBand(
        attenuation=np.array([0.0, 0.5, 1.0]), f_number=np.array([0.9, 1.0, 1.6]),
        peak=373.0 - 10.0 * steps[None, :] + 5.0 * steps[:, None], place=np.full((3, 3), 3e-4),
        volume=1e-11 * np.maximum(steps[:, None] - steps[None, :], 0.0),
    )  # fmt: skip
    field = SoundField(
        z=grid.z, r=grid.r, intensity=intensity, pressure=1e7 * np.exp(-(((grid.z - 3e-4) / 1.4e-4) ** 2)), focus=3e-4,
        width=1e-4, length=2e-4, surface=1e6, drive=1e5, path=9e-3, f_number=1.0, taken=0.4, band=band,
    )  # fmt: skip
    return replace(
        found, treatment=replace(found.treatment, pulse=shot), run=replace(found.run, extras=Extras(sound=field))
    )


def results() -> dict[str, Simulation | Plan]:
    """Every reference result by name."""
    return {
        "simulation": simulation(ablative=True, dosed=False), "plan": plan(),
        "refused": plan(title="Everything refused", found=False), "front": front(), "current": of_current(),
        "torn": torn(simulation(dosed=False, energy=4e-3)),
        "hairy": hairy(simulation(dosed=False)),
        "low_level": low_level(),
        "sound": of_sound(),
    }  # fmt: skip
