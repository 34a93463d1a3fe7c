"""Protocols against a front: which is bettered by what was found, which is refused by what, which is not, and why."""

from __future__ import annotations

import numpy as np

from microthermal.planning.design.protocols import Protocol
from microthermal.planning.front.objective import Objective
from microthermal.planning.front.objectives import loss
from microthermal.planning.front.records import Evaluations, Start
from microthermal.planning.records import Comparison
from microthermal.planning.window.words import verdict_sentence
from microthermal.quantity import Array

# Losses that differ by less are one: half of what a score resolves, as a loss.
_ALIKE = 0.004


def starts_of(
    protocols: tuple[Protocol, ...], judged: tuple[Comparison, ...], found: Evaluations,
    objectives: tuple[Objective, ...],
) -> tuple[Start, ...]:  # fmt: skip
    """What each protocol comes to beside the front, in the order of the protocols.

    Parameters
    ----------
    protocols, judged : tuple
        Protocols, and as each is judged.
    found : Evaluations
        All candidates of the search.
    objectives : tuple of Objective
        By which the two are compared.
    """
    return tuple(_start(protocol, one, found, objectives) for protocol, one in zip(protocols, judged, strict=True))


def _start(one: Protocol, judged: Comparison, found: Evaluations, objectives: tuple[Objective, ...]) -> Start:
    name, title = one.published.name, one.published.title
    if judged.option is None:
        return Start(name=name, title=title, why=judged.unsimulated)
    stops = [verdict for verdict in judged.option.verdicts if verdict.state == "stop"]
    if stops:
        return Start(name=name, title=title, why=f"refused: {verdict_sentence(stops[0])}")
    rules = [rule for rule in judged.option.rules if rule.action == "stop"]
    if rules:
        return Start(name=name, title=title, why=f"refused by the rule '{rules[0].title}'")
    losses = np.array([loss(each, judged.option.outcome) for each in objectives])
    place = bettering(losses, found)
    if place is not None:
        return Start(name=name, title=title, candidate=place, why="bettered by the front")
    return Start(name=name, title=title, why=_unbettered(losses, found, objectives, one.why))


def bettering(losses: Array, found: Evaluations) -> int | None:
    """Candidate of the front that is at least as good as a point in every objective, beyond what is told apart."""
    for place in found.front:
        if bool(np.all(found.losses[place] <= losses + _ALIKE)):
            return int(place)
    return None


def _unbettered(losses: Array, found: Evaluations, objectives: tuple[Objective, ...], why: str) -> str:
    """In which objective no candidate that is as good in the others comes up to it."""
    front = found.front
    if not front.size:
        return "nothing that was tried keeps every limit"
    lacking = found.losses[front] - losses
    nearest = int(front[int(np.argmin(np.max(lacking, axis=1)))])
    worst = int(np.argmax(found.losses[nearest] - losses))
    text = f"not bettered: the nearest of the front is behind it in {objectives[worst].name.replace('_', ' ')}"
    return f"{text} ({why})" if why else text
