"""A depot over weeks: what the target feels and for how long, and where the drug is."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.domain.results.response import Exposure
from microthermal.quantity import Array
from microthermal.report.drawing.sheet import BLUE, CYCLE, GREEN, LEFT, MUTED, ORANGE, SKY, STOP, light_grid, sheet
from microthermal.units import DAY, shown_in

_CLEARED = "#BFE3D4"
_OTHER_DAY = "#A9C7D8"
# Concentrations below this fraction of the peak are not drawn.
_GONE = 1e-4
_ROOM = 1.15
_HOUR = 3600.0
# Left, right, upper and lower margin [CSS pixels].
_MARGINS = (54.0, 10.0, 24.0, 42.0)


def exposure(name: str, days: Array, concentration: Array, what: str, thinning: float | None) -> str:
    """SVG of the unbound concentration in the wetted dermis, on a logarithmic axis.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    days : Array, (t,)
        Days after the laser.
    concentration : Array, (t,)
        Unbound concentration [kg/m³].
    what : str
        What is measured.
    thinning : float or None
        Level that thins skin [kg/m³]; None if there is none.
    """
    with sheet(f"exposure-{name}", 520, 330, _MARGINS) as page:
        axes = page.figure.add_subplot()
        factor, unit = shown_in(float(concentration.max()), "kg/m**3")
        concentration, thinning = factor * concentration, None if thinning is None else factor * thinning
        peak = max(float(concentration.max()), 1e-12)
        shown = concentration > _GONE * peak
        axes.plot(days[shown], concentration[shown], color=BLUE)
        axes.set(yscale="log", ylim=(_GONE * peak, 2 * max(peak, thinning or 0.0)))
        first, last = min(0.0, float(days[0])), float(days[shown].max()) if shown.any() else float(days[-1])
        axes.set_xlim(first, max(_ROOM * last, 1.0))
        if thinning is not None and thinning > _GONE * peak:
            axes.axhline(thinning, color=STOP, linewidth=1.1)
            place: dict[str, Any] = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points"}
            look: dict[str, Any] = {"ha": "right", "va": "bottom", "color": STOP, "fontsize": 8}
            axes.annotate("can thin skin above", (0.99, thinning), xytext=(0, 3), **place, **look)
        axes.axvline(0, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
        axes.set(xlabel="day after the laser", ylabel=f"unbound {what} [{unit}]", title="What the target feels")
        light_grid(axes)
    return page.svg


def whereabouts(name: str, days: Array, fractions: dict[str, Array]) -> str:
    """SVG of where the dose is over time.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    days : Array, (t,)
        Days after the laser.
    fractions : dict of Array, (t,)
        Fractions of the dose [1]: what is undissolved, dissolved, cleared and lost, each by its label.
    """
    parts = np.array([*fractions.values()])
    with sheet(f"whereabouts-{name}", 520, 330, _MARGINS) as page:
        axes = page.figure.add_subplot()
        colours = (BLUE, SKY, _CLEARED, ORANGE)
        axes.stackplot(days, 100 * parts, colors=colours, labels=[*fractions], linewidth=0)
        axes.set_ylim(0, 100)
        # The picture ends soon after the last hundredth of the dose has left the skin.
        still = days[parts[0] + parts[1] > 0.01]
        end = float(days[0]) + 1.25 * (float(still.max()) - float(days[0])) if still.size else float(days[-1])
        axes.set_xlim(float(days[0]), min(max(end, float(days[0]) + 1.0), float(days[-1])))
        axes.set(xlabel="day after the laser", ylabel="fraction of the dose [%]", title="Where the drug is")
        page.legend_below(axes.get_legend_handles_labels()[0], 4)
    return page.svg


def exposure_volume(name: str, exposures: tuple[Exposure, ...]) -> str:
    """SVG of the fraction of each target of one dose that is above half the effect for at least a time.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    exposures : tuple of Exposure
        Targets of one dose.
    """
    longest = max((float(exposure.duration[-1]) for exposure in exposures), default=0.0)
    scale, unit = (DAY, "days") if longest > 2 * DAY else (_HOUR, "hours")
    with sheet(f"volume-{name}", 620, 330) as page:
        axes = page.figure.add_subplot()
        for number, one in enumerate(exposures):
            label, colour = one.target.replace("_", " "), CYCLE[number % len(CYCLE)]
            axes.plot(one.duration / scale, 100.0 * one.fraction, color=colour, label=label)
        axes.set(xlim=(0, 1.05 * max(longest / scale, 1e-9)), ylim=(0, 103), ylabel="fraction of the target [%]")
        axes.set(xlabel=f"time above half the effect [{unit}]", title="Exposure-volume histogram")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        light_grid(axes)
    return page.svg


def by_day(days: Array, score: Array, risk: Array, chosen: float | None) -> str:
    """SVG of one laser treatment with its injection on each day that was tried.

    Parameters
    ----------
    days : Array, (n,)
        Day of the injection after the laser.
    score, risk : Array, (n,)
        Score and risk of that candidate.
    chosen : float, optional
        Day of the chosen plan.
    """
    with sheet("injectionday", 1060, 270, (LEFT, 10.0, 24.0, 42.0)) as page:
        panels = page.figure.subplots(1, 2, gridspec_kw={"wspace": 0.12})
        place = np.arange(len(days))
        colours = [GREEN if chosen is not None and abs(day - chosen) < 0.5 else _OTHER_DAY for day in days]
        for panel, values, title in zip(panels, (score, risk), ("Score for each injection day", "Risk"), strict=True):
            panel.bar(place, values, color=colours, width=0.6)
            panel.set_xticks(place, [f"{day:g}" for day in days])
            panel.set(xlabel="injection: day after the laser", title=title)
            light_grid(panel)
    return page.svg
