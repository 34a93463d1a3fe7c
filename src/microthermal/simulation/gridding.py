"""How wide, how deep and how fine the cylinder of one microbeam has to be."""

from __future__ import annotations

import math

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.exposures.extent import Extent
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics
from microthermal.numerics.wholes import steps_within, whole_steps
from microthermal.quantity import amended
from microthermal.tissue.grids import Fineness, Within, grid_for
from microthermal.tissue.marked_grids import Marked

# Heat needed to remove a volume of dermis: 2 kJ/cm³ is near the least that was measured (Walsh1989_rate),
# so a depth reckoned with it is an upper bound of any channel.
_LEAST_REMOVAL = 2.0e9
# Diffusivity of skin [m²/s], and the least time for which heat spreads [s]: the edge then stays cold.
_DIFFUSIVITY, _SPREADING = 1.1e-7, 0.45
_DEEPEST = 4e-3
# Beams between these radii get rings of the cell asked for; finer for narrower, coarser for wider ones.
_NARROW, _WIDE, _FINEST = 20e-6, 150e-6, 0.25
# Slabs under scattered light: growing by this fraction per length from the surface on, up to a fraction of the depth in
# which the light falls off, but to no more than so many cells.
_RISE, _SHARE, _MOST = 0.12, 1 / 16, 4.0
# Slabs under light that nothing scatters: no thicker than twice the depth in which it falls off, nor finer or
# thicker than these fractions of the cell.
_LENGTHS, _THINNEST, _THICKEST = 2.0, 0.2, 1.5
# Nor finer than this part of the depth that may be removed, at cells of 5 µm.
_PART = 1 / 300
# Beyond the fine part neighbours differ by about this fraction, so that the grid stays of second order in practice.
_GROWTH = 0.15
# Away from a sharp edge of a field cells grow by this fraction per length, to so many of the finest.
_AWAY, _WIDEST = 0.12, 8.0
# Needles up to this radius get the cell asked for at their surface, thicker ones coarser cells.
_NEEDLE = 62.5e-6
# Absorption [1/m] above which light may remove tissue.
_STRONG = 2e4
# Scattered light has no edge, and heat blurs what edges the skin gives it: cells up to this part of the length over
# which heat spreads while it shines miss depth and radius by less than 1 % (tests/verification/test_cells.py). They
# are at most so many steps of the cube root of 2 larger than the usual ones [m], so that pulses of similar length share
# one grid, and with it the cached light.
_BLURRED, _COARSER, _USUAL = 0.7, 2, 5e-6


def cylinder(skin: Skin, pulse: Exposure, optics: Optics, cell: float, relaxation: float = _SPREADING) -> Grid:
    """Grid that holds the light and the heat of one microbeam, so that its edge stays cold.

    Parameters
    ----------
    skin : Skin
        Layers whose borders the slabs follow.
    pulse : Exposure
        Beam and energy.
    optics : Optics
        Coefficients at the pulse's wavelength.
    cell : float
        Size of the finest cell under a beam of usual width (20 to 150 µm) [m].
    relaxation : float, optional
        Time followed after the pulse [s].

    Notes
    -----
    Rings are fine to 1.3 beam radii and 60 µm more. Slabs are fine to the depth that the whole stack could remove at
    2 kJ/cm³, or grow slowly to 1.5 penetration depths of the light; then all grow by 15 % each. The cylinder is wider
    and deeper than beam and light by twice the length over which heat spreads. Where an exposure says that it heats a
    part of the skin below the surface, cells are fine there: :func:`_around`. Under scattered light that shines long
    enough for heat to spread over several cells, all are up to 1.6 times as large: :func:`_coarser`.
    """
    margin = _margin((pulse.duration if pulse.stack == 1 else pulse.stack * pulse.interval) + relaxation)
    if pulse.extent is not None:
        return _around(skin, pulse.extent, cell, margin)
    cell *= _coarser(pulse, optics)
    ring = _resolving(cell, pulse.radius)
    rings = Fineness(ring, ring, 0.0, 1.3 * pulse.radius + 6e-5, _GROWTH, 2.5 * pulse.radius + 1.5 * margin)
    return grid_for(skin, rings, _slabs(skin, pulse, optics, cell, margin), _rims(pulse))


def _resolving(cell: float, length: float) -> float:
    """Size of the cells that resolve a length as the cell asked for does one of usual size, both in m."""
    return cell * min(1.0, max(_FINEST, length / _NARROW)) * max(1.0, length / _WIDE)


def _around(skin: Skin, extent: Extent, cell: float, margin: float) -> Grid:
    """Grid around a heated part of the skin: as fine as what has to be resolved there, coarser above and beyond.

    It goes as deep as heat spreads, below the last layer of the skin as well.
    """
    if extent.rims:
        return _marked(skin, extent, cell, margin)
    size, high = _resolving(cell, extent.finest), _resolving(cell, extent.along or extent.finest)
    end = max(2.5 * extent.radius, extent.reach) + 1.5 * margin
    rings = Fineness(size, size, 0.0, 1.3 * extent.radius + 6e-5, _GROWTH, end)
    bottom = extent.bottom + 2 * margin + extent.reach
    slabs = Within(high, _MOST * high, max(extent.top - 6e-5, 0.0), extent.bottom + 6e-5, _GROWTH, bottom)
    return grid_for(skin, rings, slabs)


def _marked(skin: Skin, extent: Extent, cell: float, margin: float) -> Grid:
    """Grid around a heated part whose field is sharp at some radii and depths: one cell there, growing away."""
    bottom, reach = extent.bottom + 2 * margin, extent.radius + 6e-5
    cell *= max(1.0, extent.finest / _NEEDLE)
    near = Marked(
        first=cell, rise=_AWAY, most=_WIDEST * cell, marks=extent.rims, fine=reach, growth=_GROWTH, end=0.0
    )  # fmt: skip
    rings = amended(near, end=2.5 * extent.radius + 1.5 * margin)
    slabs = amended(near, marks=extent.marks, fine=extent.bottom + 6e-5, end=bottom)
    return grid_for(skin, rings, slabs, extent.rims)


def _rims(pulse: Exposure) -> tuple[float, ...]:
    # A ring across the sharp rim of a beam would take up light that misses part of it, and leave as a whole.
    inner = pulse.beam.inner_radius if pulse.beam is not None else 0.0
    if inner > 0.0:
        return inner, pulse.radius
    return (pulse.radius,) if pulse.profile == "flat_top" else ()


def _coarser(pulse: Exposure, optics: Optics) -> float:
    # A factor on the cell asked for, the same for a run and its coarser twin.
    if _removal_depth(pulse, optics) > 0.0:
        return 1.0
    spread = _BLURRED * 2.0 * math.sqrt(_DIFFUSIVITY * pulse.duration)
    steps = steps_within(3.0 * math.log2(max(1.0, spread / _USUAL)))
    return float(2.0 ** (min(steps, _COARSER) / 3.0))


def _margin(lasting: float) -> float:
    # Rounded up in steps of √2: pulses of similar length then share one grid, and with it the cached light.
    steps = whole_steps(2.0 * math.log2(max(lasting, _SPREADING) / _SPREADING))
    return 2.0 * math.sqrt(_DIFFUSIVITY * _SPREADING * 2.0 ** (0.5 * steps))


def _slabs(skin: Skin, pulse: Exposure, optics: Optics, cell: float, margin: float) -> Fineness:
    total = sum(layer.thickness for layer in skin.layers)
    removal = _removal_depth(pulse, optics)
    bottom = min(max(depth_at(optics, 5.0), removal) + 2 * margin, total)
    if removal > 0.0:
        thin = min(_THICKEST * cell, max(_THINNEST * cell, _LENGTHS * cell / 5e-6 / float(optics.absorption.max())))
        # The deepest channels would take thousands of slabs: a part of their depth is fine enough.
        thin = max(thin, removal * _PART * cell / 5e-6)
        return Fineness(thin, thin, 0.0, min(removal + 6e-5, bottom), _GROWTH, bottom)
    penetration = depth_at(optics, 1.0)
    largest = min(_MOST * cell, max(cell, _SHARE * penetration * cell / 5e-6))
    return Fineness(cell, largest, _RISE, min(depth_at(optics, 1.5) + 1e-4, bottom), _GROWTH, bottom)


def depth_at(optics: Optics, lengths: float) -> float:
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


def _removal_depth(pulse: Exposure, optics: Optics) -> float:
    if float(optics.absorption.max()) < _STRONG:
        # Weakly absorbed light removes nothing.
        return 0.0
    fluence = pulse.energy * pulse.stack / (math.pi * pulse.radius**2)
    # A Gaussian beam has twice its mean fluence on the axis.
    return min(_DEEPEST, (2.0 if pulse.profile == "gaussian" else 1.2) * fluence / _LEAST_REMOVAL)
