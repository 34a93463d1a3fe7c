"""Ranking: best first by a stated rule, the trade-off front marked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from microthermal.numerics.wholes import WHOLE
from microthermal.planning.noise.differences import SURE, noise
from microthermal.planning.records import Option

# Each kind of harm that limits warn of costs a tenth of the score: a choice of this project (decision 62).
WARNED: Final = 0.9
# A laser is given for what it adds to its medicine: pain, price and hours of it are no aims. Half of what one harm
# takes off a full score is a choice of this project (decision 75).
ADDED: Final = 0.05
# Scores and risks that differ by less are not told apart, nor shown apart.
RESOLUTION: Final = 0.01

RULE: Final = (
    "Candidates that pass a stop limit are refused. The others stand in the order of their score, less a tenth of "
    "what is left for each kind of harm that limits warn of in nominal skin and no aim weighs, rounded to "
    f"{RESOLUTION:g}; what is equal then, by less risk, fewer such harms, less light, fewer injections, name. Those "
    "whose bands over the scenarios are known stand before those that were simulated in nominal skin only. The first "
    "is, of those that no other candidate betters in both score and risk (where any has a band, of those with one) and "
    "whose score is not told apart from that of the one of them that stands first, the one with the least risk, and of "
    "those within a step of it the one with fewer such harms, then less light; nothing done leads only where no "
    "treatment scores more. A laser leads only where it adds 0.05 or more to the same medicine alone, told apart; else "
    "that medicine leads. Two scores are told apart if they differ by at least as much, by more than 1.645 standard "
    "errors of what the choice of persons makes of the difference, and in the same sense in every scenario that both "
    "were simulated under."
)


def merit(option: Option) -> float:
    """Score by which options are ranked: the score, less what its harms take."""
    return float(option.score * price(option))


def price(option: Option) -> float:
    """What the harms of an option leave of its score [1]: a tenth less for each kind."""
    return float(WARNED ** len(option.harms))


def warnings(option: Option) -> int:
    """Number of limits that warn, of whatever."""
    return sum(verdict.state == "warn" for verdict in option.verdicts)


def ranked(options: tuple[Option, ...]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Allowed options by :data:`RULE` with the front marked, and refused options by their score."""
    allowed = sorted((option for option in options if option.state != "stop"), key=by_merit)
    refused = sorted((option for option in options if option.state == "stop"), key=by_merit)
    return _led(_front(tuple(allowed))), tuple(replace(option, front=False) for option in refused)


def by_merit(option: Option) -> tuple[Any, ...]:
    """Order of options before one of those that are not told apart is put first."""
    return (not option.banded, -rounded(merit(option)), *tail(option))


def tail(option: Option) -> tuple[Any, ...]:
    """What orders options of equal merit: risk, harms, light, doses, and at last their names and settings."""
    pattern, pulse, doses = option.treatment.pattern, option.treatment.pulse, option.treatment.doses
    # Light that differs by less than a billionth is the same light, reckoned in another order.
    fluence = pattern.density * pattern.passes * pulse.energy * pulse.stack
    light = round(math.log(fluence), 9) if fluence > 0.0 else -math.inf
    given = tuple((dose.drug.name, dose.time) for dose in doses)
    return (
        rounded(option.risk), len(option.harms), light, len(doses),
        option.device.name, pulse.energy, pattern.density, given,
    )  # fmt: skip


def rounded(value: float) -> int:
    """A score or a risk in steps of :data:`RESOLUTION`; a half counts up, also where rounding took its last digit."""
    return math.floor(value / RESOLUTION + 0.5 + WHOLE)


def _front(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Mark the options that no other one beats in both score and risk, as far as these are told apart."""
    places = {_place(option) for option in options}
    front = {
        (score, risk)
        for score, risk in places
        if not any(more >= score and less <= risk and (more, less) != (score, risk) for more, less in places)
    }
    return tuple(replace(option, front=_place(option) in front) for option in options)


def _place(option: Option) -> tuple[int, int]:
    return rounded(option.score), rounded(option.risk)


def _led(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The same order, but for the first: of those not told apart from the best, the one with least risk.

    Who is bettered in both score and risk leads nothing; who is as good in one of them may, since a step of the other
    is less than is known of it. If any treatment that may lead has a band, only those with one are asked.
    """
    places = {_place(option) for option in options}
    bettered = {one for one in places if any(more > one[0] and less < one[1] for more, less in places)}
    able = [option for option in options if _place(option) not in bettered]
    if not able:
        return options
    # Who asks for a plan wants to treat: to do nothing is no gentler way of it, and leads only where it scores most.
    treated = [option for option in able if not option.nothing]
    idle = next((option for option in able if option.nothing), None)
    if idle is not None and all(rounded(one.score) <= rounded(idle.score) for one in options):
        return idle, *(option for option in options if option is not idle)
    known = [option for option in treated if option.banded] or treated or able
    best = known[0]
    alike_best = [option for option in known if option is best or not apart(best, option)]
    # A laser that adds nothing told apart gives its place to the same medicine alone.
    led = [medicine_alone(option, options) or option for option in alike_best]
    least = min(rounded(option.risk) for option in led) + 1
    first = min((option for option in led if rounded(option.risk) <= least), key=lambda option: tail(option)[1:])
    return first, *(option for option in options if option is not first)


def medicine_alone(option: Option, options: Iterable[Option]) -> Option | None:
    """The same medicine without a laser, where a laser adds too little to it, or nothing that is told apart; else None.

    Parameters
    ----------
    option : Option
        With a laser and medicine, or anything else: then there is none.
    options : iterable of Option
        Allowed candidates. Of those with the same drugs and no laser the one with the greatest merit is meant.
    """
    drugs = drugs_of(option)
    if not (option.lasered and drugs):
        return None
    same = [one for one in options if not one.lasered and drugs_of(one) == drugs]
    if not same:
        return None
    best = min(same, key=by_merit)
    adds = lacks(option, best) <= 0.0 and rounded(merit(option)) >= rounded(merit(best))
    return None if adds else best


def lacks(option: Option, alone: Option) -> float:
    """How much more a laser would have to score to lead before its medicine alone; 0 if it adds enough."""
    return max(short_of(option, alone), ADDED * (1.0 - WHOLE) - (option.score - alone.score))


def drugs_of(option: Option) -> frozenset[str]:
    """Names of the drugs of an option."""
    return frozenset(dose.drug.name for dose in option.treatment.doses)


def alike(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options whose score is not told apart from that of the first: within the resolution, or bands that meet."""
    if not options:
        return ()
    first = options[0]
    return tuple(option for option in options[1:] if not apart(first, option))


def apart(one: Option, other: Option) -> bool:
    """Whether the scores of two options are told apart, whichever is the better one."""
    better, worse = (one, other) if one.score >= other.score else (other, one)
    return short_of(better, worse) <= 0.0


def short_of(one: Option, other: Option) -> float:
    """How much more an option would have to score to be told apart from another as the better one; 0 if it is.

    Notes
    -----
    The difference is at least :data:`RESOLUTION`, more than :data:`~.noise.differences.SURE` times its standard error
    over the persons, and above zero under every scenario that both were simulated under: both are then in the same skin
    and under the same device. Where there are no such, their bands must not meet; an option without scenarios has no
    band but its score.
    """
    gain = one.score - other.score
    theirs = {each.name: each.score for each in other.scenario_scores}
    gains = [each.score - theirs[each.name] for each in one.scenario_scores if each.name in theirs]
    worst = min(gains) if gains else _ends(one)[0] - _ends(other)[1]
    equal = RESOLUTION - gain if rounded(one.score) == rounded(other.score) else 0.0
    return max(0.0, RESOLUTION * (1.0 - WHOLE) - gain, SURE * noise(one, other) - gain, WHOLE - worst, equal)


def _ends(option: Option) -> tuple[float, float]:
    return (option.score, option.score) if option.spread is None else (option.spread.low, option.spread.high)
