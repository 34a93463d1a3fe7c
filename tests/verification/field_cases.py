"""A brute-force field: one microbeam followed in rings and slabs, then summed by hand over a few zones."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix, csc_matrix, eye
from scipy.sparse.linalg import splu

from microthermal import catalog
from microthermal.domain.inputs.skin import Skin
from microthermal.numerics.field.gaussian_rings import gaussian_rings
from microthermal.tissue.thermal import BLOOD_DENSITY, BLOOD_SPECIFIC_HEAT
from microthermal.zones.bulk.residual_heat import Heat

SKIN: Skin = catalog.skin("cheek_iii")
R_EDGES = np.concatenate((np.linspace(0, 4e-4, 21), 4e-4 + np.cumsum(np.geomspace(2e-5, 3e-4, 40))))
_EVEN = np.concatenate((np.linspace(0, 4e-4, 41), 4e-4 + np.cumsum(np.geomspace(1e-5, 3e-4, 70))))
_BORDERS = np.cumsum([layer.thickness for layer in SKIN.layers])
# The borders of layers are edges of slabs; edges next to them give way.
Z_EDGES = np.unique(
    np.concatenate((_EVEN[np.min(np.abs(_EVEN[:, None] - _BORDERS), axis=1) > 4e-6], _BORDERS[_EVEN[-1] > _BORDERS]))
)
COEFFICIENT = 150.0
STEP = 2e-3


def deposit() -> np.ndarray:
    """Heat of one microbeam [J/m³] (z, r): a narrow column with a wide halo that no Gaussian has."""
    r, z = 0.5 * (R_EDGES[1:] + R_EDGES[:-1]), 0.5 * (Z_EDGES[1:] + Z_EDGES[:-1])[:, None]
    shape = np.exp(-2 * (r / 7e-5) ** 2 - z / 4e-4) + 0.02 * np.exp(-r / 2.5e-4 - z / 6e-4)
    areas = np.pi * np.diff(R_EDGES**2)
    return 8e-3 * shape / np.sum(shape * areas * np.diff(Z_EDGES)[:, None])


def heat() -> Heat:
    """The same heat as Gaussians."""
    areas = np.pi * np.diff(R_EDGES**2)
    widths = np.geomspace(25e-6, 1.5e-3, 8)
    return Heat(Z_EDGES, gaussian_rings(R_EDGES, deposit() * areas, widths), widths**2, 0.0)


def thermal(name: str) -> np.ndarray:
    """A thermal property of the layer in which each slab's middle lies (z,)."""
    middle = 0.5 * (Z_EDGES[1:] + Z_EDGES[:-1])
    bottoms = np.cumsum([layer.thickness for layer in SKIN.layers])
    which = np.minimum(np.searchsorted(bottoms, middle, side="right"), len(SKIN.layers) - 1)
    return np.array([getattr(SKIN.layers[i].thermal, name) for i in which])


def one_column(steps: int) -> np.ndarray:
    """Excess of temperature around one microbeam (step, z, r), by implicit conduction in rings and slabs."""
    held, operator = _operator()
    start = (deposit() / (thermal("density") * thermal("specific_heat"))[:, None]).ravel()
    scaled = csc_matrix(operator.multiply(1.0 / held[:, None]))
    # Two backward half steps, extrapolated with a whole one: of second order, and damps what is steep.
    whole, half = splu(csc_matrix(eye(held.size) + STEP * scaled)), splu(csc_matrix(eye(held.size) + STEP / 2 * scaled))
    found = [start]
    for _ in range(steps):
        found.append(2 * half.solve(half.solve(found[-1])) - whole.solve(found[-1]))
    return np.array(found).reshape(steps + 1, Z_EDGES.size - 1, R_EDGES.size - 1)


def _operator() -> tuple[np.ndarray, coo_matrix]:
    rings, slabs = R_EDGES.size - 1, Z_EDGES.size - 1
    areas, heights = np.pi * np.diff(R_EDGES**2), np.diff(Z_EDGES)
    k = thermal("conductivity")
    volume = (heights[:, None] * areas[None, :]).ravel()
    capacity = np.repeat(thermal("density") * thermal("specific_heat"), rings)
    sink = np.repeat(thermal("perfusion") * BLOOD_DENSITY * BLOOD_SPECIFIC_HEAT, rings) * volume
    number = np.arange(rings * slabs).reshape(slabs, rings)
    r = 0.5 * (R_EDGES[1:] + R_EDGES[:-1])
    across = k[:, None] * heights[:, None] * 2 * np.pi * R_EDGES[1:-1] / np.diff(r)
    half = 0.5 * heights / k
    down = (1 / (half[:-1] + half[1:]))[:, None] * areas
    pairs = [(number[:, :-1], number[:, 1:], across), (number[:-1], number[1:], down)]
    diagonal = sink
    diagonal[:rings] += areas / (1 / COEFFICIENT + half[0])
    rows, columns, values = [np.arange(number.size)], [np.arange(number.size)], []
    for one, other, link in pairs:
        np.add.at(diagonal, one.ravel(), link.ravel())
        np.add.at(diagonal, other.ravel(), link.ravel())
        rows += [one.ravel(), other.ravel()]
        columns += [other.ravel(), one.ravel()]
        values += [-link.ravel(), -link.ravel()]
    entries = np.concatenate([diagonal, *values])
    return capacity * volume, coo_matrix((entries, (np.concatenate(rows), np.concatenate(columns))))


def summed(columns: np.ndarray, zones: np.ndarray, where: tuple, when: float) -> np.ndarray:
    """Sum over the zones at one place and time (z,), straight between rings and steps."""
    r = 0.5 * (R_EDGES[1:] + R_EDGES[:-1])
    total = np.zeros(Z_EDGES.size - 1)
    for x, y, time, _ in zones:
        age = (when - time) / STEP
        if age < 0:
            continue
        low = min(int(age), columns.shape[0] - 2)
        field = columns[low] + (age - low) * (columns[low + 1] - columns[low])
        distance = np.hypot(where[0] - x, where[1] - y)
        total += [np.interp(distance, r, field[j], right=0.0) for j in range(total.size)]
    return total
