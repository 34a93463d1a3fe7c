"""The maximum principle: no concentration exceeds that of the beginning, or the solubility where a solid is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from tests.unit.test_planning_timing import treated
from tests.verification import delivery_problems as problems
from tests.verification.test_delivery_channels import lattice, lay

from microthermal import catalog
from microthermal.delivery import cell_course
from microthermal.delivery.bolus import Sponge
from microthermal.delivery.mechanisms import Mechanism, needle
from microthermal.delivery.mechanisms.channels import Channels
from microthermal.delivery.mechanisms.film import ClosedSkinFilm
from microthermal.delivery.mechanisms.needle import Needle
from microthermal.delivery.mechanisms.unit_cell import COARSE, UnitCell
from microthermal.domain.inputs.medicine import Injection, TopicalFilm
from microthermal.planning.injection_day.curve import deliver, laser_alone
from microthermal.planning.injection_day.scenarios import timing_scenarios
from microthermal.units import DAY

# Of the greatest concentration that is allowed: rounding, and residues of solid below 1e-12 of it that are dissolved.
ROUNDING = 1e-9
DRUGS = catalog.names("drug")


@pytest.fixture
def excesses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Greatest concentration of every depot over what is allowed, less one; mass is looked at as well."""
    found: list[float] = []
    cylinder, radial = cell_course.cylinder_depot, needle.radial_depot

    def resolved(mesh: Any, substance: Any, elimination: Any, start: Any, noted: Any, **asked: Any) -> Any:
        course = cylinder(mesh, substance, elimination, start, noted, **asked)
        found.append(course.peak.max() / allowed(*start, substance.solubility) - 1.0)
        problems.balanced(course)
        return course

    def reduced(edges: Any, times: Any, elimination: Any, free: Any, solid: Any, constants: Any) -> Any:
        course = radial(edges, times, elimination, free, solid, constants)
        found.append(course[1].max() / allowed(free, solid, constants[2]) - 1.0)
        return course

    monkeypatch.setattr(cell_course, "cylinder_depot", resolved)
    monkeypatch.setattr(needle, "radial_depot", reduced)
    yield found
    assert found


def allowed(free: np.ndarray, solid: np.ndarray, solubility: float) -> float:
    return max(float(free.max()), solubility if solid.max() > 0.0 else 0.0)


@pytest.mark.parametrize(
    ("name", "way"),
    [*((name, way) for name in DRUGS for way in (Needle(), UnitCell(), COARSE)),
     ("triamcinolone", UnitCell(sponge=Sponge()))],
    ids=lambda one: getattr(one, "kind", one),
)  # fmt: skip
def test_an_injection_stays_below_its_bound(name: str, way: Mechanism, excesses: list[float]) -> None:
    drug = catalog.drug(name)
    dose = Injection(drug=drug, concentration=drug.concentration, volume=1e-7, depth=6e-4, spacing=0.01, time=0.0)
    way.deliver(dose, catalog.skin("back_iii"), None, treated().perfusion, 60 * DAY)
    assert max(excesses) <= ROUNDING


@pytest.mark.parametrize("name", DRUGS)
def test_a_film_over_channels_stays_below_its_bound(name: str, excesses: list[float]) -> None:
    for density in (5e5, 2e6, 4e6):
        for plug in (600.0, 43200.0):
            lay(name, lattice(density=density), way=Channels(plug=plug))
    assert max(excesses) <= ROUNDING


@pytest.mark.parametrize("name", DRUGS)
def test_skin_under_a_closed_film_is_weaker_than_the_film(name: str) -> None:
    drug = catalog.drug(name)
    dose = TopicalFilm(
        drug=drug, concentration=drug.concentration, volume=1e-6, side=0.01, time=0.0, every=DAY, last=5 * DAY
    )
    course = ClosedSkinFilm().deliver(dose, catalog.skin("back_iii"), None, treated().perfusion, 10 * DAY)
    assert course.concentration.max() <= min(drug.concentration, drug.kinetics.solubility)


@pytest.mark.parametrize("ablative", [True, False])
def test_no_scenario_of_a_study_of_days_exceeds_its_bound(ablative: bool, excesses: list[float]) -> None:
    """Slow clearance a day before the laser was worst: thin papillary cells, and long steps."""
    simulation = treated(ablative)
    alone, dose = laser_alone(simulation, 180 * DAY), simulation.treatment.injections[0]
    for scenario in timing_scenarios(20):
        for moment in (-DAY, 300.0, 3 * DAY):
            deliver(alone, scenario, dose, moment)
    assert max(excesses) <= ROUNDING


@pytest.mark.parametrize("seed", range(40))
def test_a_depot_of_any_shape_stays_within_its_bounds(seed: int) -> None:
    """Cells of 10 µm beside cells of 1 mm, clearance that jumps, grains that dissolve at once or never, long steps."""
    random = np.random.default_rng(seed)
    rings, slabs = int(random.integers(1, 7)), int(random.integers(1, 9))

    def edges(count: int) -> np.ndarray:
        return np.concatenate([[0.0], np.cumsum(10.0 ** random.uniform(-5.0, -3.0, count))])

    flux, cells = 10.0 ** random.uniform(-12.0, -9.0, slabs), rings * slabs
    free = np.where(random.random(cells) < 0.4, 3.0 * problems.SOLUBILITY * random.random(cells), 0.0)
    solid = np.where(random.random(cells) < 0.5, 10.0 ** random.uniform(-3.0, 1.0, cells), 0.0)
    free[0] = problems.SOLUBILITY
    course = problems.cylinder_depot(
        problems.mesh_of(edges(rings), edges(slabs), flux, flux),
        problems.Substance(
            10.0 ** random.uniform(-0.5, 1.0, slabs), problems.SOLUBILITY, 10.0 ** random.uniform(-5.0, 2.0)
        ),
        problems.Elimination(np.array([0.0, 5e4, 5e4, 1e5]), 10.0 ** random.uniform(-7.0, -1.0, (4, slabs))),
        (free, solid),
        (np.ones((1, cells)) / cells, np.array([1e-3])),
        (0.0, 1e5),
        problems.Control(10.0 ** random.uniform(0.0, 4.0), 0.1, 1e-15),
    )
    assert course.done
    problems.balanced(course)
    assert course.peak.max() <= allowed(free, solid, problems.SOLUBILITY) * (1.0 + ROUNDING)
