"""Ranking: best first, the trade-off front marked."""

from __future__ import annotations

from dataclasses import replace

from microthermal.planning.records import Option

# Each limit that warns costs a tenth of the score: more aims are worth little if everything is at its edge.
_WARNED = 0.9


def merit(option: Option) -> float:
    """Score by which options are ranked: the score, less a tenth of it for each limit that warns."""
    return float(option.score * _WARNED ** sum(verdict.state == "warn" for verdict in option.verdicts))


def ranked(options: tuple[Option, ...]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Allowed options best first with the front marked, and refused options by their score.

    Ties go to the lower risk, then to the treatment without injection, then to the lower fluence.
    """
    allowed = sorted((option for option in options if option.state != "stop"), key=_key)
    refused = sorted((option for option in options if option.state == "stop"), key=_key)
    return _front(tuple(allowed)), tuple(refused)


def _key(option: Option) -> tuple[float, float, int, float]:
    pattern, pulse = option.treatment.pattern, option.treatment.pulse
    fluence = pattern.density * pattern.passes * pulse.energy
    return (-round(merit(option), 3), round(option.risk, 3), len(option.treatment.doses), fluence)


def _front(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Mark the options that no other one beats in both score and risk."""
    least = float("inf")
    best_first = sorted(range(len(options)), key=lambda i: (-options[i].score, options[i].risk))
    front = set()
    for index in best_first:
        if options[index].risk < least - 1e-9:
            least = options[index].risk
            front.add(index)
    return tuple(replace(option, front=index in front) for index, option in enumerate(options))
