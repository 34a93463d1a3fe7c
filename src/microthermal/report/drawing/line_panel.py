"""One panel of lines on a pair of axes, even or logarithmic, written as SVG at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.inks import INKS
from microthermal.report.drawing.numbers import Row, thinned
from microthermal.report.drawing.strokes import (
    LABEL,
    MARK,
    SMALL,
    TICK,
    TITLE,
    WIDTH,
    bends,
    columns_of,
    edges,
    ink_of,
    key,
    rule,
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
        self._clip = f'clip-path="url(#{clip})"'
        self._defined = f'<defs><clipPath id="{clip}"><path d="{edges(box)}"/></clipPath></defs>'
        self._under: list[str] = []
        self._over: list[str] = []
        self.rows: list[Row] = []

    def line(self, x: Array, y: Array, ink: str, width: float = WIDTH, dash: str = "", name: str = "") -> None:
        """A line through points, and its rows in the table of the figure."""
        look = f"fill: none; stroke: {ink_of(ink)}; stroke-width: {width:g}"
        look += f"; stroke-dasharray: {dash}" if dash else "; stroke-linecap: round"
        self._over.append(f'<path d="{self._path(x, y)}" {self._clip} style="{look}"/>')
        self._tell(name, "line", x, y)

    def band(self, x: Array, low: Array, high: Array, ink: str, strength: float, name: str = "") -> None:
        """A pale area between two lines."""
        around, edge = np.concatenate((x, x[::-1])), np.concatenate((low, high[::-1]))
        look = f"fill: {ink_of(ink)}; fill-opacity: {strength:g}; stroke: none"
        self._under.append(f'<path d="{self._path(around, edge)}Z" {self._clip} style="{look}"/>')
        self._tell(name, "area", around, edge)

    def shade(self, first: float, last: float, ink: str, strength: float) -> None:
        """A pale stretch of the x axis."""
        (left, right), (_, _, top, low) = self._across(np.array([first, last])), self.box
        look = f"fill: {ink_of(ink)}; fill-opacity: {strength:g}; stroke: none"
        self._under.append(f'<path d="{edges((left, right, top, low))}" {self._clip} style="{look}"/>')

    def upright(self, place: float, ink: str, dash: str, width: float = 1.0) -> None:
        """A dashed line across the panel at a place of the x axis."""
        (at,), (_, _, top, low) = self._across(np.array([place])), self.box
        look = f"fill: none; stroke: {ink_of(ink)}; stroke-width: {width:g}; stroke-dasharray: {dash}"
        self._over.append(f'<path d="M{at:.2f} {low:.2f}V{top:.2f}" {self._clip} style="{look}"/>')

    def level(self, place: float, ink: str, dash: str, words: str = "", width: float = 0.8) -> None:
        """A dashed line across the panel at a place of the y axis, with words at its right end."""
        (at,), (left, right, _, _) = self._down(np.array([place])), self.box
        look = f"fill: none; stroke: {ink_of(ink)}; stroke-width: {width:g}; stroke-dasharray: {dash}"
        self._over.append(f'<path d="M{left:.2f} {at:.2f}H{right:.2f}" {self._clip} style="{look}"/>')
        self._over.append(text(words, right - 3.0, at - 2.5, TICK, "muted", "end"))

    def bar(
        self, x: tuple[float, float], y: tuple[float, float], ink: str, strength: float = 1.0, name: str = ""
    ) -> None:
        """A bar between two corners."""
        (left, right), (low, top) = self._across(np.array(x)), self._down(np.array(y))
        look = f"fill: {ink_of(ink)}; fill-opacity: {strength:g}; stroke: none"
        self._under.append(f'<path d="{edges((left, right, top, low))}" style="{look}"/>')
        self._tell(name, "bar", np.array(x), np.array(y))

    def symbol(self, x: float, y: float, ink: str, shape: str, name: str = "") -> None:
        """A mark at a place: disc, diamond or cross, with a rim of paper."""
        (across,), (down,) = self._across(np.array([x])), self._down(np.array([y]))
        self._over.append(symbol(across, down, ink, shape))
        self._tell(name, "line", np.array([x]), np.array([y]))

    def say(
        self, words: str, x: float, y: float, ink: str, *, anchor: str = "start", size: float = TICK, bold: bool = False
    ) -> None:
        """Words whose line begins, ends or has its middle at a place."""
        (across,), (down,) = self._across(np.array([x])), self._down(np.array([y]))
        more = "; font-weight: bold" if bold else ""
        self._over.append(text(words, across, down, size, INKS[ink.lower()], anchor, more=more))

    def legend(self, entries: Sequence[tuple[str, str]], columns: int) -> None:
        """Names of inks in the upper right corner, column by column."""
        left, right, top, _ = self.box
        wide = columns_of([name for name, _ in entries], columns)
        # Names that are too long for the panel begin at its left edge.
        begin = max(right - 4.0 - sum(wide), left + 4.0)
        self._over += key(tuple((name, ink, "") for name, ink in entries), columns, begin, top + 8.0)

    def drawn(self) -> str:
        """The panel with its axes as SVG."""
        if not self._framed:
            return "\n".join((self._defined, *self._under, *self._over))
        (left, right, top, low) = self.box
        axes, grid = [f'<path d="M{left:.2f} {top:.2f}V{low:.2f}H{right:.2f}" style="{rule("edge")}"/>'], []
        named, small = self.x.marks()
        for place, (_, words) in zip(self._across(np.array([one for one, _ in named])), named, strict=True):
            axes.append(f'<path d="M{place:.2f} {low:.2f}v{MARK:g}" style="{rule("muted")}"/>')
            axes.append(text(words, place, low + 12.6, TICK, "muted", "middle"))
            if self.x.grid:
                grid.append(f'<path d="M{place:.2f} {low:.2f}V{top:.2f}" style="{rule("grid")}"/>')
        if small:
            path = "".join(f"M{place:.2f} {low:.2f}v{SMALL:g}" for place in self._across(np.array(small)))
            axes.append(f'<path d="{path}" style="{rule("muted")}"/>')
        named, _ = self.y.marks()
        for place, (_, words) in zip(self._down(np.array([one for one, _ in named])), named, strict=True):
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

    def _across(self, x: Array) -> Array:
        return self.x.at(x, self.box[0], self.box[1])

    def _down(self, y: Array) -> Array:
        return self.y.at(y, self.box[3], self.box[2])

    def _path(self, x: Array, y: Array) -> str:
        across, down = self._across(x), self._down(y)
        kept = bends(across, down)
        points = zip(across[kept].tolist(), down[kept].tolist(), strict=True)
        return "M" + "L".join(f"{a:.2f} {b:.2f}" for a, b in points)

    def _tell(self, name: str, kind: str, x: Array, y: Array) -> None:
        points = thinned(np.column_stack((x, y))[self.x.inside(x) & self.y.inside(y)])
        self.rows += [(name, kind, self.x.back(at), value, None) for at, value in points.tolist()]
