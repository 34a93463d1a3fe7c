"""Explosive removal: confined steam throws tissue out before all its water has boiled (Er:YAG)."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.boundary import BOILING_RANGE, TOLERANCE, VESSELS, WARMING
from microthermal.heat.channel import Plume, WallFilm
from microthermal.heat.evolution import Evolution, Watching
from microthermal.heat.leaving import Limits
from microthermal.heat.models import model
from microthermal.quantity import Grouped, Quantity, amended, record
from microthermal.tissue.resting import STILL_AIR

_PLUME, _FILM = Plume(extinction=2e3, thrown=0.1, fat=9e8, train=2.2), WallFilm()


@model
@final
@record
class Ejection:
    """Bioheat with boiling; a cell, and all above it, leaves as a whole when it has taken up the ejection enthalpy.

    Notes
    -----
    The enthalpy counts from the start of the pulse and includes what steam holds. Measured: crater depth grows by 6 µm
    per J/cm² (HibstKaufmann1991), which is 1.7 kJ/cm³; 540 µg/J (WalshDeutsch1989), about 2.0 kJ/cm³. Full vaporisation
    takes 1.8 to 2.2 kJ/cm³. Ejection takes a fixed fraction of it: a layer with less water than dermis leaves at less.

    Steam under the floor stays in its cell, goes on absorbing, and condenses there when the cell cools. Hot water
    absorbs less: its absorption at 2.94 µm falls with the heat taken up, as if it stayed liquid under pressure, down
    to the fraction ``bleached`` (recalled, not verified). From this follow the threshold and the damage under
    the floor; that no steam escapes was chosen to match the latter. While tissue flies out, a film of hot liquid lies
    on the wall, and stays there (assumed). In a channel deeper than wide, droplets of the plume take light (estimated).
    """

    kind: ClassVar[str] = "ejection"
    sources: ClassVar[tuple[str, ...]] = ("HibstKaufmann1991", "WalshDeutsch1989", "LateralDamage1990")
    ejection_enthalpy: Annotated[float, Quantity("J/m**3", "heat per volume at which tissue is ejected", 3e8, 6e9)] = (
        1.7e9
    )
    ejection_water: Annotated[float, Quantity("kg/m**3", "water of tissue with this enthalpy", 1, 1500)] = 741.0
    bleached: Annotated[float, Quantity("%", "fraction of water's absorption that heat leaves", 0, 1)] = 0.24
    plume: Annotated[Plume, Grouped((("extinction", "plume_extinction"), ("thrown", "plume_thrown")))] = _PLUME
    wall_film: Annotated[WallFilm, Grouped((("thickness", "film"),))] = _FILM
    leak_diffusivity: Annotated[float, Quantity("m**2/s", "how fast steam under pressure leaks", 0, 1e-2)] = 2e-7
    spiking: Annotated[float, Quantity("%", "fraction of a spiking pulse in which its spikes shine", 0, 1)] = 0.08
    residue_temperature: Annotated[float, Quantity("K", "temperature at which dry residue leaves", 400, 1500)] = 673.15
    escape_depth: Annotated[float, Quantity("m", "depth from which steam gets out", 0, 1e-2)] = 0.0
    boiling_range: Annotated[float, Quantity("delta_degC", "rise of the boiling point as water goes", 0, 50)] = (
        BOILING_RANGE
    )
    warming: Annotated[float, Quantity("1/K", "relative rise of conductivity per kelvin", -0.01, 0.01)] = WARMING
    vessel_frequency: Annotated[float, Quantity("1/s", "frequency factor of vessels closing", 0, 1e140)] = VESSELS[0]
    vessel_energy: Annotated[float, Quantity("J/mol", "activation energy of vessels closing", 1e4, 1.2e6)] = VESSELS[1]
    tolerance: Annotated[float, Quantity("delta_degC", "error of one step in time", 1e-6, 10)] = TOLERANCE
    air: Cooling = STILL_AIR

    def limits(self, *, ablates: bool) -> Limits:
        """Removal by the ejection enthalpy, with steam confined below the floor."""
        return Limits(
            temperature=self.residue_temperature, enthalpy=self.ejection_enthalpy, moist=self.ejection_water,
            confined=True, leak=self.leak_diffusivity, escape=self.escape_depth,
        )  # fmt: skip

    def begin(
        self, tissue: Tissue, deposited: Deposited, pulse: Exposure, cooling: Cooling | None, until: float,
        watching: Watching | None = None,
    ) -> Evolution:  # fmt: skip
        """The start of one pulse, to be followed; see :class:`microthermal.heat.evolution.Evolution`."""
        leak = self.leak_diffusivity * (self.spiking if pulse.structure == "spiking" else 1.0)
        losses = amended(self, leak_diffusivity=leak)
        return Evolution(tissue, deposited, pulse, cooling, until, losses=losses, watching=watching)
