"""The search engine: SMS-EMOA of pymoo and steps between points of the front, in turns; the same bits each time.

Beume, Naujoks, Emmerich (2007), SMS-EMOA: multiobjective selection based on dominated hypervolume, EJOR 181, 1653. The
steps are those of differential evolution (Storn, Price 1997, J. Global Optim. 11, 341). With either alone, 500
evaluations miss known fronts by several times as much (decision 0047).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np

from microthermal.errors import InputError
from microthermal.planning.engine.dominance import Kept
from microthermal.quantity import Array

# Times that a generation may bring nothing new before a search is over: all that the device can be set to was tried.
_IDLE = 20
# Of each batch, so many points come from the engine, and so many are steps between points of the front. Batches do not
# depend on the number of workers, so that nothing else does.
_BRED, _STEPS = 2, 2
# How alike children are to their parents: less than usual, since 500 evaluations are few (distribution indices).
_CROSSING, _MUTATION = 5.0, 5.0
MISSING = (
    "a search for a front needs pymoo, which is not installed: pip install 'microthermal[plan]', or write kind = 'grid'"
)


class Point(NamedTuple):
    """What one evaluation says: losses [1], less is better, and by how much limits are broken, 0 if none is."""

    losses: tuple[float, ...]
    broken: float = 0.0


class Problem(Protocol):
    """What is searched: points of the unit box, what of them is one and the same, and what they come to."""

    @property
    def variables(self) -> int:
        """Dimensions of the box."""
        ...

    @property
    def objectives(self) -> int:
        """Losses of a point."""
        ...

    def canonical(self, places: Array) -> Array:
        """Points (n, variable) as they are counted: two that decode to the same treatment become equal."""
        ...

    def evaluate(self, places: Array) -> list[Point]:
        """What points (n, variable) come to, each by itself."""
        ...


class Engine(NamedTuple):
    """Size of a search: evaluations in all, population, seed."""

    evaluations: int
    population: int
    seed: int


def require() -> None:
    """Refuse a search where its engine is not installed.

    Raises
    ------
    InputError
        With what to do.
    """
    _pymoo()


def _pymoo() -> Any:
    try:
        from pymoo.algorithms.moo.sms import SMSEMOA
    except ImportError:
        raise InputError(MISSING) from None
    return SMSEMOA


def search(
    problem: Problem, starts: Array, engine: Engine, told: Callable[[int], None] | None = None
) -> tuple[Array, list[Point]]:
    """Search the unit box for points that no other betters.

    Parameters
    ----------
    problem : Problem
        What is searched.
    starts : Array (n, variable)
        Points that are tried first, in this order; Sobol points fill what is left of the first population.
    engine : Engine
        Its size.
    told : callable, optional
        Called with the number of evaluations after each batch.

    Returns
    -------
    places : Array (evaluation, variable)
        Every point that was evaluated, as it is counted, none twice, in order.
    found : list of Point
        What they come to.

    Raises
    ------
    InputError
        If the engine is not installed.
    """
    algorithm, numbers = _algorithm(problem, starts, engine), np.random.default_rng(engine.seed)
    tell, kept = told or (lambda count: None), Kept()
    known: dict[bytes, Point] = {}
    places: list[Array] = []
    idle = 0
    while len(known) < engine.evaluations and idle < _IDLE:
        asked = _asked(algorithm, places, kept, numbers)
        if asked is None:
            break
        rows = problem.canonical(np.asarray(asked.get("X"), dtype=np.float64))
        keys = [row.tobytes() for row in rows]
        new = {key: row for key, row in zip(keys, rows, strict=True) if key not in known}
        new = dict(list(new.items())[: engine.evaluations - len(known)])
        idle = 0 if new else idle + 1
        if new:
            points = problem.evaluate(np.array(list(new.values())))
            for key, row, point in zip(new, new.values(), points, strict=True):
                known[key] = point
                places.append(row)
                kept.add(point.losses if point.broken <= 0.0 else None)
            tell(len(known))
        _answer(algorithm, asked, [known.get(key) for key in keys], problem.objectives)
    every = np.array(places).reshape(-1, problem.variables)
    return every, [known[row.tobytes()] for row in every]


def _asked(algorithm: Any, places: list[Array], kept: Kept, numbers: np.random.Generator) -> Any:
    """Points of the next batch: those that the engine breeds, and steps between those that are on the front."""
    from pymoo.core.population import Population

    bred = algorithm.ask()
    if bred is None or len(bred) == 0:
        return None
    if len(kept.places) < 2:
        return bred
    steps = [_step(places, kept.places, numbers) for _ in range(_STEPS)]
    return Population.merge(bred, Population.new(X=np.array(steps)))


def _step(places: list[Array], front: list[int], numbers: np.random.Generator) -> Array:
    """From a point of the front, in some of its settings, as another one of it lies to any point that was tried."""
    base, other = (places[front[numbers.integers(len(front))]] for _ in range(2))
    any_one, length = places[numbers.integers(len(places))], numbers.uniform(0.3, 0.9)
    moved = numbers.random(base.size) < 0.5
    moved[numbers.integers(base.size)] = True
    stepped: Array = np.where(moved, base + length * (other - any_one), base)
    return np.clip(stepped, 0.0, 1.0)


def _answer(algorithm: Any, asked: Any, points: list[Point | None], objectives: int) -> None:
    """Hand the engine what its points come to; those beyond the last evaluation count as no treatment at all."""
    nothing = Point((1.0,) * objectives, 1e3)
    answers = [point or nothing for point in points]
    asked.set("F", np.array([point.losses for point in answers]))
    asked.set("G", np.array([[point.broken] for point in answers]))
    for one in asked:
        one.evaluated = {"F", "G", "H"}
    algorithm.tell(infills=asked)


def _algorithm(problem: Problem, starts: Array, engine: Engine) -> Any:
    SMSEMOA = _pymoo()
    from pymoo.core.duplicate import DefaultDuplicateElimination
    from pymoo.core.problem import Problem as Box
    from pymoo.core.termination import NoTermination
    from pymoo.operators.crossover.sbx import SBX
    from pymoo.operators.mutation.pm import PM

    box = Box(n_var=problem.variables, n_obj=problem.objectives, n_ieq_constr=1, xl=0.0, xu=1.0)
    one = DefaultDuplicateElimination(func=lambda people: problem.canonical(np.asarray(people.get("X"), dtype=float)))
    algorithm = SMSEMOA(
        pop_size=engine.population, n_offsprings=_BRED, sampling=_first(problem, starts, engine),
        crossover=SBX(eta=_CROSSING), mutation=PM(eta=_MUTATION), eliminate_duplicates=one,
        termination=NoTermination(), seed=engine.seed,
    )  # fmt: skip
    algorithm.setup(box, verbose=False)
    return algorithm


def _first(problem: Problem, starts: Array, engine: Engine) -> Array:
    """Points that are handed in, then Sobol points up to twice the population, so that the box is seen as well."""
    from scipy.stats import qmc

    count = max(2 * engine.population - len(starts), engine.population)
    sobol = qmc.Sobol(d=problem.variables, scramble=False)
    # The first point of the sequence is the corner of the box.
    even = sobol.random_base2(int(np.ceil(np.log2(count + 1))))[1 : count + 1]
    rows = np.concatenate([starts.reshape(-1, problem.variables), even])
    return rows[: max(engine.evaluations, 2)]
