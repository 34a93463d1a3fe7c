"""Settings: which methods, how fine, how long, which seed."""

from __future__ import annotations

from typing import Annotated

from microthermal.delivery.mechanisms import Mechanism, mechanism
from microthermal.deposition.engines import DepositionEngine, engine
from microthermal.heat.models import HeatModel
from microthermal.heat.models import model as heat_model
from microthermal.quantity import Quantity, amended, record
from microthermal.units import DAY

# Cells of a preview [m], and by how much it may miss depth and radius of the zone on usual cells: a fraction, or one of
# its cells where that is more. Measured for the devices of the library (tests/verification/test_preview.py).
PREVIEW_CELL, PREVIEW_ERROR = 1.5e-5, 0.05
# The same around a hair or a vessel, whose light is that of far fewer photons a cell.
PREVIEW_ERROR_AROUND = 0.1


@record
class Settings:
    """Choices between methods, and the resolution of a run.

    Without ``deposition`` the engine is Beer-Lambert where reduced scattering is below a twentieth of the
    absorption, Monte Carlo elsewhere; without ``heat`` the library's model for the pulse's way of removal
    is used; ``needle`` empty means the unit cell of the grid of points, on coarse cells while a plan compares
    candidates; ``warm_start`` runs the zone again from the warmth that the field leaves, until both fit, and keeps the
    field's map; ``laws`` empty means the library's default law of every endpoint; ``healing`` is the kind of the
    healing model, whose coefficients are the library's; without ``persons`` its nominal course alone tells metrics.
    What was chosen is in the stamp.
    """

    deposition: Annotated[DepositionEngine, engine] | None = None
    heat: Annotated[HeatModel, heat_model] | None = None
    needle: Annotated[Mechanism, mechanism] | None = None
    laws: tuple[str, ...] = ()
    healing: str = "cascade"
    endpoint: str = "dermal_cells"
    cell: Annotated[float, Quantity("m", "size of the finest cell", 1e-6, 5e-5)] = 5e-6
    relaxation: Annotated[float, Quantity("s", "time followed after a pulse", 1e-3, 10)] = 0.5
    until: Annotated[float, Quantity("s", "time of healing followed", DAY, 3.2e7)] = 180 * DAY
    seed: Annotated[int, Quantity("1", "seed of the random numbers", 0, 2**31 - 2)] = 1
    persons: Annotated[int, Quantity("1", "persons over whom metrics of healing are told", 0, 200)] = 64
    numerical_error: bool = True
    warm_start: bool = True

    @property
    def preview(self) -> Settings:
        """Those of a preview: coarse cells, no numerical error; its results say that they are one, and how far off."""
        return amended(self, cell=PREVIEW_CELL, numerical_error=False)

    @property
    def of_zone(self) -> Settings:
        """Those that one microbeam depends on: without its numerical error, and all that comes after it as usual."""
        usual = Settings()
        return amended(
            self, needle=None, healing=usual.healing, until=usual.until, persons=usual.persons, numerical_error=False,
            warm_start=False,
        )  # fmt: skip

    @property
    def of_field(self) -> Settings:
        """Those that the field of many microbeams depends on: its seed, and whether map and trace are wanted."""
        return Settings(seed=self.seed, warm_start=self.warm_start)
