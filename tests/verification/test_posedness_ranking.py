"""Orders, verdicts and whole numbers of steps are decided by a stated rule, never by the sixteenth digit."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from microthermal import catalog
from microthermal.cases.pattern import read_pattern
from microthermal.catalog.device_steps import DeviceSteps
from microthermal.damage.laws import DamageLaw
from microthermal.damage.thresholds import threshold_temperature
from microthermal.domain.inputs.goal import Estimate, Limit
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import ConvergenceError
from microthermal.heat.confinement import relaxation_time, rise_left
from microthermal.numerics.roots import root_between
from microthermal.numerics.ties import first_greatest, first_of_greatest, ordered
from microthermal.numerics.wholes import nearest_whole, steps_within, whole_steps
from microthermal.planning.ranking import ranked
from microthermal.planning.records import Option, Outcome, Result
from microthermal.planning.window.map import _cell
from microthermal.planning.window.verdicts import verdicts
from microthermal.units import cm, mJ, um
from microthermal.zones.patterns import covered, density_of_coverage, density_of_pitch

DEVICE = catalog.device("er_glass_1550")


def option_of(score: float, risk: float, energy: float = 20 * mJ, density: float = 200 / cm**2) -> Option:
    treatment = Treatment(pulse=DEVICE.pulse(energy=energy), pattern=Pattern(density=density))
    return Option(
        device=DEVICE, treatment=treatment, outcome=Outcome(results=()), verdicts=(), score=score, risk=risk
    )  # fmt: skip


def order_of(options: tuple[Option, ...]) -> list[float]:
    return [one.treatment.pulse.energy for one in ranked(options)[0]]


@pytest.mark.parametrize("score", [0.065, 0.565, 0.005, 0.995, 0.735])
def test_scores_that_differ_by_rounding_are_tied(score: float) -> None:
    """Also where rounding would part them: scores of aims that are reached in full end in a five."""
    for change in (-1e-15, 0.0, 1e-15):
        options = (
            option_of(score + change, 0.5, 20 * mJ),
            option_of(score, 0.4, 30 * mJ),
            option_of(0.2, 0.1, 10 * mJ),
        )
        found = order_of(options)
        assert found.index(30 * mJ) < found.index(20 * mJ)


def test_the_order_does_not_depend_on_the_order_of_trial() -> None:
    points = [
        (0.5, 0.5, 10),
        (0.5004, 0.5004, 15),
        (0.4998, 0.4, 20),
        (0.5, 0.5, 25),
        (0.7, 0.9, 30),
        (0.5009, 0.45, 35),
    ]
    options = [option_of(score, risk, energy * mJ, 1e6) for score, risk, energy in points]
    orders = {tuple(order_of(tuple(each))) for each in itertools.permutations(options)}
    assert len(orders) == 1
    # The best score first; then those that are tied at 0.50 by their risk, and by less light.
    assert orders.pop() == tuple(energy * mJ for energy in (30, 20, 35, 10, 15, 25))


def test_the_front_does_not_turn_on_rounding() -> None:
    for change in (-1e-16, 1e-16):
        options = (
            option_of(0.8 + change, 0.5, 10 * mJ),
            option_of(0.8, 0.3, 20 * mJ),
            option_of(0.5, 0.3 - 1e-12, 30 * mJ),
        )
        front = [one.treatment.pulse.energy for one in ranked(options)[0] if one.front]
        assert front == [20 * mJ]


def test_what_is_tied_goes_by_the_next_value_and_groups_begin_at_their_best() -> None:
    found = ordered([(1.0, 3), (1.4, 1), (1.9, 2), (2.5, 0)], ((lambda one: one[0], 0.5), (lambda one: one[1], 0)), str)
    assert found == [(1.4, 1), (1.0, 3), (1.9, 2), (2.5, 0)]
    assert ordered(["b", "a"], ((len, 0.0),), str) == ["a", "b"]


def test_the_greatest_is_the_first_of_its_equals() -> None:
    assert first_greatest(np.array([0.1, 0.3, 0.3 + 5e-17, 0.2])) == 1
    assert first_greatest(np.array([-3e-17, 0.0, 1e-17]), 1.0) == 0
    assert first_of_greatest(["abc", "abd", "ab"], len) == "abc"


def _verdict(value: float, warn: float, stop: float, lower: bool = False) -> str:
    estimate = Estimate(value=value, low=value, high=value, unit="%", meaning="a fraction")
    limit = Limit(metric="fraction", warn=warn, stop=stop, lower=lower)
    return verdicts(Outcome(results=(Result(metric="fraction", estimate=estimate),)), (limit,))[0].state


def test_a_value_at_its_limit_is_not_beyond_it_by_rounding() -> None:
    """A coverage that a user writes as the limit, 10 % of discs of 120 µm, must not be stopped for its last digit."""
    pattern = read_pattern({"coverage": {"fraction": "10 %", "diameter": "120 um"}, "passes": 1})
    fraction = float(covered(np.array(60 * um), pattern))
    for value in (fraction, 0.1 * (1 - 1e-15), 0.1 * (1 + 1e-15), 0.1 + 0.2 - 0.2):
        assert _verdict(value, 0.05, 0.1) == "warn" and _verdict(value, 0.1, 0.2) == "ok"
        assert _verdict(value, 0.2, 0.1, lower=True) == "warn"
    assert _verdict(0.1 + 1e-7, 0.05, 0.1) == "stop"


def test_the_tightest_limit_is_the_first_of_its_equals() -> None:
    marks = []
    for name, value in (("one", 0.3), ("two", 0.1 * 3)):
        estimate = Estimate(value=value, low=value, high=value, unit="%", meaning=name)
        limit = Limit(metric=name, warn=0.2, stop=0.6)
        marks += verdicts(Outcome(results=(Result(metric=name, estimate=estimate),)), (limit,))
    assert _cell(tuple(marks))[2] == "one" and _cell(tuple(reversed(marks)))[2] == "two"


@pytest.mark.parametrize(
    ("length", "step", "up", "down"),
    [(2.1, 0.3, 7, 7), (0.7, 0.1, 7, 7), (0.35, 0.07, 5, 5), (3e-3, 1.5e-4, 20, 20), (1.05, 0.1, 11, 10)],
)
def test_quotients_that_are_whole_but_for_rounding_are_whole(length: float, step: float, up: int, down: int) -> None:
    for change in (-1e-14, 0.0, 1e-14):
        assert whole_steps(length * (1.0 + change), step) == up
        assert steps_within(length * (1.0 + change), step) == down


def test_half_way_between_two_settings_is_the_greater() -> None:
    steps = DeviceSteps(low=0.0, high=1.0, first=0.0, size=0.1)
    assert [steps.nearest(0.25 * (1.0 + change)) for change in (-1e-14, 0.0, 1e-14)] == [0.3, 0.3, 0.3]
    assert nearest_whole(2.5) == 3 and nearest_whole(-0.5) == 0


@pytest.mark.parametrize("layout", ["hexagonal", "square"])
def test_a_coverage_of_discs_that_just_meet_has_a_density(layout: str) -> None:
    """The density is a root only beyond the coverage at which discs touch, and as such must be found on both sides."""
    touching = math.pi / (4.0 if layout == "square" else 2.0 * math.sqrt(3.0))
    fractions = touching * (1.0 + np.array([-1e-3, -1e-9, -1e-15, 0.0, 1e-15, 1e-9, 1e-3]))
    found = [density_of_coverage(layout, float(fraction), 60 * um) for fraction in fractions]  # type: ignore[arg-type]
    # Next to the touch discs fraction next to nothing: the density goes with the coverage.
    assert np.array(found) == pytest.approx(fractions / (math.pi * (60 * um) ** 2), rel=1e-4)
    assert found[3] == pytest.approx(density_of_pitch(layout, 120 * um), rel=1e-9)  # type: ignore[arg-type]
    assert np.all(np.diff(found) >= -1e-12 * found[3])


def test_a_root_that_is_not_there_is_told() -> None:
    with pytest.raises(ConvergenceError, match="the depth of a test"):
        root_between(lambda x: x * x + 1.0, -1.0, 1.0, "the depth of a test")
    assert root_between(lambda x: x**3 - 8.0, 0.0, 10.0, "a cube") == pytest.approx(2.0, rel=1e-14)


def test_roots_solve_their_equations() -> None:
    law: DamageLaw = catalog.laws(())[0]
    temperature = threshold_temperature(law, 0.01)
    assert float(law.rate(np.array([temperature]))[0]) * 0.01 == pytest.approx(1.0, rel=1e-10)
    for width, depth in ((1e-4, 1.0), (1e-4, 1e-3), (1e-4, 1e-7), (1e-2, 1e-6)):
        time = relaxation_time(width, depth, 1.2e-7)
        assert rise_left(time, width, depth, 1.2e-7) == pytest.approx(0.5, rel=1e-10)
