"""Why a plan differs from all published treatments: one sentence that a clinician can accept or refute."""

from __future__ import annotations

from collections.abc import Sequence

from microthermal.domain.inputs.goal import Goal
from microthermal.planning.beside.distances import HOW, differences
from microthermal.planning.beside.pairs import gains, told_apart
from microthermal.planning.records import Comparison, Option
from microthermal.units import show


def kin_sentence(first: Option, found: Sequence[Comparison]) -> str:
    """Published treatments of the kind of the first whose settings nobody told; empty if there are none."""
    drugs = {dose.drug.name for dose in first.treatment.doses}
    kin = [
        f"{one.published.title} ({one.published.said})"
        for one in found
        if one.option is None
        and (one.published.laser is not None) == first.lasered
        and {dose.drug for dose in one.published.doses} == drugs
    ]
    if not kin:
        return ""
    return f"Of its kind, {kind(first)}, but with settings that their sources do not tell: {'; '.join(kin)}."


def kind(option: Option) -> str:
    """What kind of treatment an option is, in words."""
    drugs = " and ".join(dict.fromkeys(dose.drug.title for dose in option.treatment.doses))
    if not option.lasered:
        return f"{drugs} without a laser" if drugs else "nothing done"
    return f"a laser with {drugs}" if drugs else "a laser alone"


def why_sentence(options: tuple[Option, ...], judged: Sequence[Comparison], goal: Goal) -> str:
    """One sentence: what the first does otherwise than the nearest that may be given, and what that gains and costs.

    Parameters
    ----------
    options : tuple of Option
        Allowed candidates, the first of the plan first.
    judged : sequence of Comparison
        Published treatments that were simulated, the nearest first.
    goal : Goal
        Whose aims tell the two apart.
    """
    first = options[0]
    known = ((one.published.title, one.option) for one in judged if one.option is not None)
    title, other = next(((title, option) for title, option in known if option.state != "stop"), ("", None))
    if other is None:
        return _refused(judged)
    said = " and ".join(differences(first, other)[:2])
    gain, loss = gains(first, other, goal)
    if not told_apart(first, other):
        return (
            f"In one sentence: against the nearest, {title}, the plan has {said}, by which this "
            f"model tells nothing apart: either may be chosen{_added(options, goal)}."
        )
    better = first.score >= other.score
    text = f"In one sentence: against the nearest, {title}, the plan has {said}"
    text += f", since it has the better of {gain}" if better and gain else ""
    text += f", at the price of {loss}" if better and loss else ""
    if not better:
        text += f", which by these aims is worse in {gain}" if gain else ""
        text += "; the candidates of this case hold nothing nearer to it"
    return f"{text}{_added(options, goal)}."


def _added(options: tuple[Option, ...], goal: Goal) -> str:
    """What the laser of the first adds to medicine alone, and at what price; empty where it is not a part of both."""
    first = options[0]
    alone = next((one for one in options[1:] if not one.lasered and one.treatment.doses), None)
    if alone is None or not (first.lasered and first.treatment.doses):
        return ""
    name, how = kind(alone), _by(alone)
    # Laid on instead of injected, or weaker, is not the same medicine with a laser added.
    same = how == _by(first)
    if not told_apart(first, alone):
        return (
            f"; what the laser adds to {name} is not told apart from nothing"
            if same
            else (f"; {name}, {how}, is not told apart from it")
        )
    gain, loss = gains(first, alone, goal)
    given = name if same else f"{name}, {how},"
    if first.score < alone.score:
        return f"; against {given} it has the worse of {gain}" if gain else ""
    text = f"; to {name} the laser adds {gain}" if same else f"; against {given} it has the better of {gain}"
    return f"{text}{f', at the price of {loss}' if loss else ''}" if gain else ""


def _by(option: Option) -> str:
    """How the medicine of an option is given, in words."""
    return " and ".join(dict.fromkeys(HOW[dose.route] for dose in option.treatment.doses))


def _refused(judged: Sequence[Comparison]) -> str:
    """That all published treatments pass a stop limit here, and which one most of them pass."""
    names: dict[str, int] = {}
    for one in judged:
        for verdict in one.option.verdicts if one.option is not None else ():
            if verdict.state == "stop":
                side = "below" if verdict.limit.lower else "above"
                what = f"{verdict.estimate.meaning} (stop {side} {show(verdict.limit.stop, verdict.estimate.unit)})"
                names[what] = names.get(what, 0) + 1
    most = max(names, key=lambda name: names[name], default="a rule")
    return (
        "In one sentence: this plan keeps a limit that every one of them passes in this skin, most often that on "
        f"{most}; whoever holds that limit for too strict should turn it in the case file."
    )
