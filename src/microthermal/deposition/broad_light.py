"""Broad low-level light by depth: fluence over what falls on the surface, and how little it can warm."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.cache import cached, key_of
from microthermal.deposition.engines.monte_carlo import stack_of
from microthermal.domain.results.tissue import Optics
from microthermal.numerics.entries.finding import label_of
from microthermal.numerics.entries.kept import maker
from microthermal.numerics.light.batch import walk_batch
from microthermal.numerics.light.beam import walk
from microthermal.numerics.sources import DIGESTS
from microthermal.parallel.cores import cores
from microthermal.quantity import Array

# A ring so wide that no light leaves it [m]: a pencil with all its radii is a broad beam.
_ALL = 10.0


class BroadLight(NamedTuple):
    """Where light goes that falls evenly on a wide area; `absorbed`, `reflected` and `lost` are all of it."""

    gain: Array
    """Fluence over the fluence that falls on the surface [1] (z,)."""
    error: Array
    """Standard error of the gain [1] (z,)."""
    absorbed: float
    """Fraction that is absorbed in the slabs [1]."""
    reflected: float
    """Fraction that the surface turns back, or that comes out of it again [1]."""
    lost: float
    """Fraction that is absorbed below the slabs [1]."""


def broad_gain(optics: Optics, z_edges: Array, photons: int, seed: int) -> tuple[Array, Array]:
    """Gain of :func:`broad_light` and its standard error [1], each (z,)."""
    found = broad_light(optics, z_edges, photons, seed)
    return found.gain, found.error


def broad_light(optics: Optics, z_edges: Array, photons: int, seed: int) -> BroadLight:
    """Light that falls evenly on a wide area: fluence over the fluence that falls on it, by depth, and its balance.

    Parameters
    ----------
    optics : Optics
        Coefficients of the layers; all of them absorb, and the last has no bottom.
    z_edges : Array (z + 1,)
        Edges of the slabs [m]; each lies in one layer.
    photons, seed : int
        Photons to walk, and the seed of their draws.

    Returns
    -------
    BroadLight
        Gain by depth with its standard error, and where all of the light goes.

    Notes
    -----
    What a pencil of light leaves at all radii of a depth is what even light leaves at each place of it. Fluence is the
    absorbed energy per volume over the absorption, φ = A / (μ_a Δz), with A the absorbed fraction of a slab. Above 1 is
    no gain of energy: light that is turned back passes the same place again.
    """
    stack, threads = stack_of(optics), cores()

    def lit() -> dict[str, NDArray[np.generic]]:
        found = walk(
            stack, np.array([0.0, _ALL]), z_edges, radius=1e-6, gaussian=False, photons=photons, seed=seed,
            threads=threads,
        )  # fmt: skip
        return {
            "absorbed": found.absorbed[:, 0], "error": found.error[:, 0],
            "reflected": np.array(found.specular + found.reflected),
            "lost": np.array(found.outside + found.transmitted),
        }  # fmt: skip

    key = key_of(DIGESTS["light.beam"] + maker(label_of(walk_batch, ())), "balance", *stack, z_edges, photons, seed)
    found: dict[str, Any] = cached(key, lit)
    taken = _absorption(optics, z_edges) * np.diff(z_edges)
    absorbed = np.asarray(found["absorbed"])
    return BroadLight(
        absorbed / taken, np.asarray(found["error"]) / taken, float(absorbed.sum()), float(found["reflected"]),
        float(found["lost"]),
    )  # fmt: skip


def _absorption(optics: Optics, z_edges: Array) -> Array:
    """Absorption of the layer in which each slab lies [1/m] (z,)."""
    borders = np.cumsum(optics.thickness)[:-1]
    middle = 0.5 * (z_edges[1:] + z_edges[:-1])
    return np.asarray(optics.absorption[np.searchsorted(borders, middle, side="right")])


def slabs_for(thickness: Array, bottom: float, size: float) -> Array:
    """Edges of slabs no thicker than a size [m] down to a bottom [m], with the borders of layers among them."""
    borders = np.cumsum(thickness)
    marks = [0.0, *(float(one) for one in borders if one < bottom * (1.0 - 1e-6)), bottom]
    parts = [
        np.linspace(low, high, max(1, int(np.ceil((high - low) / size - 1e-9))) + 1)[1:]
        for low, high in pairwise(marks)
    ]
    return np.concatenate(([0.0], *parts))


def warmth_bound(irradiance: float, mean_depth: float, conductivity: float, loss: float) -> float:
    """Rise that light of an irradiance can bring at most, however long it shines, anywhere in the skin [K].

    Parameters
    ----------
    irradiance : float
        Power that is absorbed per area [W/m²].
    mean_depth : float
        Mean depth of where it is absorbed [m].
    conductivity : float
        Least thermal conductivity of the layers [W/m/K].
    loss : float
        Heat that leaves per kelvin from the surface: to the air, and to the body below [W/m²/K].

    Notes
    -----
    E (1/loss + z/k). The surface warms less by a source at depth than by one on it (reciprocity), and the source is
    warmer than the surface by no more than its whole heat needs to flow up to it.
    """
    return irradiance * (1.0 / loss + mean_depth / conductivity)
