"""Why: sentences that say what an option reaches, what it risks, and why others were refused."""

from __future__ import annotations

from collections import Counter

from microthermal.catalog.library import Library
from microthermal.catalog.tracing import trace
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.goal import Aim, Goal, Note
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.planning.aims import fraction_reached, nothing_text, target_text, untreated_text
from microthermal.planning.beside.disagreements import disagreement
from microthermal.planning.beside.turning import turning_sentence
from microthermal.planning.estimates import risk_text, told, value_text
from microthermal.planning.noise.differences import noise
from microthermal.planning.ranking import alike, apart, rounded
from microthermal.planning.records import Beside, Option, Weighing
from microthermal.planning.window.rules import sentence
from microthermal.planning.window.verdicts import reached, score
from microthermal.planning.window.words import nearest_words, verdict_sentence
from microthermal.units import show

_NOTHING_BESIDE = Beside()
# Digits of a value that with fewer would read as the target that it misses.
_CLOSE = 5


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
    turned, target = told(estimate), target_text(aim, estimate.unit)
    if turned is not estimate:
        target = f"a fall of {target}"
    if aim.want == "near":
        target += f"; nothing at or beyond {nothing_text(aim, estimate.unit)}"
    value = value_text(turned)
    if value == target_text(aim, estimate.unit) and reached(aim, estimate) < 1.0:
        value = show(turned.value, estimate.unit, _CLOSE)  # rounded it would read as the target
    return (
        f"Aim {fraction_reached(aim, estimate)}: {turned.meaning} is {value} (target {target}; grade: "
        f"{estimate.grade}).{why}"
    )


def plan_reasons(
    options: tuple[Option, ...],
    refused: tuple[Option, ...],
    goal: Goal,
    asked: int = 0,
    stands: Beside = _NOTHING_BESIDE,
    given: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Sentences for the whole plan: how many were tried, what the best wins by, what refused the rest.

    Parameters
    ----------
    options, refused : tuple of Option
        Candidates that stay inside the window, best first, and those that pass a stop limit.
    goal : Goal
        Whose aims they are judged by, and whose evidence is told as far as it is about their devices and drugs.
    asked : int, optional
        Candidates that the search asked for before the devices rounded them; 0 if it is not known.
    stands : Beside, optional
        Untreated skin, published treatments, other weights.
    given : tuple of str, optional
        From :func:`strengths`.
    """
    tried, untreated = len(options) + len(refused), stands.untreated
    sentences = [
        *(disagreement(options, stands.published, goal) if options else ()),
        f"{tried} treatments were simulated{_courses(options)}; {len(options)} stay below every stop limit, "
        f"{len(refused)} pass one.",
    ]
    sentences += _merged(asked, sum(one.lasered for one in (*options, *refused)))
    if options:
        best = options[0]
        sentences.append(
            f"The first reaches {round(100 * best.score)} % of the weighted aims; {nearest_words(best.verdicts)}."
        )
    if untreated is not None:
        sentences.append(untreated_text(untreated, goal))
    if options:
        sentences += without(options)
        sentences += [weighing_sentence(stands.weighing)] if stands.weighing else []
        turn = turning_sentence(options, goal)
        sentences += [turn] if turn else []
        sentences += _ties(options)
        sentences += _injection(options, None if untreated is None else score(untreated, goal))
    sentences += _refusals(refused)
    return (
        *sentences,
        *given,
        *goal.evidence,
        *(note.text for note in goal.notes if _applies(note, (*options, *refused))),
    )


def _courses(options: tuple[Option, ...]) -> str:
    course = next((one.course for one in options if one.course), "")
    return f", each as a course of {course}" if course else ""


def without(options: tuple[Option, ...]) -> list[str]:
    """What the parts of a combined treatment reach alone: the laser, the medicine, and nothing."""
    names = {
        (True, True): "a laser with medicine", (True, False): "a laser alone", (False, True): "medicine alone",
        (False, False): "nothing",
    }  # fmt: skip
    found = {kind: best_of_kind(options, *kind) for kind in names}
    best = {kind: one.score for kind, one in found.items() if one is not None}
    if len(best) < 2:
        return []
    said = ", ".join(f"{name} {100 * best[kind]:.0f} %" for kind, name in names.items() if kind in best)
    # The list of candidates shows these higher scores as well, so that the sentence must not call the others the best.
    nominal = {kind: max((one.score for one in options if _kind_of(one) == kind), default=0.0) for kind in best}
    more = [
        f"{name} {100 * nominal[kind]:.0f} %"
        for kind, name in names.items()
        if kind in best and rounded(nominal[kind]) > rounded(best[kind])
    ]
    if not more:
        return [f"The best of each kind reaches: {said}."]
    first = f"Of those simulated under the scenarios, the best of each kind reaches: {said}."
    return [f"{first} In nominal skin only, others reach {' and '.join(more)}."]


def best_of_kind(options: tuple[Option, ...], light: bool, medicine: bool) -> Option | None:
    """Option of a kind that reaches most of the aims, whatever it costs; of equal ones the first of the ranking.

    Of those that were simulated under the scenarios where there are some: they are told over all persons.
    """
    kind = [one for one in options if _kind_of(one) == (light, medicine)]
    known = [one for one in kind if one.banded] or kind
    return max(known, key=lambda one: rounded(one.score), default=None)


def _kind_of(option: Option) -> tuple[bool, bool]:
    """Whether it has a laser, and whether it has medicine."""
    return option.lasered, bool(option.treatment.doses)


def weighing_sentence(weighing: Weighing) -> str:
    """How much the first place hangs on the weights of the aims."""
    return (
        f"The weights of the aims are choices, which the case file can turn. Under {weighing.samples} other weights, "
        f"each up to {show(weighing.widest, '1')} times more or less, the first comes first of those simulated under "
        f"the scenarios under {100 * weighing.leads:.0f} %; no other is told apart from it as better under "
        f"{100 * weighing.keeps:.0f} %."
    )


def _merged(asked: int, tried: int) -> list[str]:
    """How many of the candidates that were asked for became another, or could not be set."""
    if asked <= tried:
        return []
    return [
        f"{asked} were asked for: {asked - tried} of them were the same as another after the steps and limits of the "
        "device, or need a density below its least."
    ]


def _ties(options: tuple[Option, ...]) -> list[str]:
    """How many others the first cannot be told apart from, so that nobody takes its place for a difference."""
    equal = len(alike(options))
    if equal == 0:
        return []
    band = options[0].spread
    low, high = (round(100 * end) for end in (band.low, band.high)) if band else (0, 0)
    span = "" if low == high else f" ({low} to {high} % over the scenarios)"
    others = "1 other has a score that is" if equal == 1 else f"{equal} others have scores that are"
    said = f"{others} not told apart from that of the first{span}: their order says nothing about what they reach."
    error = max(noise(options[0], other) for other in alike(options))
    if error > 0.0005:
        said += (
            f" The choice of the persons who are followed makes a standard error of up to {100 * error:.1f} points of "
            "these differences."
        )
    best = max((option for option in alike(options) if option.banded), key=lambda one: one.score, default=options[0])
    if rounded(best.score) > rounded(options[0].score):
        said += (
            f" The best of those simulated under the scenarios reaches {round(100 * best.score)} % in nominal "
            "skin at a risk of "
            f"{risk_text(best.risk)}; the first stands before it for its risk of {risk_text(options[0].risk)}."
        )
    return [said]


def _injection(options: tuple[Option, ...], untreated: float | None) -> list[str]:
    """What an injection adds to the laser treatment of the first, and nothing else changed."""
    # What is laid on at home goes with every option and tells none from another.
    same = [option for option in options if laser(option) == laser(options[0])]
    plain = next((option for option in same if not injected(option)), None) if options[0].lasered else None
    treated = max((option for option in same if injected(option)), key=lambda option: option.score, default=None)
    if plain is None or treated is None:
        return []
    drug, gain = injected(treated)[0].drug.title, rounded(treated.score) - rounded(plain.score)
    if gain == 0:
        told_gain = "changes the score by less than a point: the two are not told apart"
    else:
        word = "more" if gain > 0 else "fewer"
        told_gain = f"scores {abs(gain)} point{'s' if abs(gain) > 1 else ''} {word} than without"
        if not apart(treated, plain):
            told_gain += " in nominal skin, which the band over the scenarios does not tell apart"
    return [
        f"With the laser treatment of the first, the best day of an injection ({drug}) {told_gain}. "
        f"{_alone(treated, plain, untreated)}No trial has compared days of injection: the best day is a hypothesis."
    ]


def _alone(treated: Option, plain: Option, untreated: float | None) -> str:
    """What the laser reaches without the drug, where that is little, so that nobody takes the score for its own."""
    if plain.score > 0.5 * treated.score:
        return ""
    if untreated is not None and rounded(plain.score) == rounded(untreated):
        reached = round(100 * plain.score)
        return f"The drug gives all that is gained: the laser alone would reach {reached} %, as untreated skin does. "
    text = f"The drug gives most of this score: the laser alone would reach {round(100 * plain.score)} %"
    if untreated is not None:
        text += f", untreated skin {round(100 * untreated)} %"
    return text + ". "


def strengths(options: tuple[Option, ...], condition: Condition, library: Library) -> tuple[str, ...]:
    """How strong each drug is tried, and whether a library states that for the condition or for all."""
    found = []
    for drug in dict.fromkeys(dose.drug for option in options for dose in injected(option)):
        own = any(one.condition == condition.name for one in drug.strengths)
        path = f"strengths.{condition.name}.concentration" if own else "concentration"
        line = next(line for line in trace(drug, library.entries.get) if line.path == path)
        usual = (
            f"the usual strength for {condition.title[0].lower()}{condition.title[1:]}" if own else "its usual strength"
        )
        found.append(f"{drug.title} is tried at {line.value}, {usual} ({line.source}).")
    return tuple(found)


def laser(option: Option) -> tuple[AnyDevice, Exposure, Pattern]:
    """Laser treatment of an option, whatever is injected with it."""
    return option.device, option.treatment.pulse, option.treatment.pattern


def injected(option: Option) -> tuple[Injection, ...]:
    """Doses of an option that are given with a needle."""
    return option.treatment.injections


def _refusals(refused: tuple[Option, ...]) -> list[str]:
    broken = [[verdict for verdict in option.verdicts if verdict.state == "stop"] for option in refused]
    counts = Counter(verdict.estimate.meaning for verdicts in broken for verdict in verdicts)
    said = [
        f"{'All ' if count == len(refused) else ''}{count} {'' if count == len(refused) else 'of the '}refused fail on "
        f"{meaning}."
        for meaning, count in counts.most_common()
    ]
    if any(len(verdicts) > 1 for verdicts in broken):
        said[-1] += " A candidate can pass several limits, so that these counts overlap."
    return said


def _applies(note: Note, options: tuple[Option, ...]) -> bool:
    """Whether a note is about devices and drugs that were tried."""
    families = {option.device.family for option in options}
    drugs = {dose.drug.name for option in options for dose in option.treatment.doses}
    asked = ((note.families, families), (note.drugs, drugs))
    return all(not wanted or set(wanted) & there for wanted, there in asked)
