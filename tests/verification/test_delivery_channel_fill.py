"""What fills the channels when a film is wiped off stays in them: exact solutions, bounds, balance, and off again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.verification import delivery_problems as problems
from tests.verification.test_delivery_channels import REST, SKIN, lattice

from microthermal import catalog
from microthermal.delivery import depot
from microthermal.delivery.channel_closure import walls
from microthermal.delivery.mechanisms.channels import Channels, _grid
from microthermal.domain.inputs.medicine import Drug, TopicalFilm
from microthermal.domain.results.response import Delivery
from microthermal.domain.results.zone import Closure, Lattice
from microthermal.units import DAY, hour

# Channels that heal as a simulated back does after CO2: mouths close around day 5, the depth fills from the first hour.
HEALING = Closure(
    time=np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0]) * DAY,
    mouths=np.array([1.0, 0.99, 0.94, 0.79, 0.49, 0.19, 0.006, 0.0]),
    depth=np.array([1.0, 0.80, 0.64, 0.51, 0.41, 0.33, 0.21, 0.11]),
)
NEVER = Closure(time=np.array([0.0, DAY]), mouths=np.ones(2), depth=np.ones(2))
OPEN = Channels(plug=1e6)


def closing(closure: Closure | None = HEALING, **fields: float) -> Lattice:
    return replace(lattice(**fields), closure=closure)


def lay(
    drug: Drug | str = "triamcinolone",
    zones: Lattice | None = None,
    way: Channels | None = None,
    volume: float = 1e-8,
    time: float = 0.0,
    until: float = 20 * DAY,
) -> Delivery:
    drug = catalog.drug(drug) if isinstance(drug, str) else drug
    dose = TopicalFilm(drug=drug, concentration=drug.concentration, volume=volume, side=0.01, time=time)
    return (way or Channels()).deliver(dose, SKIN, zones or closing(), REST, until)


def held_by_channels(zones: Lattice, tissue: bool = False) -> float:
    """Volume of the channels under one square of 1 cm² [m³], on the cells of the mechanism; or of the tissue."""
    density = zones.pattern.density
    grid, film = _grid(SKIN, zones, density**-0.5)
    return float(grid.volume[film != tissue].sum()) * density * 1e-4


def mass_of(course: Delivery) -> float:
    return course.dose.concentration * course.dose.volume


def lasting(name: str, **kinetics: float) -> Drug:
    """A drug that nothing clears."""
    drug = catalog.drug(name)
    return replace(drug, kinetics=replace(drug.kinetics, clearance=0.0, lymph=0.0, **kinetics))


@pytest.mark.parametrize(
    ("name", "before"), [("fluorouracil", 0.6138356), ("bleomycin", 0.0840582), ("triamcinolone", 0.0023163)]
)
def test_nothing_kept_is_as_before(name: str, before: float) -> None:
    """Numbers from before what fills channels stayed in them (decision 115)."""
    course = lay(name, lattice(), Channels(kept=0.0), volume=1e-7, time=60.0, until=10 * DAY)
    assert course.in_dermis == pytest.approx(before, rel=1e-4)
    assert set(np.unique(course.leaked)) == {0.0, course.leaked[-1]}
    assert course.depot[course.time > 60.0 + 4 * hour].max() < 1e-30


def test_a_solution_in_open_channels_ends_in_the_tissue() -> None:
    """Channels that never close, nothing cleared: at last one level, and tissue binds K times it."""
    drug, zones = lasting("fluorouracil"), closing(NEVER)
    holds = held_by_channels(zones)
    course = lay(drug, zones, OPEN, volume=holds, until=60 * DAY)
    tissue = drug.kinetics.partition * held_by_channels(zones, tissue=True)
    assert course.leaked.max() == pytest.approx(0.0, abs=1e-12 * mass_of(course))  # nothing lies on the mouths
    assert course.in_dermis == pytest.approx(tissue / (tissue + holds), rel=1e-4)
    assert course.concentration[-1] == pytest.approx(mass_of(course) / (tissue + holds), rel=1e-3)


@pytest.mark.parametrize("until", [20 * DAY, 2 * DAY, 2 * hour])
@pytest.mark.parametrize("name", ["fluorouracil", "triamcinolone", "prp"])
def test_what_is_laid_on_is_somewhere_at_every_moment(name: str, until: float) -> None:
    for kept in (1.0, 0.4):
        course = lay(name, way=Channels(kept=kept), until=until)
        total = course.depot + course.amount.sum(axis=1) + course.systemic + course.leaked
        assert_allclose(total, mass_of(course), rtol=1e-9)
        for field in (course.depot, course.amount, course.systemic, course.leaked, course.concentration):
            assert field.min() >= 0.0
        assert (np.diff(course.time) > 0.0).all()
        assert (np.diff(course.leaked) >= 0.0).all() and (np.diff(course.systemic) >= 0.0).all()
        inside = 1.0 - (course.leaked[-1] + course.depot[-1]) / mass_of(course)
        assert course.in_dermis == pytest.approx(inside, abs=1e-9)


def test_what_is_wiped_off_lay_on_the_mouths() -> None:
    """Next to nothing of a grain that dissolves badly is gone in four hours, so the rest is where it was laid."""
    zones = closing()
    drug = catalog.drug("triamcinolone")
    slow = replace(drug, kinetics=replace(drug.kinetics, solubility=0.01 * drug.kinetics.solubility))
    course, mouths = lay(slow, zones), 1.0 - held_by_channels(zones) / 1e-8
    wiped = course.leaked[(course.time > 4 * hour) & (course.time < DAY)] / mass_of(course)
    assert wiped.min() == wiped.max()
    dissolved = 1.0 - course.depot[np.searchsorted(course.time, 4 * hour)] / mass_of(course)
    assert mouths - dissolved <= wiped[0] <= mouths
    # What is left is lifted out when the walls are covered, and not before.
    out = walls(zones, 0.0, Channels().plug).out
    assert 7 * DAY < out < 10 * DAY
    lies = course.depot / mass_of(course)
    assert lies[course.time < 0.999 * out].min() > 0.1 and lies[course.time > out].max() < 1e-30


def test_a_suspension_dissolves_no_faster_than_its_surface_allows() -> None:
    """Into tissue that takes away what it gets: never faster than spheres in pure water, over all spans."""
    drug = catalog.drug("triamcinolone")
    course = lay(drug, closing(NEVER), OPEN, volume=held_by_channels(closing()))
    pace = 2.0 / 3.0 * depot.dissolution_of(drug) * drug.kinetics.solubility
    least = (1.0 - drug.kinetics.solubility / drug.concentration) * np.maximum(1.0 - pace * course.time, 0.0) ** 1.5
    assert (course.depot / mass_of(course) >= least * (1.0 - 1e-9)).all()


@pytest.mark.parametrize("name", ["fluorouracil", "triamcinolone"])
def test_wiping_what_is_not_there_changes_nothing(name: str) -> None:
    """All of the film is in channels that nothing closes, so that it does not matter when their mouths are wiped."""
    zones = closing(NEVER)
    early, late = (
        lay(name, zones, replace(OPEN, contact=contact, tolerance=1e-3), held_by_channels(zones), until=0.7 * DAY)
        for contact in (hour, 12 * hour)
    )
    assert early.in_dermis == pytest.approx(late.in_dermis, rel=5e-3)
    assert early.thinning == pytest.approx(late.thinning, rel=5e-3)
    if name == "triamcinolone":
        assert 0.05 < early.depot[-1] / mass_of(early) < 0.6
        assert early.depot[-1] == pytest.approx(late.depot[-1], rel=5e-3)


@pytest.mark.parametrize("told", [True, False])
def test_grains_go_on_as_small_as_they_were(told: bool) -> None:
    """A course in two spans is that in one, if the second is told how large its grains were at first."""
    net, far = problems.box(4, 4, 1e-3, 1e-3)
    solid, until = np.where(far < 4e-4, 5.0, 0.0), 1.5e5

    def run(begin: float, end: float, start: tuple[Any, Any], whole: Any = None) -> Any:
        count = net.volume.size // net.rings
        return problems.cylinder_depot(
            net,
            problems.Substance(np.full(count, 2.0), 0.01291, 5e-4),
            problems.Elimination(np.array([0.0, 1.0]), np.full((2, count), 0.05)),
            start,
            (np.ones((1, solid.size)) / solid.size, np.array([1e-6])),
            span=(begin, end),
            control=problems.Control(1.0, 1e-3, 0.0),
            whole=whole,
        )

    once = run(0.0, until, (np.zeros(solid.size), solid))
    first = run(0.0, 0.5 * until, (np.zeros(solid.size), solid))
    second = run(0.5 * until, until, (first.free, first.left), solid if told else None)
    assert 0.05 < once.solid[-1] / once.solid[0] < 0.4
    off = abs(second.solid[-1] / once.solid[-1] - 1.0)
    assert off < 2e-3 if told else off > 0.1


@pytest.mark.parametrize("name", ["fluorouracil", "triamcinolone", "bleomycin"])
@pytest.mark.parametrize("zones", [closing(), lattice()], ids=["healing", "vendor"])
def test_more_contact_never_gives_less(name: str, zones: Lattice) -> None:
    found = [lay(name, zones, Channels(contact=hours * hour)).in_dermis for hours in (0.1, 1.0, 4.0, 8.0)]
    assert (np.diff(found) >= 0.0).all()


def test_a_late_film_enters_by_the_channels_that_are_still_open() -> None:
    """With film to spare: an eighth of them after three half times of plugs, each with more tissue to itself."""
    early, late = (lay("bleomycin", volume=1e-7, time=time).in_dermis for time in (0.0, 3 * hour))
    assert 0.125 < late / early < 0.16


def test_what_stays_is_a_depot_over_days() -> None:
    kept, gone = lay(), lay(way=Channels(kept=0.0))
    assert kept.in_dermis > 4.0 * gone.in_dermis
    assert kept.thinning > 2.0 * gone.thinning
    felt = [{one.target: one for one in course.exposures}["dermis"].time_above for course in (kept, gone)]
    assert felt[0] > 2.0 * felt[1]
    # More kept, more in the tissue, without a jump where nothing is.
    some = [lay(way=Channels(kept=kept)).in_dermis for kept in (0.0, 1e-10, 1e-8, 0.3, 0.6, 1.0)]
    assert some[2] - some[0] < 1e-6 and some == sorted(some)


def test_steps_in_time_converge_over_all_spans() -> None:
    exact = lay(way=Channels(tolerance=2e-4))
    off = {
        tolerance: [
            abs(course.in_dermis / exact.in_dermis - 1.0),
            abs(course.systemic[-1] / exact.systemic[-1] - 1.0),
            abs(course.thinning / exact.thinning - 1.0),
        ]
        for tolerance, course in ((t, lay(way=Channels(tolerance=t))) for t in (0.02, 0.002))
    }
    assert max(off[0.02]) < 0.03
    assert max(off[0.002]) < 0.5 * max(off[0.02])


def test_rounding_of_when_it_is_wiped_off_moves_nothing() -> None:
    """Also where the contact ends as a part of the course of walls begins."""
    zones = closing()
    edges = [end for _, end in walls(zones, 0.0, 3600.0).parts(0.0, 9 * DAY)]
    for contact in (4 * hour, *edges[:2]):
        near = [lay(zones=zones, way=Channels(contact=contact * (1.0 + by))) for by in (-1e-12, 0.0, 1e-12)]
        assert_allclose([one.in_dermis for one in near], near[1].in_dermis, rtol=1e-6)
        assert_allclose([one.thinning for one in near], near[1].thinning, rtol=1e-3)


def test_walls_of_the_vendors_course() -> None:
    zones = lattice()  # half closed after 6 h
    course = walls(zones, 2 * hour, 4 * hour)
    assert course.filled == pytest.approx(0.5**0.5)
    # Plugs close no wall: from then on the vendor's half time alone.
    halves = np.array([0.5, 1.0, 3.0])
    exact = course.filled * (1.0 - 0.5**halves) / (halves * np.log(2.0))
    assert_allclose([course.mean(2 * hour, (2 + 6 * half) * hour) for half in halves], exact, rtol=1e-3)
    assert course.out == pytest.approx(6 * hour * np.log2(1000.0), rel=1e-2)
    parts = course.parts(3 * hour, DAY)
    assert parts[0][0] == 3 * hour and parts[-1][1] == DAY
    assert [end for _, end in parts[:-1]] == [begin for begin, _ in parts[1:]]


def test_walls_that_never_close_keep_what_is_in_them() -> None:
    assert walls(closing(NEVER), 0.0, 3600.0).out == np.inf
    course = lay(zones=closing(NEVER), until=3 * DAY)
    assert course.depot[-1] > 0.0
