"""One panel of lines on a pair of axes, even or logarithmic, written as SVG at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.inks import INKS
from microthermal.report.drawing.numbers import Row, thinned
from microthermal.report.drawing.strokes import (
    LABEL,
    MARK,
    ROW,
    SMALL,
    TICK,
    TITLE,
    WIDTH,
    Key,
    bends,
    columns_of,
    edges,
    fill,
    key,
    rule,
    stroke,
    symbol,
    text,
)  # fmt: skip

# How far from the axes their labels stand: below, and left [points].
_BELOW: Final = 25.0
_BESIDE: Final = 32.0


class LinePanel:
    """Lines, bands and marks over a pair of axes; places are those of its axes until it is written.

    Parameters
    ----------
    clip : str
        Id of the clip path of this panel, unlike that of all others of a page.
    box : tuple of float
        Left, right, upper and lower edge [points].
    x, y : Axis
        The axes; y from below to above.
    title : str
        Words above it.
    framed : bool, optional
        Whether its axes are drawn.
    """

    def __init__(
        self, clip: str, box: tuple[float, float, float, float], x: Axis, y: Axis, title: str = "", framed: bool = True
    ) -> None:
        self.box, self.x, self.y, self.title, self._framed = box, x, y, title, framed
        self._name, self.clip = clip, f'clip-path="url(#{clip})"'
        self._defined = f'<defs><clipPath id="{clip}"><path d="{edges(box)}"/></clipPath></defs>'
        self._under: list[str] = []
        self._over: list[str] = []
        self.rows: list[Row] = []

    def line(self, x: Array, y: Array, ink: str, width: float = WIDTH, dash: str = "", name: str = "") -> None:
        """A line through points, and its rows in the table of the figure."""
        self._over.append(f'<path d="{self.path(x, y)}" {self.clip} style="{stroke(ink, width, dash)}"/>')
        self.tell(name, "line", x, y)

    def band(self, x: Array, low: Array, high: Array, ink: str, strength: float, name: str = "") -> None:
        """A pale area between two lines."""
        around, edge = np.concatenate((x, x[::-1])), np.concatenate((low, high[::-1]))
        self._under.append(f'<path d="{self.path(around, edge)}Z" {self.clip} style="{fill(ink, strength)}"/>')
        self.tell(name, "area", around, edge)

    def shade(self, first: float, last: float, ink: str, strength: float) -> None:
        """A pale stretch of the x axis."""
        (left, right), (_, _, top, low) = self.across(np.array([first, last])), self.box
        path = edges((left, right, top, low))
        self._under.append(f'<path d="{path}" {self.clip} style="{fill(ink, strength)}"/>')

    def upright(self, place: float, ink: str, dash: str, width: float = 1.0) -> None:
        """A dashed line across the panel at a place of the x axis."""
        (at,), (_, _, top, low) = self.across(np.array([place])), self.box
        self._over.append(f'<path d="M{at:.2f} {low:.2f}V{top:.2f}" {self.clip} style="{stroke(ink, width, dash)}"/>')

    def level(self, place: float, ink: str, dash: str, words: str = "", width: float = 0.8) -> None:
        """A dashed line across the panel at a place of the y axis, with words at its right end."""
        (at,), (left, right, _, _) = self.down(np.array([place])), self.box
        path = f"M{left:.2f} {at:.2f}H{right:.2f}"
        self._over.append(f'<path d="{path}" {self.clip} style="{stroke(ink, width, dash)}"/>')
        self._over.append(text(words, right - 3.0, at - 2.5, TICK, "muted", "end"))

    def bar(
        self, x: tuple[float, float], y: tuple[float, float], ink: str, strength: float = 1.0, name: str = ""
    ) -> None:
        """A bar between two corners."""
        (left, right), (low, top) = self.across(np.array(x)), self.down(np.array(y))
        self._under.append(f'<path d="{edges((left, right, top, low))}" style="{fill(ink, strength)}"/>')
        self.tell(name, "bar", np.array(x), np.array(y))

    def symbol(self, x: float, y: float, ink: str, shape: str, name: str = "") -> None:
        """A mark at a place: disc, diamond or cross, with a rim of paper."""
        (across,), (down,) = self.across(np.array([x])), self.down(np.array([y]))
        self._over.append(symbol(across, down, ink, shape))
        self.tell(name, "line", np.array([x]), np.array([y]))

    def say(
        self, words: str, x: float, y: float, ink: str, *, anchor: str = "start", size: float = TICK, bold: bool = False
    ) -> None:
        """Words whose line begins, ends or has its middle at a place."""
        (across,), (down,) = self.across(np.array([x])), self.down(np.array([y]))
        more = "; font-weight: bold" if bold else ""
        self._over.append(text(words, across, down, size, INKS[ink.lower()], anchor, more=more))

    def legend(self, entries: Sequence[tuple[str, str]], columns: int, *, below: bool = False) -> None:
        """Names of inks in the upper right corner, or in the lower one, column by column."""
        left, right, top, low = self.box
        top = low - ROW * ceil(len(entries) / columns) if below else top + 8.0
        wide = columns_of([name for name, _ in entries], columns)
        # Names that are too long for the panel begin at its left edge.
        begin = max(right - 4.0 - sum(wide), left + 4.0)
        self._over += key([Key(name, ink) for name, ink in entries], columns, begin, top)

    def drawn(self) -> str:
        """The panel with its axes as SVG."""
        if not self._framed:
            return "\n".join((self._defined, *self._under, *self._over))
        (left, right, top, low) = self.box
        ends = f"M{left:.2f} {top:.2f}V{low:.2f}" if not self.y.bare else f"M{left:.2f} {low:.2f}"
        ends += "" if self.x.bare else f"H{right:.2f}"
        axes, grid = [f'<path d="{ends}" style="{rule("edge")}"/>'], []
        named, small = self.x.marks()
        for place, (_, words) in zip(self.across(np.array([one for one, _ in named])), named, strict=True):
            axes.append(f'<path d="M{place:.2f} {low:.2f}v{MARK:g}" style="{rule("muted")}"/>')
            axes.append(text(words, place, low + 12.6, TICK, "muted", "middle"))
            if self.x.grid:
                grid.append(f'<path d="M{place:.2f} {low:.2f}V{top:.2f}" style="{rule("grid")}"/>')
        if small:
            path = "".join(f"M{place:.2f} {low:.2f}v{SMALL:g}" for place in self.across(np.array(small)))
            axes.append(f'<path d="{path}" style="{rule("muted")}"/>')
        named, _ = self.y.marks()
        for place, (_, words) in zip(self.down(np.array([one for one, _ in named])), named, strict=True):
            axes.append(f'<path d="M{left:.2f} {place:.2f}h-{MARK:g}" style="{rule("muted")}"/>')
            axes.append(text(words, left - 6.5, place + 2.9, TICK, "muted", "end"))
            if self.y.grid:
                grid.append(f'<path d="M{left:.2f} {place:.2f}H{right:.2f}" style="{rule("grid")}"/>')
        axes.append(text(self.x.label, (left + right) / 2, low + _BELOW, LABEL, "muted", "middle"))
        axes.append(text(self.title, left, top - 8.0, TITLE, "ink", "start", more="; font-weight: bold"))
        if self.y.label:
            x, y = left - _BESIDE, (top + low) / 2
            turn = f'<g transform="translate({x:.2f} {y:.2f}) rotate(-90)">'
            axes.append(f"{turn}{text(self.y.label, 0.0, 0.0, LABEL, 'muted', 'middle')}</g>")
        return "\n".join((self._defined, *grid, *self._under, *self._over, *(one for one in axes if one)))

    def across(self, x: Array) -> Array:
        """Places of values of the x axis [points]."""
        return self.x.at(x, self.box[0], self.box[1])

    def down(self, y: Array) -> Array:
        """Places of values of the y axis [points]."""
        return self.y.at(y, self.box[3], self.box[2])

    def path(self, x: Array, y: Array) -> str:
        """A line through points, without those that it would pass all the same."""
        across, down = self.across(x), self.down(y)
        kept = bends(across, down)
        points = zip(across[kept].tolist(), down[kept].tolist(), strict=True)
        return "M" + "L".join(f"{a:.2f} {b:.2f}" for a, b in points)

    def part(self, name: str, first: Array, last: Array) -> tuple[str, str]:
        """Attribute that clips to the box between two corners (2,), and the path around that box."""
        (left, right), (low, top) = self.across(np.array([first[0], last[0]])), self.down(np.array([first[1], last[1]]))
        clip, path = f"{self._name}-{name}", edges((left, right, top, low))
        self._over.append(f'<clipPath id="{clip}"><path d="{path}"/></clipPath>')
        return f'clip-path="url(#{clip})"', path

    def put(self, drawn: str) -> None:
        """Draw something of one's own over all that was drawn before, but below the axes."""
        self._over.append(drawn)

    def tell(self, name: str, kind: str, x: Array, y: Array, values: Array | None = None) -> None:
        """Enter points into the table of numbers, as far as they lie in the panel: all of a map, enough of a line."""
        shown = self.x.inside(x) & self.y.inside(y)
        points = np.column_stack((x, y))[shown]
        if values is None:
            self.rows += [(name, kind, self.x.back(at), value, None) for at, value in thinned(points).tolist()]
        else:
            told = zip(points.tolist(), values[shown].tolist(), strict=True)
            self.rows += [(name, kind, self.x.back(at), value, held) for (at, value), held in told]
