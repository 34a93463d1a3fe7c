"""Damage-volume histograms: V(x), fraction of a layer at or above a level; D(y), level that a fraction reaches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.field import Histogram
from microthermal.domain.results.flow import Damage
from microthermal.numerics.damage.contours import radii
from microthermal.quantity import Array, amended
from microthermal.zones.injuries import weights
from microthermal.zones.patterns import covered
from microthermal.zones.shapes import channel_outline, level_field

# Damage integrals shown: from a hundredth of the threshold to a hundred times it.
BURDENS = np.geomspace(1e-2, 1e2, 33)
# Peak temperatures shown [K]: 37 to 117 °C.
PEAKS = np.linspace(310.15, 390.15, 33)


def histogram(damage: Damage, pattern: Pattern, skin: Skin, endpoint: str) -> Histogram:
    """Damage-volume histogram of every layer.

    Parameters
    ----------
    damage : Damage
        Damage of one microbeam.
    pattern : Pattern
        How microbeams lie.
    skin : Skin
        Layers.
    endpoint : str
        Endpoint, or ``"peak"`` for the highest temperature around one microbeam, without the warmth of the field.

    Notes
    -----
    Outlines at each level follow the rule of coverage (L4 in docs/theory/zones.md): where zones overlap the greater one
    counts. Removed tissue is above every level.

    Raises
    ------
    InputError
        If the endpoint was not followed.
    """
    grid = damage.grid
    field = damage.peak if endpoint == "peak" else level_field(damage, endpoint)
    levels = PEAKS if endpoint == "peak" else np.log(BURDENS)
    channel, end = channel_outline(damage), float(grid.r_edges[-1])
    outlines = np.stack([np.maximum(radii(grid.r, field, float(level), end), channel) for level in levels])
    fraction = np.clip(weights(damage, skin) @ covered(outlines, pattern).T, 0.0, 1.0)
    level = PEAKS if endpoint == "peak" else BURDENS
    return Histogram(
        endpoint=endpoint, layers=tuple(layer.name for layer in skin.layers), level=level, fraction=fraction,
        low=fraction, high=fraction, tissues=tuple(layer.tissue for layer in skin.layers),
    )  # fmt: skip


def with_band(nominal: Histogram, others: Sequence[Histogram]) -> Histogram:
    """Histogram with the band that those of scenarios span."""
    every = np.stack([nominal.fraction, *(other.fraction for other in others)])
    return amended(nominal, low=every.min(axis=0), high=every.max(axis=0))


def volume_at(found: Histogram, layer: str, level: float) -> float:
    """V(x): fraction of a layer at or above a level; 1 below the lowest level, which all reach, 0 above the highest.

    Raises
    ------
    KeyError
        If there is no such layer.
    """
    return float(np.interp(level, found.level, _row(found, layer), left=1.0, right=0.0))


def level_at(found: Histogram, layer: str, fraction: float) -> float:
    """D(y): level that a fraction of a layer reaches; 0 if not even the lowest level is reached by so much.

    Raises
    ------
    KeyError
        If there is no such layer.
    """
    row = _row(found, layer)
    if fraction > row[0]:
        return 0.0
    return float(np.interp(-fraction, -row, found.level))


def _row(found: Histogram, layer: str) -> Array:
    if layer not in found.layers:
        raise KeyError(layer)
    row: Array = found.fraction[found.layers.index(layer)]
    return row
