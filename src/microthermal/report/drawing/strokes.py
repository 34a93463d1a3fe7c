"""Lines, words and legends as SVG, in the inks and sizes of all figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from microthermal.quantity import Array
from microthermal.report.drawing.inks import INKS
from microthermal.report.spelling import signed

# Sizes of type, of marks, of a row of a legend and of its line, and between the line and its words [points].
TITLE, LABEL, TICK, MARK, SMALL, ROW, HANDLE, GAP = 9.5, 8.5, 8.0, 3.0, 2.0, 12.0, 11.2, 6.4
# Mean width of a letter as a part of its size: legends have to fit the font of the reader, which is not known.
_LETTER: Final = 0.63
WIDTH: Final = 1.7
# Line of a legend that shows dashes [points].
_DASHED: Final = 21.0
# Lengths of dashes and of what lies between them [widths of the line].
_LINES: Final[dict[str, tuple[float, ...]]] = {"-": (), "--": (3.7, 1.6), ":": (1.0, 1.65), "-.": (6.4, 1.6, 1.0, 1.6)}
# Rim of the areas of a legend.
_EDGE: Final = "#9aa5b1"
# Outlines of marks from their middle on [points].
_SHAPES: Final = {
    "diamond": "m0 -6.2l6.2 6.2l-6.2 6.2l-6.2 -6.2z",
    "down": "m-5 -4h10l-5 9z",
    "square": "m-4 -4h8v8h-8z",
    "plus": "m-1.6 -4.8h3.2v3.2h3.2v3.2h-3.2v3.2h-3.2v-3.2h-3.2v-3.2h3.2z",
    "cross": "m0 -2.25l2.25 -2.25l2.25 2.25l-2.25 2.25l2.25 2.25l-2.25 2.25l-2.25 -2.25l-2.25 2.25l-2.25 -2.25"
    "l2.25 -2.25l-2.25 -2.25l2.25 -2.25z",
}
# A point of a line that lies as near to the line through its neighbours is left out [points].
_NEAR: Final = 0.05


class Key(NamedTuple):
    """What a legend explains: a line with its ink and dashes, or an area if that has any strength."""

    name: str
    ink: str
    dash: str = ""
    area: float = 0.0


def key(entries: Sequence[Key], columns: int, left: float, top: float) -> list[str]:
    """Rows of a legend from a corner on [points], column by column."""
    rows, wide, found = ceil(len(entries) / columns), columns_of([one.name for one in entries], columns), []
    handle = HANDLE if all(not one.dash for one in entries) else _DASHED
    for place, (name, ink, dash, area) in enumerate(entries):
        column, row = divmod(place, rows)
        x, y = left + sum(wide[:column]) + column * (handle - HANDLE), top + ROW * row
        if area:
            look = f"{fill(ink, area)}; stroke: {ink_of(_EDGE)}; stroke-width: 0.5"
            found.append(f'<path d="M{x:.2f} {y - 3.0:.2f}h{handle:g}v6h-{handle:g}z" style="{look}"/>')
        else:
            found.append(f'<path d="M{x:.2f} {y:.2f}h{handle:g}" style="{stroke(ink, WIDTH, dash)}"/>')
        found.append(text(name, x + handle + GAP, y + 2.9, TICK, "ink", "start"))
    return found


def stroke(ink: str, width: float, dash: str = "") -> str:
    """Look of a line."""
    look = f"fill: none; stroke: {ink_of(ink)}; stroke-width: {width:g}"
    return look + (f"; stroke-dasharray: {dash}" if dash else "; stroke-linecap: round")


def dashes_of(line: Any, width: float) -> str:
    """Dashes of a line of some width [points], from a sign for them or from an offset and lengths in widths."""
    found = line[1] if isinstance(line, tuple) else _LINES[line]
    return " ".join(f"{one * width:.3g}" for one in found)


def fill(ink: str, strength: float = 1.0) -> str:
    """Look of an area without a border."""
    return f"fill: {ink_of(ink)}; fill-opacity: {strength:g}; stroke: none"


def width_of(names: Sequence[str], columns: int) -> float:
    """Width of a legend [points]."""
    return sum(columns_of(names, columns))


def columns_of(names: Sequence[str], columns: int) -> list[float]:
    """Widths of the columns of a legend [points]."""
    rows = max(ceil(len(names) / columns), 1)
    parts = [names[first : first + rows] for first in range(0, len(names), rows)]
    return [HANDLE + 2.0 * GAP + _LETTER * TICK * max(map(len, part)) for part in parts]


def bends(x: Array, y: Array) -> NDArray[np.bool_]:
    """Which points of a line are needed: those between which it is not straight, and its ends."""
    kept = np.ones(x.size, dtype=bool)
    for _ in range(4):  # every second point of those that are left may go each time
        at = np.flatnonzero(kept)
        if at.size < 5:
            break
        before, here, after = at[:-2:2], at[1:-1:2], at[2::2]
        span = np.hypot(x[after] - x[before], y[after] - y[before])
        off = np.abs((x[after] - x[before]) * (y[here] - y[before]) - (y[after] - y[before]) * (x[here] - x[before]))
        kept[here[off < _NEAR * np.maximum(span, 1e-9)]] = False
    return kept


def symbol(x: float, y: float, ink: str, shape: str) -> str:
    """A mark about a place [points], with a rim of paper around it: see ``_SHAPES``, or a disc."""
    look = f"fill: {ink_of(ink)}; stroke: var(--figure-paper); stroke-width: 1"
    if shape == "disc":
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="4.5" style="{look}"/>'
    return f'<path d="M{x:.2f} {y:.2f}{_SHAPES[shape]}" style="{look}"/>'


def ink_of(colour: str) -> str:
    """Variable of the page for an ink; a colour that is none stands for itself."""
    name = INKS.get(colour.lower())
    return colour if name is None else f"var(--figure-{name})"


def edges(box: tuple[float, float, float, float]) -> str:
    """Path around a box."""
    left, right, top, low = box
    return f"M{left:.2f} {top:.2f}H{right:.2f}V{low:.2f}H{left:.2f}Z"


def rule(ink: str) -> str:
    """Look of a thin line."""
    return f"fill: none; stroke: var(--figure-{ink}); stroke-width: 0.7"


def text(words: str, x: float, y: float, size: float, ink: str, anchor: str, more: str = "") -> str:
    """Words at a place; nothing where there are none."""
    if not words:
        return ""
    look = f"font-size: {size:g}px; font-family: var(--figure-font); text-anchor: {anchor}; fill: var(--figure-{ink})"
    return f'<text x="{x:.2f}" y="{y:.2f}" style="{look}{more}">{escape(signed(words))}</text>'
