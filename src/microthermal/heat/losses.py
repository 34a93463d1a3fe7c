"""How tissue, steam and heat leave the skin: what a heat model tells the time loop."""

from __future__ import annotations

from typing import Protocol

from microthermal.domain.inputs.laser import Cooling
from microthermal.heat.channel import Plume, WallFilm
from microthermal.heat.leaving import Limits


class Losses(Protocol):
    """How tissue, steam and heat leave the skin; heat models have it among their fields."""

    def limits(self, *, ablates: bool) -> Limits:
        """When tissue leaves, under light that ablates and under other light."""

    @property
    def plume(self) -> Plume:
        """Light that the plume of a channel takes."""

    @property
    def air(self) -> Cooling:
        """Boundary condition of uncooled skin and of open channels."""

    @property
    def boiling_range(self) -> float:
        """Rise of the boiling point until the last water is gone [K]."""

    @property
    def warming(self) -> float:
        """Relative rise of thermal conductivity with temperature [1/K]."""

    @property
    def vessel_frequency(self) -> float:
        """Frequency factor at which vessels close [1/s]."""

    @property
    def vessel_energy(self) -> float:
        """Activation energy at which vessels close [J/mol]."""

    @property
    def tolerance(self) -> float:
        """Tolerated local error of one time step [K]."""

    @property
    def bleached(self) -> float:
        """Lower limit of water absorption in hot tissue, over that at the reference temperature [1]."""

    @property
    def wall_film(self) -> WallFilm:
        """Hot liquid that stays on the wall of a channel."""
