"""When light and cooling change: spans of time in which nothing outside the skin does."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.domain.laser import Cooling, Pulse


@dataclass(frozen=True)
class Span:
    """A stretch of time in which the beam has one power and the same thing touches the surface.

    ``power`` is the share of the pulse's energy that is sent per second, 0 in the dark.
    """

    begin: float
    end: float
    power: float
    cooling: Cooling | None


def spans(pulse: Pulse, cooling: Cooling | None, until: float) -> list[Span]:
    """Spans of one pulse that begins at 0.

    Parameters
    ----------
    pulse : Pulse
        The pulse; one of its stack.
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
    duration = pulse.duration
    cooled = min(duration + after, until)
    found = [
        Span(-before, 0.0, 0.0, cooling),
        Span(0.0, min(duration, until), 1.0 / duration, cooling),
        Span(duration, cooled, 0.0, cooling),
        Span(max(cooled, duration), until, 0.0, None),
    ]
    return [span for span in found if span.end > span.begin]
