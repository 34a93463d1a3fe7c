"""The treated skin cut open, to scale: layers, a follicle, zones at their mean distance or points of an injection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from microthermal.domain.inputs.skin import Follicle
from microthermal.domain.results.flow import Damage
from microthermal.quantity import Array
from microthermal.report.drawing.sheet import GREEN, INK, LEFT, MUTED, ORANGE, PURPLE, VERMILION, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MM = 1e3
# Colours of layers by what they are made of; paler downwards, so that zones are seen on all of them.
_TINTS = {
    "stratum_corneum": "#C9A386", "epidermis": "#DDB396", "papillary_dermis": "#F3D3C7", "reticular_dermis": "#F8E2D9",
    "dermis": "#F8E2D9", "fat": "#FBF0CF", "muscle": "#E7B9B4",
}  # fmt: skip
_PLAIN = "#EFEFEA"
# Width of a follicle on the picture [m]: that of no one hair, but to be seen.
_FOLLICLE = 1e-4
# Height of a line of small print on the page [CSS pixels], and the part of the width that zones or points stand in.
_LINE, _LEFT, _SPAN = 16.0, 0.14, 0.68
# Endpoint drawn, its words, its colour; the widest first, so that the narrower lie on it.
_SHELLS = (
    ("heat_shock", "Stressed, alive", ORANGE, 0.35),
    ("dermal_cells", "Dead cells", VERMILION, 0.55),
    ("collagen", "Collagen denatured", "#8C2D19", 0.9),
)


@dataclass(frozen=True)
class Ground:
    """Skin that is drawn: layers (tissue, name, upper and lower border [m]) and where its follicles end."""

    layers: tuple[tuple[str, str, float, float], ...]
    follicle: Follicle

    def down_to(self, depth: float) -> Ground:
        """The same skin whose lowest layer goes on to a depth [m], as it does where heat is followed."""
        *above, (tissue, name, top, _) = self.layers
        return Ground((*above, (tissue, name, top, depth)), self.follicle)


@dataclass(frozen=True)
class Points:
    """Points of an injection: depth of the tip, distance of points and reach of each [m]."""

    depth: float
    spacing: float
    reach: float


def skin_picture(
    ground: Ground,
    width: float,
    depth: float,
    zones: tuple[Damage, float] | None,
    points: Points | None,
    torn: tuple[float, float] | None = None,
) -> str:
    """SVG of a cut through the skin.

    Parameters
    ----------
    ground : Ground
        The skin.
    width, depth : float
        How much of it is shown [m].
    zones : (Damage, float) or None
        Damage around one zone, and the mean distance of zones [m]; None where no laser is used.
    points : Points or None
        Where medicine is injected; None where none is, or where zones are shown.
    torn : (float, float), optional
        Depth and radius [m] of the vacuole that each microbeam leaves beside its zone.
    """
    height = float(np.clip(460.0 * depth / width, 90.0, 520.0))
    with sheet("skin", 520, height + 80, (LEFT, 24.0, 6.0, 42.0)) as page:
        axes = page.figure.add_subplot(aspect="equal")
        _layers(axes, ground, width, depth, _LINE * depth / height)
        _follicle(axes, ground.follicle, width, depth)
        handles: list[Any] = []
        if zones is not None:
            handles += _zones(axes, *zones, width)
            handles += [] if torn is None else _vacuoles(axes, *torn, _places(zones[1], width))
        if points is not None:
            handles += _points(axes, points, width)
        axes.set(xlim=(0.0, width * _MM), ylim=(depth * _MM, -0.03 * depth * _MM))
        axes.set(xlabel="[mm]", ylabel="depth [mm]")
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        page.legend_below(handles, 4, handlelength=1.2, columnspacing=1.2)
    return page.svg


def _layers(axes: Axes, ground: Ground, width: float, depth: float, least: float) -> None:
    ink: dict[str, Any] = {"fontsize": 8, "color": INK, "alpha": 0.75, "ha": "right", "va": "center"}
    for tissue, name, top, bottom in ground.layers:
        if top >= depth:
            continue
        end = min(bottom, depth)
        axes.axhspan(top * _MM, end * _MM, color=_TINTS.get(tissue, _PLAIN), linewidth=0, zorder=0)
        # A layer thinner than its own name would only be covered by it.
        if end - top > least:
            axes.text(0.985 * width * _MM, 0.5 * (top + end) * _MM, name, zorder=6, **ink)


def _follicle(axes: Axes, follicle: Follicle, width: float, depth: float) -> None:
    """A hair at the left edge: where its bulge and its papilla lie decides what zones and needles reach."""
    if follicle.density <= 0.0:
        return
    place, wide = 0.06 * width * _MM, 0.5 * _FOLLICLE * _MM
    end = min(follicle.papilla_depth, depth) * _MM
    axes.plot([place, place], [-0.03 * depth * _MM, end], color="#5B4636", linewidth=1.6, zorder=3, label="_hair")
    axes.fill_betweenx([0.0, end], place - wide, place + wide, color="#A9826B", alpha=0.35, linewidth=0, zorder=2)
    for name, level in (("bulge", follicle.bulge_depth), ("papilla", follicle.papilla_depth)):
        if level < depth:
            axes.plot([place], [level * _MM], marker="o", markersize=6, color="#5B4636", zorder=4, label=f"_{name}")
            axes.text(place + 0.02 * width * _MM, level * _MM, name, fontsize=8, color=INK, va="center", zorder=6)


def _zones(axes: Axes, damage: Damage, distance: float, width: float) -> list[Any]:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Patch

    r = np.concatenate([-damage.grid.r[::-1], damage.grid.r]) * _MM
    z = np.concatenate([[0.0], damage.grid.z]) * _MM
    handles, places = [], _places(distance, width)
    for name, words, colour, alpha in _SHELLS:
        if name not in damage.endpoints:
            continue
        field = _mirrored(np.log10(np.clip(damage.omega[damage.endpoints.index(name)], 1e-12, 1e12)))
        if field.max() <= 0.0:
            continue
        one = axes.contourf(r + places[0], z, field, levels=[0.0, 13.0], colors=[colour], alpha=alpha, zorder=4)
        look: dict[str, Any] = {"facecolors": colour, "edgecolors": "none", "alpha": alpha, "zorder": 4}
        axes.add_collection(PatchCollection(_beside(one, places), **look))
        handles.append(Patch(facecolor=colour, alpha=alpha, label=words))
    if damage.removed.max() >= 0.5:
        one = axes.contourf(r + places[0], z, _mirrored(damage.removed), levels=[0.5, 1.5], colors=["white"], zorder=5)
        look = {"facecolors": "white", "edgecolors": "none", "zorder": 5}
        axes.add_collection(PatchCollection(_beside(one, places), **look))
        one = axes.contour(
            r + places[0], z, _mirrored(damage.removed), levels=[0.5], colors=[INK], linewidths=0.7, zorder=5
        )
        look = {"facecolors": "none", "edgecolors": INK, "linewidths": 0.7, "zorder": 5}
        axes.add_collection(PatchCollection(_beside(one, places), **look))
        handles.append(Patch(facecolor="white", edgecolor=INK, linewidth=0.7, label="Tissue removed"))
    return handles


def _places(distance: float, width: float) -> list[float]:
    """Where zones stand that lie a distance [m] apart [mm]."""
    count = max(int(_SPAN * width / distance), 1)
    first = _LEFT * width + 0.5 * (_SPAN * width - (count - 1) * distance)
    return [(first + number * distance) * _MM for number in range(count)]


def _vacuoles(axes: Axes, depth: float, radius: float, places: list[float]) -> list[Any]:
    from matplotlib.patches import Circle, Patch

    look: dict[str, Any] = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.8}
    for place in places:
        axes.add_patch(Circle((place, depth * _MM), radius * _MM, zorder=5, **look))
    return [Patch(label="Vacuole", **look)]


def _beside(first: Any, places: list[float]) -> list[Any]:
    """The shapes of the first place at the other ones: finding them again takes longer than drawing them."""
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D

    moves = [Affine2D().translate(place - places[0], 0.0) for place in places[1:]]
    return [PathPatch(move.transform_path(path)) for move in moves for path in first.get_paths()]


def _mirrored(field: Array) -> Array:
    """Field left and right of the axis; the uppermost centres stand for the surface too."""
    whole = np.concatenate([field[:, ::-1], field], axis=1)
    return np.concatenate([whole[:1], whole])


def _points(axes: Axes, points: Points, width: float) -> list[Any]:
    from matplotlib.patches import Circle, Patch

    count = max(int(_SPAN * width / points.spacing), 1)
    first = _LEFT * width + 0.5 * (_SPAN * width - (count - 1) * points.spacing)
    for number in range(count):
        place = (first + number * points.spacing) * _MM
        axes.add_patch(
            Circle((place, points.depth * _MM), points.reach * _MM, color=GREEN, alpha=0.3, linewidth=0, zorder=4)
        )
        axes.plot([place, place], [0.0, points.depth * _MM], color=MUTED, linewidth=1.2, zorder=5)
        axes.plot([place], [points.depth * _MM], marker="v", markersize=6, color=PURPLE, zorder=5)
    return [Patch(facecolor=GREEN, alpha=0.3, label="Within reach of a point")]
