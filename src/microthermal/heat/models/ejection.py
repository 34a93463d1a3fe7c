"""Explosive removal: confined steam throws tissue out before all its water has boiled (Er:YAG)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, final

from microthermal.domain.flow import Deposited, Snapshot
from microthermal.domain.laser import Cooling, Pulse
from microthermal.domain.tissue import Tissue
from microthermal.heat.evolution import Ways, evolve
from microthermal.heat.models import model
from microthermal.heat.surroundings import STEAM_ESCAPE, STILL_AIR
from microthermal.numerics.bioheat_cells import Removal
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
    air: Cooling = STILL_AIR

    def evolve(
        self, tissue: Tissue, deposited: Deposited, pulse: Pulse, cooling: Cooling | None, until: float
    ) -> Iterator[Snapshot]:
        """Snapshots of one pulse; see :func:`microthermal.heat.evolution.evolve`."""
        removal = Removal(self.residue_temperature, self.ejection_enthalpy, True)
        return evolve(tissue, deposited, pulse, cooling, until, Ways(removal, self.escape_depth, 0.0, self.air))
