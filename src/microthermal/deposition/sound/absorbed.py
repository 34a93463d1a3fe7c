"""What each cell takes up of sound, and what the field of one shot is like."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.cache import cached, key_of
from microthermal.domain.results.grid import Grid
from microthermal.errors import ConvergenceError
from microthermal.numerics.acoustics.cells import squares
from microthermal.numerics.acoustics.field import Sounding, add_waves
from microthermal.numerics.entries.finding import label_of
from microthermal.numerics.entries.kept import maker
from microthermal.numerics.sources import DIGESTS
from microthermal.quantity import Array

# How far the sum over cells may exceed the fall of the power through planes, over what arrives.
_BALANCE = 1e-3


class Absorbed(NamedTuple):
    """Sound of one shot over the energy that arrives at the skin.

    ``intensity`` |p|²/2ρc and what cells take up, 2 α of it [1/m² and 1/m³] (z, r); fractions that are reflected by the
    skin, pass the bottom, and are taken up beside the grid [1].
    """

    intensity: Array
    taken: Array
    reflected: float
    transmitted: float
    lost: float


def absorbed(sounding: Sounding, grid: Grid, layer: NDArray[np.int64]) -> Absorbed:
    """Mean intensity and absorption of each cell.

    Parameters
    ----------
    sounding : Sounding
        From :func:`microthermal.deposition.sound.sounding.sounding_of`.
    grid : Grid
        Its slabs have edges on the borders of layers.
    layer : array (z,)
        Layer of each slab, from 0.

    Raises
    ------
    ConvergenceError
        If cells take up more than planes lose.

    Notes
    -----
    q = 2 α I = α |p|²/ρc is what the equations of the layers take up, exactly: div(½ Re p* u) = -α |p|²/ρc. Fields are
    kept by their inputs, so that other energies and durations cost nothing.
    """
    found = _kept(sounding, grid)
    media, inside = sounding.media, layer + 1
    impedance = media.density * media.speed
    squared, arriving = found["squared"], float(found["arriving"])
    intensity = 0.5 * squared * (impedance[0] / impedance[inside])[:, None] / arriving
    taken = 2.0 * media.attenuation[inside][:, None] * intensity
    passing = found["passing"] / arriving
    lost = float(passing[0] - passing[-1]) - float((taken * grid.volume).sum())
    if lost < -_BALANCE:
        raise ConvergenceError(f"sound: cells take up {-100 * lost:.2g} % more than planes lose; use finer cells")
    return Absorbed(intensity, taken, max(1.0 - float(passing[0]), 0.0), float(passing[-1]), max(lost, 0.0))


def _kept(sounding: Sounding, grid: Grid) -> dict[str, Any]:
    key = key_of(
        "sound", DIGESTS["acoustics.cells"] + maker(label_of(add_waves, ())), *sounding.bowl, *sounding.media,
        sounding.frequency, grid.r_edges, grid.z_edges,
    )  # fmt: skip

    def make() -> dict[str, NDArray[np.generic]]:
        cells = squares(sounding, grid.r_edges, grid.z_edges)
        arriving = np.asarray(cells.flux.arriving)
        return {"squared": cells.squared, "passing": cells.flux.passing, "arriving": arriving}

    return cached(key, make)
