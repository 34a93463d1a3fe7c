"""What a section is made of: words, cards, tables, figures. Sections fill them; templates lay them out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from xml.sax.saxutils import unescape

_NUMBERS: Final = re.compile(r"<metadata>(.*?)</metadata>", re.DOTALL)
# Letters that do not stand for themselves in an address; of long tables few need be looked at one by one.
_ODD: Final = re.compile(r"[^A-Za-z0-9_.~ ,:;()/=\[\]+*-]")
Tone: TypeAlias = Literal["plain", "ok", "note", "warn", "stop"]


@dataclass(frozen=True)
class Words:
    """A paragraph; one with a link leads somewhere else on the page."""

    text: str
    style: Literal["plain", "lead", "small", "verdict"] = "plain"
    link: str = ""
    kind: Literal["words"] = "words"


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    texts: tuple[str, ...]
    kind: Literal["items"] = "items"


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Card:
    """One number to be seen from afar: what it is, the number, one line below it."""

    label: str
    value: str
    note: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True)
class Cards:
    """A row of cards."""

    cards: tuple[Card, ...]
    title: str = ""
    big: bool = False
    kind: Literal["cards"] = "cards"


@dataclass(frozen=True)
class Alert:
    """One caution: how heavy, what, who says it, what of the result it moves, what would remove it."""

    weight: Literal["note", "warn", "stop"]
    text: str
    stage: str = ""
    source: str = ""
    moves: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Alerts:
    """Cautions of one weight."""

    alerts: tuple[Alert, ...]
    kind: Literal["alerts"] = "alerts"


@dataclass(frozen=True)
class Line:
    """A number inside a cell: what it is, the number, its band."""

    label: str
    value: str
    band: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell that is more than text: a tone, a badge, a small second line, a link, numbers."""

    text: str
    note: str = ""
    tone: Tone = "plain"
    badge: str = ""
    link: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class TableRow:
    """A row of a table."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table; columns named in ``numeric`` are set flush right, ``widths`` are in percent."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Picture:
    """A figure: inline SVG that has its numbers with it, title, text for those who cannot see it, caption.

    ``narrow`` is a drawing of the same for narrow screens, on which the words of the other could not be read.
    """

    svg: str
    title: str
    alt: str
    caption: str = ""
    kind: Literal["picture"] = "picture"
    narrow: str = ""

    @property
    def drawing(self) -> str:
        """The SVG without its numbers."""
        return _NUMBERS.sub("", self.svg, count=1)

    @property
    def wide(self) -> bool:
        """Whether it scrolls sideways on a narrow screen, and so has to be reached by keys."""
        return 'class="wide"' in self.svg[: self.svg.index(">")]

    @property
    def numbers(self) -> str:
        """The numbers that are drawn, as CSV; empty where the drawing holds none."""
        found = _NUMBERS.search(self.svg)
        return unescape(found[1]) if found else ""

    @property
    def numbers_link(self) -> str:
        """Address that holds the numbers themselves, so that they are saved without a network."""
        return f"data:text/csv;charset=utf-8,{_ODD.sub(_quoted, self.numbers)}" if self.numbers else ""

    @property
    def file(self) -> str:
        """Name of the file of its numbers."""
        words = re.sub(r"[^a-z0-9]+", "_", (self.title or self.alt[:40]).lower()).strip("_")
        return f"{words or 'figure'}.csv"


@dataclass(frozen=True)
class Beside:
    """Parts set side by side where the page is wide enough."""

    parts: tuple[Part, ...]
    kind: Literal["beside"] = "beside"


@dataclass(frozen=True)
class Folded:
    """Parts that open on a click (and are open in print)."""

    summary: str
    parts: tuple[Part, ...]
    kind: Literal["folded"] = "folded"


@dataclass(frozen=True)
class Embedded:
    """A page within the page, with scripts of its own; left out in print."""

    html: str
    title: str
    kind: Literal["embedded"] = "embedded"


Part: TypeAlias = Words | Items | Heading | Cards | Alerts | Table | Picture | Beside | Folded | Embedded


@dataclass(frozen=True)
class PageBlock:
    """One rendered section: its parts, a sentence that opens it, and a heading where that hangs on the result."""

    parts: tuple[Part, ...]
    lead: str = ""
    heading: str = ""


def _quoted(letter: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in letter[0].encode())


def cells(*texts: str | Cell, strong: bool = False) -> TableRow:
    """Row of a table from texts and cells."""
    return TableRow(tuple(text if isinstance(text, Cell) else Cell(text) for text in texts), strong)
