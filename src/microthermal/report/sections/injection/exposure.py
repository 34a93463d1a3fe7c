"""A depot over weeks: what the target feels, and where the drug is."""

from __future__ import annotations

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import BLUE, GREEN, MUTED, ORANGE, SKY, STOP, light_grid, sheet
from microthermal.units import shown_in

_CLEARED = "#BFE3D4"
_OTHER_DAY = "#A9C7D8"
# Concentrations below this fraction of the peak are not drawn.
_GONE = 1e-4
_ROOM = 1.15


def exposure(
    name: str,
    days: Array,
    concentration: Array,
    what: str,
    thinning: float | None,
    width: float = 520,
    height: float = 330,
) -> str:
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
    with sheet(f"exposure-{name}", width, height) as page:
        axes = page.figure.add_subplot()
        factor, unit = shown_in(float(concentration.max()), "kg/m**3")
        concentration, thinning = factor * concentration, None if thinning is None else factor * thinning
        peak = max(float(concentration.max()), 1e-12)
        shown = concentration > _GONE * peak
        axes.plot(days[shown], concentration[shown], color=BLUE)
        axes.set_yscale("log")
        axes.set_ylim(_GONE * peak, 2 * max(peak, thinning or 0.0))
        first, last = min(0.0, float(days[0])), float(days[shown].max()) if shown.any() else float(days[-1])
        axes.set_xlim(first, max(_ROOM * last, 1.0))
        if thinning is not None and thinning > _GONE * peak:
            axes.axhline(thinning, color=STOP, linewidth=1.1)
            axes.annotate(
                "can thin skin above", (0.99, thinning), xycoords=axes.get_yaxis_transform(), xytext=(0, 3),
                textcoords="offset points", ha="right", va="bottom", color=STOP, fontsize=8,
            )  # fmt: skip
        axes.axvline(0, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
        axes.set_xlabel("day after the laser")
        axes.set_ylabel(f"unbound {what} [{unit}]")
        axes.set_title("What the target feels")
        light_grid(axes)
    return page.svg


def whereabouts(
    name: str,
    days: Array,
    depot: Array,
    dissolved: Array,
    cleared: Array,
    leaked: Array,
    lost: str = "ran out",
) -> str:
    """SVG of where the dose is over time.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    days : Array, (t,)
        Days after the laser.
    depot, dissolved, cleared, leaked : Array, (t,)
        Fractions of the dose [1].
    lost : str, optional
        What the last of them is called.
    """
    with sheet(f"whereabouts-{name}", 520, 330) as page:
        axes = page.figure.add_subplot()
        axes.stackplot(
            days, *(100 * part for part in (depot, dissolved, cleared, leaked)), colors=(BLUE, SKY, _CLEARED, ORANGE),
            labels=("undissolved depot", "dissolved", "cleared", lost), linewidth=0,
        )  # fmt: skip
        axes.set_ylim(0, 100)
        # The picture ends soon after the last hundredth of the dose has left the skin.
        still = days[depot + dissolved > 0.01]
        end = float(days[0]) + 1.25 * (float(still.max()) - float(days[0])) if still.size else float(days[-1])
        axes.set_xlim(float(days[0]), min(max(end, float(days[0]) + 1.0), float(days[-1])))
        axes.set_xlabel("day after the laser")
        axes.set_ylabel("fraction of the dose [%]")
        axes.set_title("Where the drug is")
        page.figure.legend(loc="outside lower center", ncols=4)
    return page.svg


def by_day(
    days: Array, score: Array, risk: Array, chosen: float | None, width: float = 1060, height: float = 270
) -> str:
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
    with sheet("injectionday", width, height) as page:
        panels = page.figure.subplots(1, 2)
        place = np.arange(len(days))
        colours = [GREEN if chosen is not None and abs(day - chosen) < 0.5 else _OTHER_DAY for day in days]
        for panel, values, title in zip(panels, (score, risk), ("Score for each injection day", "Risk"), strict=True):
            panel.bar(place, values, color=colours, width=0.6)
            panel.set_xticks(place, [f"{day:g}" for day in days])
            panel.set_xlabel("injection: day after the laser")
            panel.set_title(title)
            light_grid(panel)
    return page.svg
