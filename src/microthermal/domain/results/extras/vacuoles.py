"""Vacuoles that optical breakdown leaves."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class Vacuoles:
    """Vacuoles under one microbeam by depth."""

    z: Annotated[Array, Quantity("m", "depth", 0, 0.1, ("z",))]
    number: Annotated[Array, Quantity("1", "vacuoles of one microbeam there", 0, 1e6, ("z",))]
    radius: Annotated[Array, Quantity("m", "their radius", 0, 1e-2, ("z",))]
