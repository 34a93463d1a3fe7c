"""Plain twin of the voxel walk by another method: delta tracking, absorption at collisions, no refraction."""

import numpy as np


def walk(medium, media, corner, size, *, radius, photons, seed):
    """Absorbed fraction by voxel, and its square by photon, of a flat-top beam on a block whose sides are open."""
    rng = np.random.default_rng(seed)
    total = media[:, 0] + media[:, 1]
    most = total.max()
    start, azimuth = radius * np.sqrt(rng.random(photons)), 2 * np.pi * rng.random(photons)
    place = np.array([start * np.cos(azimuth) - corner[0], start * np.sin(azimuth) - corner[1], np.zeros(photons)])
    turn = np.array([np.zeros(photons), np.zeros(photons), np.ones(photons)])
    weight, tally = np.ones(photons), np.zeros(medium.shape)
    counts = np.array(medium.shape[::-1])[:, None]
    while weight.size:
        place = place - turn * np.log1p(-rng.random(weight.size)) / most
        cell = np.floor(place / np.asarray(size)[:, None]).astype(int)
        held = np.all((cell >= 0) & (cell < counts), axis=0)
        place, turn, weight, cell = place[:, held], turn[:, held], weight[held], cell[:, held]
        here = medium[cell[2], cell[1], cell[0]]
        real = rng.random(weight.size) * most < total[here]
        taken = np.where(real, weight * media[here, 0] / np.maximum(total[here], 1e-300), 0.0)
        np.add.at(tally, (cell[2], cell[1], cell[0]), taken)
        weight = weight - taken
        turn = np.where(real, _turned(turn, media[here, 2], rng), turn)
        lucky = rng.random(weight.size) < 0.25
        weight = np.where(weight < 0.1, np.where(lucky, weight / 0.25, 0.0), weight)
        alive = weight > 0
        place, turn, weight = place[:, alive], turn[:, alive], weight[alive]
    return tally / photons


def _turned(turn, g, rng):
    draw, azimuth = rng.random(g.size), 2 * np.pi * rng.random(g.size)
    some = np.where(g == 0, 1.0, g)
    cosine = np.where(g == 0, 2 * draw - 1, (1 + g**2 - ((1 - g**2) / (1 - g + 2 * g * draw)) ** 2) / (2 * some))
    # Any vector that is not parallel to the direction spans the plane across it.
    helper = np.where(np.abs(turn[2]) < 0.9, np.array([[0.0], [0.0], [1.0]]), np.array([[1.0], [0.0], [0.0]]))
    first = np.cross(turn, helper, axis=0)
    first /= np.linalg.norm(first, axis=0)
    second = np.cross(turn, first, axis=0)
    sine = np.sqrt(np.maximum(1 - cosine**2, 0))
    return cosine * turn + sine * (np.cos(azimuth) * first + np.sin(azimuth) * second)
