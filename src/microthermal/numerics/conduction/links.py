"""Conductances of a cylinder: between neighbours, to blood-warm surroundings, and into open channels."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import Array, Cylinder, Matter, State
from microthermal.numerics.records import by_address

# Flat arrays of cells are read in blocks of so many. A constant, so that the compiler knows that the fields of a block
# do not overlap.
LANES = 64
# Loops over flat arrays have unsigned indices: signed ones are asked whether they are negative, which would keep the
# loops from becoming vector code; and slices of arrays would cost as much as the work on a block.
unsigned: Any = np.uint64
# A number written into a call is part of what a kernel is compiled for: a second copy of it would be made.
whole: Any = np.int64


class Surroundings(NamedTuple):
    """Boundary condition: temperature and heat transfer coefficient at the top, and in open channels."""

    top_temperature: float
    top_coefficient: float
    channel_temperature: float
    channel_coefficient: float


@by_address
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
    links.lost[:] = 0.0
    links.given[:] = 0.0
    # Taken out once: whatever is taken out of a record in a loop is counted there.
    conductivity, up, inward = links.conductivity, links.up, links.inward
    heights, widths, areas, faces = space.heights, space.widths, space.areas, space.faces
    for i in range(slabs):
        row, high = (i + 1) * stride + 1, heights[i]
        higher = heights[i - 1] if i > 0 else 0.0
        for j in range(rings):
            # A cell that is gone, and the margin, conduct nothing, so that the product vanishes.
            mine, other = conductivity[unsigned(row + j)], conductivity[unsigned(row + j - stride)]
            up[unsigned(row + j)] = 2.0 * areas[j] * mine * other / (high * other + higher * mine + SMALL)
        for j in range(1, rings):
            mine, other = conductivity[unsigned(row + j)], conductivity[unsigned(row + j - 1)]
            inward[unsigned(row + j)] = (
                2.0 * faces[unsigned(j - 1)] * high * mine * other
                / (widths[unsigned(j)] * other + widths[unsigned(j - 1)] * mine + SMALL)
            )  # fmt: skip
    for j in range(rings):
        if state.removed[0, j] == 0.0:
            _wall(links, stride + 1 + j, areas[j], 0.5 * heights[0], around.top_temperature, around.top_coefficient)
    _channel_walls(space, state, around, links)


# Keeps 0 / 0 from happening between two cells that are gone [W/K]; far below any conductivity times a cell.
SMALL = 1e-30


@njit(cache=True)
def _conductivities(matter: Matter, state: State, links: Links) -> None:
    temperature, water, removed, found = state.temperature, state.water, state.removed, links.conductivity
    warming, reference, boiling = matter.warming, matter.reference, matter.boiling
    slabs, rings = temperature.shape
    pieces = matter.pieces
    for i in range(slabs):
        row = (i + 1) * (rings + 2) + 1
        for p in range(pieces.first[i], pieces.first[i + 1]):
            dry, wet = matter.dry_conductivity[p], matter.conductivity_per_water[p]
            for j in range(pieces.begin[p], pieces.end[p]):
                k = unsigned(j)
                warm = min(temperature[i, k], boiling) - reference
                found[unsigned(row + j)] = (1.0 - removed[i, k]) * (dry + wet * water[i, k]) * (1.0 + warming * warm)


@njit(cache=True)
def outermost(removed: Array, i: int) -> int:
    """Outermost ring of slab i that is gone; -1 if none is."""
    j = removed.shape[1] - 1
    while j >= 0 and removed[i, j] == 0.0:
        j -= 1
    return int(j)


@njit(cache=True)
def _channel_walls(space: Cylinder, state: State, around: Surroundings, links: Links) -> None:
    slabs, rings = state.temperature.shape
    outside, coefficient = around.channel_temperature, around.channel_coefficient
    above, here = -1, outermost(state.removed, whole(0))
    for i in range(slabs):
        below = outermost(state.removed, i + 1) if i + 1 < slabs else -1
        # Cells further out have no neighbour that is gone.
        reach = min(max(here + 2, above + 1, below + 1), rings) if max(above, here, below) >= 0 else 0
        above, here = here, below
        row = (i + 1) * (rings + 2) + 1
        for j in range(reach):
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
