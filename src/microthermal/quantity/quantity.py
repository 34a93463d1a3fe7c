"""The annotation of a number: unit, meaning, plausible range, axes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import InputError, brief
from microthermal.units import example, parse, show

if TYPE_CHECKING:
    from pydantic_core import core_schema

Array: TypeAlias = NDArray[np.float64]
_ROUND_OFF = 1e-9


@dataclass(frozen=True)
class Quantity:
    """Unit, meaning and plausible range of a field, stated once; everything else is derived from it.

    Parameters
    ----------
    unit : str
        SI unit; ``"%"`` for a share (stored 0 to 1), ``"1"`` for a pure number, ``"K"`` for an absolute
        temperature, ``"delta_degC"`` for a difference of temperatures [K].
    meaning : str
        A few words, as they would stand in a table.
    low, high : float, optional
        Plausible in the world, not allowed by a device; exists to catch 20 J typed for 20 mJ.
    axes : tuple of str, optional
        Names of the axes of an array, in order; empty for a scalar.
    """

    unit: str
    meaning: str
    low: float = -math.inf
    high: float = math.inf
    axes: tuple[str, ...] = ()

    def range_text(self) -> str:
        """Plausible range in words, in the units in which people write this quantity."""
        if math.isfinite(self.low) and math.isfinite(self.high):
            return f"between {show(self.low, self.unit)} and {show(self.high, self.unit)}"
        if math.isfinite(self.low):
            return f"at least {show(self.low, self.unit)}"
        return f"at most {show(self.high, self.unit)}"

    def fault(self, value: float) -> str | None:
        """Sentence that says why a number cannot be meant, or None when it can."""
        if not math.isfinite(value):
            return f"{self.meaning} must be a finite number, for example '{example(self.unit)}'"
        if not self.low <= value <= self.high:
            return f"{self.meaning} of {show(value, self.unit)} is not plausible; it must be {self.range_text()}"
        return None

    def array_fault(self, values: Array) -> str | None:
        """Sentence that says why an array cannot be meant, or None when it can; for arrays that come from outside.

        Arrays of the program's own are not asked: a value may pass its range by round-off of the greatest.
        """
        odd = int(np.size(values) - np.count_nonzero(np.isfinite(values)))
        if odd:
            return f"{self.meaning} must be finite numbers, but {odd} of {np.size(values)} are not"
        if not np.size(values):
            return None
        least, most = float(np.min(values)), float(np.max(values))
        slack = _ROUND_OFF * max(abs(least), abs(most))
        worst = most if most > self.high + slack else least
        if self.low - slack <= worst <= self.high + slack:
            return None
        return f"{self.meaning} of {show(worst, self.unit)} is not plausible; it must be {self.range_text()}"

    def read(self, value: object) -> float:
        """Float in SI from what a document holds: text with its unit, or a bare number if it has none.

        Raises
        ------
        InputError
            If the value is of another kind, lacks its unit, or is out of the plausible range.
        """
        if isinstance(value, str):
            number = parse(value, self.unit)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"{self.meaning} must be written like '{example(self.unit)}', not {brief(value)}")
        elif self.unit != "1":
            raise InputError(f"{brief(value)} has no unit; write {self.meaning} for example as '{example(self.unit)}'")
        else:
            number = _as_float(value)
        fault = self.fault(number)
        if fault:
            raise InputError(fault)
        return number

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Let documents read this field from text; pydantic is loaded only there."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.read_whole if source is int else self.read)

    def read_whole(self, value: object) -> int:
        """Whole number from what a document holds.

        Raises
        ------
        InputError
            If the value is no whole number, or out of the plausible range.
        """
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise InputError(f"{self.meaning} must be a whole number without quotes, not {brief(value)}")
        return int(self.read(value))


def _as_float(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:  # a whole number of hundreds of digits
        return math.inf
