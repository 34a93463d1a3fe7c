"""What a comparison holds: its two sides, and every metric of both with the difference and its doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from microthermal.domain.inputs.goal import Estimate, Goal
from microthermal.domain.inputs.rule import Rule
from microthermal.domain.results.caution import Caution
from microthermal.planning.records import Outcome, State, Verdict, worst
from microthermal.simulation.records import Simulation, Stamp
from microthermal.studies.compare.visits import ONE_VISIT, Visits

Kind: TypeAlias = Literal["run", "plan", "case", "published treatment"]
# Of B against A.
Told: TypeAlias = Literal["larger", "smaller", "not told apart", "the same", "not defined"]
APART: Final[tuple[Told, ...]] = ("larger", "smaller")


def heads_and_names(one: str, other: str) -> tuple[str, tuple[str, str]]:
    """What two titles begin with, up to their last comma, and what is left of each.

    Examples
    --------
    >>> heads_and_names("Scar, option 1", "Scar, option 2")
    ('Scar', ('option 1', 'option 2'))
    """
    (head, _, mine), (same, _, theirs) = (title.rpartition(", ") for title in (one, other))
    return (head, (mine, theirs)) if head and head == same and mine != theirs else ("", (one, other))


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: what it is called, where it comes from, its simulation, and how it was judged.

    Parameters
    ----------
    title : str
        What it is called in tables and sentences.
    kind : str
        Where it comes from.
    simulation : Simulation
        One visit in nominal skin, as it was saved or as it is simulated now.
    outcome : Outcome
        Every metric, with the band over the scenarios.
    verdicts : tuple of Verdict
        Every limit held against it.
    rules : tuple of Rule
        Contraindications that are met.
    score : float, optional
        How far the aims of the goal are reached, if there is a goal.
    visits : Visits
        How often it is done; metrics, limits and score are those of the whole course.
    """

    title: str
    kind: Kind
    simulation: Simulation
    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    rules: tuple[Rule, ...]
    score: float | None = None
    visits: Visits = ONE_VISIT

    @property
    def state(self) -> State:
        """Worst of the verdicts and rules."""
        return worst((*(one.state for one in self.verdicts), *(rule.action for rule in self.rules)))

    @property
    def lasered(self) -> bool:
        """Whether a laser is used."""
        return not self.simulation.treatment.pulse.zoneless


@dataclass(frozen=True)
class Difference:
    """One metric of both sides, and B less A: in nominal skin, and over the doubts that both were simulated under.

    ``agreeing`` of ``doubts`` give a difference of the same sense as nominal skin does. ``floor`` is the difference
    that the cells of the two runs alone could make.
    """

    metric: str
    a: Estimate
    b: Estimate
    value: float
    low: float
    high: float
    told: Told
    agreeing: int = 0
    doubts: int = 0
    floor: float = 0.0

    @property
    def apart(self) -> bool:
        """Whether the difference is larger than its doubt."""
        return self.told in APART


@dataclass(frozen=True, eq=False)
class SideBySide:
    """Two treatments side by side."""

    a: Side
    b: Side
    differences: tuple[Difference, ...]
    doubts: tuple[str, ...]
    sentences: tuple[str, ...]
    cautions: tuple[Caution, ...]
    stamp: Stamp
    goal: Goal | None = None

    @property
    def title(self) -> str:
        """Title of the page."""
        return f"{self.head}: {' beside '.join(self.names)}" if self.head else " beside ".join(self.names)

    @property
    def head(self) -> str:
        """What both titles begin with, as those of two options of one plan do; empty where they do not."""
        return heads_and_names(self.a.title, self.b.title)[0]

    @property
    def names(self) -> tuple[str, str]:
        """Titles of the two sides without what both begin with."""
        return heads_and_names(self.a.title, self.b.title)[1]

    @property
    def library(self) -> object:
        """The library that both are judged by."""
        return self.stamp.library

    def of(self, metric: str) -> Difference:
        """Difference of one metric.

        Raises
        ------
        KeyError
            If there is no such metric.
        """
        return {one.metric: one for one in self.differences}[metric]
