"""The unit cell of injections: exact solutions, mass, order in space and time, and numbers known from practice."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.verification import delivery_problems as problems
from tests.verification.delivery_problems import CAPACITY, DAY, MINUTE, REMOVAL, balanced, box, run

from microthermal import catalog
from microthermal.delivery import depot
from microthermal.delivery.cautions import cautions
from microthermal.delivery.mechanisms import unit_cell
from microthermal.delivery.mechanisms.needle import Needle
from microthermal.delivery.mechanisms.unit_cell import UnitCell
from microthermal.domain.inputs.medicine import Drug, Injection
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Perfusion


def test_a_point_in_an_infinite_medium_with_clearance_second_order_in_space() -> None:
    found = [problems.point(count) for count in (8, 16, 32)]
    errors = [error for error, _, _ in found]
    assert errors[-1] < 1e-2
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert (orders > 1.7).all(), orders
    balanced(found[-1][2])


def test_a_sphere_in_an_infinite_medium_with_clearance() -> None:
    """A sphere of solution spreads as two error functions say, and decays as exp(-k t / K)."""
    exact, found, course = problems.sphere()
    balanced(course)
    assert np.abs(found - exact).max() < 0.02 * exact.max()
    # What is left in all is exact whatever the grid: e^(-k t / K).
    left = course.dissolved[-1].sum() / course.dissolved[0].sum()
    assert left == pytest.approx(math.exp(-REMOVAL * 2000.0 / CAPACITY), rel=2e-3)


def test_a_slab_that_never_ends_keeps_a_steady_profile_second_order_in_space() -> None:
    errors = [problems.slab(count)[0] for count in (6, 12, 24)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert (orders > 1.8).all(), (errors, orders)
    balanced(problems.slab(12)[1])


def test_a_saturated_slab_feeds_its_steady_tail() -> None:
    exact, found = problems.saturated_tail()
    assert_allclose(found, exact, rtol=0.02)


def test_dissolution_limits_where_clearance_is_fast() -> None:
    """Exact for any step, to the last grain."""
    exact, found, course = problems.dissolving()
    assert np.abs(found - exact).max() < 2e-3
    assert course.solid[-1] == 0.0
    balanced(course)


def test_clearance_limits_where_dissolution_is_fast() -> None:
    """A well-mixed depot stays at its solubility and loses k Cs per volume: the solid falls along a straight line."""
    exact, found, course = problems.cleared()
    assert_allclose(found, exact, atol=1e-3)
    balanced(course)


def test_second_order_in_time() -> None:
    net, distance = box(4, 8, 2e-3, 4e-3)
    free = np.exp(-((distance / 1e-3) ** 2))
    best = run(net, free, 4000.0, tolerance=1e-6).dissolved[-1].sum()
    steps, errors = [], []
    for tolerance in (4e-2, 1e-2, 2.5e-3):
        course = run(net, free, 4000.0, tolerance=tolerance, first=100.0)
        steps.append(course.time.size - 1)
        errors.append(abs(course.dissolved[-1].sum() - best) / course.dissolved[0].sum())
        assert errors[-1] < 3.0 * course.error[-1] / course.dissolved[0].sum()
    orders = -np.diff(np.log(errors)) / np.diff(np.log(steps))
    assert (orders > 1.6).all(), (steps, errors)


# --- the mechanism ------------------------------------------------------------------------------------------------


def inject(
    name: str = "triamcinolone",
    volume: float = 1e-7,
    spacing: float = 0.01,
    until: float = 60 * DAY,
    flow: float = 1.0,
    time: float = 0.0,
    drug: Drug | None = None,
    skin: Skin | None = None,
    way: UnitCell | Needle | None = None,
    depth: float = 1e-3,
) -> Delivery:
    found = drug or catalog.drug(name)
    dose = Injection(
        drug=found, concentration=found.concentration, volume=volume, depth=depth, spacing=spacing, time=time
    )
    perfusion = Perfusion(time=[0.0, 1.0], factor=[flow, flow])
    return (way or UnitCell()).deliver(dose, skin or catalog.skin("back_iii"), None, perfusion, until)


def life(course: Delivery) -> float:
    """Time until 95 % of the dose is gone [s]."""
    mass = course.dose.concentration * course.dose.volume
    left = (course.depot + course.amount.sum(axis=1)) / mass
    return float(np.interp(-0.05, -left, course.time - course.time[0]))


def test_a_milligram_of_triamcinolone_lasts_days_to_two_weeks() -> None:
    drug = catalog.drug("triamcinolone")
    lives = [
        life(inject(drug=replace(drug, kinetics=replace(drug.kinetics, clearance=rate / MINUTE)))) / DAY
        for rate in (0.1, 0.05, 0.02)
    ]
    assert lives == sorted(lives)
    assert 3.0 < lives[0] < lives[1] < 15.0
    assert lives[2] < 15.0


def test_fluorouracil_is_gone_within_hours() -> None:
    course = inject("fluorouracil", until=2 * DAY)
    assert 0.2 * 3600.0 < life(course) < 3 * 3600.0
    dermis = next(exposure for exposure in course.exposures if exposure.target == "dermis")
    assert dermis.time_above < 8 * 3600.0


@pytest.mark.parametrize("name", ["triamcinolone", "fluorouracil"])
def test_twice_the_flow_shortens(name: str) -> None:
    until = 60 * DAY if name == "triamcinolone" else 2 * DAY
    rest, twice = (inject(name, flow=flow, until=until) for flow in (1.0, 2.0))
    assert life(twice) < 0.9 * life(rest)
    felt = [
        next(exposure for exposure in course.exposures if exposure.target == "dermis").time_above
        for course in (rest, twice)
    ]
    assert felt[1] < 0.85 * felt[0]


def test_reach_is_two_to_four_millimetres_beyond_the_depot() -> None:
    drug = catalog.drug("triamcinolone")
    edge = depot.disc(1e-7, 0.67, 2e-3)[0]
    for rate in (0.02, 0.05):
        course = inject(
            spacing=0.024,
            drug=replace(drug, kinetics=replace(drug.kinetics, clearance=rate / MINUTE)),
            way=UnitCell(width=4e-4),
        )
        assert 1.7e-3 < course.spread.reach - edge < 5e-3
    # so that points 10 mm apart leave no gap
    assert inject().spread.coverage == 1.0


def test_a_reach_that_ends_at_the_edge_of_the_cell_is_the_least() -> None:
    near, far = inject(), inject(spacing=0.024, way=UnitCell(width=4e-4))
    assert near.spread.reaches_edge and not far.spread.reaches_edge
    assert near.spread.reach == pytest.approx(0.01 / math.sqrt(math.pi))
    # A reach that is known covers the fraction of the area that its circles do.
    assert far.spread.coverage == pytest.approx(depot.grid_fraction(far.spread.reach, 0.024), rel=1e-6)
    told = [[one.text for one in cautions(course) if "edge of one point's cell" in one.text] for course in (near, far)]
    assert [len(texts) for texts in told] == [1, 0]


def test_what_misses_the_dermis_is_no_leak_of_channels() -> None:
    """Without channels nothing runs out of them, to the last bit, though shallow tips lose drug."""
    for way in (UnitCell(), Needle()):
        course = inject(depth=6e-4, way=way, until=DAY)
        assert course.leaked[-1] > 0.0
        assert course.channel_leak == 0.0


def test_finer_cells_and_steps_change_little() -> None:
    usual, fine = inject(), inject(way=UnitCell(width=1.8e-4, tolerance=5e-3))
    assert life(usual) == pytest.approx(life(fine), rel=0.02)
    for one, other in zip(usual.exposures, fine.exposures, strict=True):
        assert one.time_above == pytest.approx(other.time_above, rel=0.03), one.target


def test_the_papillary_plexus_clears_faster_than_what_lies_below() -> None:
    course = inject("fluorouracil", until=DAY, skin=replace(catalog.skin("back_iii"), scar_core=1.3e-3))
    felt = {exposure.target: exposure.integral for exposure in course.exposures}
    assert felt["papillary_dermis"] < felt["scar_core"]
    assert not any(one.target == "scar_core" for one in inject("fluorouracil", until=3600.0).exposures)


def test_a_histogram_falls_from_one() -> None:
    for exposure in inject().exposures:
        assert exposure.fraction[0] == 1.0
        assert (np.diff(exposure.fraction) <= 0.0).all()


def test_tips_below_the_dermis_take_the_same_course_beside_any_laser_and_on_any_day() -> None:
    skin, drug, way = catalog.skin("back_iii"), catalog.drug("triamcinolone"), UnitCell(width=7e-4, tolerance=0.05)
    still = Perfusion(time=np.array([0.0, 1.0]), factor=np.ones(2))
    dose = Injection(drug=drug, concentration=drug.concentration, volume=1e-7, depth=2e-3, spacing=0.01, time=3 * DAY)
    assert way.place(dose, skin, None).deep > 0.01
    unit_cell._far.cache_clear()
    flows = (0.5, 2.0)
    given = [
        way.deliver(replace(dose, time=time), skin, None, replace(still, factor=np.array([1.0, flow])), time + 30 * DAY)
        for time, flow in zip((0.0, 3 * DAY), flows, strict=True)
    ]
    assert unit_cell._far.cache_info()[:2] == (1, 1)
    # As it would be worked out for the day itself.
    sunk = way._sunk(way.place(dose, skin, None))
    itself = way._course(dose, skin, sunk, 1.0, None, perfusion=still, until=33 * DAY)
    shared = unit_cell._far(way, replace(dose, time=0.0), skin, 30 * DAY)
    assert_allclose(shared.time + 3 * DAY, itself.time, rtol=1e-9)
    assert_allclose(shared.dissolved, itself.dissolved, rtol=1e-6, atol=1e-9 * itself.dissolved.max())
    assert given[0].time[0] == 0.0 and given[1].time[0] == 3 * DAY
