"""A timing study in words: which days stand out, by which mechanism, and in what order within one session."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.delivery.dose_checks import circumstances
from microthermal.domain.inputs.medicine import Injection
from microthermal.healing.settling import closure
from microthermal.numerics.ties import first_greatest
from microthermal.planning.injection_day.curve import (
    HYPOTHESIS,
    TimingCurve,
    acting,
    deliver,
    laser_alone,
    wants_remodelling,
)
from microthermal.planning.injection_day.scenarios import TimingScenario
from microthermal.quantity import Array, Quantity, record
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

# Coverage from which a lattice counts as dense [1]: deep modes stay below 5 % (working notes, not in the library).
_DENSE = 0.05
_MARKED = 0.02  # a mechanism that moves less than this is not named
_SEEN = 60 * DAY  # a later maximum is the steady level of the condition, not a peak


@record
class Moment:
    """One way to order laser and injection within a session."""

    text: str
    time: Annotated[float, Quantity("s", "time of the injection after the laser", -1e6, 1e6)]
    leak: Annotated[float, Quantity("%", "fraction of the dose that runs out", 0, 1)]
    acting: Annotated[float, Quantity("s", "time for which the target is above half effect", 0, 1e8)]


def verdict(curve: TimingCurve) -> tuple[str, ...]:
    """Which days stand out, if any, and how sure that is.

    Parameters
    ----------
    curve : TimingCurve
        The study.
    """
    net, flat = curve.net, curve.figures.flat
    best = best_days(curve)
    nominal, worst = curve.day[first_greatest(net[0], 1.0)], curve.day[first_greatest(-net[0], 1.0)]
    span = float(net[0].max() - net[0].min())
    texts = [HYPOTHESIS]
    if span < flat:
        texts.append(
            f"The curve is flat: days differ by {show(span, '%')} of the goal, less than the model can tell apart."
        )
    else:
        equal = curve.day[net[0] >= net[0].max() - flat]
        texts.append(
            f"Nominal: net benefit is highest {_given(float(nominal))}; {_spans(equal, curve.day)} "
            f"within {show(flat, '%')} of it. Lowest {_given(float(worst))}."
        )
    counts = {when: int(np.sum(best == when)) for when in np.unique(best)}
    told = ", ".join(
        f"{day_name(float(when))} in {count}" for when, count in sorted(counts.items(), key=lambda x: -x[1])[:4]
    )
    texts.append(
        "Each day is judged at the same times after its injection, so that none is seen earlier in its course."
    )
    texts.append(f"Best day over {len(curve.scenarios)} scenarios: {told}.")
    return tuple(texts)


def best_days(curve: TimingCurve) -> Array:
    """Day of the highest net benefit in each scenario [s] (scenario,); of days that are alike, the first."""
    found: Array = curve.day[[first_greatest(row, 1.0) for row in curve.net]]
    return found


def day_name(moment: float) -> str:
    """A moment in words, such as ``day 3`` or ``just before the laser``."""
    if abs(moment) < 0.5 * DAY:
        return "just before the laser" if moment < 0.0 else "just after the laser"
    return f"day {moment / DAY:.3g}"


def _spans(chosen: Array, all_days: Array) -> str:
    """Days in words, runs of neighbours joined."""
    places = np.flatnonzero(np.isin(all_days, chosen))
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    names = [
        day_name(float(all_days[run[0]]))
        if run.size == 1
        else f"{day_name(float(all_days[run[0]]))} to {day_name(float(all_days[run[-1]]))}"
        for run in runs
    ]
    return " and ".join(names) + (" is" if len(names) == 1 and runs[0].size == 1 else " are")


def mechanisms(simulation: Simulation, curve: TimingCurve) -> tuple[str, ...]:
    """Synergy and competition by mechanism, each with the numbers of the nominal scenario.

    Parameters
    ----------
    simulation : Simulation
        The treatment.
    curve : TimingCurve
        Its study.
    """
    first = (*_leak(curve), *_washout(simulation, curve), *_blunted(curve), *_barrier(simulation))
    return (*first, *_coincidence(simulation, curve), *_rules(simulation, curve))


def _at(curve: TimingCurve, part: Array, moment: float) -> float:
    return float(np.interp(moment, curve.day, part[0]))


def _leak(curve: TimingCurve) -> list[str]:
    after = _at(curve, curve.leak, 300.0)
    if after < _MARKED:
        return ["No leak: the zones leave no open channels through which an injection could run out."]
    quiet = next(
        (float(day) for day, leak in zip(curve.day, curve.leak[0], strict=True) if day > 0 and leak < _MARKED), None
    )
    until = f"below {show(_MARKED, '%')} from {day_name(quiet)} on" if quiet else "in the whole study"
    return [
        f"Competition, leak through channels: {show(after, '%')} of the dose runs out just after the laser, {until}."
    ]


def _washout(simulation: Simulation, curve: TimingCurve) -> list[str]:
    """Flow that carries drug off: time of action at the peak of the flow against before the laser."""
    flow = simulation.perfusion
    peak = first_greatest(flow.factor)
    before, during = _at(curve, curve.acting, -600.0), _at(curve, curve.acting, max(float(flow.time[peak]), DAY))
    if before <= 0.0:
        return []
    change = during / before - 1.0
    where = curve.target.replace("_", " ")
    flows = (
        f"blood flow is {show(float(flow.factor[peak]), '1')} times rest at its peak on day {flow.time[peak] / DAY:.2g}"
    )
    acts = f"the drug acts {show(during, 's')} at the {where} instead of {show(before, 's')} before the laser"
    if change < -_MARKED:
        return [f"Competition, washout by hyperaemia: {flows}, and {acts}."]
    if change > _MARKED:
        return [f"Synergy, columns without blood: {flows}, yet {acts}, because columns without blood remove nothing."]
    size = "is small" if change < 0.0 else "shortens nothing"
    return [f"Washout by hyperaemia {size} here: {flows}, and {acts}; scenarios go to five times that rise."]


def _blunted(curve: TimingCurve) -> list[str]:
    if not wants_remodelling(curve.goal):
        return ["Blunted remodelling is what this goal wants: less new collagen counts as benefit, not as harm."]
    worst = first_greatest(curve.blunting[0], 1.0)
    loss = float(curve.blunting[0, worst])
    if loss < _MARKED:
        return ["Blunted remodelling is small: the drug costs less than 2 % of the new collagen."]
    least = _at(curve, curve.blunting, float(curve.day[-1]))
    return [
        f"Competition, blunted remodelling: {show(loss, '%')} of the new collagen of laser alone is lost with an "
        f"injection {_given(float(curve.day[worst]))}, {show(least, '%')} {_given(float(curve.day[-1]))}."
    ]


def _given(moment: float) -> str:
    name = day_name(moment)
    return name if name.startswith("just") else f"on {name}"


def _barrier(simulation: Simulation) -> list[str]:
    closed = closure(simulation.healing, simulation.library.figures.scores)
    if closed.time <= 0.0:
        return ["The barrier is closed all along: an injection meets whole epidermis, and nothing on the skin gets in."]
    if not closed.reached:
        return [f"Open barrier: the epidermis is not closed within the {show(closed.time, 's')} that were followed."]
    return [
        f"Closed barrier: the epidermis is closed after {show(closed.time, 's')}; from then on an injection goes "
        "through whole skin, and what is put on the skin no longer enters through zones."
    ]


def _coincidence(simulation: Simulation, curve: TimingCurve) -> list[str]:
    """Whether the drug is there when collagen is made most."""
    procollagen = simulation.healing.of("procollagen")
    peak = float(simulation.healing.time[first_greatest(procollagen)])
    acts_on_matrix = any(effect.species.startswith(("new_collagen", "fibrotic")) for effect in curve.dose.drug.effects)
    if not acts_on_matrix or not 0.0 < peak < _SEEN:
        return []  # in a chronic scar procollagen rises to where it was and has no peak
    acts = _at(curve, curve.acting, 0.0)
    low = max(peak - acts, 0.0)
    word = "blunts" if wants_remodelling(curve.goal) else "acts on"
    return [f"Given from day {low / DAY:.2g} to {peak / DAY:.2g} the drug {word} new procollagen at its peak."]


def _rules(simulation: Simulation, curve: TimingCurve) -> list[str]:
    """Rules of judgement that the library states for the drug."""
    here = set(circumstances(curve.dose, simulation.skin.site))
    if wants_remodelling(curve.goal):
        here.add("remodelling")
    if simulation.lattice.coverage > _DENSE:
        here.add("dense_zones")
    return [
        f"Rule: {rule.text}."
        for rule in curve.dose.drug.rules
        if rule.when in here and curve.dose.concentration > rule.above
    ]


def orders(simulation: Simulation, curve: TimingCurve) -> tuple[Moment, ...]:
    """Inject and then treat, treat and then inject, or wait for plugs: what each costs.

    Parameters
    ----------
    simulation : Simulation
        The treatment.
    curve : TimingCurve
        Its study.
    """
    nominal = TimingScenario(name="nominal")
    alone = laser_alone(simulation, simulation.settings.until)
    choices = (
        ("inject first, then the laser", -600.0),
        ("laser first, inject at once", 300.0),
        ("laser first, wait three hours for plugs", 3 * 3600.0),
        ("laser first, inject the next day", DAY),
    )
    found = []
    for text, moment in choices:
        delivery = deliver(alone, nominal, curve.dose, moment)
        felt = acting(delivery, curve.target)
        found.append(Moment(text=text, time=moment, leak=delivery.channel_leak, acting=felt))
    return tuple(found)


def order_advice(moments: tuple[Moment, ...], dose: Injection) -> tuple[str, ...]:
    """The order within one session in words.

    Parameters
    ----------
    moments : tuple of Moment
        From :func:`orders`.
    dose : Injection
        What is injected.
    """
    first, at_once, plugged = moments[0], moments[1], moments[2]
    if at_once.leak < _MARKED:
        texts = ["In one session the order does not matter for leak: there are no open channels."]
    else:
        texts = [
            f"In one session inject first and then ablate: {show(at_once.leak, '%')} of the dose would run "
            f"out the other way round, {show(plugged.leak, '%')} after three hours, {show(first.leak, '%')} this way."
        ]
    texts.append("What the laser's heat does to drug that lies there already is not modelled.")
    if dose.drug.potency.activity == "ONA_U":
        texts.append("Botulinum toxin: keep time or place apart from the laser; heat and flow move it.")
    return tuple(texts)
