"""The engine of a front finds fronts that are known, the same each time, and goes on from what it has seen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import numpy as np
import pytest

from microthermal.errors import InputError
from microthermal.planning.engine import sms_emoa as engines
from microthermal.planning.engine.dominance import volumes
from microthermal.planning.engine.sms_emoa import Engine, Point, search

pytest.importorskip("pymoo")
EVALUATIONS, POPULATION = 500, 12


@dataclass
class Known:
    """A problem whose front is known; counts what it is asked."""

    function: Callable[[np.ndarray], Point]
    variables: int
    objectives: int = 2
    steps: Callable[[np.ndarray], np.ndarray] = lambda rows: rows
    asked: list[int] = field(default_factory=list)

    def canonical(self, places: np.ndarray) -> np.ndarray:
        return self.steps(places)

    def evaluate(self, places: np.ndarray) -> list[Point]:
        self.asked.append(len(places))
        return [self.function(row) for row in places]


def volume_of(points: list[Point]) -> float:
    losses = np.array([point.losses for point in points])
    return float(volumes(losses, np.array([float(point.broken <= 0.0) for point in points]))[-1])


def area_of(front: np.ndarray) -> float:
    """Area of the unit square that a known front betters, whose points come in their order."""
    first, second = np.minimum(front, 1.0).T
    widths, falls = np.diff(np.append(first, 1.0)), -np.diff(second)
    assert (widths >= 0.0).all()
    assert (falls >= 0.0).all()
    return float(np.sum(widths * (1.0 - second)))


# One of the same law for every save.
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))]


def reached(problem: Known, truth: np.ndarray, seed: int, evaluations: int = EVALUATIONS) -> float:
    _, points = search(problem, np.empty((0, problem.variables)), Engine(evaluations, POPULATION, seed))
    assert len(points) == evaluations
    return volume_of(points) / area_of(truth)


def test_the_area_of_a_known_front_is_the_volume_of_its_points():
    first = np.linspace(0.0, 1.0, 40)
    truth = np.stack([first, 1.0 - np.sqrt(first)], axis=1) / 1.1
    assert area_of(truth) == pytest.approx(float(volumes(truth, np.ones(len(truth)))[-1]), rel=1e-12)


# Zitzler, Deb, Thiele (2000), Evol. Comput. 8, 173: convex and concave; the reference point is 1.1 in both objectives.
def zdt(power: float) -> Callable[[np.ndarray], Point]:
    def function(row: np.ndarray) -> Point:
        slack = 1.0 + 9.0 * float(np.mean(row[1:]))
        first = float(row[0])
        return Point((first / 1.1, slack * (1.0 - (first / slack) ** power) / 1.1))

    return function


@pytest.mark.parametrize("seed", SEEDS)
def test_a_convex_front_is_found(seed):
    first = np.linspace(0.0, 1.0, 4000)
    truth = np.stack([first, 1.0 - np.sqrt(first)], axis=1) / 1.1
    assert reached(Known(zdt(0.5), 5), truth, seed) > 0.98


@pytest.mark.parametrize("seed", SEEDS)
def test_a_concave_front_is_found_a_little_later(seed):
    first = np.linspace(0.0, 1.0, 4000)
    truth = np.stack([first, 1.0 - first**2], axis=1) / 1.1
    assert reached(Known(zdt(2.0), 5), truth, seed, 600) > 0.98


# Binh, Korn (1997), MOBES: two constraints; the front is x = y up to 3, then y = 3.
def binh_korn(row: np.ndarray) -> Point:
    x, y = 5.0 * float(row[0]), 3.0 * float(row[1])
    inside = max(0.0, ((x - 5.0) ** 2 + y**2 - 25.0) / 25.0)
    outside = max(0.0, (7.7 - (x - 8.0) ** 2 - (y + 3.0) ** 2) / 7.7)
    return Point(((4 * x**2 + 4 * y**2) / 140.0, ((x - 5) ** 2 + (y - 5) ** 2) / 50.0), inside + outside)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_front_under_constraints_is_found(seed):
    x = np.linspace(0.0, 5.0, 4000)
    y = np.minimum(x, 3.0)
    truth = np.stack([(4 * x**2 + 4 * y**2) / 140.0, ((x - 5) ** 2 + (y - 5) ** 2) / 50.0], axis=1)
    assert reached(Known(binh_korn, 2), truth, seed) > 0.98


# Three devices whose energies have steps, passes and densities; all that they can be set to is enumerated.
STEPS = {0: np.linspace(0.05, 0.6, 23), 1: np.linspace(0.2, 1.0, 17), 2: np.linspace(0.1, 0.9, 9)}
PASSES, DENSITIES = np.arange(1, 9), np.linspace(0.02, 1.0, 50)


def settings(row: np.ndarray) -> tuple[int, int, int, int]:
    kind = min(int(row[0] * 3), 2)
    energy = min(int(row[1] * len(STEPS[kind])), len(STEPS[kind]) - 1)
    return kind, energy, min(int(row[2] * 8), 7), min(int(row[3] * 50), 49)


def stepped(rows: np.ndarray) -> np.ndarray:
    found = []
    for row in rows:
        kind, energy, passes, density = settings(row)
        place = ((kind + 0.5) / 3, (energy + 0.5) / len(STEPS[kind]), (passes + 0.5) / 8, (density + 0.5) / 50)
        found.append(place)
    return np.array(found)


def effect(kind: int, energy: int, passes: int, density: int) -> Point:
    strength = float(STEPS[kind][energy]) * (1.0, 0.7, 1.2)[kind]
    given = float(PASSES[passes] * DENSITIES[density])
    benefit = 1.0 - np.exp(-2.0 * strength * given) * (1.0 - 0.3 * strength)
    harm = 0.5 * strength**2 + 0.1 * given + (0.0, 0.05, 0.02)[kind] + 0.02 * abs(passes - 2)
    warm = float(DENSITIES[density]) * strength
    return Point((float(1.0 - benefit), float(min(harm, 1.0))), max(0.0, warm - 0.25))


@cache
def volume_of_every_setting() -> float:
    return volume_of([
        effect(kind, energy, passes, density)
        for kind in STEPS
        for energy, passes, density in product(range(len(STEPS[kind])), range(8), range(50))
    ])  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_front_over_devices_and_their_steps_is_found(seed):
    problem = Known(lambda row: effect(*settings(row)), 4, steps=stepped)
    _, points = search(problem, np.empty((0, 4)), Engine(EVALUATIONS, POPULATION, seed))
    assert volume_of(points) > 0.98 * volume_of_every_setting()


def test_the_same_seed_gives_the_same_bits_and_another_one_others():
    first, second, other = (
        search(Known(zdt(0.5), 4), np.empty((0, 4)), Engine(120, POPULATION, seed))[0] for seed in (5, 5, 6)
    )
    assert first.tobytes() == second.tobytes() != other.tobytes()


def test_more_evaluations_begin_with_fewer():
    short, long = (search(Known(zdt(0.5), 4), np.empty((0, 4)), Engine(many, 12, 1))[0] for many in (40, 60))
    assert long[:40].tobytes() == short.tobytes()


def test_points_that_are_handed_in_come_first_and_nothing_is_asked_twice():
    starts, problem = np.array([[0.5, 0.1, 0.2], [0.25, 0.0, 0.0]]), Known(zdt(0.5), 3)
    places, points = search(problem, starts, Engine(80, POPULATION, 1))
    assert places[:2].tobytes() == starts.tobytes()
    assert sum(problem.asked) == len(points) == len({place.tobytes() for place in places}) == 80


def test_a_search_ends_when_all_is_tried():
    problem = Known(
        lambda row: Point((float(row[0]), 1.0 - float(row[0]))), 1, steps=lambda rows: np.round(rows * 4) / 4
    )
    places, _ = search(problem, np.empty((0, 1)), Engine(500, POPULATION, 1))
    assert sorted(places[:, 0].tolist()) == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_without_the_engine_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymoo.algorithms.moo.sms", None)
    with pytest.raises(InputError, match=r"pip install 'microthermal\[plan\]'"):
        engines.require()
