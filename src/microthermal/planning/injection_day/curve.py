"""When to inject: benefit and harm of one round of injections against its day, over scenarios. A hypothesis."""

from __future__ import annotations

import time
from typing import Annotated

import numpy as np

from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.delivery.layers import dermis
from microthermal.delivery.mechanisms.unit_cell import COARSE
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.library.figures import TimingFigures
from microthermal.domain.results.response import Delivery, Healing, Perfusion
from microthermal.errors import InputError
from microthermal.healing.models import HealingModel
from microthermal.numerics.wholes import steps_within, whole_steps
from microthermal.parallel.threads import may_stop, side_by_side
from microthermal.planning.design.following import FEW
from microthermal.planning.injection_day.scenarios import TimingScenario, timing_scenarios, varied_dose, varied_flow
from microthermal.planning.metrics import metrics
from microthermal.planning.posterior_courses import drawn
from microthermal.planning.records import Outcome, Result
from microthermal.planning.window.limits import check_goal
from microthermal.planning.window.verdicts import score
from microthermal.quantity import Array, Quantity, amended, record
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.follow_up import with_needle_ways
from microthermal.simulation.records import Simulation
from microthermal.units import DAY

HYPOTHESIS = (
    "No trial has compared days of injection after a fractional laser: these curves are a hypothesis of the model."
)
_EXACT_TIP = 1e-6
# Goals that live from new collagen or new vessels, which a drug may blunt.
_REMODELLING = ("new_collagen", "scar_fill", "perfusion_gain")


@record
class TimingCurve:
    """Benefit and harm of an injection against its day, and the figures by which they are weighed."""

    title: str
    goal: Goal
    dose: Injection
    target: str
    figures: TimingFigures
    scenarios: tuple[str, ...]
    day: Annotated[Array, Quantity("s", "time of the injection after the laser", -1e7, 1e8, ("day",))]
    benefit: Annotated[Array, Quantity("%", "fraction of the goal that the injection adds", -1, 1, ("scenario", "day"))]
    harm: Annotated[Array, Quantity("%", "leak, thinning and blunting together", 0, 1, ("scenario", "day"))]
    leak: Annotated[Array, Quantity("%", "fraction of the dose that runs out", 0, 1, ("scenario", "day"))]
    thinning: Annotated[Array, Quantity("%", "fraction of the limit on thinning", 0, 1, ("scenario", "day"))]
    blunting: Annotated[Array, Quantity("%", "loss of the new collagen of laser alone", 0, 1, ("scenario", "day"))]
    acting: Annotated[
        Array, Quantity("s", "time for which the target is above half effect", 0, 1e8, ("scenario", "day"))
    ]
    cpu: Annotated[float, Quantity("s", "time of computing", 0, 1e6)] = 0.0

    @property
    def net(self) -> Array:
        """Benefit less harm [1] (scenario, day)."""
        return self.benefit - self.figures.harm_weight * self.harm


def days(first: float, last: float) -> Array:
    """Days of a study [s] (day,): whole days, with the moment before the laser instead of the day itself and after it.

    Parameters
    ----------
    first, last : float
        First and last day [s]; the laser lies between.
    """
    whole = np.arange(whole_steps(first, DAY), steps_within(last, DAY) + 1) * DAY
    return np.unique(np.concatenate([whole[whole != 0.0], [-600.0, 300.0]]))


def usual_goal(condition: str) -> Goal:
    """Goal of a condition: the one of its name, else the first that is for it.

    Raises
    ------
    InputError
        If no goal is for it.
    """
    goals = [catalog.goal(name) for name in catalog.names("goal")]
    fitting = [goal for goal in goals if goal.condition == condition]
    same = [goal for goal in fitting if goal.name == condition]
    if not fitting:
        names = ", ".join(goal.name for goal in goals)
        raise InputError(f"no goal is for the condition '{condition}'; name one of {names}")
    return (same or fitting)[0]


def timing(
    simulation: Simulation,
    goal: Goal,
    when: Array,
    scenarios: tuple[TimingScenario, ...] | None = None,
    workers: int = 1,
) -> TimingCurve:
    """Benefit and harm of the first injection of a simulation against its day; every day of every scenario is computed.

    Parameters
    ----------
    simulation : Simulation
        Treatment with at least one injection; what the laser did is taken from it.
    goal : Goal
        Whose aims the benefit is measured by.
    when : Array (day,)
        Times of the injection after the laser [s].
    scenarios : tuple of TimingScenario, optional
        Twenty if left out; the first is taken as nominal.
    workers : int, optional
        Threads; the kernels of depots and of healing run side by side, and the answer does not depend on how many.

    Raises
    ------
    InputError
        If there is no injection to be moved, or the goal asks for a metric that does not exist, or not in its unit.
    """
    check_goal(goal)
    if not simulation.treatment.injections:
        raise InputError("doses: a timing study moves an injection, and the case has none; add a [[doses]] table")
    chosen = scenarios or timing_scenarios(20, simulation.library)
    tasks = [(simulation, goal, scenario, when) for scenario in chosen]
    begin = time.process_time()
    parts = np.array(side_by_side(min(workers, len(tasks)), _row, tasks))
    benefit, leak, thinning, blunting, acting = (parts[:, :, column] for column in range(5))
    return TimingCurve(
        title=simulation.title,
        goal=goal,
        dose=simulation.treatment.injections[0],
        target=target_of(goal, simulation.library),
        figures=simulation.library.figures.timing,
        scenarios=tuple(scenario.name for scenario in chosen),
        day=when,
        benefit=benefit,
        harm=1.0 - (1.0 - leak) * (1.0 - thinning) * (1.0 - blunting),
        leak=leak,
        thinning=thinning,
        blunting=blunting,
        acting=acting,
        cpu=time.process_time() - begin,
    )


def target_of(goal: Goal, library: Library) -> str:
    """Name of the target of a goal's drug, as the condition in a library states it."""
    return str(library.record("condition", goal.condition).drug_target)


def _row(task: tuple[Simulation, Goal, TimingScenario, Array]) -> list[list[float]]:
    """All days of one scenario: benefit, leak, thinning, blunting, time of action."""
    simulation, goal, scenario, when = task
    span = simulation.settings.until
    alone = laser_alone(simulation, max(float(when[-1]), 0.0) + span)
    dose, before = simulation.treatment.injections[0], _score(laser_alone(simulation, span), goal)
    grown = _courses_of_persons(alone) if wants_remodelling(goal) else ()
    return [
        _one(alone, goal, deliver(alone, scenario, dose, moment), (before, grown), span) for moment in when.tolist()
    ]


def laser_alone(simulation: Simulation, until: float) -> Simulation:
    """The same simulation without its doses, followed until a time [s]."""
    healing = _healing_model(simulation).follow(simulation.injury, simulation.condition, (), until)
    flow = simulation.perfusion
    if until > flow.time[-1]:  # followed longer than the simulation was, and blood with it
        rest = float(simulation.untreated.of("perfusion")[0])
        flow = Perfusion(time=healing.time, factor=healing.of("perfusion") / rest)
    return amended(
        simulation,
        skin=affected(simulation.skin, simulation.condition),
        healing=healing,
        perfusion=flow,
        deliveries=(),
        # Days are compared over as many persons, and the same, as the candidates of a plan.
        settings=amended(simulation.settings, until=until, persons=min(simulation.settings.persons, FEW)),
    )


def _healing_model(simulation: Simulation) -> HealingModel:
    return simulation.library.healing_model(simulation.settings.healing)


def deliver(alone: Simulation, scenario: TimingScenario, dose: Injection, moment: float) -> Delivery:
    """One round of injections of a scenario at a moment [s], in the coarse unit cell."""
    way = amended(COARSE, depth_error=_EXACT_TIP, plug=scenario.plug, reperfusion=scenario.reperfusion)
    given = varied_dose(dose, scenario, moment, dermis(alone.skin).bottom)
    flow = varied_flow(alone.perfusion, scenario)
    found = way.deliver(given, alone.skin, alone.lattice, flow, alone.settings.until)
    return with_needle_ways(found, alone.library.ends.needles.value)


def _one(
    alone: Simulation, goal: Goal, delivery: Delivery, before: tuple[float, tuple[Healing, ...]], span: float
) -> list[float]:  # fmt: skip
    """Benefit over the score of the laser alone, leak, thinning, blunting and time of action of one delivery.

    The outcome is read when the dose, or the laser if that comes later, is ``span`` [s] old, whatever its day. Of the
    laser alone (``before``) its score is known, and where it counts the courses of each person.
    """
    may_stop()
    later = max(delivery.dose.time, 0.0)
    scored, grown = before
    healing = _healing_model(alone).follow(alone.injury, alone.condition, (delivery,), later + span)
    treated = amended(alone, deliveries=(delivery,), healing=healing)
    return [
        _score(treated, goal) - scored,
        delivery.channel_leak,
        _thinning(treated, goal),
        blunting(_courses_of_persons(treated), grown, later) if grown else 0.0,
        acting(delivery, target_of(goal, alone.library)),
    ]


def _score(simulation: Simulation, goal: Goal) -> float:
    """Score of the aims, whose values count here also where the skin has no such number."""
    found = {aim.metric: amended(metrics[aim.metric](simulation), undefined="") for aim in goal.aims}
    return score(Outcome(results=tuple(Result(metric=name, estimate=one) for name, one in found.items())), goal)


def acting(delivery: Delivery, target: str) -> float:
    """Time for which a target is above half the effect [s], mean over points; 0 of a drug without effects.

    Raises
    ------
    InputError
        If the target does not lie in the skin that the depot is followed in.
    """
    if not delivery.dose.drug.effects:
        return 0.0
    felt = next((exposure for exposure in delivery.exposures if exposure.target == target), None)
    if felt is None:
        known = ", ".join(exposure.target for exposure in delivery.exposures)
        raise InputError(f"the {target} of this goal does not lie in the skin that is followed; there are: {known}")
    return felt.time_above * delivery.in_dermis


def wants_remodelling(goal: Goal) -> bool:
    """Whether a goal lives from new collagen or vessels."""
    return any(aim.metric in _REMODELLING for aim in goal.aims)


def _thinning(simulation: Simulation, goal: Goal) -> float:
    """Fraction of the goal's limit on duration times volume that is used, at most 1."""
    usual = simulation.library.figures.timing.thinning_limit
    limit = next((limit.stop for limit in goal.limits if limit.metric == "atrophy_exposure"), usual)
    return min(float(metrics["atrophy_exposure"](simulation).value) / limit, 1.0)


def _courses_of_persons(simulation: Simulation) -> tuple[Healing, ...]:
    """Courses of the persons that could be followed; the nominal one where none is asked for."""
    return drawn(simulation).courses or (simulation.healing,)


def blunting(healing: tuple[Healing, ...], alone: tuple[Healing, ...], later: float = 0.0) -> float:
    """Fraction of the new collagen of laser alone that is missing three months after the laser, and ``later`` [s].

    Of the means over persons: who makes little new collagen has little to lose.
    """

    def collagen(course: Healing) -> float:
        level = course.of("new_collagen_1") + course.of("new_collagen_3")
        return float(np.interp(90 * DAY + later, course.time, level))

    before, now = (sum(map(collagen, courses)) / len(courses) for courses in (alone, healing))
    return min(max(1.0 - now / before, 0.0), 1.0) if before > 0.0 else 0.0
