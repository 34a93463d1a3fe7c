"""What layers and bodies have in common: how they hold and conduct heat, and which shapes bodies have."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.quantity import Quantity, record

Shape: TypeAlias = Literal["cylinder", "sphere"]


@record
class Thermal:
    """How a layer holds, conducts and loses heat at its normal water content."""

    density: Annotated[float, Quantity("kg/m**3", "density", 500, 2000)]
    specific_heat: Annotated[float, Quantity("J/kg/K", "specific heat", 1000, 4500)]
    conductivity: Annotated[float, Quantity("W/m/K", "thermal conductivity", 0.05, 1)]
    perfusion: Annotated[float, Quantity("1/s", "blood perfusion, volume of blood per volume of tissue", 0, 0.1)]
