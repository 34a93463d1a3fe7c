"""Retreatment criterion: the earliest day on which the simulated skin is ready for the next session, and why."""

from __future__ import annotations

from typing import Annotated

from microthermal.catalog.limits import class_of
from microthermal.domain.inputs.rule import Rule
from microthermal.healing.settling import Settled, closure, redness_gone, settled
from microthermal.planning.course_means import untreated_of
from microthermal.planning.posterior_courses import each_person
from microthermal.quantity import Quantity, record
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

_WEEK = 7 * DAY


@record
class Criterion:
    """One condition of retreatment: its text, from when it holds, and whether it does within the simulated time."""

    text: str
    ready: Annotated[float, Quantity("s", "time from which it holds", 0, 1e9)]
    held: bool = True


@record
class Gate:
    """Earliest time of the next session, and all its conditions, the one that is met last first.

    Without conditions nothing has to heal: sessions follow one another as they are planned.
    """

    ready: Annotated[float, Quantity("s", "earliest time of the next session", 0, 1e9)]
    conditions: tuple[Criterion, ...]

    @property
    def text(self) -> str:
        """The gate in one sentence."""
        if not self.conditions:
            return f"The next session comes after {show(self.ready, 's')} ({show(_WEEK / self.ready, '1')} a week)."
        last = self.conditions[0]
        if not last.held:
            return (
                f"Not within the {show(last.ready, 's')} that were followed: it waits until {last.text}. Follow longer "
                "('settings.until')."
            )
        return f"Not before {show(self.ready, 's')} after the one before: it waits until {last.text}."

    @property
    def held(self) -> bool:
        """Whether all conditions are met within the simulated time; else the time is only a lower bound."""
        return not self.conditions or self.conditions[0].held


def gate(simulation: Simulation, interval: float = 0.0, rules: tuple[Rule, ...] = ()) -> Gate:
    """Gate to the next session.

    Parameters
    ----------
    simulation : Simulation
        The session before; its healing is what the gate looks at.
    interval : float, optional
        Usual interval of the goal [s]; without it that of the class of device.
    rules : tuple of Rule, optional
        Rules that are met; some ask for a longer interval.
    """
    figures = simulation.library.figures.gate
    exposure = simulation.treatment.exposure
    rhythm = exposure.rhythm
    if rhythm is not None:  # nothing has to heal: sessions follow as they are planned
        return Gate(ready=rhythm, conditions=())
    usual = interval or figures.interval(class_of(exposure))
    found = [
        Criterion(text=f"the usual interval of {show(usual, 's')} has passed", ready=usual),
        Criterion(
            text="cells under heat shock have recovered, so that a second pulse does not kill them",
            ready=figures.stasis,
        ),
    ]
    found += [
        Criterion(text=f"{show(rule.interval, 's')} have passed, as the rule '{rule.title}' asks", ready=rule.interval)
        for rule in rules
        if rule.interval is not None and rule.interval > usual
    ]
    each, marks = each_person(simulation) or (simulation,), simulation.library.figures.scores
    for text, ends in (
        ("the epidermis is closed", [closure(one.healing, marks) for one in each]),
        ("the redness is gone", [redness_gone(one.healing, one.untreated, marks) for one in each]),
        ("the inflammation is over", [_calm(one, figures.inflammation) for one in each]),
    ):
        # As the metrics of closure and redness: the mean over persons, a lower bound where most have not come so far.
        ready, held = sum(end.time for end in ends) / len(ends), 2 * sum(end.reached for end in ends) >= len(ends)
        found.append(Criterion(text=text, ready=ready, held=held))
    ordered = tuple(sorted(found, key=lambda one: (one.held, -one.ready)))
    return Gate(ready=max(one.ready for one in ordered), conditions=ordered)


def _calm(simulation: Simulation, least: float) -> Settled:
    """When the inflammation is over."""
    healing = simulation.healing
    return settled(healing.time, healing.of("inflammation") - untreated_of(simulation, "inflammation") - least)
