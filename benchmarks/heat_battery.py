"""Microbeams on which a change of the heat kernels is judged: without removal, boiling, ejection, stacks, cooling."""

from __future__ import annotations

from typing import NamedTuple

from microthermal import Pulse, catalog
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.domain.inputs.skin import Skin
from microthermal.units import mJ, ms


class Case(NamedTuple):
    """One microbeam: its name, skin, pulse and cooling."""

    name: str
    skin: Skin
    pulse: Pulse
    cooling: Cooling | None = None


def battery() -> list[Case]:
    """The cases, light ones first; the last but two reach into fat."""
    cheek, abdomen = catalog.skin("cheek_iii"), catalog.skin("abdomen_iii")
    glass, carbon = catalog.device("er_glass_1550"), catalog.device("fractional_co2")
    erbium = catalog.device("er_yag_2940")
    window = Cooling(temperature=278.0, coefficient=2000.0, before=0.5, after=0.5)
    return [
        Case("1550 nm 20 mJ", cheek, glass.pulse(energy=20 * mJ, duration=3 * ms)),
        Case("1550 nm 70 mJ", cheek, glass.pulse(energy=70 * mJ, duration=5 * ms)),
        Case("CO2 5 mJ", abdomen, carbon.pulse(energy=5 * mJ)),
        Case("CO2 15 mJ", abdomen, carbon.pulse(energy=15 * mJ)),
        Case("CO2 50 mJ", abdomen, carbon.pulse(energy=50 * mJ)),
        Case("CO2 150 mJ, into fat", cheek, carbon.pulse(energy=150 * mJ)),
        Case("CO2 15 mJ, stack of 3", cheek, carbon.pulse(energy=15 * mJ, stack=3, interval=0.1)),
        Case("1550 nm 20 mJ, stack of 3", cheek, glass.pulse(energy=20 * mJ, duration=3 * ms, stack=3, interval=0.1)),
        Case("Er:YAG 5 mJ", cheek, erbium.pulse(energy=5 * mJ)),
        Case(
            "Er:YAG 10 mJ in a train of 4", cheek,
            erbium.pulse(energy=10 * mJ, duration=0.95 * ms, train=Train(count=4, pause=0.15 * ms)),
        ),
        Case("1550 nm 20 mJ, cooled", cheek, glass.pulse(energy=20 * mJ, duration=3 * ms), window),
        Case("1550 nm 70 mJ, cooled", cheek, glass.pulse(energy=70 * mJ, duration=5 * ms), window),
    ]  # fmt: skip
