"""Thermal dose: equivalent time at 43 °C. For bulk heating over minutes only, never for pulses."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.damage.fitted_range import Fitted
from microthermal.damage.laws import law
from microthermal.quantity import Array, Quantity, record
from microthermal.units import celsius

# The dose is counted as time at this temperature, by definition (Sapareto1984).
REFERENCE = celsius(43.0)
# Distance above the break at which the rate is capped [K], so that it stays finite.
_HOTTEST = 500.0


@law
@final
@record
class ThermalDose(Fitted):
    """Equivalent time at 43 °C over its threshold: dΩ/dt = R^(43 °C - T) / threshold.

    Above about 55 °C it overestimates damage more than ten times; its range of exposures therefore begins at minutes.
    """

    kind: ClassVar[str] = "thermal_dose"
    sources: ClassVar[tuple[str, ...]] = ("Sapareto1984",)

    endpoint: str
    threshold: Annotated[float, Quantity("s", "equivalent time at 43 °C that gives damage integral 1", 60, 1e7)]
    above: Annotated[float, Quantity("1", "factor of time per kelvin above the break", 0.2, 0.9)] = 0.5
    below: Annotated[float, Quantity("1", "factor of time per kelvin below the break", 0.05, 0.9)] = 0.25
    turn: Annotated[float, Quantity("K", "temperature of the break", 310, 325)] = REFERENCE
    temperature_low: Annotated[float, Quantity("K", "lowest temperature of the fit", 273, 600)] = celsius(39.0)
    temperature_high: Annotated[float, Quantity("K", "highest temperature of the fit", 273, 600)] = celsius(55.0)
    duration_low: Annotated[float, Quantity("s", "shortest exposure of the fit", 1e-9, 1e6)] = 60.0
    duration_high: Annotated[float, Quantity("s", "longest exposure of the fit", 1e-9, 1e7)] = 36000.0
    origin: str = ""

    def __post_init__(self) -> None:
        self.check_ranges()

    @property
    def first_order(self) -> None:
        """None: the rate doubles with every kelvin instead of following 1/T."""
        return None

    def rate(self, temperature: Array) -> Array:
        """Rate of the damage integral [1/s] at temperatures [K]."""
        warmth = np.asarray(temperature, dtype=np.float64)
        hot = np.clip(warmth - self.turn, 0.0, _HOTTEST)
        cold = np.minimum(warmth, self.turn) - REFERENCE
        # Continuous at the break; below it the dose is counted from 43 °C with the lower factor.
        return np.asarray(self.below**-cold * self.above**-hot / self.threshold)
