"""Which branch of breakdown to expect, over fluence and phototype."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.planning.window.branch_map import BranchMap
from microthermal.report.drawing.sheet import INK, LEFT, sheet

# From nothing to most; each with its colour.
STATES: Final = (
    ("no breakdown expected", "#F1F3F5"),
    ("only with the figures that favour it most", "#CFE3F1"),
    ("single melanosomes, no vacuole", "#F3D08A"),
    ("vacuoles that melanosomes seed", "#D55E00"),
    ("vacuoles of clean breakdown", "#7B3F8C"),
)


def state_of(found: Vacuoles) -> int:
    """Place of a result among the states of the map."""
    usual = found.usual
    if usual.branch == "clean":
        return 4
    if usual.branch == "seeded":
        return 3 if usual.joined else 2
    return 1 if found.expected == "perhaps" else 0


def branch_picture(view: BranchMap, fluence: float, phototype: str) -> str:
    """SVG of the map with the place of the treatment.

    Parameters
    ----------
    view : BranchMap
        What is drawn.
    fluence : float
        Of the treatment, on the axis at the surface [J/m²].
    phototype : str
        Of the skin that is treated.
    """
    from matplotlib.colors import BoundaryNorm, ListedColormap
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    states = np.array([[state_of(one) for one in row] for row in view.found], dtype=float)
    colours = ListedColormap([colour for _, colour in STATES])
    fluences = view.fluences * 1e-4
    ratio = np.sqrt(fluences[1] / fluences[0])
    edges = np.concatenate([fluences / ratio, fluences[-1:] * ratio])
    rows = np.arange(len(view.phototypes) + 1) - 0.5
    with sheet("branches", 640, 360, (LEFT, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        norm = BoundaryNorm(np.arange(len(STATES) + 1) - 0.5, len(STATES))
        axes.pcolormesh(edges, rows, states, cmap=colours, norm=norm, rasterized=True)
        place = view.phototypes.index(phototype)
        axes.plot(
            [fluence * 1e-4], [place], "o", markersize=9, markerfacecolor="none", color=INK, label="this treatment"
        )
        axes.set(xscale="log", xlabel="fluence on the axis at the surface [J/cm²]", ylabel="phototype")
        axes.set_yticks(range(len(view.phototypes)), view.phototypes)
        axes.set_title("Branch of breakdown, usual figures")
        seen = sorted({int(state) for state in states.ravel()})
        handles = [
            Patch(facecolor=STATES[one][1], edgecolor="#9AA5B1", linewidth=0.6, label=STATES[one][0]) for one in seen
        ]
        ring: dict[str, Any] = {"marker": "o", "markersize": 8, "markerfacecolor": "none", "linestyle": "none"}
        page.legend_below([*handles, Line2D([], [], color=INK, label="this treatment", **ring)], 2)
    return page.svg
