"""What a plan has against a published treatment, in one sentence made from computed numbers."""

from __future__ import annotations

from dataclasses import replace

from microthermal.delivery.schedule import strength
from microthermal.domain.inputs.goal import Goal
from microthermal.planning.beside.distances import NEAREST, agrees, differences, distance
from microthermal.planning.beside.pairs import gains, told_apart
from microthermal.planning.beside.why import kin_sentence, why_sentence
from microthermal.planning.estimates import value_text
from microthermal.planning.records import Comparison, Option
from microthermal.units import show


def beside(first: Option, found: tuple[Comparison, ...], goal: Goal) -> tuple[Comparison, ...]:
    """Published treatments, the nearest to the first of a plan first, each with what the plan has against it.

    Parameters
    ----------
    first : Option
        Of the plan.
    found : tuple of Comparison
        As simulated; those that could not be are put last.
    goal : Goal
        Whose aims tell the two apart.
    """
    told_all = [
        one
        if one.option is None
        else replace(
            one, distance=distance(first, one.option), differences=differences(first, one.option),
            agrees=agrees(first, one.option), sentence=_sentence(first, one, one.option, goal),
        )
        for one in found
    ]  # fmt: skip
    return tuple(sorted(told_all, key=lambda one: (one.option is None, one.distance, one.published.name)))


def disagreement(options: tuple[Option, ...], found: tuple[Comparison, ...], goal: Goal) -> tuple[str, ...]:
    """What is said before all else where a plan disagrees with every published treatment that was simulated.

    Parameters
    ----------
    options : tuple of Option
        Allowed candidates, the first of the plan first.
    found : tuple of Comparison
        From :func:`beside`.
    goal : Goal
        Whose aims tell the two apart.

    Returns
    -------
    tuple of str
        That it is so, one sentence of why, those of its kind whose settings nobody told, and a sentence for each of
        the nearest; nothing where one agrees.
    """
    judged = [one for one in found if one.option is not None]
    if not judged or any(one.agrees for one in judged):
        return ()
    count = "the one published treatment" if len(judged) == 1 else f"all {len(judged)} published treatments"
    opening = (
        f"This plan disagrees with {count} of this condition that could be simulated: read this before its numbers."
    )
    kin, each = kin_sentence(options[0], found), (one.sentence for one in judged[:NEAREST])
    return (opening, why_sentence(options, judged, goal), *([kin] if kin else []), *each)


def _sentence(first: Option, one: Comparison, other: Option, goal: Goal) -> str:
    """One sentence: what was done there, what the plan does otherwise, why by this model, and what would refute it."""
    name, said = one.published.title, "; ".join(differences(first, other))
    opening = f"{name} ({settings(other)}; {one.published.said}): the first has {said}"
    if agrees(first, other):
        # A clinician who is told that the two are alike still asks what the difference would bring.
        scores = f"by this model it scores {_score(first)} against {_score(other)}"
        return f"{name} ({settings(other)}; {one.published.said}): the first is like it, with {said}; {scores}."
    stops = [verdict for verdict in other.verdicts if verdict.state == "stop"]
    if stops:
        estimate, limit = stops[0].estimate, stops[0].limit
        side = "below" if limit.lower else "above"
        return (
            f"{opening}. The published settings are refused here, since {estimate.meaning} would be "
            f"{value_text(estimate)} (stop {side} {show(limit.stop, estimate.unit)}): wrong if skin bore it."
        )
    if not told_apart(first, other):
        return f"{opening}. By this model the two are not told apart (score {_score(first)} against {_score(other)})."
    for_it, against = gains(first, other, goal)
    why = f"{opening}. By this model it scores {_score(first)} against {_score(other)}"
    why += f", mostly for {for_it}" if for_it else ""
    why += f", and in spite of {against}" if against else ""
    if first.score < other.score:
        return f"{why}; the published treatment is better by these aims, and was not among the candidates."
    return f"{why}: refuted by a comparison that does not find this."


def settings(option: Option) -> str:
    """Settings of an option in a few words."""
    pulse, pattern = option.treatment.pulse, option.treatment.pattern
    parts = []
    if option.lasered:
        passes = f" in {pattern.passes} passes" if pattern.passes > 1 else ""
        parts.append(f"{show(pulse.energy, 'J')} at {show(pattern.density * pattern.passes, '1/m**2')}{passes}")
    parts += [
        f"{dose.drug.title} {strength(dose)}{' laid on' if dose.route == 'zones' else ''}"
        for dose in option.treatment.doses
    ]
    parts += [option.course] if option.course else []
    return ", ".join(parts) or "nothing done"


def _score(option: Option) -> str:
    return f"{100 * option.score:.0f} %"
