"""Vacuoles under one microbeam, to scale, and the light at depth beside the thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.report.drawing.sheet import BLUE, INK, LEFT, MUTED, ORANGE, PURPLE, VERMILION, light_grid, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UM, _CM2 = 1e6, 1e-4
# Vacuoles that are drawn beside each other at most, and by how much more than the beam is shown.
_MOST, _AROUND = 9, 2.2
_GROUNDS = {"stratum_corneum": "#E9D9C4", "epidermis": "#F2D3B5", "papillary_dermis": "#F8E6DA"}
_DEEP, _BESIDE = "#FBF3EC", "#FFFFFF"


def vacuoles_to_scale(
    found: Vacuoles, layers: tuple[tuple[str, str, float, float], ...], beam: float, depth: float
) -> str:
    """SVG of the skin under one microbeam with its vacuoles, lengths and depths on one scale.

    Parameters
    ----------
    found : Vacuoles
        What is drawn: the usual scenario filled, the others as outlines.
    layers : tuple of (name, title, upper border [m], lower border [m])
        Layers of the skin.
    beam : float
        1/e² radius of the beam at the surface [m].
    depth : float
        How much is shown [m].
    """
    half = min(max(_AROUND * beam, 0.6 * depth), depth)
    with sheet("vacuoles", 520, 560, (LEFT, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot(aspect="equal", adjustable="box")
        _layers(axes, layers, half, depth)
        handles = [_beam(axes, beam, depth)] if beam < half else []
        for one in sorted(found.scenarios, key=lambda one: -one.radius):
            handles += _drawn(axes, one, min(beam, half))
        axes.set(xlim=(-half * _UM, half * _UM), ylim=(depth * _UM, -0.02 * depth * _UM))
        axes.set(xlabel="distance from the beam axis [µm]", ylabel="depth [µm]", title="Vacuoles to scale")
        axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        page.legend_below(handles, 2, handlelength=2.0)
    return page.svg


def _layers(axes: Axes, layers: tuple[tuple[str, str, float, float], ...], half: float, depth: float) -> None:
    ground = {"boxstyle": "round,pad=0.18", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
    for name, title, top, bottom in layers:
        if top >= depth:
            continue
        end = min(bottom, depth)
        axes.axhspan(top * _UM, end * _UM, color=_GROUNDS.get(name, _DEEP), linewidth=0, zorder=0)
        if top > 0.0:
            axes.axhline(top * _UM, color="#B7A48F", linewidth=0.7, zorder=1)
        if end - top > 0.05 * depth:
            middle = 0.5 * (top + end) * _UM
            axes.text(0.97 * half * _UM, middle, title, ha="right", va="center", fontsize=8, bbox=ground, zorder=6)


def _beam(axes: Axes, beam: float, depth: float) -> Any:
    from matplotlib.lines import Line2D

    for side in (-1.0, 1.0):
        x = np.full(2, side * beam * _UM)
        axes.plot(x, np.array([0.0, depth * _UM]), color=ORANGE, linewidth=1.3, linestyle=(0, (4, 2)), zorder=3)
    return Line2D([], [], color=ORANGE, linestyle=(0, (4, 2)), label="1/e² edge of the beam without scattering")


def _drawn(axes: Axes, one: VacuoleScenario, beam: float) -> list[Any]:
    from matplotlib.patches import Circle, Patch

    if one.branch == "none":
        return []
    usual = one.name == "usual"
    look: dict[str, Any] = {
        "facecolor": "#FFFFFF" if usual else "none",
        "edgecolor": INK if usual else PURPLE,
        "linewidth": 1.6 if usual else 1.2,
        "linestyle": "-" if usual else (0, (2, 2)),
    }
    number = min(max(round(one.count), 1), _MOST) if one.joined else _MOST
    places = np.array([0.0]) if number == 1 else np.linspace(-0.7 * beam, 0.7 * beam, number)
    for place in places:
        axes.add_patch(Circle((place * _UM, one.depth * _UM), one.radius * _UM, zorder=5 if usual else 4, **look))
    words = f"scenario {one.name}" + ("" if one.joined else ", single melanosomes")
    return [Patch(label=words, **look)]


def light_at_depth(found: Vacuoles, duration: float, depth: float, scatters: float) -> str:
    """SVG of the fluence on the axis over depth, beside the thresholds of both branches.

    Parameters
    ----------
    found : Vacuoles
        Light and thresholds.
    duration : float
        Pulse length [s], by which an irradiance is a fluence.
    depth : float
        How much is shown [m].
    scatters : float
        Fluence on the axis at the surface if nothing scattered [J/m²], for the curve of unscattered light.
    """
    shown = found.z <= depth
    z = found.z[shown] * _UM
    with sheet("breakdown-light", 520, 560, (LEFT, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        axes.plot(found.fluence[shown] * _CM2, z, color=BLUE, label="all light on the axis")
        direct = np.maximum(found.unscattered[shown] * scatters, 1e-6) * _CM2
        axes.plot(direct, z, color=BLUE, linestyle="--", label="of it, unscattered")
        usual, least = found.usual, found.scenario("least")
        if found.melanosome > 0.0:
            axes.axvline(usual.nucleation * _CM2, color=VERMILION, label="melanosomes, short pulses", linewidth=1.4)
            axes.axvline(
                least.nucleation * _CM2,
                color=VERMILION,
                linestyle=":",
                label="melanosomes, by their heat",
                linewidth=1.4,
            )
        axes.axvline(usual.irradiance * duration * _CM2, color=MUTED, label="clean water", linewidth=1.4)
        low = 0.3 * min(float(direct[-1]), *(usual.nucleation * _CM2 for _ in (0,) if usual.nucleation > 0.0))
        axes.set(xscale="log", xlim=(max(low, 1e-4), 3.0 * usual.irradiance * duration * _CM2), ylim=(depth * _UM, 0.0))
        axes.set(xlabel="fluence [J/cm²]", ylabel="depth [µm]", title="Light at depth and thresholds")
        light_grid(axes, "x")
        page.legend_below(axes.get_legend_handles_labels()[0], 2, handlelength=2.6)
    return page.svg
