"""How wide, how deep and how fine the cylinder of one microbeam has to be."""

from __future__ import annotations

import math

import numpy as np

from microthermal.domain.grid import Grid
from microthermal.domain.laser import Pulse
from microthermal.domain.skin import Skin
from microthermal.domain.tissue import Optics
from microthermal.tissue.grids import grid_for

# Heat needed to remove a volume of dermis: 2 kJ/cm³ is near the least that was measured (Walsh1989_rate),
# so a depth reckoned with it is an upper bound of any channel.
_LEAST_REMOVAL = 2.0e9
# Diffusion length of half a second in skin (diffusivity 1.1e-7 m²/s), twice: the edge then stays cold.
_MARGIN = 4.5e-4
_DEEPEST = 4e-3


def cylinder(skin: Skin, pulse: Pulse, optics: Optics, cell: float) -> Grid:
    """Grid that holds the light and the heat of one microbeam, so that its edge stays cold.

    Parameters
    ----------
    skin : Skin
        Layers whose borders the slabs follow.
    pulse : Pulse
        Beam and energy.
    optics : Optics
        Coefficients at the pulse's wavelength.
    cell : float
        Size of the finest cell [m].

    Notes
    -----
    Fine slabs reach to twice the penetration depth of the light, or to the depth that the whole stack could
    remove at 2 kJ/cm³, plus a margin for the spread of heat; the bottom lies at five penetration depths.
    """
    removal = _removal_depth(pulse, optics)
    fine = max(_depth_at(optics, 2.0), removal) + _MARGIN
    bottom = max(_depth_at(optics, 5.0), removal) + 2 * _MARGIN
    total = sum(layer.thickness for layer in skin.layers)
    return grid_for(
        skin,
        radius=2.5 * pulse.radius + 1.5 * _MARGIN,
        depth=min(fine, total),
        cell=cell,
        fine_radius=max(1.2e-4, 2.2 * pulse.radius),
        bottom=min(bottom, total),
    )


def _depth_at(optics: Optics, lengths: float) -> float:
    """Depth [m] at which diffuse light has fallen by a number of e-folds, at most 4 mm."""
    reduced = optics.scattering * (1 - optics.anisotropy)
    effective = np.sqrt(3 * optics.absorption * (optics.absorption + reduced))
    left, depth = lengths, 0.0
    for thickness, rate in zip(optics.thickness, effective, strict=True):
        here = thickness * rate
        if here >= left:
            return min(depth + left / float(rate), _DEEPEST)
        left, depth = left - here, depth + float(thickness)
    return min(depth, _DEEPEST)


def _removal_depth(pulse: Pulse, optics: Optics) -> float:
    fluence = pulse.energy * pulse.stack / (math.pi * pulse.radius**2)
    # A Gaussian beam has twice its mean fluence on the axis; weakly absorbed light removes nothing.
    strong = float(optics.absorption.max()) > 2e4
    return min(_DEEPEST, (2.0 if pulse.profile == "gaussian" else 1.2) * fluence / _LEAST_REMOVAL) if strong else 0.0
