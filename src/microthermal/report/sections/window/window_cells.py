"""The map of the window: a cell for each setting of a device, coloured by its verdict, with the word that binds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from microthermal.domain.inputs.exposures import axes_of
from microthermal.domain.inputs.pattern import Pattern
from microthermal.planning.metrics import metrics
from microthermal.planning.window.map import WindowMap, energy_scale
from microthermal.quantity import Array
from microthermal.report.drawing.sheet import ACCENT, INK, MUTED, sheet
from microthermal.zones.patterns import pitch

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Inside, warned, stopped, too little: told apart in lightness as well, for eyes that see no red or green.
_COLOURS = ("#CFE6DA", "#FBE3B0", "#E9A79F", "#D9DEE4")
_NAMES = ("inside", "warning", "stop", "too little")
# Mean fluences whose lines are drawn [J/cm²].
_FLUENCES = (1.0, 3.0, 10.0, 30.0, 100.0)
# Height of titles, axes and legend, and of a row of cells.
_HEAD, _ROW = 110, 46


def window_cells(title: str, drawn: WindowMap) -> str:
    """SVG of a map, energies to the right and densities of all passes [1/cm²] upward."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch, Rectangle

    energies, densities = drawn.energies * 1e3, drawn.densities * drawn.passes * 1e-4
    with sheet("window-map", 1060, _HEAD + _ROW * densities.size) as page:
        axes = page.figure.add_subplot()
        look: dict[str, Any] = {"cmap": ListedColormap(_COLOURS), "edgecolors": "white", "linewidth": 1.5}
        borders = (np.arange(settings.size + 1) - 0.5 for settings in (energies, densities))
        axes.pcolormesh(*borders, drawn.state.T, vmin=-0.5, vmax=3.5, **look)
        for i, names in enumerate(drawn.binding):
            for j, name in enumerate(names):
                word = metrics[name].short if name else ""
                axes.text(i, j, word, ha="center", va="center", fontsize=8, color=INK)
        if densities.size > 1:
            _fluence(axes, energies, densities)
        across = int(np.argmin(np.abs(energies - drawn.energy * 1e3)))
        up = int(np.argmin(np.abs(densities - drawn.density * drawn.passes * 1e-4)))
        frame: dict[str, Any] = {"fill": False, "edgecolor": ACCENT, "linewidth": 2.6, "zorder": 5}
        axes.add_patch(Rectangle((across - 0.5, up - 0.5), 1, 1, **frame))
        scale, unit = energy_scale(drawn)
        axes.set_xticks(range(energies.size), [f"{scale * energy:.3g}" for energy in drawn.energies])
        words = axes_of(drawn.device)
        if words.spaced:
            layout = drawn.device.basis.layout
            apart = [1e3 * pitch(Pattern(density=float(one), layout=layout)) for one in drawn.densities]
            axes.set_yticks(range(densities.size), [f"{distance:.2g}" for distance in apart])
            label = f"{words.density}, a pass [mm]"
        else:
            axes.set_yticks(range(densities.size), [f"{density:.0f}" for density in densities])
            label = "all passes [1/cm²]"
        axes.set(xlabel=f"{words.energy} [{unit}]", ylabel=label, title=title)
        for spine in axes.spines.values():
            spine.set_visible(False)
        handles = [Patch(facecolor=colour, label=name) for colour, name in zip(_COLOURS, _NAMES, strict=True)]
        handles.append(Patch(fill=False, edgecolor=ACCENT, linewidth=2, label="this treatment"))
        page.figure.legend(handles=handles, loc="outside lower center", ncols=5)
    return page.svg


def _fluence(axes: Axes, energies: Array, densities: Array) -> None:
    """Lines of equal mean fluence, 1 to 100 J/cm², straight between the cells."""
    from matplotlib.patheffects import withStroke

    look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 7, "color": MUTED}
    x, y = np.linspace(-0.5, energies.size - 0.5, 120), np.linspace(-0.5, densities.size - 0.5, 120)
    energy, density = _between(x, energies), _between(y, densities)
    fluence = 1e-3 * energy[None, :] * density[:, None]
    axes.contour(x, y, fluence, levels=_FLUENCES, colors=MUTED, linewidths=0.8, linestyles=":")
    for level in _FLUENCES:
        # Words stand in the middle of cells: a label goes where its line crosses a border between two rows.
        borders = np.arange(densities.size - 1) + 0.5
        needed = 1e3 * level / np.interp(borders, y, density)
        inside = np.flatnonzero((needed > energies[0]) & (needed < energies[-1]))
        if inside.size == 0:
            continue
        row = inside[inside.size // 2]
        place = float(np.interp(needed[row], energy, x))
        outline = [withStroke(linewidth=2.5, foreground="white")]
        axes.text(place, borders[row], f"{level:g} J/cm²", path_effects=outline, **look)


def _between(places: Array, settings: Array) -> Array:
    """Settings at places between and half a cell beyond the middles of cells, by equal ratios."""
    logs, last = np.log(settings), settings.size - 1
    if last == 0:
        return np.full(places.size, settings[0])
    found = np.interp(places, np.arange(settings.size), logs)
    found += np.minimum(places, 0.0) * (logs[1] - logs[0]) + np.maximum(places - last, 0.0) * (logs[-1] - logs[-2])
    return np.asarray(np.exp(found))
