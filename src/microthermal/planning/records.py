"""Choices made above the simulation: outcome, verdict, option, plan."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from microthermal.display import ask
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice, one_device
from microthermal.domain.inputs.goal import Estimate, Goal, Limit
from microthermal.domain.inputs.published import Published
from microthermal.domain.inputs.rule import Rule
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.field import Histogram, TargetReach
from microthermal.planning.converse import questions
from microthermal.planning.front.records import Front
from microthermal.planning.window.retreatment import Gate
from microthermal.quantity import Grouped, Quantity, Range, record
from microthermal.simulation.records import Simulation, Stamp
from microthermal.units import show

State: TypeAlias = Literal["ok", "warn", "stop"]


def worst(states: tuple[str, ...]) -> State:
    """Worst of some states; a note of a rule is no warning."""
    if "stop" in states:
        return "stop"
    return "warn" if "warn" in states else "ok"


@record
class Result:
    """One metric of one treatment: its name and its estimate."""

    metric: str
    estimate: Estimate


@record
class Outcome:
    """All metrics of one treatment."""

    results: tuple[Result, ...]

    def of(self, metric: str) -> Estimate:
        """Estimate of one metric.

        Raises
        ------
        KeyError
            If the outcome does not hold it.
        """
        return {result.metric: result.estimate for result in self.results}[metric]


@record
class Verdict:
    """One limit held against one treatment."""

    limit: Limit
    estimate: Estimate
    state: State


@record
class DepthShare:
    """What one doubt, such as the size of the spot, makes of the band of the zone's depth over the scenarios."""

    cause: str
    depth: Annotated[Range, Quantity("m", "depth of the zone over the scenarios of this cause", 0, 0.1)]
    fraction: Annotated[float, Quantity("%", "width of these depths over that of all scenarios", 0, 1)]


@record
class Judgement:
    """All that the window says about one treatment; its bands span the scenarios, a point if there are none."""

    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    rules: tuple[Rule, ...]
    sentences: tuple[str, ...]
    advice: tuple[str, ...]
    histograms: tuple[Histogram, ...]
    targets: tuple[TargetReach, ...]
    gate: Gate
    scenarios: tuple[str, ...] = ()
    depth_shares: tuple[DepthShare, ...] = ()

    @property
    def state(self) -> State:
        """Worst of the verdicts and rules."""
        return worst((*(verdict.state for verdict in self.verdicts), *(rule.action for rule in self.rules)))


@record
class ScenarioScore:
    """What an option comes to under one scenario: its score, and the fraction of each aim, in the order of the goal.

    ``stops`` names the stop limits that it passes there; it is empty in plans that were saved earlier.
    """

    name: str
    score: Annotated[float, Quantity("1", "how far the aims are reached, 0 to 1", -10, 1)]
    reached: tuple[Annotated[float, Quantity("1", "fraction of an aim that is reached", 0, 1)], ...]
    stops: tuple[str, ...] = ()


@record
class LeftOut:
    """What an option comes to over all persons but one: its score, and the fraction of each aim as in the goal."""

    person: Annotated[int, Quantity("1", "number of the person who is left out", 0, 1_000_000)]
    score: Annotated[float, Quantity("1", "how far the aims are reached, 0 to 1", -10, 1)]
    reached: tuple[Annotated[float, Quantity("1", "fraction of an aim that is reached", 0, 1)], ...]


@record
class Option:
    """One candidate treatment, judged for a goal; ``spread`` is its score over the scenarios, if they were run.

    ``scenario_scores`` holds what it comes to under each of them; it is empty in plans that were saved earlier.
    The treatment is given ``sessions`` times at an ``interval``. ``harms`` are those that its limits warn of and no aim
    weighs, each of which takes a tenth in the ranking; plans that were saved before they were kept have none.
    ``left_out`` tells how much its score hangs on each person who was followed; it is empty in earlier plans too.
    """

    device: Annotated[AnyDevice, one_device]
    treatment: Treatment
    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    score: Annotated[float, Quantity("1", "how far the aims are reached, 0 to 1", -10, 1)]
    risk: Annotated[float, Quantity("1", "greatest fraction of a stop limit against harm that is used", 0, 1e9)]
    front: bool = False
    reasons: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    spread: Estimate | None = None
    scenario_scores: tuple[ScenarioScore, ...] = ()
    sessions: Annotated[int, Quantity("1", "number of visits", 1, 20)] = 1
    interval: Annotated[float, Quantity("s", "time between visits", 86400, 3.2e7)] = 2.4192e6
    harms: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def lasered(self) -> bool:
        """Whether zones are made; else it stands for low-level light, for the medicine alone, or for nothing."""
        return not self.treatment.pulse.zoneless

    @property
    def course(self) -> str:
        """How often it is given, in words; empty where that is once."""
        return f"{self.sessions} visits {show(self.interval, 's')} apart" if self.sessions > 1 else ""

    @property
    def nothing(self) -> bool:
        """Whether nothing is done."""
        return self.treatment.exposure.sham and not self.treatment.doses

    @property
    def banded(self) -> bool:
        """Whether the scenarios were run: without them the verdicts hold for nominal skin and device only."""
        return self.spread is not None

    @property
    def state(self) -> State:
        """Worst of the verdicts and of the rules that are met."""
        return worst((*(verdict.state for verdict in self.verdicts), *(rule.action for rule in self.rules)))


@record
class CalendarEntry:
    """One entry of the calendar: days after the first treatment, what happens, what to do."""

    day: Annotated[float, Quantity("s", "time after the first treatment", -2.6e6, 1e8)]
    until: Annotated[float, Quantity("s", "end of the entry", -2.6e6, 1e8)]
    title: str
    text: str
    kind: Literal["laser", "injection", "medicine", "skin", "care", "gate", "flag"]


@record
class Searched:
    """What the search of a plan went through.

    ``asked`` counts the candidates before the steps and limits of the devices made some of them the same; 0 if that
    is not known. ``scenarios`` are those over which the best candidates were judged. ``front`` holds all that a search
    for a front has seen; a grid has none. ``question`` says what the first of the plan answers, whatever its rank;
    ``missed`` names what was asked for, limits among it, and is kept by no candidate.
    """

    scenarios: tuple[str, ...]
    asked: Annotated[int, Quantity("1", "candidates that the search asked for", 0, 1_000_000_000)] = 0
    front: Front | None = None
    question: str = ""
    missed: tuple[str, ...] = ()


@record
class Comparison:
    """A published treatment beside a plan: judged like the candidates, or why it could not be simulated.

    ``distance`` and ``differences`` are from the first of the plan to it; ``sentence`` says what the plan has against
    it, and ``agrees`` whether the two are the same treatment for a clinic.
    """

    published: Published
    option: Option | None = None
    unsimulated: str = ""
    distance: Annotated[float, Quantity("1", "doublings of the settings between the two", 0, 1e3)] = 0.0
    differences: tuple[str, ...] = ()
    agrees: bool = False
    sentence: str = ""


@record
class Leader:
    """A device, with the titles of what is given with it: the fraction of weights under which one of its kind leads."""

    device: Annotated[AnyDevice, one_device]
    drugs: tuple[str, ...]
    fraction: Annotated[float, Quantity("%", "fraction of the weights under which it comes first", 0, 1)]


@record
class Weighing:
    """How much the ranking hangs on the weights of the aims: other weights around the stated ones were tried.

    ``leads`` is the fraction of the weights under which the first of the plan comes first, ``keeps`` that under which
    no other is told apart from it as better.
    """

    samples: Annotated[int, Quantity("1", "weights that were tried", 1, 1_000_000)]
    widest: Annotated[float, Quantity("1", "greatest factor on a weight before they are scaled to one", 1, 100)]
    leads: Annotated[float, Quantity("%", "fraction of the weights under which the first comes first", 0, 1)]
    keeps: Annotated[float, Quantity("%", "fraction of the weights under which no other is better", 0, 1)]
    leaders: tuple[Leader, ...]


@record
class Beside:
    """What stands beside the ranking: untreated skin, published treatments, other weights."""

    untreated: Outcome | None = None
    published: tuple[Comparison, ...] = ()
    weighing: Weighing | None = None


_NOTHING_BESIDE = Beside()


@record
class Plan:
    """Ranked candidates for a goal in a skin; the best one is there in full, and what stands beside them."""

    title: str
    goal: Goal
    skin: Skin
    condition: Condition
    options: tuple[Option, ...]
    refused: tuple[Option, ...]
    best: Simulation | None
    calendar: tuple[CalendarEntry, ...]
    search: Annotated[Searched, Grouped()]
    reasons: tuple[str, ...]
    cautions: tuple[Caution, ...]
    stamp: Stamp
    date: str = ""
    judgement: Judgement | None = None
    beside: Annotated[Beside, Grouped()] = _NOTHING_BESIDE

    @property
    def untreated(self) -> Outcome | None:
        """Metrics of the same skin with nothing done to it; None in a plan that was saved before it was asked."""
        return self.beside.untreated

    @property
    def plot(self) -> Any:
        """Figures of its report, by section: ``plan.plot.options()``, ``plan.plot.zone()``."""
        return ask("plot", self)

    def to_xarray(self) -> Any:
        """An xarray.Dataset of its options, and of the fields of the best one.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        return ask("xarray", self)

    def to_pandas(self, table: str = "options") -> Any:
        """One of its tables as a pandas.DataFrame: ``options``, or a table of the best simulation.

        Raises
        ------
        InputError
            If pandas is not installed, or there is no such table.
        """
        return ask("pandas", self, table)

    def prefer(self, *texts: str) -> Plan:
        """A new plan that keeps what is preferred, such as ``"downtime < 3 day"``; see `converse.conversation.prefer`.

        Raises
        ------
        InputError
            If a text is no preference, or this plan is none of a front.
        """
        found: Plan = questions["prefer"](self, *texts)
        return found

    def trade(self, gain: str, pay: str) -> Plan:
        """A new plan that is better in one metric for as little of another as it takes.

        Raises
        ------
        InputError
            If one is no metric, or this plan is none of a front.
        """
        found: Plan = questions["trade"](self, gain, pay)
        return found

    def near(self, option: Option | int) -> Plan:
        """A new plan around an option, or around the one of a number, counted from 1.

        Raises
        ------
        InputError
            If there is no such option, or this plan is none of a front.
        """
        found: Plan = questions["near"](self, option)
        return found
