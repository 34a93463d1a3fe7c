"""The voxel walk against its plain twin, which tracks photons by another method."""

import numpy as np
from tests.numerics.twins import voxel_walk as twin

from microthermal.numerics.light.voxel_batch import OPEN, Media, Voxels
from microthermal.numerics.light.voxels import walk_voxels


def test_the_walk_agrees_with_delta_tracking_around_an_inclusion():
    medium = np.zeros((8, 8, 8), dtype=np.int32)
    medium[2:5, 3:6, 2:4] = 1
    media = np.array([[500.0, 9000.0, 0.7], [8000.0, 2000.0, 0.0]])
    corner, size = np.array([-2e-4, -2e-4]), np.array([5e-5, 5e-5, 5e-5])
    voxels = Voxels(
        medium=medium, media=Media(*np.ascontiguousarray(media.T)), refraction=np.ones(8), index_above=1.0,
        corner=corner, size=size, sides=OPEN,
    )  # fmt: skip
    runs = [
        walk_voxels(voxels, radius=1e-4, gaussian=False, photons=64_000, seed=1).absorbed,
        *(twin.walk(medium, media, corner, size, radius=1e-4, photons=8_000, seed=seed) for seed in range(16)),
    ]
    ours, plain = runs[0], np.array(runs[1:])
    error = np.hypot(
        plain.std(axis=0, ddof=1) / 4.0,
        walk_voxels(voxels, radius=1e-4, gaussian=False, photons=64_000, seed=1).error,
    )
    # The twin's error is known from 16 runs to 18 %, so deviates have longer tails than normal ones: 5 of them for 512.
    deviates = (ours - plain.mean(axis=0)) / error
    assert np.abs(deviates).max() < 5
    assert 0.7 < float((deviates**2).mean()) < 1.5
    assert abs(ours[medium == 1].sum() / plain.mean(axis=0)[medium == 1].sum() - 1) < 0.02
