"""Bodies on the axis of a cylinder of skin: which cells they fill, and what they are made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Bodies, Tissue
from microthermal.errors import Fault, InputError
from microthermal.quantity import Array, amended
from microthermal.tissue.thermal import dry_conductivity, dry_heat_capacity


def with_bodies(tissue: Tissue, bodies: Sequence[Body]) -> Tissue:
    """Skin with bodies on the axis of its cylinder.

    Parameters
    ----------
    tissue : Tissue
        Untreated skin.
    bodies : sequence of Body
        Where two overlap, the later one holds.

    Returns
    -------
    Tissue
        Cells whose centre lies in a body are made of it, at the temperature that the skin has there. Its absorption
        does not follow its water. Let edges of rings and slabs lie on its outline, or it is stepped.

    Raises
    ------
    InputError
        If a body holds no centre of a cell: finer cells are needed.
    """
    if not bodies:
        return tissue
    place, faults = np.zeros(tissue.grid.shape), []
    for number, body in enumerate(bodies):
        held = inside(body.inclusion, tissue.grid)
        place[held] = number + 1
        if not held.any():
            text = f"{body.inclusion.name} is smaller than the cells there; make them finer"
            faults.append(Fault(f"bodies[{number}]", text))
    if faults:
        raise InputError(faults)
    water = np.array([body.water * body.thermal.density for body in bodies])
    zero, place_of = np.zeros(len(bodies)), place.astype(np.int64)
    made = Bodies(
        names=tuple(body.inclusion.name for body in bodies), place=place, wet_absorption=zero, wet_slope=zero,
        dry_absorption=_each(bodies, "absorption"), scattering=_each(bodies, "scattering"),
        anisotropy=_each(bodies, "anisotropy"), initial_water=water,
        heat_capacity=np.array([body.thermal.density * body.thermal.specific_heat for body in bodies]),
        dry_heat_capacity=np.array(
            [dry_heat_capacity(body.water, body.thermal.density, body.thermal.specific_heat) for body in bodies]
        ),
        conductivity=np.array([body.thermal.conductivity for body in bodies]),
        dry_conductivity=np.array([dry_conductivity(body.water, body.thermal.conductivity) for body in bodies]),
        perfusion=np.array([body.thermal.perfusion for body in bodies]),
    )  # fmt: skip
    return amended(tissue, bodies=made, water=np.where(place > 0, water[place_of - 1], tissue.water))


def inside(inclusion: Inclusion, grid: Grid) -> NDArray[np.bool_]:
    """Which cells have their centre in an upright inclusion on the axis (z, r)."""
    z, r = grid.z[:, None] - inclusion.depth, grid.r[None, :]
    if inclusion.shape == "sphere":
        held: NDArray[np.bool_] = z**2 + r**2 <= inclusion.radius**2
        return held
    end = np.inf if inclusion.length is None else 0.5 * inclusion.length
    return np.asarray((np.abs(z) <= end) & (r <= inclusion.radius))


def _each(bodies: Sequence[Body], name: str) -> Array:
    return np.array([getattr(body.inclusion, name) for body in bodies], dtype=np.float64)
