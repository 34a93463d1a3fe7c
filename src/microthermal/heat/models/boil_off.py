"""Removal by boiling: water boils away, the dry residue heats up and leaves; what is heated fast bursts first (CO₂)."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar, final

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.boundary import ABSORPTION_FLOOR, BOILING_RANGE, STEAM_ESCAPE, TOLERANCE, VESSELS, WARMING
from microthermal.heat.channel import Plume, WallFilm
from microthermal.heat.evolution import Evolution, Watching
from microthermal.heat.leaving import Limits
from microthermal.heat.models import model
from microthermal.quantity import Grouped, Quantity, record
from microthermal.tissue.resting import STILL_AIR

_PLUME, _FILM = Plume(extinction=1.3e3, fat=2.4e9), WallFilm()


@model
@final
@record
class BoilOff:
    """Bioheat with boiling; a cell leaves when its water is gone and its residue has reached a temperature.

    Under light that ablates, steam leaks no faster than it can: tissue that is heated faster than that is thrown out at
    the ejection enthalpy, as by :class:`~microthermal.heat.models.ejection.Ejection`.

    Notes
    -----
    The residue temperature lies between 177 and 500 °C in the literature (library/removal/boil_off.toml); 400 °C
    was measured at the surface during CO₂ resurfacing. Steam and debris in a channel deeper than wide scatter light to
    its wall: without that, stacked pulses drill too deep, and CW CO₂ needs 4.8 kJ/cm³ where boiling alone needs 2. The
    plume's extinction is fitted to one depth (zone of 582 µm at 15 mJ, Bailey2011, evenly lit spot of 120 µm); it has
    not been measured. While the plume blows, a film of hot liquid lies on the wall, and stays there (assumed).
    Under other light, steam from below the escape depth (assumed) does not escape: it condenses when its cell cools.
    A volume of fat costs what it was measured to; its droplets take what it does not hold (Ross1997).
    """

    kind: ClassVar[str] = "boil_off"
    sources: ClassVar[tuple[str, ...]] = ("McMillan2020", "Choi1999", "Ross1997")
    bleached: ClassVar[float] = ABSORPTION_FLOOR
    residue_temperature: Annotated[float, Quantity("K", "temperature at which dry residue leaves", 400, 1500)] = 673.15
    plume: Annotated[Plume, Grouped((("extinction", "plume_extinction"), ("thrown", "plume_thrown")))] = _PLUME
    wall_film: Annotated[WallFilm, Grouped((("thickness", "film"),))] = _FILM
    ejection_enthalpy: Annotated[float, Quantity("J/m**3", "heat per volume at which tissue is ejected", 3e8, 6e9)] = (
        1.7e9
    )
    ejection_water: Annotated[float, Quantity("kg/m**3", "water of tissue with this enthalpy", 1, 1500)] = 741.0
    leak_diffusivity: Annotated[float, Quantity("m**2/s", "how fast steam under pressure leaks", 0, 1e-2)] = 2e-7
    escape_depth: Annotated[float, Quantity("m", "depth from which steam gets out", 0, 1e-2)] = STEAM_ESCAPE
    boiling_range: Annotated[float, Quantity("delta_degC", "rise of the boiling point as water goes", 0, 50)] = (
        BOILING_RANGE
    )
    warming: Annotated[float, Quantity("1/K", "relative rise of conductivity per kelvin", -0.01, 0.01)] = WARMING
    vessel_frequency: Annotated[float, Quantity("1/s", "frequency factor of vessels closing", 0, 1e140)] = VESSELS[0]
    vessel_energy: Annotated[float, Quantity("J/mol", "activation energy of vessels closing", 1e4, 1.2e6)] = VESSELS[1]
    tolerance: Annotated[float, Quantity("delta_degC", "error of one step in time", 1e-6, 10)] = TOLERANCE
    air: Cooling = STILL_AIR

    def limits(self, *, ablates: bool) -> Limits:
        """Under light that ablates, tissue is thrown out where steam leaks too slowly; else it dries, and burns off."""
        return Limits(
            temperature=self.residue_temperature, enthalpy=self.ejection_enthalpy if ablates else math.inf,
            moist=self.ejection_water, confined=ablates, leak=self.leak_diffusivity,
            escape=0.0 if ablates else self.escape_depth,
        )  # fmt: skip

    def begin(
        self, tissue: Tissue, deposited: Deposited, pulse: Exposure, cooling: Cooling | None, until: float,
        watching: Watching | None = None,
    ) -> Evolution:  # fmt: skip
        """The start of one pulse, to be followed; see :class:`microthermal.heat.evolution.Evolution`."""
        return Evolution(tissue, deposited, pulse, cooling, until, losses=self, watching=watching)
