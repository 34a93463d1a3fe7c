"""Why: sentences on a front, made from its numbers."""

from __future__ import annotations

from collections import Counter

from microthermal.domain.inputs.goal import Goal
from microthermal.planning.aims import untreated_text
from microthermal.planning.estimates import told, value_text
from microthermal.planning.front.pathways import pathway_sentence
from microthermal.planning.front.records import Evaluations, Front
from microthermal.planning.front.robust import chance, expected, robust_value, worst_case
from microthermal.planning.front.scenarios import other_persons
from microthermal.planning.ranking import rounded
from microthermal.planning.reasons import without
from microthermal.planning.records import Beside, Option
from microthermal.planning.window.verdicts import nearest, reached
from microthermal.planning.window.words import nearest_words

_ENDED = ("by a limit on their dose", "by a limit on their zone", "by a limit on the field of their zones")

# A front that may still gain less than this part of what it has is good enough; fewer candidates than these are few.
_LITTLE, _FEW = 0.05, 100


def front_reasons(options: tuple[Option, ...], front: Front, goal: Goal, stands: Beside) -> tuple[str, ...]:
    """Sentences for a whole front, the first option first.

    Parameters
    ----------
    options : tuple of Option
        Those that stay inside the window, best first.
    front : Front
        What was searched.
    goal : Goal
        Whose aims they are judged by.
    stands : Beside
        Untreated skin, published treatments, other weights.
    """
    said = [searched_sentence(front.evaluations), room_sentence(front)]
    if options:
        first = options[0]
        said += [first_sentence(options), *_against_next(options, goal), binding_sentence(first)]
        said += [*_evidence(first), pathway_sentence(first, goal), *_flips(options)]
        if stands.weighing is not None:
            weighing = stands.weighing
            said.append(
                f"Under {weighing.samples} other weights of the aims, each up to {weighing.widest:.0f} times more or "
                f"less, no option is told apart from the first as better under {100 * weighing.keeps:.0f} %."
            )
        said += without(options)
    said += protocol_sentences(front)
    if stands.untreated is not None:
        said.append(untreated_text(stands.untreated, goal))
    return tuple(said)


def searched_sentence(found: Evaluations) -> str:
    """How many candidates were tried, where the others were ended, and how many are left."""
    count, whole = len(found.ended), int(found.feasible.sum())
    ends = Counter(int(stage) for stage in found.ended)
    early = [f"{ends[stage]} {_ENDED[stage]}" for stage in range(3) if ends[stage]]
    text = f"{count} candidates were tried"
    ended = sum(ends[stage] for stage in range(3))
    text += f"; {ended} were ended before their healing was followed ({', '.join(early)})" if early else ""
    late = ends[3] - whole
    text += f"; {late} passed one after healing" if late else ""
    return f"{text}; {whole} keep every limit, and {found.front.size} of them are bettered by no other."


def first_sentence(options: tuple[Option, ...]) -> str:
    """Why this one: what it reaches nominally, as expected, and at worst; the first may be an answer to a question."""
    first, value = options[0], robust_value(options[0])
    name, least = worst_case(first)
    greatest = all(rounded(robust_value(one)) <= rounded(value) for one in options[1:] if not one.nothing)
    opening = "has the greatest robust value" if greatest else "stands first for what was asked, with a robust value of"
    count = 1 + len(first.scenario_scores)
    text = (
        f"The first {opening}{',' if greatest else ''} {100 * value:.0f} %: it reaches {100 * first.score:.0f} % of "
        f"the weighted aims in nominal skin, {100 * expected(first):.0f} % on average over {count} scenarios, and "
        f"{100 * least:.0f} % in the worst of them ({name})"
    )
    stopped = sum(bool(one.stops) for one in first.scenario_scores)
    return (
        f"{text}; in {stopped} of them it passes a stop limit, which its robust value pays." if stopped else f"{text}."
    )


def _against_next(options: tuple[Option, ...], goal: Goal) -> list[str]:
    """What the second has that the first has not, and the other way round."""
    if len(options) < 2:
        return []
    first, second = options[0], options[1]
    gains = [
        (aim.weight * (reached(aim, first.outcome.of(aim.metric)) - reached(aim, second.outcome.of(aim.metric))), aim)
        for aim in goal.aims
    ]
    total = sum(aim.weight for aim in goal.aims)
    more = max(gains, key=lambda pair: pair[0])
    less = min(gains, key=lambda pair: pair[0])
    text, alike = f"The second has a robust value of {100 * robust_value(second):.0f} %", True
    for sign, (gain, aim) in ((1.0, more), (-1.0, less)):
        if sign * gain > 0.005 * total:
            mine, theirs = (told(one.outcome.of(aim.metric)) for one in (first, second))
            word = "worse" if sign > 0 else "better"
            what = mine.meaning.partition(",")[0]
            alike = False
            text += f"; it is {word} in {what}: {value_text(theirs)} against {value_text(mine)}"
    if alike:
        text += "; by no aim do the two differ by half a point of the score: what sets them apart is their scenarios"
    return [text + "."]


def binding_sentence(first: Option) -> str:
    """Which limit binds, and in how many of the scenarios it holds."""
    tight = nearest(first.verdicts)
    text = f"What binds: {nearest_words(first.verdicts)}"
    if tight is None:
        return text + "."
    least = min((chance(first, one) for one in first.verdicts), key=lambda pair: pair[0])
    held, of = chance(first, tight)
    text += f"; this limit holds in {held} of {of}"
    if least[0] < held:
        weak = min(first.verdicts, key=lambda one: chance(first, one)[0])
        text += f", the least sure one, on {weak.estimate.meaning.partition(',')[0]}, in {least[0]} of {least[1]}"
    return text + "."


def _evidence(first: Option) -> list[str]:
    """Which scenario moves the first most: what it stands for is worth knowing better."""
    if not first.scenario_scores:
        return []
    most = max(first.scenario_scores, key=lambda one: abs(one.score - first.score))
    change = 100 * (most.score - first.score)
    if abs(change) < 1.0:
        return ["No scenario moves the score of the first by a point."]
    what = "how persons heal" if other_persons(most.name) else f"'{most.name}'"
    return [
        f"The evidence that would tell most is on {what}: of all scenarios it moves the score of the first most, by "
        f"{change:+.0f} points."
    ]


def _flips(options: tuple[Option, ...]) -> list[str]:
    """In which scenarios another option would be better than the first."""
    first = options[0]
    others: Counter[int] = Counter()
    for one in first.scenario_scores:
        found = [
            (next((each.score for each in other.scenario_scores if each.name == one.name), -1.0), number)
            for number, other in enumerate(options[1:], 2)
        ]
        best = max(found, default=(-1.0, 0))
        if best[0] > one.score + 0.01:
            others[best[1]] += 1
    count = len(first.scenario_scores)
    if not others:
        return [f"In none of {count} scenarios does another option score more than a point above the first."]
    number, often = others.most_common(1)[0]
    return [
        f"In {sum(others.values())} of {count} scenarios another option would score more; most often option {number} "
        f"({often} of them). Weights that count what it is better in would choose it."
    ]


def room_sentence(front: Front) -> str:
    """Is this good enough: what the second half of the search brought, and how much more may come."""
    last, more = front.room
    volume = float(front.evaluations.volume[-1]) if front.evaluations.volume.size else 0.0
    if float(front.evaluations.feasible.sum()) == 0.0:
        return "No candidate keeps every limit: there is no front yet."
    if volume <= 0.0:
        return "No candidate reaches something of every objective yet: what may be found by going on is not known."
    good = more < _LITTLE * volume
    count = len(front.evaluations.ended)
    answer = "by its own gains, yes" if good else "not yet, give it more evaluations"
    answer += f", though {count} candidates may miss what lies far from them" if good and count < _FEW else ""
    return (
        f"Is this good enough: {answer}. The front betters {100 * volume:.1f} % of all that the objectives could lose; "
        f"the second half of the search added {100 * last:.2f} %, and as gains fall off, about {100 * more:.2f} % more "
        "may be found by going on."
    )


def protocol_sentences(front: Front) -> list[str]:
    """How the protocols of the literature stand to the front."""
    held = [one for one in front.starts if one.candidate is not None]
    rest = [one for one in front.starts if one.candidate is None]
    said = []
    if held:
        names = ", ".join(one.title for one in held)
        said.append(f"The front holds a treatment at least as good in every objective as: {names}.")
    said += [f"{one.title}: {one.why.rstrip('.')}." for one in rest]
    return said
