"""A plain photon walk after the manner of MCML, NumPy alone: layers, Fresnel, Henyey-Greenstein, roulette.

It shares nothing with the program: no cells on the way, no unscattered light by formula. All photons step at once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

# Below this weight a photon lives on with one chance in ten, ten times as heavy.
_FAINT, _CHANCE = 1e-3, 0.1


class Layers(NamedTuple):
    """Coefficients (layer,) [1/m], upper faces and the last lower one [m] (layer + 1,), indices with both outsides."""

    absorption: np.ndarray
    scattering: np.ndarray
    anisotropy: np.ndarray
    faces: np.ndarray
    index: np.ndarray


class Walked(NamedTuple):
    """Fractions of all light that falls in, and what cells absorb (z, r)."""

    specular: float
    reflected: float
    transmitted: float
    absorbed: np.ndarray


def walk(layers: Layers, radius: float, photons: int, edges: tuple[np.ndarray, np.ndarray], seed: int) -> Walked:
    """Walk photons of a Gaussian beam (``radius`` 0: a pencil); ``edges`` are those of depths and rings."""
    draw = np.random.default_rng(seed)
    specular = float(((layers.index[0] - layers.index[1]) / (layers.index[0] + layers.index[1])) ** 2)
    place = np.zeros((photons, 3))
    place[:, 0] = radius * np.sqrt(-0.5 * np.log(1.0 - draw.random(photons)))
    heading = np.tile([0.0, 0.0, 1.0], (photons, 1))
    weight, layer = np.full(photons, (1.0 - specular) / photons), np.zeros(photons, dtype=int)
    left = -np.log(1.0 - draw.random(photons))
    absorbed, out, faint = np.zeros((edges[0].size - 1, edges[1].size - 1)), [0.0, 0.0], _FAINT / photons
    while weight.size:
        total = (layers.absorption + layers.scattering)[layer]
        up = heading[:, 2] < 0.0
        face = layers.faces[np.where(up, layer, layer + 1)]
        steep = np.where(heading[:, 2] == 0.0, 1e-12, heading[:, 2])
        to_face, free = (face - place[:, 2]) / steep, left / total
        meets = to_face <= free
        place += np.where(meets, to_face, free)[:, None] * heading
        left = np.where(meets, np.maximum(left - to_face * total, 0.0), left)
        place[meets, 2] = face[meets]
        gone = _cross(layers, place, heading, layer, np.flatnonzero(meets), draw)
        for way in (0, 1):
            out[way] += float(weight[gone[way]].sum())
            weight[gone[way]] = 0.0
        here = np.flatnonzero(~meets)
        taken = weight[here] * layers.absorption[layer[here]] / total[here]
        spot = place[here, 2], np.hypot(place[here, 0], place[here, 1])
        absorbed += np.histogram2d(*spot, bins=edges, weights=taken)[0]
        weight[here] -= taken
        heading[here] = _turn(heading[here], layers.anisotropy[layer[here]], draw)
        left[here] = -np.log(1.0 - draw.random(here.size))
        dim = (weight < faint) & (weight > 0.0)
        weight[dim] *= np.where(draw.random(int(dim.sum())) < _CHANCE, 1.0 / _CHANCE, 0.0)
        stays = weight > 0.0
        place, heading, weight, layer, left = place[stays], heading[stays], weight[stays], layer[stays], left[stays]
    return Walked(specular, out[0], out[1], absorbed)


def _cross(layers: Layers, place: np.ndarray, heading: np.ndarray, layer: np.ndarray, at: np.ndarray,
           draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    # Reflects or refracts the photons ``at`` a face, in place; returns those that left above and below.
    up = heading[at, 2] < 0.0
    beyond = np.where(up, layer[at] - 1, layer[at] + 1)
    ratio, cosine = layers.index[layer[at] + 1] / layers.index[beyond + 1], np.abs(heading[at, 2])
    sine = ratio**2 * (1.0 - cosine**2)
    through = np.sqrt(np.maximum(1.0 - sine, 0.0))
    s = ((ratio * cosine - through) / (ratio * cosine + through)) ** 2
    p = ((ratio * through - cosine) / (ratio * through + cosine)) ** 2
    passes = (draw.random(at.size) >= 0.5 * (s + p)) & (sine < 1.0)
    heading[at[~passes], 2] *= -1.0
    on, sign = at[passes], np.where(up[passes], -1.0, 1.0)
    heading[on, :2] *= ratio[passes, None]
    heading[on, 2] = sign * through[passes]
    layer[on] = beyond[passes]
    above, below = on[layer[on] < 0], on[layer[on] >= layers.absorption.size]
    layer[above], layer[below] = 0, layers.absorption.size - 1
    return above, below


def _turn(heading: np.ndarray, g: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    # Scattered directions.
    chance = draw.random(g.size)
    safe = np.where(np.abs(g) < 1e-6, 1.0, g)
    part = (1.0 - safe**2) / (1.0 - safe + 2.0 * safe * chance)
    cosine = np.where(np.abs(g) < 1e-6, 2.0 * chance - 1.0, (1.0 + safe**2 - part**2) / (2.0 * safe))
    sine, angle = np.sqrt(np.maximum(1.0 - cosine**2, 0.0)), 2.0 * np.pi * draw.random(g.size)
    # Two directions across the old one.
    helper = np.where(np.abs(heading[:, 2:]) < 0.9, [[0.0, 0.0, 1.0]], [[1.0, 0.0, 0.0]])
    first = np.cross(heading, helper)
    first /= np.linalg.norm(first, axis=1)[:, None]
    second = np.cross(heading, first)
    turned = cosine[:, None] * heading + sine[:, None] * (
        np.cos(angle)[:, None] * first + np.sin(angle)[:, None] * second
    )
    return np.asarray(turned / np.linalg.norm(turned, axis=1)[:, None])
