"""Named scenarios, chosen so that each kernel is reached: a device on a skin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from microthermal import Pattern, Pulse, Treatment, catalog
from microthermal.units import cm, mJ, ms

if TYPE_CHECKING:
    # Earlier versions, which are timed beside this one, have it elsewhere.
    from microthermal.domain.inputs.skin import Skin


@dataclass(frozen=True)
class Scenario:
    """One treatment to be timed, and the kernels that it stresses."""

    name: str
    skin: Skin
    pulse: Pulse
    stresses: str

    @property
    def treatment(self) -> Treatment:
        """The pulse, 200 microbeams a square centimetre."""
        return Treatment(pulse=self.pulse, pattern=Pattern(density=200 / cm**2))


def scenarios() -> tuple[Scenario, ...]:
    """Scattered light without removal; straight light with boiling; straight light with ejection."""
    return (
        Scenario(
            "nafl_1550_cheek",
            catalog.skin("cheek_iii"),
            catalog.device("er_glass_1550").pulse(energy=20 * mJ, duration=3 * ms),
            "photon walk, reweighted light",
        ),
        Scenario(
            "co2_abdomen",
            catalog.skin("abdomen_iii"),
            catalog.device("fractional_co2").pulse(energy=15 * mJ),
            "boiling, receding floor",
        ),
        Scenario(
            "er_yag_cheek",
            catalog.skin("cheek_ii"),
            catalog.device("er_yag_2940").pulse(energy=5 * mJ),
            "ejection",
        ),
    )


def scenario_named(name: str) -> Scenario:
    """The scenario of this name."""
    return next(scenario for scenario in scenarios() if scenario.name == name)
