"""The range in which a damage law was fitted: checked when the law is made, put into words for cautions."""

from __future__ import annotations

from functools import lru_cache

from microthermal.errors import Fault, InputError
from microthermal.units import show


class Fitted:
    """Ranges of a damage law, whose record states their ends and checks them when it is made."""

    temperature_low: float
    temperature_high: float
    duration_low: float
    duration_high: float

    @property
    def temperature_range(self) -> tuple[float, float]:
        """Lowest and highest temperature [K] at which the law was fitted."""
        return self.temperature_low, self.temperature_high

    @property
    def duration_range(self) -> tuple[float, float]:
        """Shortest and longest exposure [s] at which the law was fitted."""
        return self.duration_low, self.duration_high

    def check_ranges(self) -> None:
        """Refuse ranges that are upside down.

        Raises
        ------
        InputError
            With one fault for each range whose low end is above its high end.
        """
        name = type(self).__name__
        faults = [
            Fault(f"{name}.{path}_low", f"{words(pair, unit)} is upside down; {path}_low must not exceed {path}_high")
            for path, unit in (("temperature", "K"), ("duration", "s"))
            for pair in [getattr(self, f"{path}_range")]
            if pair[0] > pair[1]
        ]
        if faults:
            raise InputError(faults)


@lru_cache(maxsize=64)  # ranges of laws are told of each zone
def words(pair: tuple[float, float], unit: str) -> str:
    """Text of a range, such as ``"44 °C to 60 °C"``; of a single value, that value."""
    low, high = (show(value, unit) for value in pair)
    return low if low == high else f"{low} to {high}"
