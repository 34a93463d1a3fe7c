"""Figures of lines, written as SVG at once: a page holds a dozen of them, and each takes a few milliseconds."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from math import ceil
from typing import Final
from xml.sax.saxutils import escape

from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.inks import follows, on_light
from microthermal.report.drawing.line_panel import LinePanel
from microthermal.report.drawing.numbers import COLUMNS, digits_of
from microthermal.report.drawing.strokes import ROW, Key, key, width_of

# Points to a CSS pixel, as in the figures that matplotlib draws.
_POINT: Final = 0.75
# A figure wider than this scrolls on a narrow screen, because its words would become too small to read [CSS pixels].
_WIDE: Final = 700.0
# A figure for narrow screens grows with them up to this width [CSS pixels].
_NARROW: Final = 560.0
# Air around a legend below the panels [points].
_AIR: Final = 7.0


class LineFigure:
    """Panels of lines beside each other, a legend below them, and the table of their numbers.

    Parameters
    ----------
    name : str
        Word that makes the ids of this figure differ from those of the others of a page.
    width, height : float
        Size on the page at full width [CSS pixels].
    legend : sequence of Key or (str, str, str), optional
        What is explained below: name, ink and dashes of each.
    columns : int, optional
        Of that legend.
    narrow : bool, optional
        Whether it is shown on narrow screens alone, beside a wide one that holds the numbers.
    """

    def __init__(
        self, name: str, width: float, height: float, legend: Sequence[Key | tuple[str, str, str]] = (),
        columns: int = 1, narrow: bool = False,
    ) -> None:  # fmt: skip
        self._name, self._width, self._height = name, width, height
        self._key, self._columns, self._narrow = [Key(*one) for one in legend], columns, narrow
        self._panels: list[LinePanel] = []

    def panel(
        self,
        edges: tuple[float, float],
        margins: tuple[float, float],
        x: Axis,
        y: Axis,
        title: str,
        framed: bool = True,
    ) -> LinePanel:
        """Add a panel.

        Parameters
        ----------
        edges : tuple of float
            Left and right edge of the panel [CSS pixels].
        margins : tuple of float
            Room above and below it [CSS pixels]; the legend gets room of its own.
        x, y : Axis
            The axes.
        title : str
            Words above it.
        framed : bool, optional
            Whether its axes are drawn.
        """
        left, right, upper = (_POINT * one for one in (*edges, margins[0]))
        low = _POINT * (self._height - margins[1]) - self._room
        found = LinePanel(f"{self._name}-panel{len(self._panels) + 1}", (left, right, upper, low), x, y, title, framed)
        self._panels.append(found)
        return found

    @property
    def _room(self) -> float:
        """Height of the legend [points]."""
        return ROW * ceil(len(self._key) / self._columns) + _AIR if self._key else 0.0

    def svg(self) -> str:
        """The figure as inline SVG, its numbers in it."""
        width, height = _POINT * self._width, _POINT * self._height
        kind = "narrow" if self._narrow else "wide" if self._width > _WIDE else ""
        most = _NARROW if self._narrow else self._width
        numbers = "" if self._narrow else f"<metadata>{escape(self._table())}</metadata>"
        parts = [panel.drawn() for panel in self._panels]
        if self._key:
            begin = max((width - width_of([one.name for one in self._key], self._columns)) / 2, 4.0)
            parts += key(self._key, self._columns, begin, height - self._room + _AIR)
        body = "\n".join(parts)
        own = follows(body)
        # What stands for itself keeps the light paper that it was drawn for, on dark pages too.
        more = (f' class="{kind}"' if kind else "") + ("" if own else ' data-paper="light"')
        head = f'<svg viewBox="0 0 {width:g} {height:g}" style="max-width:{most:.0f}px" role="img" aria-hidden="true"'
        return f"{head}{more}>{numbers}\n{body if own else on_light(body)}\n</svg>"

    def _table(self) -> str:
        text = StringIO()
        for number, panel in enumerate(self._panels, start=1):
            said = [panel.title] if panel.title else []
            said += [f"{name} is {axis.label}" for name, axis in (("x", panel.x), ("y", panel.y)) if axis.label]
            text.write(f"# panel {number}: {'; '.join(said)}\n")
        table = csv.writer(text, lineterminator="\n")
        table.writerow(COLUMNS)
        for number, panel in enumerate(self._panels, start=1):
            for name, kind, x, y, value in panel.rows:
                table.writerow((number, name, kind, digits_of(x), digits_of(y), digits_of(value)))
        return text.getvalue()
