"""Why: sentences that say what an option reaches, what it risks, and why others were refused."""

from __future__ import annotations

from collections import Counter

from microthermal.domain.inputs.goal import Aim, Goal
from microthermal.domain.inputs.laser import Device, Pulse
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.planning.estimates import told, value_text
from microthermal.planning.ranking import alike, rounded
from microthermal.planning.records import Option
from microthermal.planning.window.rules import sentence
from microthermal.planning.window.score import reached
from microthermal.planning.window.words import nearest_words, verdict_sentence
from microthermal.units import show


def option_reasons(option: Option, goal: Goal) -> tuple[str, ...]:
    """Sentences for one option: aims from the heaviest down, then limits that warn or stop."""
    aims = sorted(goal.aims, key=lambda aim: -aim.weight)
    limits = [verdict for verdict in option.verdicts if verdict.state != "ok"]
    return (
        tuple(_aim(aim, option) for aim in aims)
        + tuple(verdict_sentence(verdict) for verdict in limits)
        + tuple(sentence(rule) for rule in option.rules if rule.action != "note")
    )


def _aim(aim: Aim, option: Option) -> str:
    estimate = option.outcome.of(aim.metric)
    why = f" Why: {aim.reason}." if aim.reason else ""
    if estimate.undefined:
        return f"Aim not judged: {estimate.meaning} is {value_text(estimate)}.{why}"
    share, turned = round(100 * reached(aim, estimate)), told(estimate)
    target = show(aim.target, estimate.unit)
    if turned is not estimate:
        target = f"a fall of {target}"
    judged = "reached" if share >= 99 else ("not reached at all" if share <= 1 else f"reached to {share} %")
    return f"Aim {judged}: {turned.meaning} is {value_text(turned)} (target {target}; grade: {estimate.grade}).{why}"


def plan_reasons(options: tuple[Option, ...], refused: tuple[Option, ...], goal: Goal) -> tuple[str, ...]:
    """Sentences for the whole plan: how many were tried, what the best wins by, what refused the rest."""
    tried = len(options) + len(refused)
    sentences = [
        f"{tried} treatments were simulated; {len(options)} stay inside the window, {len(refused)} pass a stop limit."
    ]
    if options:
        best = options[0]
        sentences.append(
            f"The first reaches {round(100 * best.score)} % of the weighted aims; {nearest_words(best.verdicts)}."
        )
        sentences += _ties(options)
        sentences += _injection(options)
    sentences += _refusals(refused)
    return tuple(sentences) + goal.evidence


def _ties(options: tuple[Option, ...]) -> list[str]:
    """How many others the first cannot be told apart from, so that nobody takes its place for a difference."""
    equal = len(alike(options))
    if equal == 0:
        return []
    band = options[0].spread
    low, high = (round(100 * end) for end in (band.low, band.high)) if band else (0, 0)
    span = "" if low == high else f" ({low} to {high} % over the scenarios)"
    others = "1 other has a score that is" if equal == 1 else f"{equal} others have scores that are"
    return [f"{others} not told apart from that of the first{span}: their order says nothing about what they reach."]


def _injection(options: tuple[Option, ...]) -> list[str]:
    """What an injection adds to the laser treatment of the first, and nothing else changed."""
    # What is laid on at home goes with every option and tells none from another.
    same = [option for option in options if laser(option) == laser(options[0])]
    plain = next((option for option in same if not injected(option)), None)
    treated = max((option for option in same if injected(option)), key=lambda option: option.score, default=None)
    if plain is None or treated is None:
        return []
    drug, gain = injected(treated)[0].drug.title, rounded(treated.score) - rounded(plain.score)
    if gain == 0:
        told_gain = "changes the score by less than a point: the two are not told apart"
    else:
        word = "more" if gain > 0 else "fewer"
        told_gain = f"scores {abs(gain)} point{'s' if abs(gain) > 1 else ''} {word} than without"
    return [
        f"With the laser treatment of the first, the best day of an injection ({drug}) {told_gain}. "
        "No trial has compared days of injection: the best day is a hypothesis."
    ]


def laser(option: Option) -> tuple[Device, Pulse, Pattern]:
    """Laser treatment of an option, whatever is injected with it."""
    return option.device, option.treatment.pulse, option.treatment.pattern


def injected(option: Option) -> tuple[Injection, ...]:
    """Doses of an option that are given with a needle."""
    return option.treatment.injections


def _refusals(refused: tuple[Option, ...]) -> list[str]:
    counts = Counter(
        verdict.estimate.meaning for option in refused for verdict in option.verdicts if verdict.state == "stop"
    )
    return [f"{count} of the refused fail on {meaning}." for meaning, count in counts.most_common(4)]
