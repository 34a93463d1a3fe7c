"""Needles on voxels with known answers: two parallel cylinders, and the cylinder of one pin."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from microthermal import catalog
from microthermal.deposition.current.in_blocks import block_of, needles_of
from microthermal.deposition.current.needles import conductor
from microthermal.deposition.current.poles import conductor_in
from microthermal.domain.inputs.block import Block
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.results.grid import Grid
from microthermal.numerics.potential.conductor import HELD
from microthermal.numerics.potential.solution import potential_of
from microthermal.numerics.voxels.potential import VoxelPotential, voxel_potential
from microthermal.tissue.neutral_optics import neutral_optics

SIGMA = 0.3
SKIN = catalog.skin("cheek_iii")
LONG = Electrode(radius=125e-6, bare=1e-3, depth=1e-3, spacing=1.5e-3, pins=2)
ALONE = Electrode(radius=125e-6, bare=3e-4, depth=9e-4, insulated=6e-4, layout="monopolar", pins=1)


def long_pair(per: int) -> tuple[float, float, float]:
    """Two cylinders through a slab that conducts alike, with ``per`` voxels for their radius.

    The outermost voxels are held at the exact potential, so that only voxels and outlines are in error. Returns the
    resistance by the current through a box around one needle, the root mean square error of the potential over half of
    the voltage, and the field two radii from the axis on the side of the partner over that on the other side.
    """
    voxel, half = LONG.radius / per, 0.5 * LONG.spacing
    wide, deep = 12 * per, 6 * per
    block = Block(
        x_edges=voxel * np.arange(-wide, wide + 1), y_edges=voxel * np.arange(-deep, deep + 1),
        z_edges=np.array([0.0, 0.5e-3, 1e-3]), optics=neutral_optics(SKIN), inclusions=needles_of(LONG), sides="open",
    )  # fmt: skip
    body = conductor_in(block, LONG, np.full(block.shape, SIGMA))
    pole = np.sqrt(half**2 - LONG.radius**2)
    y, x = block.y[:, None], block.x[None, :]
    # Level 1 at the needle at -half, which comes first: half of the logarithm's range over the pair.
    exact = np.log(np.hypot(x - pole, y) / np.hypot(x + pole, y)) / np.arccosh(half / LONG.radius)
    kind, level, cuts = body.kind.copy(), body.level.copy(), tuple(cut.copy() for cut in body.cuts)
    rim = np.zeros(exact.shape, dtype=bool)
    rim[[0, -1]], rim[:, [0, -1]] = True, True
    inner = ~rim & (kind[0] != HELD)
    kind[:, rim], level[:, rim] = HELD, exact[rim]
    # From the middle of a voxel to the middle of its held neighbour: two halves.
    cuts[1][:, [0, -1]] = 2.0
    cuts[2][:, :, [0, -1]] = 2.0
    found = voxel_potential(replace(body, kind=kind, level=level, cuts=cuts, walls=()))
    left, right = int(np.searchsorted(block.x, -half - 2.5 * LONG.radius)), int(np.searchsorted(block.x, 0.0))
    near, far = int(np.searchsorted(block.y, -2.5 * LONG.radius)), int(np.searchsorted(block.y, 2.5 * LONG.radius))
    here = found.level[0]
    current = SIGMA * 1e-3 * (
        (here[near:far, left] - here[near:far, left - 1]).sum()
        - (here[near:far, right] - here[near:far, right - 1]).sum()
        + (here[near, left:right] - here[near - 1, left:right]).sum()
        - (here[far, left:right] - here[far - 1, left:right]).sum()
    )  # fmt: skip
    error = np.sqrt(np.mean((here[inner] - exact[inner]) ** 2))
    line = 0.5 * (here[block.shape[1] // 2] + here[block.shape[1] // 2 - 1])
    field = np.abs(np.gradient(line, voxel))
    toward, away = (np.interp(place - half, block.x, field) for place in (2.0 * LONG.radius, -2.0 * LONG.radius))
    return 2.0 / float(current), float(error), float(toward / away)


@cache
def in_block(electrode: Electrode, voxel: float, around: float = 1e-3) -> tuple[Block, VoxelPotential]:
    """Needles in a block that conducts alike everywhere, and their potential."""
    exposure = Current(frequency=1e6, electrode=electrode, energy=20e-3, duration=0.1)
    block = block_of(exposure, SKIN, voxel, around)
    return block, voxel_potential(conductor_in(block, electrode, np.full(block.shape, SIGMA)))


@cache
def in_cylinder(electrode: Electrode, cell: float = 6.25e-6, deep: float = 6e-3) -> tuple[Grid, np.ndarray, float]:
    """The pin in its cylinder, as the engine has it: grid, heat of each cell, resistance."""
    near = np.arange(0.0, 4e-4, cell)
    radii = np.concatenate((near, near[-1] + (4e-3 - near[-1]) * np.linspace(0.0, 1.0, 60)[1:] ** 2))
    fine = np.arange(0.0, electrode.depth + 4e-4, 2.0 * cell)
    grid = Grid(
        r_edges=radii,
        z_edges=np.concatenate((fine, fine[-1] + (deep - fine[-1]) * np.linspace(0.0, 1.0, 40)[1:] ** 1.5)),
    )
    found = potential_of(conductor(grid, electrode, np.full(grid.shape, SIGMA), (0.0, SIGMA)))
    return grid, found.power, 1.0 / found.conductance
