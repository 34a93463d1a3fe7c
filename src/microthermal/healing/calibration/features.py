"""What studies saw of a course: when a marker peaks, whether it is up or back on a day, when a sign has faded."""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

import numpy as np

from microthermal.quantity import Array, Quantity, record

Feature: TypeAlias = Literal["peak_time", "change", "relative", "fade_time", "rebound", "fraction_of"]
Side: TypeAlias = Literal["equal", "above", "below"]

# Lower clipping limit of levels, so that their logarithms and quotients exist.
_NOTHING = 1e-9


@record
class Observation:
    """One finding of a study, as a number that a course can be asked for.

    ``peak_time`` is the time of the highest level in the window; ``change`` the logarithm of the level at ``begin``
    over that at the start; ``relative`` the level at ``begin`` over the highest; ``fade_time`` when the level is last
    above ``threshold`` (of its start, if ``of_start``); ``rebound`` the logarithm of the highest level of the window
    over the lowest between ``threshold`` (a time [s]) and its beginning; ``fraction_of`` the highest level over that of
    another exposure. Times are compared by their logarithm, to which ``spread`` belongs.
    """

    name: str
    exposure: str
    species: str
    feature: Feature
    value: Annotated[float, Quantity("1", "what was seen: a time [s], a ratio or a logarithm", -1e9, 1e9)]
    spread: Annotated[float, Quantity("1", "standard deviation of it, or of its logarithm", 1e-6, 10)]
    side: Side = "equal"
    begin: Annotated[float, Quantity("s", "first time that counts", 0, 1e8)] = 0.0
    end: Annotated[float, Quantity("s", "last time that counts", 0, 1e8)] = 1.5552e7
    threshold: Annotated[float, Quantity("1", "level (or time [s]) that the feature needs", 0, 1e8)] = 0.0
    of_start: bool = False
    other: str = ""
    seen_in: str = "human"
    source: str = ""
    note: str = ""


def of_course(observation: Observation, time: Array, level: Array, other: Array | None = None) -> float:
    """Number that a course gives for an observation; times as logarithms.

    Parameters
    ----------
    observation : Observation
        What is asked.
    time : Array (t,)
        Time after the laser [s].
    level : Array (t,)
        Level of its species.
    other : Array (t,), optional
        Level after the other exposure.
    """
    if observation.feature == "peak_time":
        inside = (time >= observation.begin) & (time <= observation.end)
        return math.log(max(_peak(time[inside], level[inside]), 60.0))
    if observation.feature == "change":
        now = float(np.interp(observation.begin, time, level))
        return math.log(max(now, _NOTHING) / max(float(level[0]), _NOTHING))
    if observation.feature == "relative":
        return float(np.interp(observation.begin, time, level)) / max(float(level.max()), _NOTHING)
    if observation.feature == "fade_time":
        mark = observation.threshold * (float(level[0]) if observation.of_start else 1.0)
        return math.log(max(_fades(time, level, mark), 60.0))
    if observation.feature == "rebound":
        inside = (time >= observation.begin) & (time <= observation.end)
        before = (time >= observation.threshold) & (time < observation.begin)
        return math.log(max(float(level[inside].max()), _NOTHING) / max(float(level[before].min()), _NOTHING))
    reference = level if other is None else other
    return float(level.max()) / max(float(reference.max()), _NOTHING)


def _peak(time: Array, level: Array) -> float:
    """Time of the highest level, between the stored times by the parabola through three of them."""
    top = int(level.argmax())
    if top in (0, level.size - 1):
        return float(time[top])
    (a, b, c), (t0, t1, t2) = level[top - 1 : top + 2], time[top - 1 : top + 2]
    left, right = (b - a) / (t1 - t0), (c - b) / (t2 - t1)
    if left == right:
        return float(t1)
    return float(np.clip(0.5 * (t0 + t1) + left * 0.5 * (t2 - t0) / (left - right), t0, t2))


def _fades(time: Array, level: Array, mark: float) -> float:
    above = np.flatnonzero(level > mark)
    if above.size == 0:
        return 0.0
    last = int(above[-1])
    if last == level.size - 1:
        return float(time[-1])
    fraction = (level[last] - mark) / (level[last] - level[last + 1])
    return float(time[last] + fraction * (time[last + 1] - time[last]))


def expected(observation: Observation) -> float:
    """Number that the study gives, times as logarithms."""
    timed = observation.feature in ("peak_time", "fade_time")
    return math.log(observation.value) if timed else observation.value


def log_likelihood(observation: Observation, found: float) -> float:
    """Logarithm of the likelihood of what a course gives, up to a constant.

    Parameters
    ----------
    observation : Observation
        The study.
    found : float
        From :func:`of_course`.

    Notes
    -----
    Gaussian about the value; for a sign ("up on day 7") the probability that a value with this spread lies on
    the right side, so that being far on the right side is worth no more than being there.
    """
    distance = (found - expected(observation)) / observation.spread
    if observation.side == "equal":
        return -0.5 * distance * distance
    sided = distance if observation.side == "above" else -distance
    # Far in the tail, where erfc underflows, its asymptote is used.
    return math.log(0.5 * math.erfc(-sided / math.sqrt(2.0))) if sided > -30.0 else -0.5 * sided * sided - 4.3
