"""Ranking: best first, the trade-off front marked."""

from __future__ import annotations

import math
from dataclasses import replace

from microthermal.numerics.ties import Key, ordered
from microthermal.planning.records import Option

# Each limit that warns costs a tenth of the score: more aims are worth little if everything is at its edge.
_WARNED = 0.9
# Scores and risks that differ by no more than this are tied: models of skin tell no such treatments apart. Mean
# fluences are tied within a billionth, by which rounding alone sets them apart.
TIED, _SAME_FLUENCE = 1e-3, 1e-9


def merit(option: Option) -> float:
    """Score by which options are ranked: the score, less a tenth of it for each limit that warns."""
    return float(option.score * _WARNED ** sum(verdict.state == "warn" for verdict in option.verdicts))


def ranked(options: tuple[Option, ...]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Allowed options best first with the front marked, and refused options by their score.

    Notes
    -----
    Merits that differ by no more than a thousandth are tied. Ties go to the lower risk (tied alike), then to the
    treatment with fewer doses, then to the lower fluence, then to device, energy, drugs and times in their order.
    """
    keys: tuple[Key, ...] = (
        (lambda option: -merit(option), TIED), (lambda option: option.risk, TIED),
        (lambda option: len(option.treatment.doses), 0.0), (_fluence, _SAME_FLUENCE),
    )  # fmt: skip
    allowed = ordered([option for option in options if option.state != "stop"], keys, _name)
    refused = ordered([option for option in options if option.state == "stop"], keys, _name)
    return _front(tuple(allowed)), tuple(refused)


def _fluence(option: Option) -> float:
    """Logarithm of the mean fluence, so that a difference is a share."""
    pattern, pulse = option.treatment.pattern, option.treatment.pulse
    return math.log(pattern.density * pattern.passes * pulse.energy)


def _name(option: Option) -> tuple[str, float, tuple[tuple[str, float], ...]]:
    doses = tuple((dose.drug.name, dose.time) for dose in option.treatment.doses)
    return option.device.name, option.treatment.pulse.energy, doses


def _front(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Mark the options that no other one beats in both score and risk; of those that are tied in both, the first."""
    keys: tuple[Key, ...] = ((lambda i: -options[i].score, TIED), (lambda i: options[i].risk, 0.0))
    front, least = set(), math.inf
    for index in ordered(range(len(options)), keys, int):
        if options[index].risk < least - TIED:
            least = options[index].risk
            front.add(index)
    return tuple(replace(option, front=index in front) for index, option in enumerate(options))
