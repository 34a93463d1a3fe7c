"""Temperature over time at named places of one microbeam."""

from __future__ import annotations

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import CYCLE, FAINT, LEFT, MUTED, light_grid, sheet


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
    with sheet("traces", 520, 400, (LEFT, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        shown = time > 0
        milliseconds, end = time[shown] * 1e3, duration * 1e3
        first, last = float(milliseconds[0]), float(milliseconds[-1])
        axes.axvspan(first, end, color=FAINT, alpha=0.6, linewidth=0)
        for number, place in enumerate(places):
            colour, line = CYCLE[number % len(CYCLE)], ("-", "--", "-.", ":")[number % 4]
            axes.plot(milliseconds, celsius[shown, number], color=colour, label=place, linestyle=line)
        axes.set(xscale="log", xlim=(first, last))
        top = axes.get_ylim()[1]
        axes.text(np.sqrt(first * end), top, "pulse", ha="center", va="top", color=MUTED, fontsize=8)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.set(xlabel="time since the pulse began [ms]", ylabel="temperature [°C]", title="Temperature over time")
        light_grid(axes)
        page.legend_below(axes.get_legend_handles_labels()[0], 2, handlelength=2.6)
    return page.svg
