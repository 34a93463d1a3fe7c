"""What the photon walks are given: layers, where photons begin and end, and the grid that scores them."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import circle, exp_m1, log_1p
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform
from microthermal.numerics.light.lanes import DEPTH, PATH, UX, UY, UZ, State, X, Y, Z
from microthermal.numerics.light.refraction import through_window

Array: TypeAlias = NDArray[np.float64]
_TWO, _THREE, _FOUR = np.uint64(2), np.uint64(3), np.uint64(4)


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
    """Fraction of scattering in it [1]."""
    anisotropy: Array
    """Mean cosine of the Henyey-Greenstein part of scattering [1]."""
    isotropic: Array
    """Fraction of scatterings that are isotropic instead [1]."""
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
    """Running sum of the fractions in which photons of a pencil begin, ending at 1 [1] (2 layers,)."""
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
    """Input that all batches of a walk in planar layers share."""

    layers: Layers
    launch: Launch
    termination: Termination
    slabs: Lookup
    rings: Lookup


class Starts(NamedTuple):
    """State of each photon when it begins (photon,)."""

    state: State
    """The first rows of the state of a lane, from place to path (row, photon)."""
    layer: NDArray[np.int64]
    """Layer that it is in."""
    counter: NDArray[np.uint64]
    """Counter of its next draw."""
    bounced: Array
    """Fraction of its energy that the surface has reflected [1]."""


@njit(cache=True)
def starts_of(batch: Batch, setup: WalkSetup) -> Starts:
    """State in which the photons of a batch begin.

    Parameters
    ----------
    batch : Batch
        The photons; strata of the place of a pencil's sources, or of a converging beam's slope, are cut as many.
    setup : WalkSetup
        Layers and light.

    Notes
    -----
    All photons of a batch are made in one call: Numba's reference counting in a call costs as much as walking.
    """
    n = batch.photons
    starts = Starts(
        state=np.zeros((PATH + 1, n), dtype=np.float32),
        layer=np.zeros(n, dtype=np.int64),
        counter=np.zeros(n, dtype=np.uint64),
        bounced=np.zeros(n),
    )
    if setup.launch.converging:
        _enter(batch, setup.launch.focus, setup.layers, starts)
    else:
        _begin(batch, setup.launch.sources, setup.layers, starts)
    return starts


@njit(cache=True, error_model="numpy")
def _begin(batch: Batch, sources: Array, layers: Layers, starts: Starts) -> None:
    # Direct light of a pencil is scattered on its way down a layer, or turned back at the layer's floor.
    # Until then it flies straight down: its path is as long as it is deep.
    z, uz = starts.state[Z], starts.state[UZ]
    for i in range(batch.photons):
        start = photon_counter(batch.seed, np.uint64(batch.first + i))
        fraction, source = (i + uniform(mixed(start))) / batch.photons, 0
        while source < sources.size - 1 and sources[source] <= fraction:
            source += 1
        layer = source // 2
        top, bottom, attenuation = layers.top[layer], layers.bottom[layer], layers.attenuation[layer]
        if source % 2 == 0:
            before = sources[source - 1] if source > 0 else 0.0
            part = min(max((fraction - before) / (sources[source] - before), 0.0), 1.0)
            flight = -log_1p(part * exp_m1(-attenuation * (bottom - top))) / attenuation
            z[i], uz[i] = min(top + flight, bottom), 1.0
        else:
            z[i], uz[i] = bottom, -1.0
            starts.state[DEPTH, i] = -log_1p(-uniform(mixed(start + STRIDE)))
        starts.state[PATH, i] = z[i]
        starts.layer[i], starts.counter[i] = layer, start + STRIDE * _TWO


@njit(cache=True)
def _enter(batch: Batch, focus: Focus, layers: Layers, starts: Starts) -> None:
    # Rays of a converging Gaussian beam: place in the focal plane and slope are drawn apart, strata are of slope.
    state = starts.state
    for i in range(batch.photons):
        start = photon_counter(batch.seed, np.uint64(batch.first + i))
        fraction = (i + uniform(mixed(start))) / batch.photons
        x, y = _around_axis(uniform(mixed(start + STRIDE)), uniform(mixed(start + STRIDE * _TWO)))
        a, b = _around_axis(fraction, uniform(mixed(start + STRIDE * _THREE)))
        a, b = a * focus.slope, b * focus.slope
        length = math.sqrt(1.0 + a * a + b * b)
        state[X, i], state[Y, i] = x * focus.waist - a * focus.depth, y * focus.waist - b * focus.depth
        state[UX, i], state[UY, i], state[UZ, i] = a / length, b / length, 1.0 / length
        state[DEPTH, i] = -log_1p(-uniform(mixed(start + STRIDE * _FOUR)))
        starts.bounced[i] = through_window(
            layers.refraction[0], layers.index_window, layers.index_above, float(state[UZ, i])
        )[0]
        starts.counter[i] = start + STRIDE * _FOUR


@njit(cache=True)
def _around_axis(fraction: float, turn: float) -> tuple[float, float]:
    # Point in a Gaussian beam of 1/e² radius 1: radius that encloses a fraction of the power, and an azimuth.
    away, (along, across) = math.sqrt(-0.5 * log_1p(-fraction)), circle(turn)
    return away * along, away * across
