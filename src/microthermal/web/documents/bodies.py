"""What lies in the skin beside a zone, at its depth. Widths are a drawing's: the library states depths alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

from microthermal.domain.inputs.rule import Target

# A place: a part of the picture's half width, a radius beyond that [m], a depth [m].
Place: TypeAlias = tuple[float, float, float]
_TUBE, _BULB, _VESSEL = 45e-6, 110e-6, 14e-6
_HAIR_AT, _VESSELS, _CORNERS = -0.72, 7, 24


def bodies(places: Sequence[Target]) -> list[dict[str, Any]]:
    """Follicle at the left, vessels of the plexus across, the core of a scar as a line; each with its outline.

    A body that is ``loose`` is gone where the channel is open, and this is its radius [m].
    """
    depth = {one.name: one.depth for one in places}
    found: list[dict[str, Any]] = []
    if "bulge" in depth and "papilla" in depth:
        found.append(_follicle(depth["bulge"], depth["papilla"]))
    if "papillary_plexus" in depth:
        found += [_vessel(number, depth["papillary_plexus"]) for number in range(-_VESSELS, _VESSELS + 1)]
    if "scar_core" in depth:
        core = depth["scar_core"]
        found.append({"points": [(-1.0, 0.0, core), (1.0, 0.0, core)], "colour": "#37474f", "dash": [6, 4],
                      "label": "core of the scar", "at": (0.2, 0.0, core)})  # fmt: skip
    return found


def _follicle(bulge: float, papilla: float) -> dict[str, Any]:
    right = [
        (_TUBE, 0.0), (_TUBE, bulge - 9e-5), (1.6 * _TUBE, bulge), (_TUBE, bulge + 9e-5), (_TUBE, papilla - 2.5e-4),
        (_BULB, papilla - 6e-5), (0.5 * _BULB, papilla + 3e-5),
    ]  # fmt: skip
    sides = [*right, *((-r, z) for r, z in reversed(right))]
    points = [(_HAIR_AT, r, z) for r, z in sides if z >= 0.0]
    return {"points": points, "colour": "#5d4037", "label": "follicle", "at": (_HAIR_AT, -_TUBE, 0.4 * bulge)}


def _vessel(number: int, depth: float) -> dict[str, Any]:
    # Vessels are uneven: a fixed spread, so that the picture is the same each time.
    part, z = (number + 0.35 * math.sin(5 * number)) / (_VESSELS + 0.5), depth + 1.8e-5 * math.sin(3 * number)
    angles = [2.0 * math.pi * corner / _CORNERS for corner in range(_CORNERS + 1)]
    points = [(round(part, 4), _VESSEL * math.cos(one), z + _VESSEL * math.sin(one)) for one in angles]
    return {"points": points, "colour": "#a01040", "at": (part, 0.0, z), "loose": _VESSEL}
