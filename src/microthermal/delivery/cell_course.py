"""The course of a drug in a unit cell: one run of the kernel, and how far the drug acts in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.delivery import depot
from microthermal.delivery.unit_cell_grid import CellGrid
from microthermal.domain.inputs.medicine import Drug
from microthermal.domain.results.response import Spread
from microthermal.errors import ConvergenceError
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.numerics.transport.depot_cylinder import cylinder_depot
from microthermal.numerics.transport.depot_mesh import Control, Elimination, Mesh, Substance
from microthermal.quantity import Array

# Place of the level of thinning in `levels`, and so among those whose time above is counted.
THINNING = 1


def levels(drug: Drug) -> tuple[float, float]:
    """Unbound levels [kg/m³] of half the effect of the most sensitive species, and of thinning; infinite if none."""
    half = min((effect.half for effect in drug.effects), default=np.inf)
    return half, np.inf if drug.atrophy_level is None else drug.atrophy_level


def follow(
    drug: Drug,
    net: Mesh,
    start: tuple[Array, Array],
    elimination: tuple[Array, Array],
    marks: Array,
    span: tuple[float, float],
    control: Control,
    whole: Array | None = None,
) -> DepotCourse:
    """Course of a drug in the cells of a mesh.

    ``start``: free concentration, and undissolved mass per volume [kg/m³] (cell,). ``elimination``: from
    :func:`.clearance.clearance_rates`. ``marks``: weights of the mean concentrations that are noted [1]
    (mark, cell). ``span``: begin and end, after the laser [s]. ``whole``: undissolved mass per volume when its grains
    had the radius of the drug; that of the start where it is not told. Times are counted above the :func:`levels`.

    Raises
    ------
    ConvergenceError
        If the steps become too small.
    """
    kinetics = drug.kinetics
    capacity = np.full(net.volume.size // net.rings, kinetics.partition)
    substance = Substance(capacity, kinetics.solubility, depot.dissolution_of(drug))
    noted = marks, np.array(levels(drug))
    course = cylinder_depot(
        net, substance, Elimination(*elimination), start, noted, span=span, control=control, whole=whole
    )
    if not course.done:
        raise ConvergenceError("delivery: the steps in time of the depot became too small; raise its tolerance")
    return course


def spread_of(grid: CellGrid, reached: NDArray[np.bool_]) -> Spread:
    """How far a drug acts that reaches some of the rings, told by a mask (ring,)."""
    area = np.pi * np.diff(grid.r_edges**2)
    return Spread(
        reach=float(grid.r_edges[1:][reached].max()) if reached.any() else 0.0,
        coverage=float(min(area[reached].sum() / area.sum(), 1.0)),
        reaches_edge=bool(reached[-1]),
    )
