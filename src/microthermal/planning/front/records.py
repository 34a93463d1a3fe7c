"""What a search has seen, and the front that it found: all that a conversation with a plan goes on from."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.planning.case import PlanCase
from microthermal.planning.design.variables import Variable
from microthermal.planning.engine.dominance import front_of, room_left
from microthermal.planning.front.objective import Objective
from microthermal.quantity import Array, Quantity, record


@record
class Evaluations:
    """Every candidate that was tried, in order: its place in the unit box, its metrics, the limits that it breaks.

    ``ended`` is the place in ``microthermal.planning.front.trial.STAGES`` where a candidate was ended; the metrics of
    one that broke a limit before its weeks are 0 where they are not ``told``, and so is the excess of limits that were
    not asked for. ``volume`` is what the front so far betters of the box of losses.
    """

    variables: tuple[str, ...]
    metrics: tuple[str, ...]
    limits: tuple[str, ...]
    places: Annotated[Array, Quantity("1", "place in the unit box", 0, 1, ("candidate", "variable"))]
    values: Annotated[Array, Quantity("1", "metric, in SI", -1e12, 1e12, ("candidate", "metric"))]
    told: Annotated[Array, Quantity("1", "1 where a metric has a number", 0, 1, ("candidate", "metric"))]
    losses: Annotated[Array, Quantity("1", "what is not reached of an objective", 0, 1, ("candidate", "objective"))]
    excess: Annotated[
        Array, Quantity("1", "how far a stop limit is passed, as a fraction of it", 0, 1e3, ("candidate", "limit"))
    ]
    ended: Annotated[Array, Quantity("1", "stage that was reached", 0, 3, ("candidate",))]
    lasered: Annotated[Array, Quantity("1", "1 where a laser is used", 0, 1, ("candidate",))]
    volume: Annotated[Array, Quantity("1", "fraction of the box of losses bettered so far", 0, 1, ("candidate",))]

    @property
    def feasible(self) -> Array:
        """1 for each candidate that was followed to its end and breaks no limit (candidate,)."""
        whole: Array = (self.ended == 3.0) & ~np.any(self.excess > 0.0, axis=1)
        return whole.astype(np.float64)

    @property
    def front(self) -> Array:
        """Places of the candidates that no other one of their kind betters, with a laser or without, in order.

        Where medicine alone betters every laser, those who have a laser would else see none.
        """
        kinds = (self.feasible * self.lasered, self.feasible * (1.0 - self.lasered))
        return np.sort(np.concatenate([front_of(self.losses, kind) for kind in kinds]))

    def of(self, metric: str) -> Array:
        """Values of one metric (candidate,)."""
        values: Array = self.values[:, self.metrics.index(metric)]
        return values

    def broken(self, candidate: int) -> frozenset[str]:
        """Names of the limits that a candidate is known to break."""
        return frozenset(name for name, much in zip(self.limits, self.excess[candidate], strict=True) if much > 0.0)


@record
class Start:
    """A treatment from which a search started: what came of it, and of the front beside it.

    ``candidate`` is its place among the evaluations; None if it could not be tried, and ``why`` then says so.
    """

    name: str
    title: str
    candidate: Annotated[int, Quantity("1", "place among the evaluations", 0, 1_000_000)] | None = None
    why: str = ""


@record
class Front:
    """What was searched, and all that was found: a conversation needs no more."""

    case: PlanCase
    variables: tuple[Variable, ...]
    objectives: tuple[Objective, ...]
    evaluations: Evaluations
    starts: tuple[Start, ...] = ()
    shown: tuple[int, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def room(self) -> tuple[float, float]:
        """What the second half of the evaluations added to the volume, and how much more may come [1]."""
        return room_left(self.evaluations.volume)
