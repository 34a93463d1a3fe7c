"""What the photon walks are given: layers, where photons begin, where they end, and the grid that scores them."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]


class Batch(NamedTuple):
    """Photons that are walked in one go."""

    seed: np.uint64
    """Seed of all draws."""
    first: int
    """Number of the first photon."""
    photons: int
    """How many photons."""


class Termination(NamedTuple):
    """When a photon ends other than by leaving."""

    threshold: float
    """Weight below which the roulette is played [1]."""
    survival: float
    """Chance of surviving it [1]."""
    flights: int
    """Flights after which a photon is cut."""


class Layers(NamedTuple):
    """Planar layers from the surface down: arrays (layer,)."""

    top: Array
    """Depth of the upper boundary [m]."""
    bottom: Array
    """Depth of the lower boundary [m]."""
    attenuation: Array
    """Absorption plus scattering [1/m]."""
    albedo: Array
    """Share of scattering in it [1]."""
    anisotropy: Array
    """Mean cosine of the Henyey-Greenstein part of scattering [1]."""
    isotropic: Array
    """Share of scatterings that are isotropic instead [1]."""
    refraction: Array
    """Refractive index [1]."""
    index_above: float
    """Refractive index above the surface [1]."""
    index_window: float
    """Refractive index of a clear plate on the surface [1]; ``index_above`` if there is none."""
    index_below: float
    """Refractive index below the last layer [1]."""


class Focus(NamedTuple):
    """A Gaussian beam that converges, as its rays run in the first layer."""

    waist: float
    """1/e² radius in the focal plane [m]."""
    slope: float
    """Tangent of the 1/e² half-angle [1]."""
    depth: float
    """Depth of the focal plane [m]."""


class Launch(NamedTuple):
    """Where photons begin: where the direct light of a pencil is first scattered or turned back, or in a focus."""

    sources: Array
    """Running sum of the shares in which photons of a pencil begin, ending at 1 [1] (2 layers,)."""
    converging: bool
    """Whether photons begin at the surface instead, as rays of a converging Gaussian beam."""
    focus: Focus
    """That beam; nothing if none converges."""


class Lookup(NamedTuple):
    """Table that finds the cell of a place quickly on an uneven grid, from `pencil.lookup`."""

    upper: NDArray[np.float32]
    """Upper edge of each cell; infinite for the one that stands for "outside" (cell + 1,)."""
    table: NDArray[np.int32]
    """Cell just left of each of many equal bins, so never beyond the right one; the last is "outside" (bin + 1,)."""
    scale: np.float32
    """Bins per unit of length."""


class WalkSetup(NamedTuple):
    """What all batches of a walk in planar layers share."""

    layers: Layers
    launch: Launch
    termination: Termination
    slabs: Lookup
    rings: Lookup
