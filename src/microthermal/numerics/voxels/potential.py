"""Electric potential on even voxels: conductances between them, and Joule heat of each."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.potential.conductor import CONDUCTS, HELD
from microthermal.numerics.voxels.gradients import Array, Matrix, dot, solved

# Residual: what currents miss of their balance in all voxels together, over the power of the poles at their levels.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Wall:
    """Conductance per area (of the shape of the face) from an outer wall to potential 0; infinity is an earthed wall.

    ``axis``: 0, 1 or 2 for z, y or x. ``last``: whether it is the wall at the end of this axis.
    """

    axis: int
    last: bool
    admittance: Array


@dataclass(frozen=True)
class VoxelConductor:
    """Lengths of a voxel along z, y, x; conductivity, what each voxel is and the level of what is held (z, y, x).

    ``kind``: ``CONDUCTS``, ``HELD`` at its ``level``, or ``INSULATES``. ``cuts``: for the faces between voxels along
    each axis, how far the surface of an electrode lies from the middle of the voxel that conducts, over half a voxel;
    1 is at the face. An outer wall that is not named is a mirror.
    """

    size: tuple[float, float, float]
    conductivity: Array
    kind: NDArray[np.int64]
    level: Array
    cuts: tuple[Array, Array, Array]
    walls: tuple[Wall, ...] = ()


@dataclass(frozen=True)
class VoxelPotential:
    """Levels (z, y, x), heat of each voxel per time (z, y, x), and what poles give: all in units of their levels.

    ``given``: power of all poles, level times current. ``sent``: current from all that is held above 0. ``outside``:
    heat per time beyond the walls. ``residual``: what currents miss of their balance, over ``given``.
    """

    level: Array
    power: Array
    given: float
    sent: float
    outside: float
    residual: float


@dataclass(frozen=True)
class _Links:
    # Conductances through the faces along each axis, and the part of each one's resistance in its first voxel;
    # conductances (z, y, x) to the outside through walls, and the part of them times that in the voxel itself.
    through: tuple[Array, Array, Array]
    first: tuple[Array, Array, Array]
    out: Array
    own: Array


def voxel_potential(
    body: VoxelConductor, begin: Array | None = None, tolerance: float = TOLERANCE
) -> VoxelPotential:  # fmt: skip
    """Potential, current and heat of a conductor of voxels.

    Parameters
    ----------
    body : VoxelConductor
        Voxels, electrodes and walls.
    begin : Array, (z, y, x), optional
        First guess of the level, such as an earlier solution.
    tolerance : float, optional
        Residual.

    Raises
    ------
    ConvergenceError
        If it is not reached.

    Notes
    -----
    Solves div(σ grad V) = 0 with half voxels in series between their middles. The heat of a link is split between its
    halves as their resistances are: all heat is level times current of the poles, to the residual.
    """
    links = _links(body)
    matrix, source, bound = _matrix(body, links)
    free = body.kind == CONDUCTS
    guess = np.zeros(body.kind.shape) if begin is None else np.where(free, begin, 0.0)
    level, residual = solved(matrix, source, bound, tolerance, guess)
    level = np.where(body.kind == HELD, body.level, level)
    power, given, sent = np.zeros(level.shape), [], []
    for axis, (through, first) in enumerate(zip(links.through, links.first, strict=True)):
        one, two = _faces(axis)
        drop = level[one] - level[two]
        current = through * drop
        power[one] += current * drop * first
        power[two] += current * drop * (1.0 - first)
        for side, sign in ((one, 1.0), (two, -1.0)):
            held = (body.kind[side] == HELD) & (through > 0.0)
            at, out = body.level[side][held], sign * current[held]
            given += (at * out).tolist()
            sent += out[at > 0.0].tolist()
    square = level * level
    power += links.own * square
    outside = dot(links.out, square) - dot(links.own, square)
    return VoxelPotential(level, power, math.fsum(given), math.fsum(sent), outside, residual)


def _faces(axis: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Voxels on both sides of the faces along an axis."""
    whole = [slice(None)] * 3
    one, two = list(whole), list(whole)
    one[axis], two[axis] = slice(None, -1), slice(1, None)
    return tuple(one), tuple(two)


def _links(body: VoxelConductor) -> _Links:
    free, held = body.kind == CONDUCTS, body.kind == HELD
    resisting = np.divide(1.0, body.conductivity, out=np.zeros(free.shape), where=free)
    volume = math.prod(body.size)
    through, first = [], []
    for axis, length in enumerate(body.size):
        one, two = _faces(axis)
        half = 0.5 * length * length / volume * resisting
        near = half[one] * np.where(held[two], body.cuts[axis], 1.0)
        far = half[two] * np.where(held[one], body.cuts[axis], 1.0)
        flows = (free[one] & (free[two] | held[two])) | (held[one] & free[two])
        whole = near + far
        through.append(np.divide(1.0, whole, out=np.zeros(whole.shape), where=flows))
        first.append(np.divide(near, whole, out=np.zeros(whole.shape), where=flows))
    out, own = np.zeros(free.shape), np.zeros(free.shape)
    for wall in body.walls:
        place: list[slice | int] = [slice(None)] * 3
        place[wall.axis] = -1 if wall.last else 0
        cells, length = tuple(place), body.size[wall.axis]
        open_ = free[cells] & (wall.admittance > 0.0)
        inner = 0.5 * length * length / volume * resisting[cells]
        beyond = np.divide(length / volume, wall.admittance, out=np.zeros(open_.shape), where=open_)
        whole = inner + beyond
        out[cells] += np.divide(1.0, whole, out=np.zeros(open_.shape), where=open_)
        own[cells] += np.divide(inner, whole * whole, out=np.zeros(open_.shape), where=open_)
    return _Links((through[0], through[1], through[2]), (first[0], first[1], first[2]), out, own)


def _matrix(body: VoxelConductor, links: _Links) -> tuple[Matrix, Array, float]:
    """Matrix of the voxels that conduct, what flows in from the poles, and the power of the poles at potential 0."""
    free, held = body.kind == CONDUCTS, body.kind == HELD
    diagonal, source, bound = np.array(links.out), np.zeros(free.shape), []
    couplings = []
    for axis, through in enumerate(links.through):
        one, two = _faces(axis)
        for here, there in ((one, two), (two, one)):
            diagonal[here] += np.where(free[here], through, 0.0)
            pole = held[there] & free[here]
            source[here] += np.where(pole, through * body.level[there], 0.0)
            bound += (through * body.level[there] ** 2)[pole].tolist()
        coupling = np.zeros(free.shape)
        coupling[two] = np.where(free[one] & free[two], through, 0.0)
        couplings.append(coupling)
    # A voxel that has no links stands for itself.
    diagonal[diagonal == 0.0] = 1.0
    return (diagonal, couplings[0], couplings[1], couplings[2]), source, math.fsum(bound)
