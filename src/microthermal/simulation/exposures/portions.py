"""An exposure in portions: each meets the tissue as the one before has left it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from microthermal.domain.inputs.exposures import Exposure, of_energy
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.flow import Deposited
from microthermal.heat.pulse_spans import Span, between_pulses, emission, spans
from microthermal.quantity import amended
from microthermal.simulation.stacked_pulses import Leg

# Ends of portions closer than this fraction of the exposure are one.
_SAME = 1e-9


def legs_of(exposure: Exposure, cooling: Cooling, relaxation: float, ends: Sequence[float]) -> list[Leg]:
    """Legs of an exposure and its stack, one for each portion.

    Parameters
    ----------
    exposure : Exposure
        With its train and its stack.
    cooling : Cooling
        What lies on the surface.
    relaxation : float
        Time followed after the last exposure [s].
    ends : sequence of float
        Times since the exposure began at which portions end [s]; pauses of a train end one as well.
    """
    found: list[Leg] = []
    later, lead = between_pulses(exposure, cooling)
    around: Cooling | None = cooling
    parts = _parts(exposure, ends)
    for number in range(exposure.stack):
        last = number == exposure.stack - 1
        until = exposure.duration + relaxation if last else exposure.interval - lead
        whole = spans(exposure, around, until)
        begins = [begin for begin, _, _ in parts]
        for (begin, end, fraction), stop in zip(parts, [*begins[1:], until], strict=True):
            start = whole[0].begin if begin == begins[0] else begin
            one = of_energy(
                exposure.member(number), exposure.energy * fraction, duration=end - begin, train=None, stack=1
            )
            course = _cut(whole, start, stop, begin, fraction)
            found.append(Leg(one, around, number * exposure.interval + begin, stop - begin, course))
        around = later
    return found


def _parts(exposure: Exposure, ends: Sequence[float]) -> list[tuple[float, float, float]]:
    """Begin and end [s] of each portion, and its fraction of the energy."""
    found = []
    for begin, end, power in emission(exposure):
        least = _SAME * exposure.duration
        inner = [time for time in ends if begin + least < time < end - least]
        found += [(one, two, power * (two - one)) for one, two in pairwise([begin, *inner, end])]
    return found


def _cut(whole: Sequence[Span], start: float, stop: float, zero: float, fraction: float) -> tuple[Span, ...]:
    """Spans between two times in the time of a portion that begins at ``zero``, power as a fraction of its energy."""
    found = []
    for span in whole:
        begin, end = max(span.begin, start), min(span.end, stop)
        if end > begin:
            found.append(Span(begin - zero, end - zero, span.power / fraction, span.cooling))
    return tuple(found)


def summed(deposits: Sequence[Deposited], stack: int) -> Deposited:
    """What portions deposit together, for one of a stack of exposures.

    Parameters
    ----------
    deposits : sequence of Deposited
        Of all portions, with what was sent in each.
    stack : int
        Exposures of which they are the portions.
    """
    first = deposits[0]
    sent = [one.sent or 0.0 for one in deposits]
    total = sum(sent)

    def mean(name: str) -> float:
        if total <= 0.0:
            return float(getattr(first, name))
        return float(sum(getattr(one, name) * weight for one, weight in zip(deposits, sent, strict=True)) / total)

    cautions = tuple(dict.fromkeys(caution for one in deposits for caution in one.cautions))
    return amended(
        first, energy=np.sum([one.energy for one in deposits], axis=0) / stack,
        error=np.sum([one.error for one in deposits], axis=0) / stack,
        entrance=np.sum([one.entrance for one in deposits], axis=0) / stack, reflected=mean("reflected"),
        transmitted=mean("transmitted"), lost=mean("lost"), sent=total / stack, cautions=cautions,
    )  # fmt: skip
