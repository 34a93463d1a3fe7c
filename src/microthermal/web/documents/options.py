"""Options of a plan as tables: all of them, and every number of each to be set beside those of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from microthermal.web.documents.blocks import cell, table

Told: TypeAlias = Mapping[str, Any]
# Aims that have a column of their own.
_AIMS = 5


def options_table(options: Sequence[Told], axes: Sequence[Told]) -> dict[str, Any]:
    """A row for each option: course and medicine, aims, robust value, limits; a box and a button to go on with it."""
    aims = [one for one in axes if one["aim"]][:_AIMS]
    titles = ["", "Course", *(one["title"] for one in aims), "Robust value", "Limits", ""]
    return table(titles, [_row(one, aims) for one in options], label="Options", strong=0)


def _row(one: Told, aims: Sequence[Told]) -> list[dict[str, Any]]:
    worst = f"mean {one['mean']:.2f}, worst {one['worst']:.2f}: {one['worst_name'].lower()}"
    held, asked = one["holds"]
    number = str(one["number"])
    return [
        cell(number, check=one["number"], label=f"Set option {number} beside another"),
        cell(one["title"], strong=True, badge="refused" if one["refused"] else one["word"], tone=one["state"],
             note="; ".join(part for part in (one["course"], _medicine(one)) if part)),
        *(_estimate(one["results"].get(axis["metric"])) for axis in aims),
        cell(f"{one['robust']:.2f}", strong=True, note=worst),
        cell(f"risk {one['risk']}", note=f"limits hold in {held} of {asked}" if asked else ""),
        cell("Near this", do=number, off=one["refused"]),
    ]  # fmt: skip


def beside(options: Sequence[Told], axes: Sequence[Told]) -> list[dict[str, Any]]:
    """Rows with a cell for each option; ``walked`` are those that are shown even where two options agree."""
    walked = [one["metric"] for one in axes]
    rest = dict.fromkeys(name for one in options for name in one["results"] if name not in walked)
    first = (
        ("Course", [cell(one["course"]) for one in options]), ("Medicine", [cell(_medicine(one)) for one in options]),
        ("Robust value", [cell(f"{one['robust']:.2f}") for one in options]),
        ("Limits", [cell(f"{one['word']}, risk {one['risk']}") for one in options]),
    )  # fmt: skip
    return [
        *({"title": cell(title), "cells": cells, "walked": True} for title, cells in first),
        *(_of_metric(name, options, walked=name in walked) for name in (*walked, *rest)),
    ]


def _of_metric(name: str, options: Sequence[Told], *, walked: bool) -> dict[str, Any]:
    found = [one["results"].get(name) for one in options]
    words = next((one["words"] for one in found if one), name)
    return {"title": cell(words), "cells": [_estimate(one) for one in found], "walked": walked}


def _estimate(found: Told | None) -> dict[str, Any]:
    return cell(found["text"], strong=True, note=found["band"]) if found else cell("–")


def _medicine(one: Told) -> str:
    return "; ".join((*one["doses"], *one["points"])) or "no medicine"
