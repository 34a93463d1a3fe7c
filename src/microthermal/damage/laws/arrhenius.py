"""First-order damage: the law of Arrhenius, with the range in which it was fitted."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

from microthermal.damage.fitted_range import Fitted
from microthermal.damage.laws import law
from microthermal.numerics.damage.arrhenius import arrhenius_rate
from microthermal.quantity import Array, Quantity, record


@law
@final
@record
class Arrhenius(Fitted):
    """First-order damage, dΩ/dt = A exp(-E / (R T)).

    The exact pair matters: rounding E from 628 to 630 kJ/mol at the same A halves the rate at 60 °C.
    """

    kind: ClassVar[str] = "arrhenius"
    sources: ClassVar[tuple[str, ...]] = ("Henriques1947",)

    endpoint: str
    frequency: Annotated[float, Quantity("1/s", "frequency factor", 1.0, 1e140)]
    energy: Annotated[float, Quantity("J/mol", "activation energy", 1e4, 1.2e6)]
    temperature_low: Annotated[float, Quantity("K", "lowest temperature of the fit", 273, 600)]
    temperature_high: Annotated[float, Quantity("K", "highest temperature of the fit", 273, 1000)]
    duration_low: Annotated[float, Quantity("s", "shortest exposure of the fit", 1e-9, 1e6)]
    duration_high: Annotated[float, Quantity("s", "longest exposure of the fit", 1e-9, 1e7)]
    origin: str = ""

    def __post_init__(self) -> None:
        self.check_ranges()

    @property
    def first_order(self) -> tuple[float, float]:
        """Frequency factor [1/s] and activation energy [J/mol]."""
        return self.frequency, self.energy

    def rate(self, temperature: Array) -> Array:
        """Rate of the damage integral [1/s] at temperatures [K]."""
        return arrhenius_rate(temperature, self.frequency, self.energy)
