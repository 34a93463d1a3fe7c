"""Temperature over time at named places of one microbeam."""

from __future__ import annotations

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.sheet import CYCLE, FAINT, LEFT, MUTED

# Size of the figure [CSS pixels]; air above and below the curves, as a part of what they span.
_WIDTH, _HEIGHT, _AIR = 520.0, 400.0, 0.05
# Temperature that is always on the axis [°C]: that of skin at rest.
_BODY = 37.0
# Dashes of the curves in turn [points].
_DASHES = ("", "6.3 2.7", "10.9 2.7 1.7 2.7", "1.7 2.8")


def temperature_traces(places: tuple[str, ...], time: Array, celsius: Array, duration: float) -> str:
    """SVG of temperatures over time, on a logarithmic time axis.

    Parameters
    ----------
    places : tuple of str
        Names of the curves.
    time : Array, (t,)
        Time since the pulse began [s].
    celsius : Array, (t, place)
        Temperatures [°C].
    duration : float
        Pulse length, shaded [s].
    """
    shown = time > 0
    milliseconds, end = time[shown] * 1e3, duration * 1e3
    first, last = float(milliseconds[0]), float(milliseconds[-1])
    looks = [(CYCLE[number % len(CYCLE)], _DASHES[number % len(_DASHES)]) for number in range(len(places))]
    keys = [(place, ink, dash) for place, (ink, dash) in zip(places, looks, strict=True)]
    # Where every place is gone, the axes stand empty.
    low, high = float(celsius[shown].min(initial=_BODY)), float(celsius[shown].max(initial=_BODY))
    air = _AIR * max(high - low, 1.0)
    x = Axis(first, last, "time since the pulse began [ms]", log=True)
    y = Axis(low - air, high + air, "temperature [°C]", grid=True)
    page = LineFigure("traces", _WIDTH, _HEIGHT, keys, 2)
    drawn = page.panel((LEFT, _WIDTH - 10.0), (24.0, 42.0), x, y, "Temperature over time")
    drawn.shade(first, end, FAINT, 0.6)
    for number, (place, (ink, dash)) in enumerate(zip(places, looks, strict=True)):
        drawn.line(milliseconds, celsius[shown, number], ink, dash=dash, name=place)
    drawn.say("pulse", float(np.sqrt(first * min(end, last))), high + 0.3 * air, MUTED, anchor="middle")
    return page.svg()
