"""Scattered light inside the heat loop: the walk at reference absorption, reweighted for that of the moment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import Array, Cylinder, Matter, State
from microthermal.numerics.conduction.links import unsigned
from microthermal.numerics.conduction.pieces import Pieces
from microthermal.numerics.heat.absorber import Absorber, Scene, absorption_now
from microthermal.numerics.light.path_reweighting import MIXTURE, Followed, Ways, reweigh, ways_of
from microthermal.numerics.records import by_address


@njit(cache=True)
def _change(light: Absorber, matter: Matter, state: State, change: Array) -> None:
    # Change of absorption from its reference value in models where steam escapes; written so that the loop vectorises.
    pieces = matter.pieces
    for i in range(change.shape[0]):
        for p in range(pieces.first[i], pieces.first[i + 1]):
            wet, slope, dry, least = light.wet[p], light.slope[p], light.dry[p], light.floor * light.wet[p]
            fraction = 1.0 / light.full[p] if light.full[p] > 0.0 else 0.0
            for ring in range(pieces.begin[p], pieces.end[p]):
                j = unsigned(ring)
                warm = min(state.temperature[i, j], matter.boiling) - light.reference
                now = dry + fraction * state.water[i, j] * max(wet + slope * warm, least)
                change[i, j] = (1.0 - state.removed[i, j]) * now - wet - dry


@by_address
class Scattered(NamedTuple):
    """Scattered light of one pulse: at its reference absorption, its ways, and room for changes and heats (z, r)."""

    light: Followed
    ways: Ways
    change: Array
    heats: Array


def scattered_of(space: Cylinder, light: Followed, pieces: Pieces | None = None) -> Scattered:
    """Scattered light on a cylinder, with the work arrays of :func:`scattered_power`.

    Without ``pieces`` each slab is of one material.
    """
    ways = ways_of(space.heights, space.areas, light, pieces)
    return Scattered(light, ways, np.zeros(light.energy.shape), np.zeros(light.energy.shape))


@njit(cache=True)
def scattered_power(scene: Scene, scattered: Scattered, sent: float, rate: float, power: Array) -> tuple[float, float]:
    """Power that each cell absorbs from scattered light at present, by reweighting the walk at reference absorption.

    Parameters
    ----------
    scene : Scene
        What the light meets.
    scattered : Scattered
        The light of the whole pulse at reference absorption.
    sent : float
        Energy that enters the skin in the whole pulse, whatever becomes of it; no more than this is absorbed.
    rate : float
        Fraction of the pulse that shines per time.
    power : Array, (cells with their margin,)
        Receives the power that each cell absorbs.

    Returns
    -------
    tuple of float
        Total power absorbed, and what the cells would absorb beyond what was sent: then all are scaled down alike.

    Notes
    -----
    q = energy · μ/μ_ref · survival(<μ - μ_ref>, path, spread): `path_reweighting.reweigh`. Cells that are gone let
    light pass.
    """
    space, matter, light, state = scene.space, scene.matter, scene.absorber, scene.state
    slabs, rings = state.temperature.shape
    change, heats = scattered.change, scattered.heats
    if light.follow_steam:
        for i in range(slabs):
            for j in range(rings):
                change[i, j] = (
                    absorption_now(light, matter, state, i, j) - scattered.light.reference[matter.pieces.of[i, j]]
                )
    else:
        _change(light, matter, state, change)
    reweigh(space.heights, scattered.ways, scattered.light, change, MIXTURE, heats)
    absorbed = 0.0
    for i in range(slabs):
        for j in range(rings):
            absorbed += heats[i, j] * space.heights[i] * space.areas[j]
    beyond = max(absorbed - sent, 0.0)
    factor = rate * sent / absorbed if beyond > 0.0 else rate
    for i in range(slabs):
        row = (i + 1) * (rings + 2) + 1
        for j in range(rings):
            power[row + j] = factor * heats[i, j] * space.heights[i] * space.areas[j]
    return rate * (absorbed - beyond), rate * beyond
