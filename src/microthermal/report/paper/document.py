"""Sections of a page as plain values that Typst reads: words spelt as on the page, figures as files beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias

from microthermal.report.blocks import Beside, Embedded, Folded, PageBlock, Part, Picture, Table
from microthermal.report.figures import alone
from microthermal.report.spelling import spelt

Plain: TypeAlias = dict[str, Any]
# Rows of a folded table beyond which it stays on the page: paper cannot be folded.
_LONGEST: Final = 40
# Width [CSS pixels] from which a figure takes all of a sheet, and the share of the sheet that others take.
_WHOLE: Final = 700.0
_NARROW: Final = 0.62


@dataclass(frozen=True)
class Document:
    """What is set: sections in their order, and the figures that they name."""

    sections: tuple[Plain, ...]
    figures: Mapping[str, bytes]


def document(sections: Sequence[tuple[str, str, PageBlock]]) -> Document:
    """Sections of a page for paper.

    Parameters
    ----------
    sections : sequence of (kind, heading, block)
        As pages hold them.

    Notes
    -----
    What moves has no place on paper, and of folded tables the long ones have not: the paper names them.
    """
    figures: dict[str, bytes] = {}
    found = []
    for _, heading, block in sections:
        parts = [part for part in (_part(one, figures) for one in block.parts) if part is not None]
        if parts:
            found.append({"heading": spelt(heading), "lead": spelt(block.lead), "parts": parts})
    return Document(tuple(found), figures)


def _part(part: Part, figures: dict[str, bytes], beside: bool = False) -> Plain | None:
    if isinstance(part, Embedded):
        return None
    if isinstance(part, Picture):
        return _picture(part, figures, beside)
    if isinstance(part, Folded):
        return _folded(part, figures)
    if isinstance(part, Beside):
        inner = [_part(one, figures, beside=len(part.parts) > 1) for one in part.parts]
        # A part may stand alone where the other one moves.
        return {"kind": "beside", "parts": [[one] for one in inner if one is not None]}
    plain: Plain = _spelt(asdict(part))
    return plain


def _folded(part: Folded, figures: dict[str, bytes]) -> Plain | None:
    rows = sum(len(one.rows) for one in part.parts if isinstance(one, Table))
    if rows > _LONGEST:
        return {"kind": "left out", "text": spelt(f"{part.summary}: {rows} rows, on the page and in the run file.")}
    inner = [one for one in (_part(one, figures) for one in part.parts) if one is not None]
    return {"kind": "folded", "summary": spelt(part.summary), "parts": inner} if inner else None


def _picture(part: Picture, figures: dict[str, bytes], beside: bool) -> Plain:
    name = f"figure-{len(figures) + 1}.svg"
    drawn = alone(name, part.title or part.alt, part.alt, part.drawing)
    figures[name] = drawn.svg.encode()
    share = 1.0 if beside or drawn.width > _WHOLE else _NARROW
    return {
        "kind": "picture", "file": name, "title": spelt(part.title), "alt": spelt(part.alt),
        "caption": spelt(part.caption), "share": share,
    }  # fmt: skip


def _spelt(value: Any) -> Any:
    """A value with all its texts spelt as pages have them; names of kinds and tones stay as they are."""
    if isinstance(value, str):
        return spelt(value)
    if isinstance(value, dict):
        return {
            key: one if key in ("kind", "tone", "weight", "style", "link") else _spelt(one)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_spelt(one) for one in value]
    return value
