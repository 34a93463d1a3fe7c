"""Areas, discs, maps and words on plates in a panel, and the scale of colours beside a map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.palettes import palette
from microthermal.report.drawing.raster import cells, image, shades
from microthermal.report.drawing.strokes import LABEL, MARK, TICK, edges, fill, ink_of, rule, text

# Mean width of a letter as a part of its size, height of a plate, and its rim [points].
_LETTER: Final = 0.53
_PLATE: Final = 11.0
_RIM: Final = 2.5
# Shades of the scale of colours, and how far it, its marks and its label stand from its panel [points].
_SHADES: Final = 256
_APART: Final = 6.0
_WIDE: Final = 10.0
_LABEL: Final = 47.0


def area(panel: LinePanel, outlines: Iterable[Array], look: str, name: str = "") -> None:
    """Areas inside closed outlines (point, 2), each with its holes; a point is in if it lies inside an odd number."""
    outlines = list(outlines)
    if not outlines:
        return
    path = "".join(f"{panel.path(one[:, 0], one[:, 1])}Z" for one in outlines)
    panel.put(f'<path d="{path}" {panel.clip} style="{look}; fill-rule: evenodd"/>')
    points = np.concatenate(outlines)
    panel.tell(name, "area", points[:, 0], points[:, 1])


def strokes(panel: LinePanel, lines: Iterable[Array], look: str) -> None:
    """Lines through points (point, 2) that stand in no table of numbers."""
    path = "".join(panel.path(one[:, 0], one[:, 1]) for one in lines)
    if path:
        panel.put(f'<path d="{path}" {panel.clip} style="fill: none; {look}"/>')


def discs(panel: LinePanel, centres: Array, radius: float, colour: str, clip: str = "", strength: float = 1.0) -> None:
    """Discs of one size at places (disc, 2), a radius on the x axis: points of a line with round ends."""
    across, down = panel.across(centres[:, 0]), panel.down(centres[:, 1])
    wide = 2.0 * abs(float(panel.across(np.array([radius]))[0] - panel.across(np.array([0.0]))[0]))
    path = "".join(f"M{x:.2f} {y:.2f}h0" for x, y in zip(across.tolist(), down.tolist(), strict=True))
    look = f"fill: none; stroke: {ink_of(colour)}; stroke-width: {wide:.2f}; stroke-linecap: round"
    look += "" if strength == 1.0 else f"; stroke-opacity: {strength:g}"
    if path:
        panel.put(f'<path d="{path}" {clip or panel.clip} style="{look}"/>')
    panel.tell("", "marks", centres[:, 0], centres[:, 1])


def plate(panel: LinePanel, words: str, place: tuple[float, float], anchor: str, lift: float = 0.0) -> None:
    """Words on a pale plate, so that they are read on every colour; ``lift`` is how far they stand above [points]."""
    (x,), (y,) = panel.across(np.array([place[0]])), panel.down(np.array([place[1]]))
    wide, middle = _LETTER * TICK * len(words) + 2.0 * _RIM, float(y) - lift
    left = float(x) - {"start": _RIM, "middle": 0.5 * wide, "end": wide - _RIM}[anchor]
    size = f'x="{left:.2f}" y="{middle - 0.5 * _PLATE:.2f}" width="{wide:.2f}" height="{_PLATE:g}" rx="2"'
    panel.put(f'<rect {size} style="{fill("#ffffff", 0.8)}"/>')
    panel.put(text(words, float(x), middle + 2.8, TICK, "ink", anchor))


def picture(
    panel: LinePanel, grid: tuple[Array, Array], values: Array, colours: str, span: tuple[float, float], log: bool
) -> None:
    """A map of cells that fills a panel, mirrored where that begins below 0; its right half stands in the table.

    Parameters
    ----------
    panel : LinePanel
        Where it is drawn.
    grid : tuple of Array
        Edges of the cells along the x axis, from 0, and along the y axis.
    values : Array, (row, column)
        What the cells hold.
    colours : str
        Name of the scale of colours.
    span : tuple of float
        What its ends stand for.
    log : bool
        Whether it is even in the logarithm.
    """
    left, right, top, low = panel.box
    x, y = panel.x, panel.y
    across = cells(np.concatenate((-grid[0][:0:-1], grid[0])), x.low, x.high, right - left)
    # Columns of the mirrored half, counted from the axis outwards.
    count = grid[0].size - 1
    columns = np.where(across < count, count - 1 - across, across - count)
    rows = cells(grid[1], y.high, y.low, low - top)
    held = shades(values, *span, log=log)
    panel.put(image(held[np.ix_(rows, columns)], palette(colours), panel.box))
    middle = [0.5 * (one[1:] + one[:-1]) for one in grid]
    along, down = np.meshgrid(*middle)
    panel.tell("", "map", along.ravel(), down.ravel(), values.ravel())


def scale_of_colours(panel: LinePanel, colours: str, axis: Axis, steps: Sequence[str] = ()) -> str:
    """SVG of what colours stand for, right of a panel; even ``steps`` are drawn as they are given, from below."""
    _, edge, top, low = panel.box
    left, right = edge + _APART, edge + _APART + _WIDE
    if steps:
        borders = np.linspace(low, top, len(steps) + 1).tolist()
        parts = [
            f'<path d="{edges((left, right, high, below))}" style="{fill(colour)}"/>'
            for colour, below, high in zip(steps, borders[:-1], borders[1:], strict=True)
        ]
    else:
        dots = np.arange(_SHADES - 1, -1, -1, dtype=np.uint8)[:, None]
        parts = [image(dots, palette(colours), (left, right, top, low))]
    for value, words in axis.marks()[0]:
        (at,) = axis.at(np.array([value]), low, top)
        parts.append(f'<path d="M{right:.2f} {at:.2f}h{MARK:g}" style="{rule("muted")}"/>')
        parts.append(text(words, right + 5.5, float(at) + 2.9, TICK, "muted", "start"))
    turn = f'<g transform="translate({edge + _LABEL:.2f} {(top + low) / 2:.2f}) rotate(-90)">'
    return "\n".join((*parts, f"{turn}{text(axis.label, 0.0, 0.0, LABEL, 'muted', 'middle')}</g>"))
