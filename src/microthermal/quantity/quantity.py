"""The annotation of a number: unit, meaning, plausible range, axes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import InputError, brief
from microthermal.units import example, from_quantity, is_quantity, parse, show, slips

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
        SI unit; ``"%"`` for a fraction (stored 0 to 1), ``"1"`` for a pure number, ``"K"`` for an absolute
        temperature, ``"delta_degC"`` for a difference of temperatures [K].
    meaning : str
        A few words, as they would stand in a table.
    low, high : float, optional
        Plausible in the world, not allowed by a device; exists to catch 20 J typed for 20 mJ.
    axes : tuple of str, optional
        Names of the axes of an array, in order; empty for a scalar.
    form : str, optional
        A right text, for messages, where the range does not tell what people write.
    unmodelled : str, optional
        Why what lies below the range is not simulated, where it exists in the world.
    zero : str, optional
        Where a 0 below the range is allowed, in words that follow "0 J"; for scalars.
    zero_is_none : bool, optional
        Whether 0 in a field that may be None says that there is none, as in files, which have no other word for it;
        the record then holds None. :data:`NoneIfZero` is short for it.
    was : str, optional
        What files of earlier versions call the field; they are read as before.
    """

    unit: str
    meaning: str
    low: float = -math.inf
    high: float = math.inf
    axes: tuple[str, ...] = ()
    form: str = ""
    unmodelled: str = ""
    zero: str = ""
    zero_is_none: bool = False
    was: str = ""

    @property
    def example(self) -> str:
        """A right text for this field, as a user would write it."""
        return self.form or example(self.unit, self.low, self.high)

    def range_text(self) -> str:
        """Plausible range in words, in the units in which people write this quantity."""
        if math.isfinite(self.low) and math.isfinite(self.high):
            zero = f", or {show(0.0, self.unit)} {self.zero}" if self.zero else ""
            return f"between {show(self.low, self.unit)} and {show(self.high, self.unit)}{zero}"
        if math.isfinite(self.low):
            return f"at least {show(self.low, self.unit)}"
        return f"at most {show(self.high, self.unit)}"

    def fault(self, value: float) -> str | None:
        """Sentence that says why a number cannot be meant, or None when it can."""
        if not math.isfinite(value):
            return f"{self.meaning} must be a finite number, for example '{self.example}'"
        if self.zero and value == 0:
            return None
        if 0 < value < self.low and self.unmodelled:
            why = f"is not modelled: {self.unmodelled}"
            return f"{self.meaning} of {show(value, self.unit)} {why}; it must be {self.range_text()}"
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
            return self._read_text(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"{self.meaning} must be written like '{self.example}', not {brief(value)}")
        if self.unit != "1":
            raise InputError(f"{brief(value)} has no unit; write {self.meaning} for example as '{self.example}'")
        return self._plausible(_as_float(value))

    def _read_text(self, text: str) -> float:
        try:
            number = parse(text, self.unit, self.example)
            fault = self.fault(number)
        except InputError as error:
            fault = str(error)
        if fault:
            raise InputError(self._asked(fault, text))
        return number

    def _asked(self, fault: str, text: str) -> str:
        """A fault that asks whether another case of letters is meant, as mJ by MJ, where that makes sense."""
        meant = [other for other in slips(text, self.unit) if self.fault(parse(other, self.unit)) is None]
        if not meant:
            return fault
        return f"{fault.partition('; write for example')[0]}; did you mean '{meant[0]}'?"

    def _plausible(self, number: float) -> float:
        fault = self.fault(number)
        if fault:
            raise InputError(fault)
        return number

    def take(self, value: object) -> int | float:
        """Number in SI from what Python callers pass, within the plausible range; see :meth:`number`."""
        number = self.number(value)
        self._plausible(_as_float(number))
        return number

    def number(self, value: object) -> int | float:
        """Number in SI from what Python callers pass: plain and NumPy's numbers, a quantity with its unit, a text.

        Raises
        ------
        InputError
            If the value is none of these, or of another dimension.
        """
        if is_quantity(value):
            value = from_quantity(value, self.unit)
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value = value[()]
        if isinstance(value, str):
            return self.read(value)
        if type(value) is float:
            return value
        if type(value) is int:
            return self._countable(value)
        if isinstance(value, bool | np.bool_) or not isinstance(value, Real | Decimal):
            unit = (
                "a plain number" if self.unit == "1" else f"a number in {self.unit} or a text such as '{self.example}'"
            )
            raise InputError(f"{self.meaning} must be {unit}, not {type(value).__name__}")
        return _as_float(value)

    def take_whole(self, value: object) -> int:
        """Whole number from what Python callers pass, within the plausible range; see :meth:`whole`."""
        number = self.whole(value)
        self._plausible(_as_float(number))
        return number

    def whole(self, value: object) -> int:
        """Whole number from what Python callers pass.

        Raises
        ------
        InputError
            If the value is no whole number.
        """
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value = value[()]
        if isinstance(value, bool | np.bool_) or not isinstance(value, Integral):
            raise InputError(f"{self.meaning} must be a whole number, not {brief(value)}")
        return self._countable(int(value))

    def _countable(self, value: int) -> int:
        """A whole number, unless it is one of hundreds of digits, which is none that can be computed with."""
        if math.isinf(_as_float(value)):
            raise InputError(str(self.fault(math.inf)))
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Let documents read this field from text; pydantic is loaded only there."""
        from pydantic_core import core_schema

        if hasattr(source, "of"):  # a compound, all of whose numbers have this unit
            made: core_schema.CoreSchema = handler.generate_schema(source.of(self))
            return made
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


NoneIfZero = partial(Quantity, zero_is_none=True)


def _as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:  # a whole number of hundreds of digits
        return math.inf
