"""Paper and ink of all figures: size, type, colours, and the way from a figure to inline SVG."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from math import ceil
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from microthermal.report.drawing.decades import plain_decades
from microthermal.report.drawing.inks import follows, with_variables
from microthermal.report.drawing.numbers import numbers_of
from microthermal.report.drawing.settings import settings
from microthermal.report.spelling import signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's palette: eight colours that remain distinct with every common kind of colour vision.
BLUE: Final = "#0072B2"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
ORANGE: Final = "#E69F00"
VERMILION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
INK: Final = "#1F2933"
MUTED: Final = "#66727F"
FAINT: Final = "#D9DEE4"
ACCENT: Final = "#0B6B74"
STOP: Final = "#B3261E"
CYCLE: Final = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
# Room left of axes for numbers of four digits and what they measure [CSS pixels].
LEFT: Final = 60.0

# Inches per CSS pixel; an SVG of matplotlib is measured in points, 72 to the inch, and a page shows it 4/3 larger.
_INCH = 96.0

# Height of a row of a legend below the axes, and of the air around it [CSS pixels].
_ROW, _LEGEND = 16.0, 9.0

# A figure wider than this scrolls on a narrow screen, because its words would become too small to read.
_WIDE = 700.0

_STYLE: Final[dict[str, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8.0,
    "axes.titley": 1.0,  # else every title is placed by measuring all that stands around it
    "axes.labelsize": 8.5,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": "#9AA5B1",
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.0,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "grid.color": "#E6EAEE",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 8.0,
    "lines.linewidth": 1.7,
    "lines.solid_capstyle": "round",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "svg.fonttype": "none",
    "path.simplify": True,
    "path.simplify_threshold": 0.3,
}


class Sheet:
    """A figure being drawn; ``svg`` holds its text once the ``with`` block of :func:`sheet` has ended.

    A section that places points on an axis of its own says in ``back`` how to get from a place to what it stands for.
    """

    def __init__(self, figure: Figure, lower: float = 0.0) -> None:
        self.figure = figure
        self._lower = lower
        self.back: dict[Axes, Callable[[Any], Any]] = {}
        self.svg = ""

    def legend_below(self, handles: Sequence[Any], columns: int, **look: Any) -> None:
        """Put a legend below the axes of a sheet with margins, and make room for its rows; none without handles."""
        if not handles:
            return
        self.figure.legend(handles=handles, loc="lower center", ncols=columns, **look)
        room = self._lower + _LEGEND + _ROW * ceil(len(handles) / columns)
        self.figure.subplots_adjust(bottom=room / (_INCH * float(self.figure.get_size_inches()[1])))


@contextmanager
def sheet(
    name: str, width: float, height: float, margins: tuple[float, float, float, float] | None = None
) -> Iterator[Sheet]:
    """Open a figure of a size in CSS pixels, and turn it into inline SVG at the end.

    Parameters
    ----------
    name : str
        Word that makes the ids inside this SVG differ from those of the other figures of a page.
    width, height : float
        Size on the page at full width [CSS pixels].
    margins : tuple of float, optional
        Left, right, upper and lower margin of the axes [CSS pixels], where they are known before; figures of one kind
        then stand in line, and nothing need be measured: finding them from the words that are drawn, as is done if
        they are left out, takes as long as drawing. A legend below the axes gets room of its own.
    """
    style: Any = {**_STYLE, "svg.hashsalt": name}
    with settings(style):
        # Imported here because it is slow to load and only reports draw.
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        layout: Any = "constrained" if margins is None else "none"
        lower = 0.0 if margins is None else margins[3]
        page = Sheet(Figure(figsize=(width / _INCH, height / _INCH), layout=layout), lower)
        if margins is not None:
            left, right, upper, _ = margins
            page.figure.subplots_adjust(
                left=left / width, right=1.0 - right / width, top=1.0 - upper / height, bottom=lower / height
            )
        canvas: Any = FigureCanvasSVG(page.figure)
        yield page
        for axes in page.figure.axes:
            plain_decades(axes, MUTED)
        _settle(page.figure)
        text = StringIO()
        # Not by `savefig`, which draws a figure that once had a layout twice.
        canvas.print_svg(text, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        page.svg = _inline(text.getvalue(), name, width, numbers_of(page.figure, page.back))


def _settle(figure: Figure) -> None:
    """Lay the axes out once and round their places, so that the same result gives the same text.

    The solver of the layout adds its terms in an order that depends on where its variables lie in memory: the last
    bits of the places differ from call to call, and with them the ids that matplotlib derives from the clip boxes.
    """
    engine = figure.get_layout_engine()
    if engine is None:
        return
    engine.execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, bottom, width, height = (round(float(bound), 6) for bound in axes.get_position(original=True).bounds)
        axes.set_position((left, bottom, width, height))


def _inline(text: str, name: str, width: float, numbers: str) -> str:
    svg = text[text.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    head_end = svg.index(">")
    box = re.search(r'viewBox="([^"]+)"', svg[:head_end])
    own = follows(svg)
    # What stands for itself keeps the light paper that it was drawn for, on dark pages too.
    more = (' class="wide"' if width > _WIDE else "") + ("" if own else ' data-paper="light"')
    head = f'<svg viewBox="{box[1] if box else ""}" style="max-width:{width:.0f}px" role="img" aria-hidden="true"{more}'
    body = svg[head_end:].replace("xlink:href", "href")
    # Text is drawn in the font of the page; the fonts that matplotlib names need not exist on the reader's machine.
    body = re.sub(r"font:\s*([^;'\"]*?)'DejaVu Sans'[^;\"]*", r"font: \1var(--figure-font)", body)
    body = re.sub(r"font-family:\s*[^;\"]*", "font-family: var(--figure-font)", body)
    body = with_variables(body) if own else body
    body = re.sub(r">[^<]+<", lambda words: signed(words[0]), body)
    # A drawing has its numbers with it; a page takes them out and offers them beside it.
    held = f"<metadata>{escape(numbers)}</metadata>"
    return _own_ids(f"{head}>{held}{body[1:]}", name).strip()


def _own_ids(svg: str, name: str) -> str:
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)


def light_grid(axes: Axes, along: str = "y") -> None:
    """Put faint lines behind the data, along one axis."""
    axes.grid(visible=True, axis="y" if along == "y" else "x")
    axes.set_axisbelow(True)
