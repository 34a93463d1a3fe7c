"""How tissue, steam and heat leave the skin: what a heat model tells the time loop."""

from __future__ import annotations

from dataclasses import dataclass

from microthermal.domain.inputs.laser import Cooling
from microthermal.numerics.heat.cells import Removal


@dataclass(frozen=True)
class Ways:
    """How tissue, steam and heat leave the skin; made by a heat model.

    ``removal`` says when a cell leaves (residue temperature [K], ejection enthalpy [J/m³] and the water that it
    belongs to [kg/m³]); ``escape_depth`` [m] is the depth below skin or floor from which steam gets out;
    ``plume_extinction`` [1/m] how much collimated light an open channel throws at its wall; ``air`` lies over uncooled
    skin and in open channels; ``boiling_range`` [K] is the rise of the boiling point until the last water is gone;
    ``warming`` [1/K] the rise of conductivity; ``vessels`` the frequency factor [1/s] and activation energy over the
    gas constant [K] at which vessels close; ``tolerance`` [K] the error of one step; ``bleached`` the least share of
    water's absorption that heat leaves; ``film`` [m] the thickness of what is thrown out that stays hot on the wall of
    a channel.
    """

    removal: Removal
    escape_depth: float
    plume_extinction: float
    air: Cooling
    boiling_range: float
    warming: float
    vessels: tuple[float, float]
    tolerance: float
    bleached: float
    film: float
