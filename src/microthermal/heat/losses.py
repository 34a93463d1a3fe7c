"""How tissue, steam and heat leave the skin: what a heat model tells the time loop."""

from __future__ import annotations

from typing import Protocol

from microthermal.domain.inputs.laser import Cooling
from microthermal.numerics.heat.cells import Removal


class Losses(Protocol):
    """How tissue, steam and heat leave the skin; heat models have it among their fields."""

    @property
    def removal(self) -> Removal:
        """When a cell leaves."""

    @property
    def escape_depth(self) -> float:
        """Depth below skin or floor from which steam gets out [m]."""

    @property
    def plume_extinction(self) -> float:
        """How much collimated light an open channel throws at its wall [1/m]."""

    @property
    def air(self) -> Cooling:
        """What lies over uncooled skin and in open channels."""

    @property
    def boiling_range(self) -> float:
        """Rise of the boiling point until the last water is gone [K]."""

    @property
    def warming(self) -> float:
        """Relative rise of conductivity [1/K]."""

    @property
    def vessel_frequency(self) -> float:
        """Frequency factor at which vessels close [1/s]."""

    @property
    def vessel_energy(self) -> float:
        """Activation energy at which vessels close [J/mol]."""

    @property
    def tolerance(self) -> float:
        """Error of one step [K]."""

    @property
    def bleached(self) -> float:
        """Least share of water's absorption that heat leaves [1]."""

    @property
    def film(self) -> float:
        """Thickness of what is thrown out that stays hot on the wall of a channel [m]."""
