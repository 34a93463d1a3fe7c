"""The unit cell of injections: exact solutions, mass, order in space and time, and numbers known from practice."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from microthermal import catalog
from microthermal.delivery import depot
from microthermal.delivery.mechanisms.unit_cell import UnitCell
from microthermal.domain.medicine import Dose, Drug
from microthermal.domain.response import Delivery, Perfusion
from microthermal.domain.skin import Skin
from microthermal.numerics.depot_book import Course
from microthermal.numerics.depot_cylinder import cylinder_depot
from microthermal.numerics.depot_mesh import Control, Mesh, Removal, Substance, mesh_of

DAY, MINUTE = 86400.0, 60.0
SPREAD, CAPACITY, REMOVAL, SOLUBILITY = 3e-11, 2.1, 0.05 / MINUTE, 0.01291
REST = Perfusion(time=[0.0, 1.0], factor=[1.0, 1.0])


def run(
    net: Mesh,
    free: np.ndarray,
    until: float,
    removal: float = REMOVAL,
    solid: np.ndarray | None = None,
    dissolution: float = 0.0,
    begin: float = 0.0,
    tolerance: float = 1e-2,
    first: float = 1.0,
) -> Course:
    count = net.volume.size // net.rings
    return cylinder_depot(
        net,
        Substance(np.full(count, CAPACITY), SOLUBILITY, dissolution),
        Removal(np.array([0.0, 1.0]), np.full((2, count), removal)),
        (free, np.zeros(free.size) if solid is None else solid),
        (np.ones((1, free.size)) / free.size, np.array([1e-6])),
        (begin, until),
        Control(first, tolerance, 0.0),
    )


def box(rings: int, slabs: int, radius: float, height: float) -> tuple[Mesh, np.ndarray]:
    """Mesh, and distance of its cells from the middle of the axis."""
    r, z = np.linspace(0.0, radius, rings + 1), np.linspace(0.0, height, slabs + 1)
    flux = np.full(slabs, CAPACITY * SPREAD)
    middle = 0.5 * (z[1:] + z[:-1]) - 0.5 * height
    return mesh_of(r, z, flux, flux), np.hypot(middle[:, None], 0.5 * (r[1:] + r[:-1])[None, :]).ravel()


def balanced(course: Course) -> None:
    total = course.solid + course.dissolved.sum(axis=1) + course.taken.sum(axis=1)
    assert_allclose(total, total[0], rtol=1e-10)  # the promise is 1e-9
    assert course.free.min() >= 0.0
    assert course.left.min() >= 0.0


def test_a_point_in_an_infinite_medium_with_clearance_second_order_in_space() -> None:
    """c = M / K (4 pi D t)^(-3/2) exp(-r² / 4 D t - k t / K), from one Gaussian to a later one."""
    start, end = 4000.0, 8000.0

    def error(count: int) -> float:
        net, distance = box(count, 2 * count, 4e-3, 8e-3)

        def exact(time: float) -> np.ndarray:
            return (4 * math.pi * SPREAD * time) ** -1.5 * np.exp(
                -(distance**2) / (4 * SPREAD * time) - REMOVAL * (time - start) / CAPACITY
            )

        course = run(net, exact(start), end, begin=start, tolerance=4e-4)
        balanced(course)
        return float(np.abs(course.free - exact(end)).max() / exact(end).max())

    errors = [error(count) for count in (8, 16, 32)]
    assert errors[-1] < 1e-2
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert (orders > 1.7).all(), orders


def test_a_sphere_in_an_infinite_medium_with_clearance() -> None:
    """A sphere of solution spreads as two error functions say, and decays as exp(-k t / K)."""
    radius, time = 1.5e-3, 2000.0
    net, distance = box(32, 64, 4e-3, 8e-3)
    fine, far = box(128, 256, 4e-3, 8e-3)
    inside = (far <= radius).reshape(64, 4, 32, 4)
    weight = fine.volume.reshape(64, 4, 32, 4)
    share = (inside * weight).sum(axis=(1, 3)) / weight.sum(axis=(1, 3))
    width = math.sqrt(4 * SPREAD * time)

    def erf(values: np.ndarray) -> np.ndarray:
        return np.array([math.erf(value) for value in values])

    shape = 0.5 * (erf((radius - distance) / width) + erf((radius + distance) / width)) - width / (
        2 * distance * math.sqrt(math.pi)
    ) * (np.exp(-(((radius - distance) / width) ** 2)) - np.exp(-(((radius + distance) / width) ** 2)))
    exact = shape * math.exp(-REMOVAL * time / CAPACITY)
    course = run(net, share.ravel(), time, tolerance=2e-3)
    balanced(course)
    assert np.abs(course.free - exact).max() < 0.02 * exact.max()
    # What is left in all is exact whatever the grid: e^(-k t / K).
    left = course.dissolved[-1].sum() / course.dissolved[0].sum()
    assert left == pytest.approx(math.exp(-REMOVAL * time / CAPACITY), rel=2e-3)


def test_a_slab_that_never_ends_keeps_a_steady_profile_second_order_in_space() -> None:
    """Steady, one-dimensional: c'' = c / L² with a smooth supply; its exact profile is a cosine."""
    height = 2e-3
    wave = math.pi / height

    def error(count: int) -> float:
        z = np.linspace(0.0, height, count + 1)
        flux = np.full(count, CAPACITY * SPREAD)
        net = mesh_of(np.array([0.0, 1e-3]), z, flux, flux)
        middle = 0.5 * (z[1:] + z[:-1])
        begin = 1.0 + 0.5 * np.cos(wave * middle)
        time = 3000.0
        rate = REMOVAL / CAPACITY
        exact = math.exp(-rate * time) * (1.0 + 0.5 * math.exp(-SPREAD * wave**2 * time) * np.cos(wave * middle))
        course = run(net, begin, time, tolerance=1e-6)
        balanced(course)
        return float(np.abs(course.free / exact - 1.0).max())

    errors = [error(count) for count in (6, 12, 24)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert (orders > 1.8).all(), (errors, orders)


def test_a_saturated_slab_feeds_its_steady_tail() -> None:
    """Beyond a depot that stays saturated, c = Cs exp(-x / L) with L = sqrt(K D / k)."""
    edges = np.linspace(0.0, 6e-3, 481)
    flux = np.full(480, CAPACITY * SPREAD)
    net = mesh_of(np.array([0.0, 1e-3]), edges, flux, flux)
    middle = 0.5 * (edges[1:] + edges[:-1])
    solid = np.where(middle < 1e-3, 1e4, 0.0)
    course = run(net, np.where(solid > 0.0, SOLUBILITY, 0.0), 10 * DAY, solid=solid, dissolution=1.0)
    length = math.sqrt(CAPACITY * SPREAD / REMOVAL)
    last_wet = middle[middle < 1e-3][-1]
    tail = (middle > 1e-3) & (middle < 4e-3)
    assert_allclose(course.free[tail], SOLUBILITY * np.exp(-(middle[tail] - last_wet) / length), rtol=0.02)


def test_dissolution_limits_where_clearance_is_fast() -> None:
    """In a perfect sink S = S0 (1 - t / tau)^(3/2), tau = rho r0² / (2 D Cs): exact for any step, to the last grain."""
    density, radius = 1300.0, 9.33e-6
    tau = density * radius**2 / (2 * SPREAD * SOLUBILITY)
    net, _ = box(1, 1, 1e-3, 1e-3)
    constant = depot.dissolution_constant(SPREAD, density, radius)
    course = run(net, np.zeros(1), 1.2 * tau, removal=1e9, solid=np.ones(1), dissolution=constant)
    exact = np.clip(1 - course.time / tau, 0, 1) ** 1.5
    assert np.abs(course.solid / course.solid[0] - exact).max() < 2e-3
    assert course.solid[-1] == 0.0
    balanced(course)


def test_clearance_limits_where_dissolution_is_fast() -> None:
    """A well-mixed depot stays at its solubility and loses k Cs per volume: the solid falls along a straight line."""
    net, _ = box(2, 2, 1e-3, 1e-3)
    solid = np.full(4, 5.0)
    course = run(net, np.full(4, SOLUBILITY), 4 * DAY, solid=solid, dissolution=100.0)
    line = 1.0 - REMOVAL * SOLUBILITY * course.time / 5.0
    early = line > 0.05
    assert_allclose((course.solid / course.solid[0])[early], line[early], atol=1e-3)
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
    way: UnitCell | None = None,
) -> Delivery:
    found = drug or catalog.drug(name)
    dose = Dose(drug=found, concentration=found.concentration, volume=volume, depth=1e-3, spacing=spacing, time=time)
    perfusion = Perfusion(time=[0.0, 1.0], factor=[flow, flow])
    return (way or UnitCell()).deliver(dose, skin or catalog.skin("back_iii"), None, perfusion, until)


def life(course: Delivery) -> float:
    """Time until 95 % of the dose is gone [s]."""
    mass = course.dose.concentration * course.dose.volume
    left = (course.depot + course.amount.sum(axis=1)) / mass
    return float(np.interp(-0.05, -left, course.time - course.time[0]))


def test_a_milligram_of_triamcinolone_lasts_days_to_two_weeks() -> None:
    drug = catalog.drug("triamcinolone")
    lives = [life(inject(drug=replace(drug, clearance=rate / MINUTE))) / DAY for rate in (0.1, 0.05, 0.02)]
    assert lives == sorted(lives)
    assert 3.0 < lives[0] < lives[1] < 15.0
    assert lives[2] < 30.0  # the slowest bound: among neighbours 10 mm apart drug has nowhere to go


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
        course = inject(spacing=0.024, drug=replace(drug, clearance=rate / MINUTE), way=UnitCell(width=4e-4))
        assert 1.7e-3 < course.reach - edge < 5e-3
    # so that points 10 mm apart leave no gap
    assert inject().coverage == 1.0


def test_finer_cells_and_steps_change_little() -> None:
    usual, fine = inject(), inject(way=UnitCell(width=1.8e-4, tolerance=5e-3))
    assert life(usual) == pytest.approx(life(fine), rel=0.02)
    for one, other in zip(usual.exposures, fine.exposures, strict=True):
        assert one.time_above == pytest.approx(other.time_above, rel=0.03), one.target


def test_the_papillary_plexus_clears_faster_than_what_lies_below() -> None:
    course = inject("fluorouracil", until=DAY)
    felt = {exposure.target: exposure.integral for exposure in course.exposures}
    assert felt["papillary_dermis"] < felt["scar_core"]


def test_a_histogram_falls_from_one() -> None:
    for exposure in inject().exposures:
        assert exposure.share[0] == 1.0
        assert (np.diff(exposure.share) <= 0.0).all()
