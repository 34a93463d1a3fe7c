"""Why: sentences that say what an option reaches, what it risks, and why others were refused."""

from __future__ import annotations

from collections import Counter

from microthermal.domain.goal import Aim, Goal
from microthermal.domain.medicine import Dose
from microthermal.planning.judge import reached
from microthermal.planning.records import Option
from microthermal.planning.rules import sentence
from microthermal.planning.words import verdict_sentence
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
    share = round(100 * reached(aim, estimate))
    value, target = show(estimate.value, estimate.unit), show(aim.target, estimate.unit)
    judged = "reached" if share >= 99 else ("not reached at all" if share <= 1 else f"reached to {share} %")
    sentence = f"Aim {judged}: {estimate.meaning} is {value} (target {target}; grade: {estimate.grade})."
    return f"{sentence} Why: {aim.reason}." if aim.reason else sentence


def plan_reasons(options: tuple[Option, ...], refused: tuple[Option, ...], goal: Goal) -> tuple[str, ...]:
    """Sentences for the whole plan: how many were tried, what the best wins by, what refused the rest."""
    tried = len(options) + len(refused)
    sentences = [
        f"{tried} treatments were simulated; {len(options)} stay inside the window, {len(refused)} pass a stop limit."
    ]
    if options:
        best = options[0]
        sentences.append(
            f"The first reaches {round(100 * best.score)} % of the weighted aims and uses "
            f"{round(100 * best.risk)} % of its tightest stop limit."
        )
        sentences += _injection(options)
    sentences += _refusals(refused)
    return tuple(sentences) + goal.evidence


def _injection(options: tuple[Option, ...]) -> list[str]:
    # What is laid on at home goes with every option and tells none from another.
    plain = next((option for option in options if not _injected(option)), None)
    treated = next((option for option in options if _injected(option)), None)
    if plain is None or treated is None:
        return []
    gain = round(100 * (treated.score - plain.score))
    drug = _injected(treated)[0].drug.title
    word = "more" if gain >= 0 else "less"
    return [
        f"The best treatment with an injection ({drug}) scores {abs(gain)} points {word} than the best without. "
        "No trial has compared days of injection: the best day is a hypothesis."
    ]


def _injected(option: Option) -> tuple[Dose, ...]:
    return tuple(dose for dose in option.treatment.doses if dose.route == "needle")


def _refusals(refused: tuple[Option, ...]) -> list[str]:
    counts = Counter(
        verdict.estimate.meaning for option in refused for verdict in option.verdicts if verdict.state == "stop"
    )
    return [f"{count} of the refused fail on {meaning}." for meaning, count in counts.most_common(4)]
