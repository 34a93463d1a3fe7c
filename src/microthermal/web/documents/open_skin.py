"""Skin that is cut open, to scale: layers with their names, and places with the depths between which they are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from microthermal.domain.inputs.rule import Target
from microthermal.domain.inputs.skin import Layer
from microthermal.report.wording import plain
from microthermal.units import show
from microthermal.web.documents.cut import layer_tint

_WIDE, _HIGH, _LEFT, _TOP = 560.0, 470.0, 46.0, 10.0
# Where the first place stands, and the least distance of two names [pixels of the picture]. Names of layers end before
# it and those of places begin after theirs, so that none meets another where a phone shows them larger.
_FIRST, _APART = 236.0, 17.0


def open_skin(layers: Sequence[Layer], places: Sequence[Target]) -> dict[str, Any]:
    """Shapes of untreated skin as deep as its dermis and the deepest of the places, as a part of a page."""
    edges, top = [], 0.0
    for layer in layers:
        edges.append((layer, top, top + layer.thickness))
        top += layer.thickness
    dermis = max(bottom for layer, _, bottom in edges if layer.tissue != "fat")
    deep = 1.15 * max(dermis, *(one.depth for one in places))
    shown = [one for one in edges if one[1] < deep]
    words = ", ".join(f"{plain(layer.name)} from {show(top, 'm')} to {show(end, 'm')}" for layer, top, end in edges)
    return {
        "kind": "shapes", "box": [_WIDE, _HIGH], "alt": f"{words}.",
        "shapes": [*_layers(shown, deep), *_scale(deep), *_places([one for one in places if one.depth <= deep], deep)],
    }  # fmt: skip


def _y(depth: float, deep: float) -> float:
    return round(_TOP + depth / deep * (_HIGH - _TOP - 12.0), 1)


def _layers(edges: Sequence[tuple[Layer, float, float]], deep: float) -> list[dict[str, Any]]:
    found = []
    for layer, top, bottom in edges:
        y, end = _y(top, deep), _y(min(bottom, deep), deep)
        found.append(_shape("rect", x=_LEFT, y=y, width=_WIDE - _LEFT, height=round(max(end - y, 0.8), 1),
                            fill=layer_tint(layer)))  # fmt: skip
        if end - y > _APART:
            found.append(_text(plain(layer.name), _LEFT + 10.0, round(0.5 * (y + end) + 5.0, 1), "onskin", "start"))
    return found


def _scale(deep: float) -> list[dict[str, Any]]:
    step = 1e-3 if deep > 4e-3 else 5e-4 if deep > 1.6e-3 else 2e-4
    turned = {"transform": f"translate(11 {_HIGH / 2}) rotate(-90)", "text-anchor": "middle"}
    found = [_shape("text", "depth [mm]", x=0, y=0, **turned)]
    for number in range(int(deep / step) + 1):
        y = _y(number * step, deep)
        found.append(_text(f"{1e3 * number * step:.2g}", _LEFT - 6.0, y + 4.0, "", "end"))
        found.append(_shape("line", x1=_LEFT - 3.0, x2=_LEFT, y1=y, y2=y, **{"class": "grid"}))
    return found


def _places(places: Sequence[Target], deep: float) -> list[dict[str, Any]]:
    found, last = [], -99.0
    for number, one in enumerate(places):
        x = round(_FIRST + number * (_WIDE - _LEFT - 290.0) / max(len(places), 1), 1)
        y = last = max(_y(one.depth, deep), last + _APART)
        reach: dict[str, Any] = {"y1": _y(one.shallow, deep), "y2": _y(min(one.deep, deep), deep), "class": "reach"}
        found += [
            _shape("line", **{"x1": x, "x2": x, **reach}),
            _shape("circle", cx=x, cy=_y(one.depth, deep), r=4.5, **{"class": "place"}),
            _text(one.title, x + 9.0, round(y + 4.0, 1), "onskin strong", "start"),
        ]
    return found


def _shape(tag: str, text: str = "", **at: Any) -> dict[str, Any]:
    return {"tag": tag, "at": at, "text": text}


def _text(text: str, x: float, y: float, name: str, anchor: str) -> dict[str, Any]:
    return _shape("text", text, x=x, y=y, **{"class": name, "text-anchor": anchor})
