"""The map of a window as shapes: cells with their marks, and the axes of energy and density."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

# The whole, and its plot: left, top, right, bottom [pixels of its own].
_BOX, _PLOT = (620.0, 400.0), (92.0, 6.0, 614.0, 354.0)
# Least distance of two texts beside an axis.
_ACROSS, _UP = 46.0, 15.0
_KEY = {
    "inside": ("●", "inside every limit"), "warned": ("◆", "a limit warns"), "stopped": ("✕", "a stop limit is passed"),
    "too little": ("○", "too little for an effect"),
}  # fmt: skip


def map_shapes(
    energy: Mapping[str, Any], density: Mapping[str, Any], cells: Sequence[Sequence[Mapping[str, str]]]
) -> dict[str, Any]:
    """Shapes of the map, the place of its plot, and the key of its marks; axes are as the page is told of them."""
    left, top, right, bottom = _PLOT
    columns = [(_across(one), _across(two)) for one, two in itertools.pairwise(energy["edges"])]
    rows = [(_up(two), _up(one)) for one, two in itertools.pairwise(density["edges"])]
    drawn = [
        shape for column, states in zip(columns, cells, strict=True) for row, cell in zip(rows, states, strict=True)
        for shape in _cell(column, row, cell["state"])
    ]  # fmt: skip
    below = [(_across(one["place"]), one["text"]) for one in energy["texts"]]
    beside = [(_up(one["place"]), one["text"]) for one in density["texts"]]
    return {
        "box": _BOX, "plot": _PLOT, "key": [(_class(state), *words) for state, words in _KEY.items()],
        "shapes": [
            *drawn, *(_text(text, x, bottom + 17.0) for x, text in _apart(below, _ACROSS)),
            *(_text(text, left - 7.0, y + 4.0, "end") for y, text in _apart(beside, _UP)),
            _text("energy of a microbeam", 0.5 * (left + right), _BOX[1] - 6.0),
            {"tag": "text", "text": "density of a pass",
             "at": {"text-anchor": "middle", "transform": f"translate(12 {0.5 * (top + bottom)}) rotate(-90)"}},
        ],
    }  # fmt: skip


def _across(place: float) -> float:
    return round(_PLOT[0] + place * (_PLOT[2] - _PLOT[0]), 2)


def _up(place: float) -> float:
    return round(_PLOT[3] - place * (_PLOT[3] - _PLOT[1]), 2)


def _cell(column: tuple[float, float], row: tuple[float, float], state: str) -> list[dict[str, Any]]:
    (x, right), (y, bottom) = column, row
    name = _class(state)
    at = {"x": x, "y": y, "width": round(right - x, 2), "height": round(bottom - y, 2), "class": name}
    return [{"tag": "rect", "at": at}, _text(_KEY[state][0], 0.5 * (x + right), 0.5 * (y + bottom) + 4.0, name="cell")]


def _class(state: str) -> str:
    return state.replace(" ", "-")


def _apart(texts: Sequence[tuple[float, str]], least: float) -> list[tuple[float, str]]:
    """Texts that do not run into the last one before them."""
    found: list[tuple[float, str]] = []
    for place, text in texts:
        if not found or abs(place - found[-1][0]) >= least:
            found.append((place, text))
    return found


def _text(text: str, x: float, y: float, anchor: str = "middle", name: str = "axis") -> dict[str, Any]:
    return {"tag": "text", "text": text, "at": {"x": x, "y": y, "text-anchor": anchor, "class": name}}
