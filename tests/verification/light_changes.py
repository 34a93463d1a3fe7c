"""Light at a changed absorption: corrected by its paths, and followed exactly, history by history."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tests.numerics.twins import hot_core
from tests.reference.reweighting import Reweighted, reweighted
from tests.verification.rows import Row

from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.numerics.light.beam import walk
from microthermal.numerics.light.unscattered import Stack

# Dermis at 1550 nm [1/m]; a beam and a core of 60 µm.
ABSORPTION, SCATTERING, ANISOTROPY, INDEX, RADIUS, STEP = 900.0, 12000.0, 0.8, 1.39, 60e-6, 20e-6
FALLS = np.array([-0.1, -0.25, -0.45])
GRID = Grid(r_edges=np.arange(16) * STEP, z_edges=np.arange(41) * STEP)
_BATCHES, _PHOTONS = 16, 20_000


def light(absorption: float, photons: int = 640_000, seed: int = 1) -> Deposited:
    """One joule of light in the dermis, from the layered walk."""
    stack = Stack(
        *(np.array([value]) for value in (10.0, absorption, SCATTERING, ANISOTROPY, INDEX)), 1.0, INDEX
    )  # fmt: skip
    found = walk(stack, GRID.r_edges, GRID.z_edges, radius=RADIUS, gaussian=True, photons=photons, seed=seed)
    return Deposited(
        grid=GRID, energy=found.absorbed / GRID.volume, error=found.error / GRID.volume, path=found.path,
        path_spread=found.path_spread, entrance=np.zeros(GRID.shape[1]), collimated=False,
        reflected=found.specular + found.reflected, transmitted=0.0, lost=found.outside,
    )  # fmt: skip


class Blocks(NamedTuple):
    """Energy in blocks of 5 slabs and 3 rings [J], and its standard error."""

    energy: NDArray[np.float64]
    error: NDArray[np.float64]


def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums over the blocks; few numbers that are well known."""
    slabs, rings = GRID.shape
    return values.reshape(slabs // 5, 5, rings // 3, 3, *values.shape[2:]).sum(axis=(1, 3))


def blocks(light: Deposited) -> Blocks:
    """Of the layered walk; its cells share photons, so that their errors are added as if they went together."""
    return Blocks(summed(light.energy * GRID.volume), summed(light.error * GRID.volume))


@cache
def exact(even: bool) -> tuple[Blocks, ...]:
    """Of each fall of absorption, in the core or everywhere: exact weights of plain histories."""
    parts = []
    for number in range(_BATCHES):
        tally = np.zeros((*GRID.shape, FALLS.size))
        hot_core.walk(
            np.random.default_rng(number), _PHOTONS, ABSORPTION, SCATTERING, ANISOTROPY, INDEX, RADIUS, RADIUS,
            FALLS * ABSORPTION, even, STEP, tally,
        )  # fmt: skip
        parts.append(summed(tally / _PHOTONS))
    mean, error = np.mean(parts, axis=0), np.std(parts, axis=0, ddof=1) / np.sqrt(_BATCHES)
    return tuple(Blocks(mean[..., k], error[..., k]) for k in range(FALLS.size))


@cache
def corrected(even: bool) -> tuple[Reweighted, ...]:
    """The same from one walk at full absorption and its paths."""
    base = light(ABSORPTION)
    where = np.ones(GRID.shape) if even else np.broadcast_to(GRID.r < RADIUS, GRID.shape)
    slabs = np.full(GRID.shape[0], ABSORPTION)
    return tuple(reweighted(base, slabs, fall * ABSORPTION * where) for fall in FALLS)


def changes() -> list[Row]:
    """Energy of the core above 0.8 mm: corrected by paths beside exact histories; the stated doubt is the allowance."""
    rows, core = [], (slice(None), slice(0, 1))
    for even in (True, False):
        case = f"absorption of dermis falls {'everywhere' if even else 'in a core of 60 µm'}"
        for fall, found, truth in zip(FALLS, corrected(even), exact(even), strict=True):
            ours = blocks(found.deposited)
            noise = np.hypot(ours.error[core].sum(), truth.error[core].sum())
            rows.append(
                Row(
                    case, f"fraction absorbed there, {-fall:.0%} less", "exact weights of histories",
                    float(truth.energy[core].sum()), float(ours.energy[core].sum()), float(noise),
                    float(summed(found.doubt * GRID.volume)[core].sum()),
                )
            )  # fmt: skip
    return rows
