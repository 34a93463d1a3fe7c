"""Which material fills each cell: pieces, the stretches of neighbouring rings of a slab that are one material."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.records import by_address


@by_address
class Pieces(NamedTuple):
    """Pieces of a grid, numbered from the surface down and in each slab from the axis out, from :func:`pieces_of`.

    Slab i has the pieces ``first[i]`` to before ``first[i + 1]`` (z + 1,); piece p lies in ``slab[p]`` and has the
    rings ``begin[p]`` to before ``end[p]`` (piece,); ``of`` is the piece of each cell (z, r). Layered skin has one
    piece for each slab, numbered like it. Loops go over pieces, so that what a material is made of is looked up once
    for many cells.
    """

    first: NDArray[np.int64]
    slab: NDArray[np.int64]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    of: NDArray[np.int64]


def layered(shape: tuple[int, int]) -> Pieces:
    """Pieces of a grid of so many slabs and rings whose slabs are each of one material."""
    slabs, rings = shape
    return Pieces(
        first=np.arange(slabs + 1),
        slab=np.arange(slabs),
        begin=np.zeros(slabs, dtype=np.int64),
        end=np.full(slabs, rings, dtype=np.int64),
        of=np.repeat(np.arange(slabs)[:, None], rings, axis=1),
    )


def pieces_of(material: NDArray[np.int64]) -> Pieces:
    """Pieces of a grid.

    Parameters
    ----------
    material : array of int, (z, r)
        Number of the material of each cell. Slabs need not share materials: what differs from slab to slab may have the
        same number, as pieces end with their slab.
    """
    slabs, rings = material.shape
    starts = np.ones((slabs, rings), dtype=bool)
    starts[:, 1:] = material[:, 1:] != material[:, :-1]
    slab, begin = np.nonzero(starts)
    of = np.cumsum(starts.ravel()).reshape(slabs, rings) - 1
    first = np.searchsorted(slab, np.arange(slabs + 1))
    end = np.where(np.append(slab[1:] != slab[:-1], True), rings, np.append(begin[1:], rings))
    return Pieces(*(np.ascontiguousarray(part, dtype=np.int64) for part in (first, slab, begin, end, of)))
