"""Shapes of zones and of vacuoles that stand in the skin, all places of each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.results.flow import Damage
from microthermal.quantity import Array
from microthermal.report.drawing.contours import areas, lines
from microthermal.report.drawing.sheet import ORANGE, VERMILION

_MM = 1e3
# Corners of what is drawn round.
_CORNERS = 65
# Endpoint drawn, its words, its colour; the widest first, so that the narrower lie on it.
_SHELLS = (
    ("heat_shock", "Stressed, alive", ORANGE, 0.35),
    ("dermal_cells", "Dead cells", VERMILION, 0.55),
    ("collagen", "Collagen denatured", "#8C2D19", 0.9),
)


class Shape(NamedTuple):
    """Something that stands in the skin: outlines [mm] of all places, colour, strength, and its rims [mm]."""

    name: str
    outlines: list[np.ndarray]
    colour: str
    strength: float
    rims: list[np.ndarray]


def zones(damage: Damage, places: list[float]) -> list[Shape]:
    """What is stressed, dead, denatured and gone around one zone, at each place [mm] of its axis."""
    r = np.concatenate([-damage.grid.r[::-1], damage.grid.r]) * _MM
    z = np.concatenate([[0.0], damage.grid.z]) * _MM
    found = []
    for name, words, colour, alpha in _SHELLS:
        if name not in damage.endpoints:
            continue
        field = _mirrored(np.log10(np.clip(damage.omega[damage.endpoints.index(name)], 1e-12, 1e12)))
        if field.max() > 0.0:
            one = [outline for part in areas(r, z, field, 0.0, 13.0) for outline in part]
            found.append(Shape(words, _repeated(one, places), colour, alpha, []))
    if damage.removed.max() >= 0.5:
        field = _mirrored(damage.removed)
        one = [outline for part in areas(r, z, field, 0.5, 1.5) for outline in part]
        rims = _repeated(lines(r, z, field, 0.5), places)
        found.append(Shape("Tissue removed", _repeated(one, places), "#ffffff", 1.0, rims))
    return found


def _repeated(outlines: list[np.ndarray], places: list[float]) -> list[np.ndarray]:
    """Outlines around the axis of a zone at each place [mm]."""
    return [outline + np.array([place, 0.0]) for place in places for outline in outlines]


def vacuoles(depth: float, radius: float, places: list[float]) -> Shape:
    """Vacuoles of a depth and a radius [m] at each place [mm]."""
    way = np.linspace(0.0, 2.0 * np.pi, _CORNERS)
    around = np.column_stack((radius * np.cos(way), depth + radius * np.sin(way))) * _MM
    found = _repeated([around], places)
    return Shape("Vacuole", found, "#ffffff", 1.0, found)


def _mirrored(field: Array) -> Array:
    """Field left and right of the axis; the uppermost centres stand for the surface too."""
    whole = np.concatenate([field[:, ::-1], field], axis=1)
    return np.concatenate([whole[:1], whole])
