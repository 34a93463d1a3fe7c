"""Skin cut open, to scale, as shapes that a page draws and lets fade, grow and shrink with levels of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.skin import Layer
from microthermal.domain.results.response import Delivery
from microthermal.quantity import Array
from microthermal.report.drawing.sheet import PURPLE
from microthermal.report.wording import buried, plain
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.zones.shapes import outlines

Shape: TypeAlias = dict[str, Any]
# Size of the picture at most [pixels of its own], and the part of the width that zones stand in, right of a hair.
_WIDE, _HIGH, _PART, _MIDDLE = 560.0, 420.0, 0.84, 0.55
_TINTS = {
    "stratum_corneum": "#c9a386", "epidermis": "#ddb396", "papillary_dermis": "#f3d3c7", "reticular_dermis": "#f8e2d9",
    "dermis": "#f8e2d9", "fat": "#fbf0cf", "muscle": "#e7b9b4",
}  # fmt: skip
_PLAIN, _INK, _HAIR = "#efefea", "#1f2933", "#5b4636"
# Endpoint whose border is drawn, its colour, the level that it fades with, and how dark it is at its most.
_BORDERS = (
    ("heat_shock", "#e69f00", "stressed", 0.35), ("dermal_cells", "#0072b2", "fresh", 0.3),
    ("dermal_cells", "#d55e00", "dead", 0.6), ("collagen", "#8c2d19", "denatured", 0.85),
)  # fmt: skip
_CELLS = 16
_READING = (
    "Borders are those of the laser, to scale, and do not move. Colours fade and come as the model says, each against "
    "the most of its own: orange stressed, red dead, brown denatured collagen, blue new collagen, white an open "
    "channel, a dark gap open epidermis, dots inflammatory cells, a red tint redness."
)
_EPIDERMIS = ("stratum_corneum", "epidermis")
_RULERS = (2e-3, 1e-3, 5e-4, 2e-4, 1e-4, 5e-5)


@dataclass(frozen=True)
class _Sheet:
    """What is shown: its width and depth [m], and pixels for each metre."""

    width: float
    depth: float

    @property
    def scale(self) -> float:
        return min(_WIDE / self.width, _HIGH / self.depth)

    def px(self, length: float) -> float:
        return round(length * self.scale, 2)


def skin_cut(simulation: Simulation, needles: bool = False) -> dict[str, Any]:
    """Shapes of the treated skin: layers, a follicle, zones at their mean distance, needles if they are asked for.

    Returns
    -------
    dict
        ``box``, width and height; ``words``; ``shapes``, each with its ``tag`` and attributes ``at``, a ``text``, and
        how it hangs on levels of a day: ``fades`` (with ``most``), ``grows`` (along x or y, about ``origin``), or
        ``shows`` (while the level is above ``above``).
    """
    skin, sham = affected(simulation.skin, simulation.condition), simulation.treatment.pulse.zoneless
    bottom = sum(layer.thickness for layer in skin.layers)
    points = [one for one in simulation.deliveries if needles and isinstance(one.dose, Injection)]
    distance = 0.0 if sham else simulation.lattice.pitch / simulation.treatment.pattern.passes**0.5
    sheet = _sheet(simulation, bottom, distance, points)
    inner = sum(layer.thickness for layer in skin.layers if layer.tissue in _EPIDERMIS)
    shapes = [*_layers(skin.layers, sheet), _redness(inner, sheet), *_follicle(simulation, sheet)]
    words = "No laser is used: the skin is left whole."
    if not sham:
        shapes += _zones(simulation, sheet, distance, inner)
        zone = simulation.zone
        deepest = max(zone.depth.value, zone.channel_depth.value)
        words = (
            f"A zone is {show(deepest, 'm')} deep and {show(2 * zone.radius.value, 'm')} wide{buried(zone)}; the next "
            f"one lies {show(distance, 'm')} away on average. {_READING}"
        )
    for one in points:
        shapes += _needle(one, sheet)
    # Words stand on top of what is drawn.
    return {
        "box": [sheet.px(sheet.width), sheet.px(sheet.depth) + 20.0], "words": words,
        "shapes": sorted([*shapes, *_ruler(sheet)], key=lambda one: one["tag"] == "text"),
    }  # fmt: skip


def _sheet(simulation: Simulation, bottom: float, distance: float, points: list[Delivery]) -> _Sheet:
    zone, follicle = simulation.zone, affected(simulation.skin, simulation.condition).follicle
    deepest = max(zone.depth.value, zone.channel_depth.value) if distance > 0.0 else 0.0
    depth = min(max(1.35 * deepest, 1.1 * follicle.bulge_depth, 8e-4), bottom)
    if not points:
        return _Sheet(min(max(4.6 * distance, 1.5 * depth), 2.6 * depth), depth)
    tips = [one.dose.depth for one in points if isinstance(one.dose, Injection)]
    spacings = [one.dose.spacing for one in points if isinstance(one.dose, Injection)]
    depth = max(depth, min(1.4 * max(tips), bottom))
    return _Sheet(min(max(2.4 * depth, 2.2 * max(spacings)), 5.0 * depth), depth)


def layer_tint(layer: Layer) -> str:
    """Colour of a layer by what it is made of."""
    return _TINTS.get(layer.tissue or "", _PLAIN)


def _layers(layers: tuple[Layer, ...], sheet: _Sheet) -> list[Shape]:
    shapes, top = [], 0.0
    for layer in layers:
        end = min(top + layer.thickness, sheet.depth)
        if top < sheet.depth:
            fill = layer_tint(layer)
            high = sheet.px(end - top)
            shapes.append(_shape("rect", x=0, y=sheet.px(top), width=sheet.px(sheet.width), height=high, fill=fill))
            if high > 15.0:
                at = {"x": sheet.px(sheet.width) - 8.0, "y": sheet.px(0.5 * (top + end)) + 4.0}
                shapes.append(_text(plain(layer.name), **at, **{"text-anchor": "end"}))
        top += layer.thickness
    return shapes


def _redness(inner: float, sheet: _Sheet) -> Shape:
    at = {"x": 0, "y": sheet.px(inner), "width": sheet.px(sheet.width), "height": sheet.px(sheet.depth - inner)}
    return {**_shape("rect", **at, fill="#c1121f"), "fades": "red", "most": 0.3}


def _follicle(simulation: Simulation, sheet: _Sheet) -> list[Shape]:
    follicle = affected(simulation.skin, simulation.condition).follicle
    if follicle.density <= 0.0:
        return []
    x = round(0.05 * sheet.px(sheet.width), 2)
    end = sheet.px(min(follicle.papilla_depth, sheet.depth))
    shapes = [_shape("line", x1=x, x2=x, y1=-8, y2=end, stroke=_HAIR, **{"stroke-width": 2})]
    for name, level in (("bulge", follicle.bulge_depth), ("papilla", follicle.papilla_depth)):
        if level < sheet.depth:
            shapes += [
                _shape("circle", cx=x, cy=sheet.px(level), r=4, fill=_HAIR),
                _text(name, x=x + 8, y=sheet.px(level) + 4),
            ]
    return shapes


def _places(distance: float, sheet: _Sheet) -> list[float]:
    """Where zones or needles stand [pixels]: as many as have room, about the middle of what the hair leaves."""
    step, wide = distance * sheet.scale, sheet.px(sheet.width)
    count = max(int(_PART * wide / step), 1)
    return [round(_MIDDLE * wide + (number - 0.5 * (count - 1)) * step, 2) for number in range(count)]


def _zones(simulation: Simulation, sheet: _Sheet, distance: float, inner: float) -> list[Shape]:
    damage, zone = simulation.damage, simulation.zone
    kept = damage.grid.z <= 1.05 * sheet.depth
    z, borders = damage.grid.z[kept], outlines(damage)
    channel = np.interp(z, zone.z, zone.channel_outline)
    dead = borders["dermal_cells"][kept] if "dermal_cells" in borders else channel
    mouth = float(np.max(np.where(z <= inner, np.maximum(channel, dead), 0.0), initial=0.0))
    shapes: list[Shape] = []
    for place in _places(distance, sheet):
        for endpoint, colour, level, most in _BORDERS:
            if endpoint in borders:
                path = _outline(z, borders[endpoint][kept], place, sheet)
                shapes.append({**_shape("path", d=path, fill=colour), "fades": level, "most": most})
        if zone.channel_depth.value > 0.0:
            path = _outline(z, channel, 0.0, sheet)
            hole = _shape("path", d=path, fill="#fff", stroke=_INK, **{"stroke-width": 0.7})
            shapes.append({**hole, "grows": {"y": "unfilled"}, "origin": [place, 0]})
        gap = _shape(
            "rect", x=-sheet.px(mouth), y=-1, width=2 * sheet.px(mouth), height=sheet.px(inner) + 1, fill="#7a1f1f"
        )
        shapes.append({**gap, "grows": {"x": "open"}, "origin": [place, 0]})
        shapes += _cells(z, np.maximum(dead, channel), place, sheet, inner)
    return shapes


def _outline(z: Array, radius: Array, place: float, sheet: _Sheet) -> str:
    """Closed path around the axis; from the surface where the border begins in the uppermost slab."""
    some = np.flatnonzero(radius > 0.0)
    if not some.size:
        return ""
    first = float(z[some[0]]) if some[0] else 0.0
    depths = [sheet.px(first), *(sheet.px(float(one)) for one in z[some])]
    sides = [sheet.px(float(radius[some[0]])), *(sheet.px(float(one)) for one in radius[some])]
    left = [f"{place - side:.1f} {depth:.1f}" for side, depth in zip(sides, depths, strict=True)]
    right = [f"{place + side:.1f} {depth:.1f}" for side, depth in zip(sides, depths, strict=True)]
    return f"M{'L'.join([*left, *reversed(right)])}Z"


def _cells(z: Array, radius: Array, place: float, sheet: _Sheet, inner: float) -> list[Shape]:
    """Inflammatory cells around a zone, always at the same places; the more of them shown, the more there are."""
    deep = np.flatnonzero((radius > 0.0) & (z > inner))
    if not deep.size:
        return []
    shapes = []
    for number in range(_CELLS):
        slab = int(deep[int((number * 7 % _CELLS + 0.5) / _CELLS * deep.size)])
        side = (1.0 if number % 2 else -1.0) * (sheet.px(float(radius[slab])) + 4.0 + number * 5 % 7)
        dot = _shape("circle", cx=round(place + side, 2), cy=sheet.px(float(z[slab])), r=2.2, fill="#3b1e6e")
        shapes.append({**dot, "shows": "cells", "above": round((number + 0.5) / _CELLS, 4)})
    return shapes


def _needle(delivery: Delivery, sheet: _Sheet) -> list[Shape]:
    dose = delivery.dose
    if not isinstance(dose, Injection):
        return []
    tip, reach, shapes = sheet.px(dose.depth), delivery.spread.reach, list[Shape]()
    # Within reach is only what is skin, and shown.
    z = np.linspace(max(dose.depth - reach, 0.0), min(dose.depth + reach, sheet.depth), 60)
    side = np.sqrt(np.clip(reach**2 - (z - dose.depth) ** 2, 0.0, None))
    for place in _places(dose.spacing, sheet):
        shapes += [
            _shape("path", d=_outline(z, side, place, sheet), fill="#009e73", opacity=0.22),
            _shape("line", x1=place, x2=place, y1=-8, y2=tip, stroke="#66727f", **{"stroke-width": 1.5}),
            _shape("path", d=f"M{place - 4} {tip - 7}h8l-4 8z", fill=PURPLE.lower()),
        ]
    return shapes


def _ruler(sheet: _Sheet) -> list[Shape]:
    length = next((one for one in _RULERS if one < 0.7 * sheet.depth), _RULERS[-1])
    y, end = sheet.px(sheet.depth) + 8.0, sheet.px(length) + 2.0
    line = _shape("line", x1=2, x2=end, y1=y, y2=y, **{"class": "ruler"})
    return [line, {"tag": "text", "at": {"x": end + 6.0, "y": y + 5.0}, "text": show(length, "m")}]


def _shape(tag: str, **at: Any) -> Shape:
    return {"tag": tag, "at": at}


def _text(text: str, **at: Any) -> Shape:
    return {"tag": "text", "at": {**at, "class": "onskin"}, "text": text}
