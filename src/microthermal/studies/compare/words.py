"""A comparison in sentences, made from its numbers: what is set otherwise, what that changes, what cannot be told."""

from __future__ import annotations

from microthermal.catalog.library import Library
from microthermal.domain.inputs.goal import Goal
from microthermal.numerics.ties import Key, ordered
from microthermal.planning.estimates import number_text, value_text
from microthermal.planning.records import Verdict
from microthermal.planning.window.verdicts import reached
from microthermal.studies.compare.records import Difference, Side
from microthermal.studies.compare.settings import NOT_SET, differing, rows

# Differences told one by one, the greatest first; the page holds all.
_TOLD = 6
# Ratios are told from here on, and up to where the smaller one is next to nothing.
_RATIO, _MOST = 1.05, 100.0
# What is told first, where it differs: what was made, what it costs, what it is for.
_FIRST = (
    "depth", "channel_depth", "width", "coverage", "closure_time", "downtime", "pigment_risk", "new_collagen",
    "fibrotic_fall", "hair_density_change",
)  # fmt: skip
# What a side is and where it is done are no settings.
_NO_SETTINGS = ("Skin", "Condition")


def sentences(a: Side, b: Side, found: tuple[Difference, ...], goal: Goal | None, library: Library) -> tuple[str, ...]:
    """Sentences on two sides, in the order in which a reader asks.

    Parameters
    ----------
    a, b : Side
        The two.
    found : tuple of Difference
        Every metric.
    goal : Goal, optional
        What both are scored by.
    library : Library
        Knows how their devices are set.
    """
    apart = in_order(tuple(one for one in found if one.apart), goal)
    told = [one for one in found if one.told != "not defined"]
    opening = f"{len(apart)} of {len(told)} metrics differ by more than what is in doubt"
    opening += f", first of all {apart[0].a.meaning}." if apart else "."
    said = [opening, _set(a, b, library), *(difference_sentence(one) for one in apart[:_TOLD])]
    if len(apart) > _TOLD:
        said.append(f"{len(apart) - _TOLD} more metrics differ by more than their doubt; the page holds them.")
    said += [_blurred(found), *_limits(a, b)]
    if goal is not None and a.score is not None and b.score is not None:
        said.append(_scored(a, b, goal))
    return tuple(one for one in said if one)


def in_order(found: tuple[Difference, ...], goal: Goal | None) -> list[Difference]:
    """Differences in the order in which they are told: aims of the goal, what everybody asks for, then by size."""
    aims = () if goal is None else tuple(aim.metric for aim in goal.aims)
    keys: list[Key] = [(lambda one: _place(one.metric, aims), 0.5), (lambda one: -size(one), 1e-6)]
    return ordered(found, keys, lambda one: one.metric)


def _place(metric: str, aims: tuple[str, ...]) -> float:
    """Place of a metric in what is told: aims of the goal, what everybody asks for, the rest by its size."""
    told = (*aims, *(name for name in _FIRST if name not in aims))
    return float(told.index(metric)) if metric in told else float(len(told))


def size(one: Difference) -> float:
    """Difference as a fraction of the larger of the two values [1]."""
    most = max(abs(one.a.value), abs(one.b.value))
    return abs(one.value) / most if most > 0.0 else 0.0


def difference_sentence(one: Difference) -> str:
    """What differs in one metric, by how much, and how sure that is."""
    more, less = ("B", "A") if one.value > 0.0 else ("A", "B")
    high, low = (one.b, one.a) if one.value > 0.0 else (one.a, one.b)
    text = f"{_capital(high.meaning)}: {more} {value_text(high)}, {less} {value_text(low)}"
    ratio = high.value / low.value if low.value > 0.0 else 0.0
    if _RATIO <= ratio < _MOST:
        text += f", {ratio:.2g} times as much"
    if not one.doubts:
        return f"{text}."
    # Of two falls the lesser is the higher number: it is not more of anything.
    word = "is the higher" if low.value < 0.0 else "has more"
    return f"{text}; in all {one.doubts} doubts that were paired, {more} {word}."


def _set(a: Side, b: Side, library: Library) -> str:
    other = differing(rows(a, library), rows(b, library))
    other = tuple(one for one in other if one[0] not in _NO_SETTINGS)
    if not other:
        return "The two are set alike."
    told = [
        f"{name.lower()} {mine} in A and {theirs} in B" for name, mine, theirs in other if NOT_SET not in (mine, theirs)
    ]
    for side, place in (("A", 1), ("B", 2)):
        alone = [f"{one[0].lower()} {one[place]}" for one in other if one[3 - place] == NOT_SET]
        told += [f"{side} alone has {', '.join(alone)}"] if alone else []
    return f"The two are set otherwise in {len(other)} things: {'; '.join(told)}."


def _blurred(found: tuple[Difference, ...]) -> str:
    names = [one.a.meaning for one in found if one.told == "not told apart"]
    if not names:
        return ""
    return (
        f"Not told apart, because under some doubt the difference vanishes or turns, or is within the error of the "
        f"cells: {'; '.join(names)}."
    )


def _limits(a: Side, b: Side) -> list[str]:
    """One sentence for each limit on which the two do not stand alike."""
    held = [{(one.limit.metric, one.limit.lower): one for one in side.verdicts} for side in (a, b)]
    said = []
    for key in dict.fromkeys((*held[0], *held[1])):
        pair = held[0].get(key), held[1].get(key)
        states = [one.state if one is not None else "ok" for one in pair]
        if states[0] == states[1] or (one := pair[0] or pair[1]) is None:
            continue
        said.append(f"Limit on {one.estimate.meaning}: {_state('A', pair[0])}, {_state('B', pair[1])}.")
    for name, side, other in (("A", a, b), ("B", b, a)):
        alone = [rule for rule in side.rules if rule not in other.rules and rule.action != "note"]
        said += [f"A rule that only {name} meets ({rule.action}): {rule.text}" for rule in alone]
    return said


def _state(name: str, verdict: Verdict | None) -> str:
    if verdict is None:
        return f"{name} is not held against it"
    estimate, limit = verdict.estimate, verdict.limit
    side, mark = "below" if limit.lower else "above", limit.stop if verdict.state == "stop" else limit.warn
    word = {"ok": "keeps it", "warn": "warns", "stop": "passes the stop mark"}[verdict.state]
    edge = "" if verdict.state == "ok" else f", mark {side} {number_text(mark, estimate.unit)}"
    if edge and not (estimate.value < mark if limit.lower else estimate.value > mark):
        edge = f", and its band passes the mark of {number_text(mark, estimate.unit)}"
    return f"{name} {word} ({value_text(estimate)}{edge})"


def _scored(a: Side, b: Side, goal: Goal) -> str:
    """Both scores by a goal, and the aim that makes most of their difference."""
    total = sum(aim.weight for aim in goal.aims)
    gains = [
        (aim.weight * (reached(aim, b.outcome.of(aim.metric)) - reached(aim, a.outcome.of(aim.metric))) / total, aim)
        for aim in goal.aims
    ]
    scores = f"By the aims of '{goal.title}' A reaches {_percent(a.score)} and B {_percent(b.score)}"
    gain, aim = ordered(gains, [(lambda one: -abs(one[0]), 1e-6)], lambda one: one[1].metric)[0]
    if abs(gain) < 0.01:
        return f"{scores}; no single aim makes a point of difference."
    who = "B" if gain > 0.0 else "A"
    meaning = a.outcome.of(aim.metric).meaning
    points = "1 point" if round(100.0 * abs(gain)) == 1 else f"{100.0 * abs(gain):.0f} points"
    return f"{scores}; most of the difference is {meaning}, by which {who} gains {points}."


def _percent(fraction: float | None) -> str:
    return f"{100.0 * (fraction or 0.0):.0f} %"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
