"""What is asked on every machine: one short question a stage, then a plan and a timing study that join them.

Grids, photons and injuries are written down here, so that a difference is one of arithmetic and not of a choice made
on the way; the plan and the timing study then make all such choices themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from tests.machines.numbers import LEAST_SCALE, Entry, of_record
from tests.machines.variants import WORKERS

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.damage import integrate
from microthermal.delivery.mechanisms.unit_cell import UnitCell
from microthermal.deposition.blocks.voxels import VoxelEngine
from microthermal.deposition.engines.beer_lambert import BeerLambert
from microthermal.deposition.engines.monte_carlo import MonteCarlo, stack_of
from microthermal.domain.inputs.block import Block, Inclusion
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.flow import Damage, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.response import Perfusion
from microthermal.domain.results.zone import Injury
from microthermal.errors import MicrothermalError
from microthermal.heat.models import evolve
from microthermal.numerics.light.pencil import PencilWalk
from microthermal.planning.case import plan_case
from microthermal.planning.injection_day.curve import timing, usual_goal
from microthermal.planning.injection_day.scenarios import timing_scenarios
from microthermal.planning.injection_day.study import simulated
from microthermal.planning.plan import plan_of
from microthermal.planning.window.verdicts import outcome
from microthermal.tissue import sample
from microthermal.tissue.resting import STILL_AIR
from microthermal.units import cm, mJ, ms, um
from microthermal.zones import injury, lattice, measure

Answers = dict[str, Entry]
_DAY = 86400.0
_CONDITIONS = (
    "healthy", "hypertrophic_scar", "keloid", "atrophic_acne_scar", "alopecia_areata", "androgenetic_alopecia",
)  # fmt: skip


def pencil() -> Answers:
    """A pencil of light in the skin of a cheek: all parts of the walk."""
    stack = stack_of(catalog.optics(catalog.skin("cheek_iii"), 1.55 * um))
    found = PencilWalk(stack, np.linspace(0.0, 1e-3, 51), seed=3, threads=2).reach(16_000)
    return {name: Entry(values) for name, values in found._asdict().items()}


def beam() -> Answers:
    """The same light under a Gaussian beam, spread over rings."""
    return {name: entry for name, entry in of_record(lit(gentle())[1]).items() if not name.startswith("grid")}


def voxels() -> Answers:
    """Light through a block with a hair and a bulb."""
    across = np.linspace(-3e-4, 3e-4, 16)
    hair = Inclusion(
        name="shaft", shape="cylinder", depth=2e-4, radius=4e-5, axis=(0.3, 0.0, 1.0), absorption=5e3, scattering=1e4,
        anisotropy=0.9,
    )  # fmt: skip
    block = Block(
        x_edges=across, y_edges=across, z_edges=np.linspace(0, 6e-4, 16), inclusions=(hair,), sides="continued",
        optics=catalog.optics(catalog.skin("scalp_iii"), 8.1e-7),
    )  # fmt: skip
    found = VoxelEngine(photons=8000, seed=3).deposit(
        block, Pulse(wavelength=8.1e-7, energy=0.02, duration=3e-3, radius=1e-4)
    )
    return {name: entry for name, entry in of_record(found).items() if not name.startswith("block")}


def zone_gentle() -> Answers:
    """Heat, damage, zone, lattice and injury of a pulse that removes nothing, on a grid that is given."""
    return _zone(gentle())


def zone_ablative() -> Answers:
    """The same of a pulse that boils a channel."""
    return _zone(ablative())


@cache
def gentle() -> Pulse:
    """A pulse that removes nothing."""
    return catalog.device("er_glass_1550").pulse(energy=20 * mJ, duration=3 * ms)


@cache
def ablative() -> Pulse:
    """A pulse that boils a channel."""
    return catalog.device("fractional_co2").pulse(energy=15 * mJ)


@cache
def lit(pulse: Pulse) -> tuple[Any, Any]:
    """Tissue on a grid that is given, and the light in it."""
    skin = catalog.skin("abdomen_iii")
    rings = np.concatenate((np.linspace(0.0, 2e-4, 33), np.geomspace(2e-4, 1.2e-3, 16)[1:]))
    slabs = np.concatenate((np.linspace(0.0, 1e-3, 101), np.geomspace(1e-3, 3e-3, 24)[1:]))
    optics = catalog.optics(skin, pulse.wavelength)
    tissue = sample(skin, Grid(r_edges=rings, z_edges=slabs), optics)
    engine = BeerLambert() if pulse is ablative() else MonteCarlo(photons=32_000, seed=3, threads=2)
    return tissue, engine.deposit(tissue, pulse)


def _zone(pulse: Pulse) -> Answers:
    tissue, deposited = lit(pulse)
    last: list[Snapshot] = []

    def watched(stream: Any) -> Any:
        for snapshot in stream:
            last[:] = [snapshot]
            yield snapshot

    stream = evolve(catalog.heat_model(pulse.removal), tissue, deposited, pulse, STILL_AIR, pulse.duration + 0.2)
    damage: Damage = integrate(watched(stream), catalog.laws(()))
    zone = measure(damage, "dermal_cells")
    laid = lattice(zone, Pattern(density=200 / cm**2), pulse, damage)
    hurt = injury(damage, laid, catalog.skin("abdomen_iii"))
    found = {f"snapshot/{name}": entry for name, entry in of_record(last[0]).items() if not name.startswith("grid")}
    # Damage integrals run over hundreds of orders of magnitude: what is left alive is what counts.
    found["damage/living"] = Entry(np.exp(-np.minimum(damage.omega, 700.0)))
    found["damage/peak"] = Entry(damage.peak)
    for name, record in (("zone", zone), ("lattice", laid), ("injury", hurt)):
        found |= of_record(record, name)
    return {name: entry for name, entry in found.items() if not name.startswith("lattice/zone")}


def healing() -> Answers:
    """Half a year of every condition, untouched, after zones without and with channels; each species by itself."""
    found: Answers = {}
    model = catalog.healing_model()
    for name in _CONDITIONS:
        condition = catalog.condition(name)
        for title, hurt in (
            ("untouched", _hurt(0.0, False)),
            ("zones", _hurt(1.0, False)),
            ("channels", _hurt(1.0, True)),
        ):
            try:
                course = model.follow(hurt, condition, (), 180 * _DAY)
            except MicrothermalError as error:
                found[f"{name}/{title}/FAILED {error}"] = Entry(np.array(np.nan))
                continue
            for place, species in enumerate(course.species):
                # 1 is the level of healthy skin: a species that stays far below has that scale, not its own.
                found[f"{name}/{title}/{species}"] = Entry(course.state[:, place], LEAST_SCALE["1"])
    return found


def _hurt(fraction: float, ablated: bool) -> Injury:
    return Injury(
        layers=("dermis",), thickness=np.array([1e-3]), removed=np.array([0.03 * fraction * ablated]),
        necrotic=np.array([0.09 * fraction]), denatured=np.array([0.05 * fraction]), stressed=np.array([0.15 *
        fraction]), lymphocytes_apoptotic=np.array([0.1 * fraction]), lymphocytes_lost=np.array([0.25 * fraction]),
        vessels_closed=np.array([0.08 * fraction]), epidermis_open=0.08 * fraction, zone_radius=60e-6 if fraction else
        0.0, ablated=ablated and fraction > 0.0,
    )  # fmt: skip


def depot() -> Answers:
    """A depot of triamcinolone for sixty days."""
    drug = catalog.drug("triamcinolone")
    dose = Injection(drug=drug, concentration=drug.concentration, volume=1e-7, depth=1e-3, spacing=0.01, time=0.0)
    flow = Perfusion(time=np.array([0.0, 1.0]), factor=np.array([1.0, 1.0]))
    found = UnitCell().deliver(dose, catalog.skin("back_iii"), None, flow, 60 * _DAY)
    return {name: entry for name, entry in of_record(found).items() if not name.startswith("dose")}


_CASE = {"skin": {"site": "abdomen", "phototype": "III"}, "settings": {"cell": "10 um", "numerical_error": False}}


def plan() -> Answers:
    """A plan with few candidates, from case to ranking: every metric of every option."""
    case = plan_case(_CASE | {
        "title": "tiny", "goal": "hypertrophic_scar", "devices": ["fractional_co2"], "drugs": ["triamcinolone"],
        "search": {"kind": "grid", "energies": 2, "densities": 1, "injection_days": ["0 day"]},
    })  # fmt: skip
    made, found = plan_of(case, workers=int(os.environ.get(WORKERS, "1"))), {}
    for rank, option in enumerate((*made.options, *made.refused)):
        name = f"{option.treatment.pulse.energy!r} J, {len(option.treatment.doses)} doses"
        found |= {f"{name}/rank": Entry(np.array(rank), 1.0), f"{name}/score": Entry(np.array(option.score), 1e-2)}
        found |= _metrics(option.outcome, name)
    return found | (_metrics(outcome(made.best), "best") if made.best else {})


def _metrics(found: Any, name: str) -> Answers:
    rows = {f"{name}/{one.metric}": one.estimate for one in found.results}
    return {
        key: Entry(np.array([one.low, one.value, one.high]), LEAST_SCALE.get(one.unit, 0.0))
        for key, one in rows.items()
    }  # fmt: skip


def injection_day() -> Answers:
    """A timing study of three days in two scenarios."""
    case = treatment_case(_CASE | {
        "title": "tiny", "condition": "hypertrophic_scar", "device": "fractional_co2", "pulse": {"energy": "30 mJ"},
        "pattern": {"density": "100 / cm**2"},
        "doses": [{
            "drug": "triamcinolone", "concentration": "10 mg/mL", "volume": "0.1 mL", "depth": "1.5 mm",
            "spacing": "10 mm", "time": "0 day",
        }],
    })  # fmt: skip
    goal, days = usual_goal(case.condition.name), np.array([-_DAY, 300.0, 14 * _DAY])
    curve = replace(timing(simulated(case), goal, days, timing_scenarios(2), 2), cpu=0.0)
    names = ("benefit", "harm", "leak", "thinning", "blunting", "acting")
    return {name: Entry(getattr(curve, name), 1e-2 if name != "acting" else 60.0) for name in names}


QUESTIONS: dict[str, Callable[[], Answers]] = {
    "light: pencil": pencil, "light: beam": beam, "light: voxels": voxels, "zone: gentle": zone_gentle,
    "zone: ablative": zone_ablative, "healing": healing, "depot": depot, "plan": plan, "injection day": injection_day,
}  # fmt: skip
