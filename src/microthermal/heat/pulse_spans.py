"""Spans of time with constant power and constant boundary condition, cut where light or cooling changes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.quantity import amended

# Switching times closer than this fraction of the pulse length count as one.
_SAME = 1e-9


@dataclass(frozen=True)
class Span:
    """A stretch of time in which the power is constant and the same thing touches the surface.

    ``power`` is the fraction of the pulse's energy per second [1/s], 0 when it is dark; ``cooling`` is None under still
    air.
    """

    begin: float
    end: float
    power: float
    cooling: Cooling | None


def emission(pulse: Exposure) -> list[tuple[float, float, float]]:
    """When a pulse that begins at 0 shines, and how strongly.

    Parameters
    ----------
    pulse : Exposure
        One pulse of its stack.

    Returns
    -------
    list of tuple
        Begin and end [s] and power as a fraction of the pulse's energy per second [1/s], in order, light only.
    """
    if pulse.train is not None:
        each = (pulse.duration - pulse.train.dark) / pulse.train.count
        begins = [number * (each + pulse.train.pause) for number in range(pulse.train.count)]
        ends = [*(begin + each for begin in begins[:-1]), pulse.duration]
        lit = sum(end - begin for begin, end in zip(begins, ends, strict=True))
        return [(begin, end, 1.0 / lit) for begin, end in zip(begins, ends, strict=True)]
    if pulse.waveform is not None:
        stretch = pulse.duration / pulse.waveform.times[-1]
        whole = sum(area for _, _, area in pulse.waveform.stretches)
        return [
            (begin * stretch, end * stretch, area / whole / ((end - begin) * stretch))
            for begin, end, area in pulse.waveform.stretches
            if area > 0.0
        ]
    return [(0.0, pulse.duration, 1.0 / pulse.duration)]


def contact(duration: float, cooling: Cooling | None) -> list[tuple[float, float, Cooling]]:
    """Boundary condition of the surface over time around a pulse that begins at 0; still air in all gaps.

    Parameters
    ----------
    duration : float
        Length of the pulse [s].
    cooling : Cooling or None
        What cools; a film that it leaves is told as a cooling of its own.

    Returns
    -------
    list of tuple
        Begin and end [s] and cooling, in order.
    """
    if cooling is None:
        return []
    if cooling.during:
        wanted = [(-cooling.before, duration + cooling.after)]
    else:
        wanted = [(-cooling.delay - cooling.before, -cooling.delay), (duration, duration + cooling.after)]
    phases = [(begin, end) for begin, end in wanted if end > begin]
    nexts = [*(begin for begin, _ in phases[1:]), math.inf]
    found = []
    for (begin, end), following in zip(phases, nexts, strict=True):
        found.append((begin, end, cooling))
        if cooling.film is not None:
            film = Cooling(temperature=cooling.film.temperature, coefficient=cooling.film.coefficient)
            found.append((end, min(end + cooling.film.duration, following), film))
    return found


def spans(pulse: Exposure, cooling: Cooling | None, until: float) -> list[Span]:
    """Spans of one pulse that begins at 0.

    Parameters
    ----------
    pulse : Exposure
        The pulse; one of its stack.
    cooling : Cooling or None
        What cools the surface, and when.
    until : float
        End of the last span [s]; the pulse is cut short if it ends later.

    Returns
    -------
    list of Span
        In order, without gaps or empty spans. Power times time sums to 1 if the whole pulse is in them.
    """
    light, touch = emission(pulse), contact(pulse.duration, cooling)
    start = min([0.0, *(begin for begin, _, _ in touch)])
    borders = _borders(
        [0.0, pulse.duration, *(time for begin, end, _ in light for time in (begin, end))],
        [start, *(time for begin, end, _ in touch for time in (begin, end))],
        _SAME * pulse.duration,
    )
    borders = [time for time in borders if time < until] + [until]
    parts: list[tuple[float, float, float, Cooling | None]] = []
    for begin, end in pairwise(borders):
        middle = 0.5 * (begin + end)
        power = next((power for one, two, power in light if one <= middle < two), 0.0)
        around = next((what for one, two, what in touch if one <= middle < two), None)
        if parts and parts[-1][2:] == (power, around):
            begin = parts.pop()[0]
        parts.append((begin, end, power, around))
    return [Span(*part) for part in parts]


def _borders(first: list[float], others: list[float], least: float) -> list[float]:
    # All switching times of the light count; those of cooling only where none of the light is as near.
    found = sorted(set(first))
    for time in others:
        if all(abs(time - known) > least for known in found):
            found.append(time)
    return sorted(found)


def between_pulses(pulse: Exposure, cooling: Cooling | None) -> tuple[Cooling | None, float]:
    """Cooling of a later pulse of a stack, and how long before that pulse its time loop begins.

    Parameters
    ----------
    pulse : Exposure
        A stack.
    cooling : Cooling or None
        What cools its first pulse.

    Returns
    -------
    Cooling or None
        The same, with as much cooling and delay before the pulse as fits into the dark time between two.
    float
        Time before the pulse [s] at which this cooling begins.
    """
    if cooling is None:
        return None, 0.0
    gap = max(pulse.interval - pulse.duration, 0.0)
    delay = min(cooling.delay, gap)
    before = min(cooling.before, gap - delay)
    lead = delay + before if before > 0.0 else 0.0
    return amended(cooling, delay=delay, before=before), lead
