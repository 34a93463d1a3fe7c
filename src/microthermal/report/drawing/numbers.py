"""The numbers that a figure draws, as a table: read off the figure itself, so that they are those that are seen."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Panel, series, kind, x, y, value; the value is that of a map.
Row: TypeAlias = tuple[Any, ...]
# What turns places of a panel back into what they stand for, where a section has placed them itself.
Back: TypeAlias = "Mapping[Axes, Callable[[Any], Any]]"
COLUMNS: Final = ("panel", "series", "kind", "x", "y", "value")
# Most points of one outline or curve that are kept: enough to draw it again.
_MOST: Final = 120
_GROUND: Final = "#ffffff"
# How labels begin that matplotlib gives by itself.
_OWN: Final = ("_child", "_nolegend", "_container", "_line")


def numbers_of(figure: Figure, back: Back) -> str:
    """Numbers of a drawn figure as CSV: a line of comment for each panel with its axes, then one row for each point.

    Parameters
    ----------
    figure : Figure
        With all that it is to show.
    back : mapping
        For panels on whose x a section has placed its points itself: from places to what they stand for.

    Notes
    -----
    ``kind`` is line, area (its outline), bar (two corners), marks or map (``value`` at the middle of each cell). What
    lies outside the panel is left out. Words are no numbers.
    """
    text = StringIO()
    shown = [axes for axes in figure.axes if not hasattr(axes, "_colorbar")]
    for number, axes in enumerate(shown, start=1):
        text.write(f"# panel {number}: {_axes_words(axes)}\n")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    names = _names(figure)
    for number, axes in enumerate(shown, start=1):
        turned = back.get(axes, float)
        for name, kind, x, y, value in _rows(axes, names):
            table.writerow((number, name, kind, *(digits_of(one) for one in (float(turned(x)), y, value))))
    return text.getvalue()


def _axes_words(axes: Axes) -> str:
    title = " ".join(part for part in (axes.get_title(loc="left"), axes.get_title()) if part)
    words = [title] if title else []
    words += [f"{name} is {label}" for name, label in (("x", axes.get_xlabel()), ("y", axes.get_ylabel())) if label]
    ticks = [label.get_text() for label in axes.get_yticklabels()] if _worded(axes) else []
    if ticks:
        words.append(f"rows from y = {axes.get_yticks()[0]:g} on: {', '.join(ticks)}")
    return "; ".join(words) or "no axes"


def _worded(axes: Axes) -> bool:
    """Whether rows of an axis have names: of bars, for example."""
    labels = [label.get_text() for label in axes.get_yticklabels()]
    return any(any(letter.isalpha() for letter in label) for label in labels)


def _names(figure: Figure) -> dict[str, str]:
    """Words of the legends by the colour that they explain."""
    held = [*figure.legends, *(axes.get_legend() for axes in figure.axes)]
    return {
        _colour(handle): text.get_text()
        for legend in held
        if legend is not None
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False)
    }


def _colour(artist: Any) -> str:
    from matplotlib.colors import to_hex

    for name in ("get_facecolor", "get_color", "get_edgecolor"):
        found = np.atleast_2d(np.asarray(_rgba(getattr(artist, name, lambda: ())())))
        if found.size >= 3 and (found.shape[-1] < 4 or found[0, -1] > 0.0):
            return to_hex(found[0][:3])
    return ""


def _rgba(colour: Any) -> Any:
    from matplotlib.colors import to_rgba_array

    return to_rgba_array(colour) if len(colour) else ()


def _rows(axes: Axes, names: dict[str, str]) -> Iterator[Row]:
    from matplotlib.patches import Rectangle

    bars = {patch: str(held.get_label()) for held in axes.containers for patch in getattr(held, "patches", ())}
    for line in axes.get_lines():
        if _of_data(axes, line):
            yield from _points(axes, _name(line, names), "line", line.get_xydata())
    for patch in axes.patches:
        if isinstance(patch, Rectangle) and _of_data(axes, patch):
            left, low = patch.get_xy()
            corners = np.array([[left, low], [left + patch.get_width(), low + patch.get_height()]])
            yield from _points(
                axes, _worded_name(bars.get(patch, "")) or _name(patch, names), "bar", corners, whole=True
            )
    for found in axes.collections:
        yield from _of_collection(axes, _name(found, names), found)


def _of_collection(axes: Axes, name: str, found: Any) -> Iterator[Row]:
    from matplotlib.collections import PathCollection, QuadMesh
    from matplotlib.contour import ContourSet

    if isinstance(found, QuadMesh):
        yield from _map(axes, name, found)
    elif isinstance(found, ContourSet):
        if not name and _colour(found) == _GROUND:  # tissue that is gone: its outline tells it
            return
        levels, paths = np.asarray(found.levels), found.get_paths()
        for level, path in zip(levels, paths, strict=False):
            # One threshold is told by its name; of many levels each outline tells its own.
            told = f"{name} from {level:.4g} on".strip() if len(paths) > 1 else name
            yield from _points(axes, told, "area", path.vertices)
    elif isinstance(found, PathCollection) or len(found.get_offsets()) > 1:
        yield from _points(axes, name, "marks", np.asarray(found.get_offsets()))
    else:
        for path in found.get_paths():
            yield from _points(axes, name, "area", path.vertices)


def _of_data(axes: Axes, artist: Any) -> bool:
    """Whether an artist lies at numbers of both axes; lines across a whole panel are marks of the axes."""
    return all(artist.get_transform().contains_branch_seperately(axes.transData))


def _worded_name(label: str) -> str:
    """Name that a section has given; one that begins with a line stands in no legend, and matplotlib's own are none."""
    return "" if label.startswith(_OWN) else label.removeprefix("_")


def _name(artist: Any, names: dict[str, str]) -> str:
    own = _worded_name(str(artist.get_label()))
    if own:
        return own
    name = names.get(_colour(artist), "")
    dashed = getattr(artist, "get_linestyle", lambda: "-")() in ("--", ":", "-.")
    return f"{name} (dashed)".strip() if dashed else name


def _points(axes: Axes, name: str, kind: str, points: Any, whole: bool = False) -> Iterator[Row]:
    """Points that lie inside the panel."""
    points = np.ma.filled(np.ma.asarray(points, dtype=float), np.nan)
    if points.ndim != 2 or points.size == 0:
        return
    inside = np.isfinite(points).all(axis=1) & (whole or _inside(axes, points[:, 0], points[:, 1]))
    for x, y in thinned(points[inside]).tolist():
        yield name, kind, x, y, None


def thinned(points: Any) -> Any:
    """Of very many points as many as it takes to draw them again."""
    return points[:: max(1, -(-len(points) // _MOST))]


def _inside(axes: Axes, x: Any, y: Any) -> Any:
    left, right = sorted(axes.get_xlim())
    low, high = sorted(axes.get_ylim())
    return (x >= left) & (x <= right) & (y >= low) & (y <= high)


def _map(axes: Axes, name: str, found: Any) -> Iterator[Row]:
    """Values of a map in the middle of its cells; of one that is mirrored about x = 0, its right half."""
    corners = found.get_coordinates()
    middle = 0.25 * (corners[:-1, :-1] + corners[1:, :-1] + corners[:-1, 1:] + corners[1:, 1:])
    values = np.ma.filled(np.ma.asarray(found.get_array(), dtype=float).reshape(middle.shape[:2]), np.nan)
    kept = _inside(axes, middle[..., 0], middle[..., 1]) & np.isfinite(values)
    if np.array_equal(values, values[:, ::-1], equal_nan=True) and axes.get_xlim()[0] < 0.0 < axes.get_xlim()[1]:
        kept &= middle[..., 0] >= 0.0
    for (x, y), value in zip(middle[kept].tolist(), values[kept].tolist(), strict=True):
        yield name, "map", x, y, value


def digits_of(value: float | None) -> str:
    """A number of the table as it is written; nothing where there is none."""
    return "" if value is None else f"{value:.4g}"
