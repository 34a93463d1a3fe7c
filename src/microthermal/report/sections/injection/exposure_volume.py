"""Exposure-volume histogram: which fraction of each target is under the drug for how long."""

from __future__ import annotations

from microthermal.domain.results.response import Exposure
from microthermal.report.drawing.sheet import CYCLE, light_grid, sheet
from microthermal.units import DAY

_HOUR = 3600.0


def exposure_volume(name: str, exposures: tuple[Exposure, ...], width: float = 620, height: float = 330) -> str:
    """SVG of the fraction of each target that is above half the effect for at least a time.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    exposures : tuple of Exposure
        Targets of one dose.
    """
    longest = max((float(exposure.duration[-1]) for exposure in exposures), default=0.0)
    scale, unit = (DAY, "days") if longest > 2 * DAY else (_HOUR, "hours")
    with sheet(f"volume-{name}", width, height) as page:
        axes = page.figure.add_subplot()
        for number, exposure in enumerate(exposures):
            label = exposure.target.replace("_", " ")
            axes.plot(
                exposure.duration / scale, 100.0 * exposure.fraction, color=CYCLE[number % len(CYCLE)], label=label
            )
        axes.set_xlim(0, 1.05 * max(longest / scale, 1e-9))
        axes.set_ylim(0, 103)
        axes.set_xlabel(f"time above half the effect [{unit}]")
        axes.set_ylabel("fraction of the target [%]")
        axes.set_title("Exposure-volume histogram")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
        light_grid(axes)
    return page.svg
