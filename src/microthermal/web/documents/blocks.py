"""Sections of the report as JSON: the pages show the words, tables and figures that the report shows."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from microthermal.report.blocks import Embedded, PageBlock, Picture
from microthermal.report.figures import alone
from microthermal.report.spelling import spelt


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
            "svg": alone("figure", item.title, item.alt, item.svg).svg,
        }  # fmt: skip
    if is_dataclass(item):
        return {one.name: _plain(getattr(item, one.name)) for one in fields(item)}
    if isinstance(item, tuple | list):
        return [_plain(inner) for inner in item if not isinstance(inner, Embedded)]
    return spelt(item) if isinstance(item, str) else item
