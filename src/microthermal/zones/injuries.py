"""Injury of the treated skin: fractions of each layer, from the outlines of one zone and the pattern of many."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import EPIDERMAL, Skin
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.zone import Injury, Lattice
from microthermal.errors import InputError
from microthermal.quantity import Array
from microthermal.zones.patterns import covered
from microthermal.zones.shapes import channel_outline, outlines
from microthermal.zones.t_cell_fates import t_cell_radii

# A slab that holds less than this fraction of a layer only touches it: edges of slabs and borders of layers are
# rounded.
_SLIVER = 1e-6


def injury(damage: Damage, lattice: Lattice, skin: Skin) -> Injury:
    """Injury of the treated skin.

    Parameters
    ----------
    damage : Damage
        Damage of one microbeam.
    lattice : Lattice
        The lattice it is repeated in.
    skin : Skin
        Layers.

    Returns
    -------
    Injury
        In each slab the fraction that lies inside the outline of an endpoint follows the rule of coverage
        (:func:`~microthermal.zones.patterns.covered`); layers average their slabs by thickness; nothing reaches below
        the grid.
        Cells of the epidermis die by ``epidermal_cells``, all others by ``dermal_cells``; collagen and vessels are
        counted below the epidermis only. T cells are counted by the fraction that meets each fate
        (:func:`~microthermal.zones.t_cell_fates.t_cell_radii`). An endpoint that was not
        followed is taken as never reached beyond the channel.

    Notes
    -----
    Outlines of one zone are concentric, so fractions of shells are differences of coverages: living tissue in heat
    shock is c(heat shock or dead) - c(dead), a window with death as its upper end; T cells that die by apoptosis alone
    are c(lost) - c(dead outright).
    """
    channel, edges = channel_outline(damage), outlines(damage)

    def edge(*names: str) -> Array:
        known = [edges[name] for name in names if name in edges]
        return np.asarray(np.max([channel, *known], axis=0))

    held = weights(damage, skin)
    cells, epidermal_cells = edge("dermal_cells"), edge("epidermal_cells")
    dead = [epidermal_cells if layer.tissue in EPIDERMAL else cells for layer in skin.layers]
    # The epidermis has neither collagen nor vessels.
    dermal = np.array([0.0 if layer.tissue in EPIDERMAL else 1.0 for layer in skin.layers])

    def fraction(*names: str) -> Array:
        return np.asarray(held @ covered(edge(*names), lattice.pattern))

    removed = fraction()
    necrotic = np.array([row @ covered(rim, lattice.pattern) for row, rim in zip(held, dead, strict=True)])
    shocked = np.array(
        [
            row @ covered(np.maximum(rim, edge("heat_shock")), lattice.pattern)
            for row, rim in zip(held, dead, strict=True)
        ]
    )
    outright, lost = (
        np.asarray(held @ covered(np.maximum(channel, radius), lattice.pattern)) for radius in t_cell_radii(damage)
    )
    living = _living(skin)
    thickness = np.array([layer.thickness for layer in skin.layers])
    return Injury(
        layers=tuple(layer.name for layer in skin.layers),
        thickness=thickness,
        removed=_bounded(removed),
        necrotic=_bounded(necrotic),
        denatured=dermal * _bounded(fraction("collagen") - removed),
        stressed=_bounded(shocked - necrotic),
        lymphocytes_apoptotic=_bounded(lost - outright),
        lymphocytes_lost=_bounded(lost),
        vessels_closed=dermal * _bounded(fraction("vessels", "blood")),
        epidermis_open=float(min(1.0, np.average(necrotic[living], weights=thickness[living]))),
        zone_radius=float(max(np.max(dead[i][held[i] > _SLIVER], initial=0.0) for i in living)),
        ablated=bool(np.any(damage.removed > 0.0)),
        tissues=tuple(layer.tissue for layer in skin.layers),
    )


def _bounded(fraction: Array) -> Array:
    # Sums of weights may exceed 1 by rounding.
    return np.clip(fraction, 0.0, 1.0)


def weights(damage: Damage, skin: Skin) -> Array:
    """Fraction of each layer's thickness that lies in each slab of a grid (layer, z)."""
    edges = damage.grid.z_edges
    bottoms = np.cumsum([layer.thickness for layer in skin.layers])
    tops = np.concatenate(([0.0], bottoms[:-1]))
    common = np.minimum(edges[None, 1:], bottoms[:, None]) - np.maximum(edges[None, :-1], tops[:, None])
    return np.asarray(np.maximum(common, 0.0) / (bottoms - tops)[:, None])


def _living(skin: Skin) -> list[int]:
    # The dead horny layer is not counted as lost.
    found = [i for i, layer in enumerate(skin.layers) if layer.tissue == "epidermis"]
    if not found:
        names = ", ".join(layer.name for layer in skin.layers)
        raise InputError(f"an injury needs a layer whose tissue is epidermis; the layers are {names}")
    return found
