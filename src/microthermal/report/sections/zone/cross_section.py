"""The zone cut open: a map mirrored about the axis, outlines of the endpoints, layers, follicle, scale bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from microthermal.domain.results.grid import Grid
from microthermal.quantity import Array
from microthermal.report.drawing.sheet import INK, LEFT, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UM = 1e6
# Colours of a needle: insulated, and bare.
_COAT, _METAL = "#52606D", "#CBD2D9"
# Left, right, upper and lower margin [CSS pixels]; the scale of colours has its words at the right.
_MARGINS = (LEFT, 52.0, 24.0, 42.0)


@dataclass(frozen=True)
class Outline:
    """A threshold to be drawn: label, colour, line style, and a field that is 1 on the line (z, r)."""

    label: str
    colour: str
    line: Any
    field: Array


@dataclass(frozen=True)
class Needle:
    """A needle that is drawn where it stands: its radius, and where its bare tip begins and ends [m]."""

    radius: float
    top: float
    point: float


@dataclass(frozen=True)
class Map:
    """What is drawn: words, colours, grid, values (z, r), and the depths at which layers begin [m].

    ``span`` is what the colours stand for at their ends, where several maps are to be compared; else it is that of the
    values.
    """

    title: str
    unit: str
    colours: str
    grid: Grid
    values: Array
    removed: Array
    layers: tuple[tuple[str, float, float], ...]
    outlines: tuple[Outline, ...] = ()
    marks: tuple[tuple[str, float], ...] = ()
    logarithmic: bool = False
    hollow: bool = True
    span: tuple[float, float] | None = None
    needle: Needle | None = None
    across: str = "distance from the beam axis [µm]"


def cross_section(name: str, view: Map, depth: float, radius: float) -> str:
    """SVG of a map of one cylinder, mirrored left and right.

    Parameters
    ----------
    name : str
        Word for the ids of this figure.
    view : Map
        What is drawn.
    depth, radius : float
        How much of the cylinder is shown [m].
    """
    with sheet(name, 520, 560, _MARGINS) as page:
        axes = page.figure.add_subplot()
        image = _image(axes, view)
        _edges_of_layers(axes, view, depth, radius)
        handles = [handle for outline in view.outlines for handle in _contour(axes, view, outline)]
        _channel(axes, view)
        handles += _needle(axes, view.needle)
        axes.set(xlim=(-radius * _UM, radius * _UM), ylim=(depth * _UM, 0))
        axes.set(xlabel=view.across, ylabel="depth [µm]", title=view.title)
        axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        bar = page.figure.colorbar(image, ax=axes, fraction=0.045, pad=0.02, aspect=34)
        bar.set_label(view.unit)
        bar.outline.set_visible(False)
        # Placed below the map: over it, the words would hide what they name.
        page.legend_below(handles, 2, handlelength=2.6)
    return page.svg


def _image(axes: Axes, view: Map) -> Any:
    from matplotlib.colors import LogNorm, Normalize

    x = np.concatenate([-view.grid.r_edges[:0:-1], view.grid.r_edges]) * _UM
    values = np.concatenate([view.values[:, ::-1], view.values], axis=1)
    top = float(np.max(values))
    low, high = (float(values.min()), top) if view.span is None else view.span
    norm = LogNorm(max(top * 1e-3, 1e-12), max(top, 1e-9)) if view.logarithmic else Normalize(low, high)
    return axes.pcolormesh(x, view.grid.z_edges * _UM, values, cmap=view.colours, norm=norm, rasterized=True)


def _mirrored(view: Map, field: Array) -> tuple[Array, Array, Array]:
    r, whole = view.grid.r, np.concatenate([field[:, ::-1], field], axis=1)
    # The uppermost centres stand for the surface too, so that lines reach it.
    z = np.concatenate([[0.0], view.grid.z])
    return np.concatenate([-r[::-1], r]) * _UM, z * _UM, np.concatenate([whole[:1], whole])


def _contour(axes: Axes, view: Map, outline: Outline) -> list[Any]:
    """Draw a threshold; its entry in the legend, if it is reached anywhere."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import PathPatch

    r, z, field = _mirrored(view, np.log10(np.clip(outline.field, 1e-12, 1e12)))
    if not field.min() < 0 < field.max():
        return []
    drawn = axes.contour(r, z, field, levels=[0.0], colors=[outline.colour], linewidths=1.6, linestyles=[outline.line])
    # A pale line below the coloured one keeps it visible on dark and on light ground.
    for path in drawn.get_paths():
        axes.add_patch(PathPatch(path, fill=False, edgecolor="white", linewidth=2.8, alpha=0.5, zorder=1.9))
    return [Line2D([], [], color=outline.colour, linestyle=outline.line, label=outline.label)]


def _channel(axes: Axes, view: Map) -> None:
    if view.removed.max() < 0.5:
        return
    r, z, field = _mirrored(view, view.removed)
    if view.hollow:
        axes.contourf(r, z, field, levels=[0.5, 1.5], colors="white")
    axes.contour(r, z, field, levels=[0.5], colors=[INK if view.hollow else "white"], linewidths=1.0)


def _needle(axes: Axes, needle: Needle | None) -> list[Any]:
    """Draw a needle, its insulated shaft apart from its bare tip; their entries in the legend."""
    from matplotlib.patches import Rectangle

    if needle is None:
        return []
    parts = (("insulated shaft", 0.0, needle.top, _COAT), ("bare tip", needle.top, needle.point, _METAL))
    found = []
    for label, top, end, colour in parts:
        if end > top:
            corner, size = (-needle.radius * _UM, top * _UM), (2 * needle.radius * _UM, (end - top) * _UM)
            patch = Rectangle(corner, *size, facecolor=colour, edgecolor=INK, linewidth=0.8, label=label)
            found.append(axes.add_patch(patch))
    return found


def _edges_of_layers(axes: Axes, view: Map, depth: float, radius: float) -> None:
    # A pale ground keeps words readable on dark and on bright colours.
    ground = {"boxstyle": "round,pad=0.18", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
    ink: dict[str, Any] = {"fontsize": 8, "color": INK, "bbox": ground}
    for label, top, bottom in view.layers:
        if top > 0:
            axes.axhline(top * _UM, color="#7B8794", linewidth=0.7, alpha=0.8)
        middle = 0.5 * (top + min(bottom, depth))
        # A layer thinner than its own name would only be covered by it.
        if top < depth and min(bottom, depth) - top > 0.035 * depth:
            axes.text(0.97 * radius * _UM, middle * _UM, label, ha="right", va="center", **ink)
    for label, mark in view.marks:
        if mark < depth:
            axes.axhline(mark * _UM, color=INK, linewidth=1.0, linestyle=(0, (2, 2)))
            axes.text(-0.97 * radius * _UM, (mark - 0.012 * depth) * _UM, label, ha="left", va="bottom", **ink)
    _scale_bar(axes, depth, radius, ink)


def _scale_bar(axes: Axes, depth: float, radius: float, ink: dict[str, Any]) -> None:
    length = next(one for one in (1000.0, 100.0, 50.0) if radius * _UM >= 1.5 * one or one == 50.0)
    left, level = 0.97 * radius * _UM - length, 0.975 * depth * _UM
    for colour, width in (("white", 5.5), (INK, 3.0)):
        axes.plot(
            [left, left + length],
            [level, level],
            color=colour,
            linewidth=width,
            solid_capstyle="butt",
            label="_scale bar",
        )
    axes.text(
        left + length / 2,
        level - 0.022 * depth * _UM,
        "1 mm" if length == 1000.0 else f"{length:.0f} µm",
        ha="center",
        va="bottom",
        **ink,
    )
