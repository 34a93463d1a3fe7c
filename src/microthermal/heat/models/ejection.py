"""Explosive removal: confined steam throws tissue out before all its water has boiled (Er:YAG)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, final

from microthermal.domain.flow import Deposited, Snapshot
from microthermal.domain.laser import Cooling, Pulse
from microthermal.domain.tissue import Tissue
from microthermal.heat.evolution import evolve
from microthermal.heat.models import model
from microthermal.heat.surroundings import BOILING_RANGE, STEAM_ESCAPE, STILL_AIR, TOLERANCE, VESSELS, WARMING
from microthermal.heat.ways import Ways
from microthermal.numerics.bioheat_cells import Removal
from microthermal.numerics.constants import GAS_CONSTANT
from microthermal.quantity import Quantity, record


@model
@final
@record
class Ejection:
    """Bioheat with boiling; a cell, and all above it, leaves as a whole when it has taken up the ejection enthalpy.

    Notes
    -----
    The enthalpy counts from the start of the pulse and includes what steam has carried off. Measured: crater depth
    grows by 6 µm per J/cm², which is 1.7 kJ/cm³ (row A_slope_Er); 540 µg/J, about 2.0 kJ/cm³ (row A_eff_Er); full
    vaporisation takes 1.8 to 2.2 kJ/cm³. Layers with too little water to get there leave as dry residue.
    """

    kind: ClassVar[str] = "ejection"
    sources: ClassVar[tuple[str, ...]] = ("HibstKaufmann1991", "WalshDeutsch1989")
    ejection_enthalpy: Annotated[float, Quantity("J/m**3", "heat per volume at which tissue is ejected", 3e8, 6e9)] = (
        1.7e9
    )
    residue_temperature: Annotated[float, Quantity("K", "temperature at which dry residue leaves", 400, 1500)] = 673.15
    escape_depth: Annotated[float, Quantity("m", "depth from which steam gets out", 0, 1e-2)] = STEAM_ESCAPE
    boiling_range: Annotated[float, Quantity("delta_degC", "rise of the boiling point as water goes", 0, 50)] = (
        BOILING_RANGE
    )
    warming: Annotated[float, Quantity("1/K", "relative rise of conductivity per kelvin", -0.01, 0.01)] = WARMING
    vessel_frequency: Annotated[float, Quantity("1/s", "frequency factor of vessels closing", 0, 1e140)] = VESSELS[0]
    vessel_energy: Annotated[float, Quantity("J/mol", "activation energy of vessels closing", 1e4, 1.2e6)] = VESSELS[1]
    tolerance: Annotated[float, Quantity("delta_degC", "error of one step in time", 1e-6, 10)] = TOLERANCE
    air: Cooling = STILL_AIR

    def evolve(
        self, tissue: Tissue, deposited: Deposited, pulse: Pulse, cooling: Cooling | None, until: float
    ) -> Iterator[Snapshot]:
        """Snapshots of one pulse; see :func:`microthermal.heat.evolution.evolve`."""
        removal = Removal(self.residue_temperature, self.ejection_enthalpy, True)
        ways = Ways(
            removal, self.escape_depth, 0.0, self.air, self.boiling_range, self.warming,
            (self.vessel_frequency, self.vessel_energy / GAS_CONSTANT), self.tolerance,
        )  # fmt: skip
        return evolve(tissue, deposited, pulse, cooling, until, ways)
