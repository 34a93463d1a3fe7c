"""How tissue, steam and heat leave the skin: what a heat model tells the time loop."""

from __future__ import annotations

from typing import Protocol

from microthermal.domain.inputs.laser import Cooling
from microthermal.numerics.conduction.enthalpy import Removal


class Losses(Protocol):
    """How tissue, steam and heat leave the skin; heat models have it among their fields."""

    @property
    def removal(self) -> Removal:
        """Removal criterion of a cell."""

    @property
    def escape_depth(self) -> float:
        """Greatest depth below the skin surface or the channel floor from which steam escapes [m]."""

    @property
    def plume_extinction(self) -> float:
        """Extinction of collimated light by the plume in a channel deeper than wide [1/m]."""

    @property
    def plume_thrown(self) -> float:
        """Fraction of the light taken by the plume that it throws at the wall; droplets absorb the rest [1]."""

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
    def film(self) -> float:
        """Greatest thickness of the film of hot liquid on the wall of a channel [m]."""

    @property
    def film_viscosity(self) -> float:
        """Kinematic viscosity of the liquid of the film [m²/s]."""

    @property
    def film_retained(self) -> float:
        """Fraction of what is thrown out that may stay as liquid [1]."""

    @property
    def film_lingering(self) -> float:
        """Time for which the plume blows after its light [s]."""
