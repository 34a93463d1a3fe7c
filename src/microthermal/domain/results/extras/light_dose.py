"""Low-level light at depth."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class LightDose:
    """Fluence of broad low-level light by depth, over what falls on the surface."""

    z: Annotated[Array, Quantity("m", "depth", 0, 0.1, ("z",))]
    gain: Annotated[Array, Quantity("1", "fluence there over the fluence on the surface", 0, 100, ("z",))]
