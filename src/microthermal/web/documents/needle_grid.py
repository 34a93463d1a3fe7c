"""Points of a needle and zones of the laser from above, to scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

# Size of what is shown over the distance of the points; zones across at most, and the least size of one over the width.
_WIDE, _HIGH, _MOST, _LEAST = 4.0, 2.6, 90, 1 / 700


def needle_grid(dose: Mapping[str, Any]) -> dict[str, Any]:
    """Shapes of a part of a page.

    Parameters
    ----------
    dose : dict
        ``spacing`` of the points, ``reach`` around each, ``pitch`` and ``radius`` of the zones of the laser (0 without
        one), all in mm, and ``words``.
    """
    spacing, pitch = float(dose["spacing"]), float(dose["pitch"])
    wide, high, reach = _WIDE * spacing, _HIGH * spacing, float(dose["reach"])
    step = max(pitch, wide / _MOST)
    zones = _path(_rows(step, wide, high)) if pitch else ""
    radius, points = max(float(dose["radius"]), wide * _LEAST), list(_points(spacing, wide, high))
    shown = "fewer than there are" if pitch < wide / _MOST else "at their mean distance"
    grey = f" Grey: zones of the laser, {shown}." if pitch else ""
    return {
        "kind": "shapes", "box": [wide, high], "alt": dose["words"], "class": "grid-above", "top": 0,
        "caption": f"{dose['words']}.{grey}",
        "shapes": [
            {"tag": "path", "at": {"d": zones, "class": "zones", "stroke-width": round(2 * radius, 4)}},
            *({"tag": "circle", "at": {"cx": x, "cy": y, "r": reach, "class": "acts"}} for x, y in points),
            *({"tag": "circle", "at": {"cx": x, "cy": y, "r": wide / 110, "class": "tip"}} for x, y in points),
        ],
    }  # fmt: skip


def _rows(step: float, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Places of a hexagonal lattice."""
    apart = step * math.sqrt(0.75)
    for row in range(math.ceil(high / apart)):
        for column in range(math.ceil(wide / step)):
            yield (column + 0.5 * (row % 2)) * step, row * apart


def _points(spacing: float, wide: float, high: float) -> Iterator[tuple[float, float]]:
    for row in range(round(high / spacing)):
        for column in range(round(wide / spacing)):
            yield (column + 0.5) * spacing, (row + 0.3) * spacing


def _path(places: Iterator[tuple[float, float]]) -> str:
    """Dots: lines of no length, whose round ends are what is seen."""
    return "".join(f"M{x:.3g} {y:.3g}h0" for x, y in places)
