"""Temperature over time at named places of one microbeam."""

from __future__ import annotations

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import CYCLE, FAINT, MUTED, light_grid, sheet


def temperature_traces(
    places: tuple[str, ...], time: Array, celsius: Array, duration: float, width: float = 520, height: float = 400
) -> str:
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
    with sheet("traces", width, height) as page:
        axes = page.figure.add_subplot()
        shown = time > 0
        milliseconds = time[shown] * 1e3
        axes.axvspan(float(milliseconds[0]), duration * 1e3, color=FAINT, alpha=0.6, linewidth=0)
        for number, place in enumerate(places):
            axes.plot(milliseconds, celsius[shown, number], color=CYCLE[number % len(CYCLE)], label=place,
                      linestyle=("-", "--", "-.", ":")[number % 4])  # fmt: skip
        axes.set_xscale("log")
        axes.set_xlim(float(milliseconds[0]), float(milliseconds[-1]))
        axes.text(np.sqrt(float(milliseconds[0]) * duration * 1e3), axes.get_ylim()[1], "pulse", ha="center", va="top",
                  color=MUTED, fontsize=8)  # fmt: skip
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.set_xlabel("time since the pulse began [ms]")
        axes.set_ylabel("temperature [°C]")
        axes.set_title("Temperature over time")
        light_grid(axes)
        page.figure.legend(loc="outside lower center", ncols=2, handlelength=2.6)
    return page.svg
