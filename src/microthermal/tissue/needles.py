"""A needle of metal on the axis of a cylinder of skin: it takes the place of the skin there, and conducts heat."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.domain.results.tissue import Bodies, Tissue
from microthermal.quantity import Quantity, amended, record


@record
class Metal:
    """What a needle is made of, by its heat: stainless steel, whose coat of gold or lacquer is too thin to count."""

    conductivity: Annotated[float, Quantity("W/m/K", "thermal conductivity of the needle", 0.05, 500)] = 16.0
    heat_capacity: Annotated[float, Quantity("J/m**3/K", "heat capacity of the needle", 1e5, 1e7)] = 4.0e6


def with_needle(tissue: Tissue, radius: float, depth: float, metal: Metal) -> Tissue:
    """Skin with a needle in it.

    Parameters
    ----------
    tissue : Tissue
        Untreated skin.
    radius, depth : float
        Radius of the needle, and depth of its point [m].
    metal : Metal
        What it is made of.

    Returns
    -------
    Tissue
        Cells whose centre lies in the needle are metal, at the temperature of the skin there. It ends at the surface.
    """
    place = np.outer(tissue.grid.z < depth, tissue.grid.r < radius).astype(np.float64)
    zero, capacity, conduction = np.zeros(1), np.array([metal.heat_capacity]), np.array([metal.conductivity])
    bodies = Bodies(
        names=("needle",), place=place, wet_absorption=zero, dry_absorption=zero, wet_slope=zero, scattering=zero,
        anisotropy=zero, initial_water=zero, heat_capacity=capacity, dry_heat_capacity=capacity,
        conductivity=conduction, dry_conductivity=conduction, perfusion=zero,
        withdrawn=np.ones(1),
    )  # fmt: skip
    return amended(tissue, bodies=bodies, water=np.where(place > 0.0, 0.0, tissue.water))
