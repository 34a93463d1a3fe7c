"""Conductances of a cylinder: between neighbours, to blood-warm surroundings, and into open channels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.heat.enthalpy import Array, Cylinder, Matter, State

# Flat arrays of cells are read in blocks of so many. A constant, so that the compiler knows that fields of a block do not
# overlap.
LANES = 64


class Surroundings(NamedTuple):
    """Boundary condition: temperature and heat transfer coefficient at the top, and in open channels."""

    top_temperature: float
    top_coefficient: float
    channel_temperature: float
    channel_coefficient: float


class Links(NamedTuple):
    """Conductances of a state, flat with one cell of margin on each side: cell (i, j) is at (i + 1) · stride + j + 1.

    ``up`` leads to the cell above, ``inward`` to the ring inside, ``lost`` to the surroundings; ``given`` is the sum
    of conductance times temperature over the surroundings; ``walls`` lists the cells that have any. ``conductivity`` is
    that of the cells, ``walled[0]`` how many. The margin conducts nothing.
    """

    up: Array
    inward: Array
    lost: Array
    given: Array
    conductivity: Array
    walls: NDArray[np.int64]
    walled: NDArray[np.int64]


def blocks_of(shape: tuple[int, int]) -> int:
    """Number of blocks that hold a grid of this shape with one cell of margin on each side."""
    return -(-(shape[0] + 2) * (shape[1] + 2) // LANES)


def links_for(shape: tuple[int, int]) -> Links:
    """Room for the conductances of a grid of this shape."""
    # Room for the cells below the last block too: conductances are read in blocks.
    size = blocks_of(shape) * LANES + shape[1] + 2
    return Links(
        up=np.zeros(size), inward=np.zeros(size), lost=np.zeros(size), given=np.zeros(size),
        conductivity=np.zeros(size), walls=np.zeros(size, np.int64), walled=np.zeros(1, np.int64),
    )  # fmt: skip


@njit(cache=True)
def link(space: Cylinder, matter: Matter, state: State, around: Surroundings, links: Links) -> None:
    """Fill the conductances of a state.

    Notes
    -----
    Half cells in series: G = A / (d₁/(2k₁) + d₂/(2k₂)); a wall towards a removed cell: G = A / (1/h + d/(2k)).
    k = (dry + wet part) · (1 + warming (T - reference)), the temperature counted up to boiling. The outer rim and the
    bottom pass no heat.
    """
    slabs, rings = state.temperature.shape
    stride = rings + 2
    _conductivities(matter, state, links)
    links.walled[0] = 0
    for k in range(links.lost.size):
        links.lost[k] = 0.0
        links.given[k] = 0.0
    for i in range(slabs):
        row = (i + 1) * stride + 1
        for j in range(rings):
            links.up[row + j] = 0.0
            if i > 0:
                mine, other = links.conductivity[row + j], links.conductivity[row + j - stride]
                # A cell that is gone conducts nothing, so that the product vanishes.
                links.up[row + j] = (
                    2.0 * space.areas[j] * mine * other
                    / (space.heights[i] * other + space.heights[i - 1] * mine + SMALL)
                )  # fmt: skip
        for j in range(1, rings):
            mine, other = links.conductivity[row + j], links.conductivity[row + j - 1]
            links.inward[row + j] = (
                2.0 * space.faces[j - 1] * space.heights[i] * mine * other
                / (space.widths[j] * other + space.widths[j - 1] * mine + SMALL)
            )  # fmt: skip
    for j in range(rings):
        if state.removed[0, j] == 0.0:
            _wall(links, stride + 1 + j, space.areas[j], 0.5 * space.heights[0], around.top_temperature,
                  around.top_coefficient)  # fmt: skip
    if np.any(state.removed):
        _channel_walls(space, state, around, links)


# Keeps 0 / 0 from happening between two cells that are gone [W/K]; far below any conductivity times a cell.
SMALL = 1e-30


@njit(cache=True)
def _conductivities(matter: Matter, state: State, links: Links) -> None:
    slabs, rings = state.temperature.shape
    for i in range(slabs):
        row = (i + 1) * (rings + 2) + 1
        dry, wet = matter.dry_conductivity[i], matter.conductivity_per_water[i]
        for j in range(rings):
            warm = min(state.temperature[i, j], matter.boiling) - matter.reference
            here = 1.0 - state.removed[i, j]
            links.conductivity[row + j] = here * (dry + wet * state.water[i, j]) * (1.0 + matter.warming * warm)


@njit(cache=True)
def _channel_walls(space: Cylinder, state: State, around: Surroundings, links: Links) -> None:
    slabs, rings = state.temperature.shape
    outside, coefficient = around.channel_temperature, around.channel_coefficient
    for i in range(slabs):
        row = (i + 1) * (rings + 2) + 1
        for j in range(rings):
            if state.removed[i, j] != 0.0:
                continue
            high, wide = 0.5 * space.heights[i], 0.5 * space.widths[j]
            if i > 0 and state.removed[i - 1, j] != 0.0:
                _wall(links, row + j, space.areas[j], high, outside, coefficient)
            if i < slabs - 1 and state.removed[i + 1, j] != 0.0:
                _wall(links, row + j, space.areas[j], high, outside, coefficient)
            if j > 0 and state.removed[i, j - 1] != 0.0:
                _wall(links, row + j, space.faces[j - 1] * space.heights[i], wide, outside, coefficient)
            if j < rings - 1 and state.removed[i, j + 1] != 0.0:
                _wall(links, row + j, space.faces[j] * space.heights[i], wide, outside, coefficient)


@njit(cache=True)
def _wall(links: Links, k: int, area: float, half: float, temperature: float, coefficient: float) -> None:
    if coefficient <= 0.0:
        return
    conductance = area / (1.0 / coefficient + half / links.conductivity[k])
    if links.lost[k] == 0.0:
        links.walls[links.walled[0]] = k
        links.walled[0] += 1
    links.lost[k] += conductance
    links.given[k] += conductance * temperature
