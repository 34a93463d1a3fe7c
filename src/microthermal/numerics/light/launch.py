"""Where the photons of a batch begin: in a layer, at the floor of one, or at the surface if the beam converges."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.elementary import circle, exp_m1, log_1p
from microthermal.numerics.light.counter_random import STRIDE, mixed, photon_counter, uniform
from microthermal.numerics.light.lanes import Row
from microthermal.numerics.light.refraction import through_window
from microthermal.numerics.light.walk_setup import Batch, WalkSetup

_TWO, _THREE, _FOUR = np.uint64(2), np.uint64(3), np.uint64(4)


class Starts(NamedTuple):
    """State of each photon when it begins (photon,)."""

    x: Row
    y: Row
    z: Row
    """Place [m]; light has flown as far as it is deep."""
    ux: Row
    uy: Row
    uz: Row
    """Direction."""
    depth: Row
    """Optical depth to fly [1]; 0 where it is scattered at once."""
    layer: NDArray[np.int64]
    """Layer that it is in."""
    counter: NDArray[np.uint64]
    """Counter of its next draw."""
    weight: NDArray[np.float64]
    """Share of its energy that is left [1]."""
    bounced: NDArray[np.float64]
    """Share that the surface has reflected [1]."""


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
    All photons of a batch are made at once: counting references costs as much as walking, and is done once here.
    """
    zero, none = np.zeros(batch.photons, dtype=np.float32), np.zeros(batch.photons)
    starts = Starts(
        x=zero.copy(), y=zero.copy(), z=zero.copy(), ux=zero.copy(), uy=zero.copy(), uz=zero.copy(), depth=zero.copy(),
        layer=np.zeros(batch.photons, dtype=np.int64), counter=np.zeros(batch.photons, dtype=np.uint64),
        weight=none + 1.0, bounced=none,
    )  # fmt: skip
    if setup.launch.converging:
        _enter(batch, setup, starts)
    else:
        _begin(batch, setup, starts)
    return starts


@njit(cache=True, error_model="numpy")
def _begin(batch: Batch, setup: WalkSetup, starts: Starts) -> None:
    # Direct light of a pencil is scattered on its way down a layer, or turned back at the layer's floor.
    layers, sources, z, uz = setup.layers, setup.launch.sources, starts.z, starts.uz
    for i in range(batch.photons):
        start = photon_counter(batch.seed, np.uint64(batch.first + i))
        share, source = (i + uniform(mixed(start))) / batch.photons, 0
        while source < sources.size - 1 and sources[source] <= share:
            source += 1
        layer = source // 2
        top, bottom, attenuation = layers.top[layer], layers.bottom[layer], layers.attenuation[layer]
        if source % 2 == 0:
            before = sources[source - 1] if source > 0 else 0.0
            part = min(max((share - before) / (sources[source] - before), 0.0), 1.0)
            flight = -log_1p(part * exp_m1(-attenuation * (bottom - top))) / attenuation
            z[i], uz[i] = min(top + flight, bottom), 1.0
        else:
            z[i], uz[i] = bottom, -1.0
            starts.depth[i] = -log_1p(-uniform(mixed(start + STRIDE)))
        starts.layer[i], starts.counter[i] = layer, start + STRIDE * _TWO


@njit(cache=True)
def _enter(batch: Batch, setup: WalkSetup, starts: Starts) -> None:
    # Rays of a converging Gaussian beam: place in the focal plane and slope are drawn apart, strata are of slope.
    focus, layers = setup.launch.focus, setup.layers
    for i in range(batch.photons):
        start = photon_counter(batch.seed, np.uint64(batch.first + i))
        share = (i + uniform(mixed(start))) / batch.photons
        x, y = _around_axis(uniform(mixed(start + STRIDE)), uniform(mixed(start + STRIDE * _TWO)))
        a, b = _around_axis(share, uniform(mixed(start + STRIDE * _THREE)))
        a, b = a * focus.slope, b * focus.slope
        length = math.sqrt(1.0 + a * a + b * b)
        starts.x[i], starts.y[i] = x * focus.waist - a * focus.depth, y * focus.waist - b * focus.depth
        starts.ux[i], starts.uy[i], starts.uz[i] = a / length, b / length, 1.0 / length
        starts.depth[i] = -log_1p(-uniform(mixed(start + STRIDE * _FOUR)))
        bounced = through_window(
            layers.refraction[0], layers.index_window, layers.index_above, float(starts.uz[i])
        )[0]  # fmt: skip
        starts.bounced[i], starts.weight[i] = bounced, 1.0 - bounced
        starts.counter[i] = start + STRIDE * _FOUR


@njit(cache=True)
def _around_axis(share: float, turn: float) -> tuple[float, float]:
    # A place in a Gaussian beam of 1/e² radius 1: the circle that holds a share of its power, and a turn round it.
    away, (along, across) = math.sqrt(-0.5 * log_1p(-share)), circle(turn)
    return away * along, away * across
