"""Green's function of layered skin for the heat of one microbeam: Gaussians laterally, eigenmodes in depth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.skin import Skin
from microthermal.numerics.field.field_sum import Growth, age_weights, ladder, plane_sum
from microthermal.numerics.field.slab_modes import Modes, Slabs, modes, response, responses, spread, steady
from microthermal.numerics.matrices.products import product
from microthermal.quantity import Array
from microthermal.tissue.resting import resting_temperature
from microthermal.tissue.thermal import BLOOD_DENSITY, BLOOD_SPECIFIC_HEAT
from microthermal.zones.bulk.residual_heat import Heat, rebinned
from microthermal.zones.scanning import TIME, Scan

# Slabs of 10 µm at the surface that grow by 7 % each: 12 mm in some 65 of them.
_FINEST, _GROWTH, _DEEPEST = 1e-5, 1.07, 1.2e-2
_AGES, _FIRST_AGE = 48, 2e-3


class Response(NamedTuple):
    """Temperature response of layered skin to the heat of one microbeam, tabulated by age.

    Ages are the ladder of ``first`` and ``ratio``; ``widths`` [m²] (component, age) are those of its Gaussians,
    ``felt`` is temperature times area [K m²] (component, age, z).
    """

    slabs: Slabs
    modes: Modes
    first: float
    ratio: float
    widths: Array
    felt: Array


def slabs_of(skin: Skin, coefficient: float) -> Slabs:
    """Skin as slabs that conduct heat in depth, down to 12 mm; below the last layer all is as the last layer."""
    bottoms = np.cumsum([layer.thickness for layer in skin.layers])
    edges = _edges(bottoms)
    middle = 0.5 * (edges[1:] + edges[:-1])
    which = np.minimum(np.searchsorted(bottoms, middle, side="right"), len(skin.layers) - 1)
    held = [layer.thermal for layer in skin.layers]
    return Slabs(
        edges,
        np.array([held[i].conductivity for i in which]),
        np.array([held[i].density * held[i].specific_heat for i in which]),
        np.array([held[i].perfusion * BLOOD_DENSITY * BLOOD_SPECIFIC_HEAT for i in which]),
        coefficient,
    )


def _edges(bottoms: Array) -> Array:
    """Growing slabs whose edges include the borders of layers; edges too near a border are dropped."""
    even = np.concatenate(([0.0], np.cumsum(_FINEST * _GROWTH ** np.arange(200))))
    even = even[: int(np.searchsorted(even, _DEEPEST)) + 1]
    size = np.gradient(even)
    # A border next to the bottom would leave a very thin slab.
    inner = bottoms[bottoms < even[-1] - 0.4 * size[-1]]
    near = np.min(np.abs(even[:, None] - inner[None, :]), axis=1, initial=np.inf)
    kept = even[(near > 0.4 * size) | (even == 0.0) | (even == even[-1])]
    return np.unique(np.concatenate((kept, inner)))


def response_of(heat: Heat, skin: Skin, coefficient: float, last: float) -> Response:
    """Green's function of layered skin for the heat of one microbeam.

    Parameters
    ----------
    heat : Heat
        What it leaves.
    skin : Skin
        Layers.
    coefficient : float
        Heat transfer at the surface [W/m²/K].
    last : float
        Greatest age that is asked for [s].
    """
    slabs = slabs_of(skin, coefficient)
    found = modes(slabs)
    amounts = rebinned(heat, slabs.edges) / slabs.capacity[:, None]
    ages, ratio = ladder(_FIRST_AGE, max(last, 10.0 * _FIRST_AGE), _AGES)
    felt = responses(found, amounts, ages)
    widths = np.stack([heat.widths[k] + spread(slabs, felt[k], ages) for k in range(heat.widths.size)])
    return Response(slabs, found, _FIRST_AGE, ratio, widths, felt)


def rises(found: Response, laid: Scan, heat_time: float, probes: Array, blur: float) -> Array:
    """Rise at some places and times (probe, z) [K].

    Parameters
    ----------
    found : Response
        Answer to one microbeam.
    laid : Scan
        All microbeams.
    heat_time : float
        Time after a pulse's start from which its heat counts [s].
    probes : Array, (probe, 4)
        x, y [m], time [s] and pass of each probe; pass -1 is none of them.
    blur : float
        Squared width over which zones of other passes are smoothed [m²].
    """
    sources = laid.zones + np.array([0.0, 0.0, heat_time, 0.0])
    weights = age_weights(sources, probes, _growth(found, blur))
    return product(weights.reshape(len(probes), -1), found.felt.reshape(-1, found.felt.shape[2]))


def mapped(
    found: Response, laid: Scan, heat_time: float, places: tuple[Array, Array], at: tuple[float, int], blur: float
) -> Array:
    """Rise over a map (y, x) at one time and one slab [K]; where zones lie is known to ``blur`` only.

    Parameters
    ----------
    found, laid, heat_time, blur
        As for :func:`rises`.
    places : tuple of Array
        x and y of the map [m].
    at : tuple
        Time [s] and number of the slab.
    """
    sources = laid.zones + np.array([0.0, 0.0, heat_time, 0.0])
    (x, y), (when, slab) = places, at
    return plane_sum(sources, x, y, when, found.felt[:, :, slab], _growth(found, blur))


def _growth(found: Response, blur: float) -> Growth:
    return Growth(widths=found.widths, first=found.first, ratio=found.ratio, blur=blur)


def kept_fraction(found: Response, heat: Heat, laid: Scan, when: float) -> float:
    """Fraction of all heat that is in the skin at a time: neither surface nor blood has taken it."""
    ages = np.maximum(when - laid.zones[:, TIME], 0.0)
    held = found.slabs.capacity * np.diff(found.slabs.edges)
    steps = found.widths.shape[1]
    known, _ = ladder(found.first, found.first * found.ratio ** (steps - 2), steps)
    content = np.einsum("kaz,z->a", found.felt, held)
    return float(np.clip(np.mean(np.interp(ages, known, content)) / max(heat.total, 1e-300), 0.0, 1.0))


def middles(found: Response) -> Array:
    """Depths of the middles of the slabs [m] (z,)."""
    return np.asarray(0.5 * (found.slabs.edges[1:] + found.slabs.edges[:-1]))


def resting_course(found: Response, skin: Skin, cooling: Cooling, times: Array) -> Array:
    """Temperature without any pulse (t, z): from the resting profile to the steady state under the cooled surface."""
    goal = steady(found.slabs, cooling.temperature, skin.core_temperature)
    return np.asarray(goal + response(found.modes, resting_temperature(skin, middles(found)) - goal, times))
