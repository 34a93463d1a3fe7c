"""When to step: spans between the moments where light or cooling change, cut into steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from microthermal.domain.laser import Cooling

# Steps of a pulse; halving them moves a zone by less than a cell (tests/verification/test_heat_steps.py).
PULSE_STEPS = 120
# Outside the pulse a step is this share of the time since the last change.
GROWTH = 0.05
# The first step after a change of cooling [s].
FIRST_STEP = 1e-3


@dataclass(frozen=True)
class Span:
    """A stretch of time in which the beam is on or off and the same thing touches the surface."""

    begin: float
    end: float
    lit: bool
    cooling: Cooling | None
    first: float

    def steps(self) -> Iterator[tuple[float, float]]:
        """Begin and end of each step [s]: equal while the beam is on, growing in proportion to time after it."""
        if self.lit:
            for k in range(PULSE_STEPS):
                width = (self.end - self.begin) / PULSE_STEPS
                yield self.begin + k * width, self.end if k == PULSE_STEPS - 1 else self.begin + (k + 1) * width
            return
        now = self.begin
        while now < self.end:
            then = now + max(self.first, GROWTH * (now - self.begin))
            # A last step of less than half a step is joined to the one before.
            if then + 0.5 * (then - now) >= self.end:
                then = self.end
            yield now, then
            now = then


def spans(duration: float, cooling: Cooling | None, until: float) -> list[Span]:
    """Spans of one pulse that begins at 0.

    Parameters
    ----------
    duration : float
        Length of the pulse [s].
    cooling : Cooling or None
        Cooling from ``before`` 0 until ``after`` the end of the pulse.
    until : float
        End of the last span [s]; the pulse is cut short if it ends later.

    Returns
    -------
    list of Span
        In order, without gaps or empty spans.
    """
    before, after = (cooling.before, cooling.after) if cooling else (0.0, 0.0)
    cooled = min(duration + after, until)
    first = min(duration / PULSE_STEPS, FIRST_STEP)
    found = [
        Span(-before, 0.0, False, cooling, FIRST_STEP),
        Span(0.0, min(duration, until), True, cooling, first),
        Span(duration, cooled, False, cooling, first),
        Span(max(cooled, duration), until, False, None, FIRST_STEP if after > 0.0 else first),
    ]
    return [span for span in found if span.end > span.begin]
