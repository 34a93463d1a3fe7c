"""The cell of one zone whose channel a film fills: how much it holds, and what its walls and its mouth let through."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.delivery.unit_cell_grid import CellGrid, mesh
from microthermal.domain.inputs.medicine import Drug
from microthermal.domain.results.zone import Zone
from microthermal.numerics.transport.depot_mesh import Mesh
from microthermal.quantity import Array

Mask: TypeAlias = NDArray[np.bool_]

# The closed horny layer lets through so little that a film on it is taken to stay where it is.
_CLOSED = 1e-30


class ChannelCell(NamedTuple):
    """One zone among its neighbours: grid, the cells its channel fills (z, r), and zones on the area of a dose."""

    grid: CellGrid
    film: Mask
    zones: float


class Openness(NamedTuple):
    """Fractions of all channels [1] that hold fluid, whose mouth passes it on, and whose wall is open.

    ``rim`` is the wall in the top slab, where plugs lie, ``wall`` all below it. What is mean over channels is counted
    in one: each fraction multiplies a volume or a conductance.
    """

    held: float
    mouth: float
    rim: float
    wall: float


class Fluid(NamedTuple):
    """Volumes [m³] (cell,) of the fluid in the channel of one zone, and of what lies on its mouth."""

    inside: Array
    above: Array

    @property
    def all(self) -> Array:
        """All of it."""
        return self.inside + self.above


def fluid(volume: Array, film: Mask, held: float, given: float) -> Fluid:
    """Where what is given to one zone [m³] goes; what the channels that hold it cannot take lies on the mouth."""
    inside, above = np.where(film.ravel(), volume * held, 0.0), np.zeros(volume.size)
    inside *= min(1.0, given / float(inside.sum()))
    above[0] = given - float(inside.sum())
    return Fluid(inside, above)


def channel_mesh(
    cell: ChannelCell,
    drug: Drug,
    zone: Zone,
    holds: Array,
    openness: Openness,
    dead: float,
    faster: tuple[float, float],
) -> Mesh:
    """Mesh of the kernel.

    ``holds``: fluid in the cells of the channel [m³] (cell,). ``dead``: fraction of the rim without blood [1].
    ``faster``: diffusion in the rim, and in the fluid, over that in living tissue [1].
    """
    grid, film = cell.grid, cell.film
    net = mesh(grid, drug)
    inward, upward = net.inward.reshape(film.shape).copy(), net.upward.reshape(film.shape).copy()
    rim = ~film & (grid.r[None, :] < zone.channel_radius.value + zone.rim.value) & (grid.z[:, None] < zone.depth.value)
    in_rim, in_fluid = faster
    inward *= np.where(rim, in_rim, 1.0)
    upward *= np.where(rim, in_rim, 1.0)
    open_wall = np.full(film.shape[0], max(openness.wall, _CLOSED))
    open_wall[0] = max(openness.rim, _CLOSED)
    inward[:, 1:] *= np.where(film[:, :-1] != film[:, 1:], open_wall[:, None], 1.0)
    # The slab that holds the fluid says how open its floor is, and its roof where a channel is narrower at its mouth.
    floor, roof = film[:-1] & ~film[1:], ~film[:-1] & film[1:]
    upward[1:] *= np.where(floor, open_wall[:-1, None], np.where(roof, open_wall[1:, None], 1.0))
    down = np.full(film.shape[0] - 1, in_fluid * openness.held)
    down[0] = in_fluid * openness.mouth
    inward[:, 1:] *= np.where(film[:, :-1] & film[:, 1:], in_fluid * openness.held, 1.0)
    upward[1:] *= np.where(film[:-1] & film[1:], down[:, None], 1.0)
    perfused = net.volume * np.where(film, 0.0, np.where(rim, 1.0 - dead, 1.0)).ravel()
    volume = np.where(film.ravel(), holds / drug.kinetics.partition, net.volume)
    return Mesh(net.rings, volume, perfused, inward.ravel(), upward.ravel())
