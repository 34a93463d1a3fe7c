"""What a goal can ask for: one number of one simulation, with unit, grade of evidence and meaning.

A metric is one function of a simulation; its decorator says all else that there is to say of it, once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Literal, NamedTuple, TypeAlias

from microthermal.domain.inputs.condition import Concern
from microthermal.domain.inputs.goal import Estimate, Grade
from microthermal.healing.calibration.posterior import Ensemble
from microthermal.healing.person_scores import spread_of
from microthermal.planning.posterior_courses import drawn, each_person
from microthermal.registry import Registry
from microthermal.simulation.records import Simulation


class Number(NamedTuple):
    """What a metric gives that has more to tell than its value.

    Parameters
    ----------
    value : float
        Value in SI; finite for every simulation.
    band : tuple of float, optional
        Least and greatest value within the spread of the metric's own figures, whatever the scenarios say.
    beyond : bool, optional
        Whether a time did not come within what is followed; its value is then the end of that, a lower bound.
    undefined : str, optional
        Why this skin has no number; empty where there is one.
    """

    value: float
    band: tuple[float, float] | None = None
    beyond: bool = False
    undefined: str = ""


# Most look at a simulation alone, a few at the courses of all persons as well.
Function: TypeAlias = Callable[..., float | Number]


class Metric:
    """A function of a simulation, with all that is stated of its number; calling it gives the number as an estimate."""

    def __init__(
        self,
        function: Function,
        kind: str,
        unit: str,
        grade: Grade,
        meaning: str,
        short: str,
        concern: Concern | None = None,
        persons: bool | Literal["together"] = False,
    ) -> None:
        update_wrapper(self, function)
        self.function, self.kind, self.unit, self.grade = function, kind, unit, grade
        self.meaning, self.short, self.concern, self.persons = meaning, short, concern, persons
        self.course = False

    def __call__(
        self,
        simulation: Simulation,
        each: tuple[Simulation, ...] | None = None,
        whole: Ensemble | None = None,
        visits: int = 1,
    ) -> Estimate:
        """Estimate of one simulation; its band is over persons, or of the metric's own figures, or a point.

        ``each``, the simulation for each person, and ``whole``, their courses from the first visit on, are looked for
        if left out. ``visits`` is the number of equal visits of which the simulation is the last.
        """
        if self.course:
            return self._of(simulation, visits)
        if self.persons == "together":
            return self._of(simulation, drawn(simulation) if whole is None else whole)
        if not self.persons:
            return self._of(simulation)
        each = each_person(simulation) if each is None else each
        return self._over([self._number(one) for one in each]) if each else self._of(simulation)

    def _number(self, *asked: Simulation | Ensemble | int) -> Number:
        given = self.function(*asked)
        return given if isinstance(given, Number) else Number(given)

    def _of(self, *asked: Simulation | Ensemble | int) -> Estimate:
        return self._estimate(self._number(*asked))

    def _estimate(self, found: Number) -> Estimate:
        value = float(found.value)
        low, high = found.band or (value, value)
        return Estimate(
            value=value, low=min(low, value), high=max(high, value), unit=self.unit, meaning=self.meaning,
            grade=self.grade, beyond=found.beyond, high_beyond=found.beyond, undefined=found.undefined,
        )  # fmt: skip

    def _over(self, each: list[Number]) -> Estimate:
        """Estimate over persons, as :func:`~microthermal.healing.person_scores.over_persons` makes one of estimates."""
        told = [one for one in each if not one.undefined]
        if 2 * len(told) < len(each):
            return self._estimate(next(one for one in each if one.undefined))
        found = spread_of([float(one.value) for one in told], [one.beyond for one in told])
        return Estimate(unit=self.unit, meaning=self.meaning, grade=self.grade, **found)


metrics = Registry("metric", __name__)


def metric(
    kind: str, *, unit: str, grade: Grade, meaning: str, short: str = "", concern: Concern | None = None,
    persons: bool | Literal["together"] = False, course: bool = False,
) -> Callable[[Function], Metric]:  # fmt: skip
    """Enter a function as a metric; used as a decorator.

    Parameters
    ----------
    kind : str
        Name by which goals, limits and rules ask for it.
    unit : str
        SI unit of the value, as in :func:`microthermal.units.parse`; library files write their numbers in any unit of
        the same kind.
    grade : str
        How the number is known.
    meaning : str
        What the number is, in words for reports.
    short : str, optional
        One word for the cells of the map of the window; the name in plain letters if left out.
    concern : str, optional
        What of the skin it is about, where reports tell it of such conditions only.
    persons : bool, optional
        Whether it tells of the course of healing, and so is asked of each person: the number is their mean, its band
        that of nine tenths of them. ``"together"`` if it is asked once, of the simulation and of all their courses.
    """
    word = short or kind.replace("_", " ")

    def entered(function: Function) -> Metric:
        found = Metric(function, kind, unit, grade, meaning, word, concern=concern, persons=persons)
        found.course = course
        return metrics(found)

    return entered
