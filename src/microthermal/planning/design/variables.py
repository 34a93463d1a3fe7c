"""What of a course of treatments may vary: its name, its unit, whether by ratios, and between which ends."""

from __future__ import annotations

import math
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

from microthermal.domain.inputs.medicine import Route
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record
from microthermal.units import DAY

Kind: TypeAlias = Literal["choice", "real", "whole"]


class Meaning(NamedTuple):
    """What a variable is: how it is counted, its unit, whether by equal ratios, and in words."""

    kind: Kind
    unit: str
    by_ratio: bool
    text: str


# In the order in which a point of the unit box is read: what comes later may hang on what comes before it.
MEANINGS: Final[dict[str, Meaning]] = {
    "device": Meaning("choice", "", False, "device"),
    "energy": Meaning("real", "J", True, "energy of a microbeam"),
    "duration": Meaning("real", "s", True, "pulse length"),
    "stack": Meaning("whole", "1", False, "pulses on one spot"),
    "passes": Meaning("whole", "1", False, "passes over the area"),
    "density": Meaning("real", "1/m**2", True, "microbeams per area and pass"),
    "cooling": Meaning("choice", "", False, "cooling of the surface"),
    "sessions": Meaning("whole", "1", False, "visits"),
    "interval": Meaning("real", "s", False, "time between visits"),
    "drug": Meaning("choice", "", False, "drug"),
    "route": Meaning("choice", "", False, "how the drug is given: by needle, or laid on the open zones"),
    "concentration": Meaning("real", "kg/m**3", True, "concentration of what is given"),
    "spacing": Meaning("real", "m", True, "distance between injection points"),
    "depth_of_needle": Meaning("real", "m", False, "depth of the needle's tip"),
    "day": Meaning("real", "s", False, "day of the injection after the laser"),
}
# What a case file may call them beside their names.
ALIASES: Final = {"dose": "concentration", "grid": "spacing", "needle": "depth_of_needle", "injection_day": "day"}
# Ends where neither the case nor the device states any: choices of this project, beyond which nobody treats.
USUAL: Final[dict[str, tuple[float, float]]] = {
    "passes": (1, 8), "spacing": (5e-3, 2e-2), "depth_of_needle": (5e-4, 6e-3), "day": (0.0, 14 * DAY),
}  # fmt: skip
NOTHING: Final = "none"
# Ways of a drug into the skin: injected, or laid on the zones as soon as they are made.
ROUTES: Final[tuple[Route, ...]] = ("needle", "zones")
# A film as published [m³ on the square that stands for it].
FILM: Final = 1e-8


@record
class Variable:
    """One thing that may vary: between two ends, or among some names; with one of them it is fixed.

    Without ends they are those of the device, of the drug or of :data:`USUAL`.
    """

    name: str
    low: Annotated[float, Quantity("1", "least value, in SI", -1e9, 1e12)] | None = None
    high: Annotated[float, Quantity("1", "greatest value, in SI", -1e9, 1e12)] | None = None
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        faults = []
        if self.name not in MEANINGS:
            faults.append(Fault("Variable.name", f"{self.name} cannot vary; known are: {', '.join(MEANINGS)}"))
        elif (MEANINGS[self.name].kind == "choice") != bool(self.choices):
            faults.append(Fault("Variable.choices", "names are for what is chosen, ends for what is measured"))
        if self.low is not None and self.high is not None and self.low > self.high:
            faults.append(Fault("Variable.low", "is greater than high; exchange them"))
        if faults:
            raise InputError(faults)

    @property
    def meaning(self) -> Meaning:
        """What it is."""
        return MEANINGS[self.name]

    @property
    def fixed(self) -> bool:
        """Whether only one value is left."""
        return len(self.choices) == 1 or (self.low is not None and self.low == self.high)

    def within(self, low: float, high: float) -> tuple[float, float]:
        """Its ends where others have to be kept as well; the nearest of the others if they have none in common."""
        least = low if self.low is None else min(max(low, self.low), high)
        most = high if self.high is None else max(min(high, self.high), least)
        return least, most


def value_at(place: float, low: float, high: float, by_ratio: bool) -> float:
    """Value at a place from 0 to 1 between two ends, by equal ratios or equal steps."""
    if low >= high:
        return low
    return low * (high / low) ** place if by_ratio else low + (high - low) * place


def place_of(value: float, low: float, high: float, by_ratio: bool) -> float:
    """Place of a value between two ends; the inverse of :func:`value_at`. Half where there is only one value."""
    if low >= high:
        return 0.5
    value = min(max(value, low), high)
    return math.log(value / low) / math.log(high / low) if by_ratio else (value - low) / (high - low)


def whole_at(place: float, low: float, high: float) -> int:
    """Whole number at a place: each has a part of the same width."""
    count = math.floor(high) - math.ceil(low) + 1
    return int(math.ceil(low) + min(math.floor(place * count), count - 1))


def whole_place(value: int, low: float, high: float) -> float:
    """Middle of the part of a whole number."""
    count = math.floor(high) - math.ceil(low) + 1
    return (min(max(value - math.ceil(low), 0), count - 1) + 0.5) / count


def rounded(value: float, digits: int = 2) -> float:
    """A value with so many digits: nobody sets more."""
    return float(f"{value:.{digits}g}")
