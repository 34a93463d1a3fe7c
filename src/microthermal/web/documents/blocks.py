"""Sections of the report as JSON: the pages show the words, tables and figures that the report shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from microthermal.report.blocks import Embedded, PageBlock, Part, Picture, Table, cells
from microthermal.report.figures import on_both_papers
from microthermal.report.spelling import spelt


def parts_document(*parts: Part) -> list[dict[str, Any]]:
    """Parts of a report as plain texts and lists, each with its ``kind``."""
    return [_plain(part) for part in parts]


def pairs(rows: Iterable[tuple[str, str]], name: str) -> Table:
    """A table of what there is and how much."""
    return Table((name, ""), tuple(cells(*row) for row in rows))


def cell(text: str, **more: Any) -> dict[str, Any]:
    """A cell with more than a report's: ``go`` (settings of a link), ``do`` (a button), ``mark`` (name of a badge)."""
    return {"text": spelt(text), "lines": [], **more}


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str | dict[str, Any]]], strong: int = -1, **more: Any
) -> dict[str, Any]:
    """A table of such cells and of texts; the row that is number ``strong`` stands out."""
    told = [[cell(one) if isinstance(one, str) else one for one in row] for row in rows]
    return {
        "kind": "table", "columns": list(columns), "numeric": [],
        "rows": [{"cells": row, "strong": number == strong} for number, row in enumerate(told)], **more,
    }  # fmt: skip


def block_document(block: PageBlock) -> dict[str, Any]:
    """A section as plain texts and lists, each part with its ``kind``.

    Parameters
    ----------
    block : PageBlock
        What a function of the report has made. Pages that are embedded in it are left out: they hold scripts, and this
        server's pages run none but their own.

    Notes
    -----
    A figure is an SVG that needs no page around it, so that it can be shown as an image: the styles inside it would be
    refused in the page itself.
    """
    return {
        "heading": spelt(block.heading), "lead": spelt(block.lead),
        "parts": [_plain(part) for part in block.parts if not isinstance(part, Embedded)],
    }  # fmt: skip


def _plain(item: Any) -> Any:
    if isinstance(item, Picture):
        return {
            "kind": item.kind, "title": spelt(item.title), "alt": spelt(item.alt), "caption": spelt(item.caption),
            "svg": on_both_papers(item.title, item.alt, item.svg), "plate": "data-paper" in item.svg[:400],
        }  # fmt: skip
    if is_dataclass(item):
        return {one.name: _plain(getattr(item, one.name)) for one in fields(item)}
    if isinstance(item, tuple | list):
        return [_plain(inner) for inner in item if not isinstance(inner, Embedded)]
    return spelt(item) if isinstance(item, str) else item
