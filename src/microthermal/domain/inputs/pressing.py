"""What a contact tip or a roller does to the skin while a pulse lasts."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.quantity import Quantity, record

Applicator: TypeAlias = Literal["tip", "roller"]


@record
class Pressing:
    """How a contact tip or a roller presses the skin while a pulse lasts: parts of what relaxed skin has."""

    applicator: Applicator = "tip"
    thickness: Annotated[float, Quantity("%", "thickness over that of relaxed skin", 0.2, 1)] = 1.0
    water: Annotated[float, Quantity("%", "water over that of relaxed skin", 0.2, 1)] = 1.0
    scattering: Annotated[float, Quantity("1", "reduced scattering over that of relaxed skin", 0.2, 5)] = 1.0

    @property
    def presses(self) -> bool:
        """Whether the skin is changed at all."""
        return (self.thickness, self.water, self.scattering) != (1.0, 1.0, 1.0)
