"""What one pulse and its surface do in time: power above, what touches the skin below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.report.figures.drawing import BLUE, FAINT, MUTED, VERMILION, light_grid, sheet


@dataclass(frozen=True)
class Touch:
    """What touches the surface from one time to another [s]: its name, and whether it cools actively."""

    begin: float
    end: float
    name: str
    active: bool


def pulse_clock(
    light: tuple[tuple[float, float, float], ...],
    touches: tuple[Touch, ...],
    duration: float,
    width: float = 520,
    height: float = 250,
) -> str:
    """SVG of the power of one pulse and of what touches the surface around it.

    Parameters
    ----------
    light : tuple of tuple
        Begin, end [s] and power [W] of each stretch with light.
    touches : tuple of Touch
        In order, without gaps.
    duration : float
        Pulse length, the linear middle of the scale of time [s].
    """
    scale, unit = _unit(duration)
    first, last = touches[0].begin, touches[-1].end
    with sheet("clock", width, height) as page:
        power, touch = page.figure.subplots(2, 1, sharex=True, height_ratios=(2.2, 1))
        edges = [first, *(time for begin, end, _ in light for time in (begin, begin, end, end)), last]
        watts = [0.0, *(value for _, _, top in light for value in (0.0, top, top, 0.0)), 0.0]
        power.fill_between(np.array(edges) * scale, watts, color=VERMILION, alpha=0.85, linewidth=0)
        power.set_ylabel("power [W]")
        power.set_ylim(bottom=0)
        power.set_title("One pulse")
        light_grid(power)
        for row in touches:
            colour = BLUE if row.active else FAINT
            touch.axvspan(row.begin * scale, row.end * scale, color=colour, alpha=0.75, linewidth=0)
            left, right = (_place(time, duration) for time in (row.begin, row.end))
            share = (right - left) / (_place(last, duration) - _place(first, duration))
            # About 95 letters fit into the width; a name that does not fit stands in the caption alone.
            if len(row.name) < 95 * share:
                middle = _time(0.5 * (left + right), duration) * scale
                ink = "white" if row.active else MUTED
                touch.text(middle, 0.5, row.name, ha="center", va="center", fontsize=7.5, color=ink)
        touch.set_ylim(0, 1)
        touch.set_yticks([])
        touch.spines["left"].set_visible(False)
        # Linear within the pulse, logarithmic before and after, so that 1 s of cooling and 1 ms of light both show.
        power.set_xscale("function", functions=(_scaled(scale, duration), _unscaled(scale, duration)))
        marks = _marks(first, last, duration)
        touch.set_xticks([mark * scale for mark in marks], [f"{mark * scale:.4g}" for mark in marks])
        touch.minorticks_off()
        power.set_xlim(first * scale, last * scale)
        touch.set_xlabel(f"time since the pulse began [{unit}]; stretched within the pulse")
    return page.svg


def _unit(duration: float) -> tuple[float, str]:
    for least, factor, name in ((0.1, 1.0, "s"), (1e-4, 1e3, "ms"), (1e-7, 1e6, "µs")):
        if duration >= least:
            return factor, name
    return 1e9, "ns"


def _place(time: object, duration: float) -> np.ndarray:
    """Place on the page: -log before the pulse, 0 to 2 within it, log after it; a decade is half a unit."""
    x = np.asarray(time, dtype=float) / duration
    before = -0.5 * np.log10(1.0 + 10.0 * np.maximum(-x, 0.0))
    after = 0.5 * np.log10(1.0 + 10.0 * np.maximum(x - 1.0, 0.0))
    return np.asarray(before + 2.0 * np.clip(x, 0.0, 1.0) + after)


def _time(place: object, duration: float) -> np.ndarray:
    y = np.asarray(place, dtype=float)
    before = -(10.0 ** (2.0 * np.maximum(-y, 0.0)) - 1.0) / 10.0
    after = (10.0 ** (2.0 * np.maximum(y - 2.0, 0.0)) - 1.0) / 10.0
    return np.asarray((before + 0.5 * np.clip(y, 0.0, 2.0) + after) * duration)


def _scaled(scale: float, duration: float):  # type: ignore[no-untyped-def]  # a function for matplotlib
    return lambda shown: _place(np.asarray(shown) / scale, duration)


def _unscaled(scale: float, duration: float):  # type: ignore[no-untyped-def]
    return lambda place: _time(place, duration) * scale


def _marks(first: float, last: float, duration: float) -> list[float]:
    decades = [duration * 10.0**k for k in range(13)]
    before = [-time for time in reversed(decades) if -time >= first]
    return [*before, 0.0, 0.5 * duration, duration, *(time for time in decades[1:] if time <= last)]
