"""Public cases PC14 and PC15: the size of voxels changes nothing, and light that nothing absorbs comes to an end."""

from __future__ import annotations

import numpy as np
import pytest

from microthermal.deposition.blocks.voxels import VoxelEngine
from microthermal.domain.inputs.block import Block
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.tissue import Optics

PULSE = Pulse(wavelength=5.32e-7, energy=1.0, duration=1e-3, radius=5e-6, profile="flat_top")


def block(
    absorption: float, anisotropy: float, half: float, depth: float, cells: int, sides: str, scattering: float
) -> Block:
    def one(value):
        return np.array([value], dtype=float)

    optics = Optics(
        wavelength=5.32e-7, names=("t",), thickness=one(1.0), wet_absorption=one(0), dry_absorption=one(absorption),
        wet_slope=one(0), scattering=one(scattering), anisotropy=one(anisotropy), refractive_index=one(1.0),
        extinction_index=one(0), outside_index=1.0,
    )  # fmt: skip
    edges = np.linspace(-half, half, cells + 1)
    return Block(x_edges=edges, y_edges=edges, z_edges=np.linspace(0, depth, cells + 1), optics=optics, sides=sides)


def test_absorption_does_not_depend_on_the_size_of_voxels():
    found = []
    for cells in (15, 30):
        made = block(5.0, 0.01, 30e-3, 60e-3, cells, "continued", 1000.0)
        found.append(float(VoxelEngine(photons=32000).deposit(made, PULSE).energy.sum()) * made.voxel)
    assert found == pytest.approx([0.1786, 0.1786], abs=3e-3)


@pytest.mark.parametrize("sides", ["open", "periodic", "continued"])
def test_light_that_nothing_absorbs_ends_and_is_accounted_for(sides):
    found = VoxelEngine(photons=64).deposit(block(0.0, 0.8, 2e-3, 2e-3, 10, sides, 10000.0), PULSE)
    assert found.reflected.value + found.escaped + found.lost == pytest.approx(1.0, abs=1e-6)
    assert not found.energy.any()
