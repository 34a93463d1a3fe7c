"""Text to SI numbers and back, with sentences for what cannot be read."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from microthermal.errors import InputError
from microthermal.units.registry import registry

# One number, then the unit; the unit may be missing, and that is then the fault we report.
_QUANTITY = re.compile(r"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*$")
_AMBIGUOUS = {
    "IU": "'IU' is ambiguous: 1 USP unit of bleomycin is 1000 Ph.Eur. units; write 'USP_U', or give a mass",
    "U": "'U' does not say which unit of activity is meant; write 'USP_U', or give a mass",
}
# For a dimension, the form in which people of the field write it; the first is used in messages.
_EXAMPLES = {
    "J": "20 mJ", "s": "3 ms", "m": "120 um", "1/m": "7.3 / cm", "1/m**2": "250 / cm**2", "m**2": "1 cm**2",
    "K": "32 degC", "delta_degC": "5 delta_degC", "W/m**2/K": "4000 W/m**2/K", "%": "5 %", "kg/m**3": "10 mg/mL",
    "m**3": "0.1 mL", "J/m**2": "4 J/cm**2", "1/s": "0.002 / s", "kg": "10 mg", "kg/mol": "434.5 g/mol",
    "m**2/s": "3e-7 cm**2/s", "J/kg/K": "3390 J/kg/K", "W/m/K": "0.4 W/m/K", "J/mol": "628 kJ/mol",
    "J/m**3": "2 kJ/cm**3", "J/kg": "2256 kJ/kg", "1/m/K": "-0.06 / cm / K", "m**3/m**2": "0.1 mL/cm**2",
    "kg/m**2": "1 mg/cm**2", "kg s/m**3": "1 mg hour / mL", "1": "4",
}  # fmt: skip


def example(unit: str) -> str:
    """Text of a quantity in the form that a user would write, for messages."""
    return _EXAMPLES.get(unit, f"1 {unit}")


def _refuse(text: object, unit: str, why: str) -> InputError:
    return InputError(f"{text!r} {why}; write for example '{example(unit)}'")


@lru_cache(maxsize=4096)
def parse(text: str, unit: str) -> float:
    """Read a written quantity as a float in SI.

    Parameters
    ----------
    text : str
        Number and unit, such as ``"20 mJ"``, ``"250 / cm**2"``, ``"32 degC"`` or ``"5 %"``.
    unit : str
        SI unit of the expected dimension; ``"%"`` is a share (stored 0 to 1), ``"1"`` a pure number,
        ``"K"`` an absolute temperature, ``"delta_degC"`` a difference of temperatures.

    Returns
    -------
    float
        Value in ``unit`` (a share for ``"%"``).

    Raises
    ------
    InputError
        If the text has no number, no unit, a unit that is unknown, ambiguous or of another dimension,
        or if the value is not finite.

    Examples
    --------
    >>> parse("20 mJ", "J")
    0.02
    >>> parse("5 %", "%")
    0.05
    """
    match = _QUANTITY.match(text)
    if match is None:
        raise _refuse(text, unit, "is not a number with a unit")
    number, written = float(match[1]), match[2]
    if not math.isfinite(number):
        raise _refuse(text, unit, "is not finite")
    if unit == "1":
        if written:
            raise _refuse(text, unit, "must be a pure number without a unit")
        return number
    if not written:
        raise _refuse(text, unit, "has no unit")
    for word in re.findall(r"[A-Za-z_]+", written):
        if word in _AMBIGUOUS:
            raise InputError(f"{text!r}: {_AMBIGUOUS[word]}")
    if unit == "%":
        if written != "%":
            raise _refuse(text, unit, "is a share and must be written in percent")
        return number / 100
    return _convert(text, number, written, unit)


def _convert(text: str, number: float, written: str, unit: str) -> float:
    import pint

    units = registry()
    expression = f"1{written}" if written.startswith(("/", "*")) else written
    try:
        source = units.parse_units(written) if expression is written else units.parse_expression(expression).units
        target = units.parse_units(unit)
        factor = 1.0 if expression is written else float(units.parse_expression(expression).magnitude)
        return float(units.Quantity(number * factor, source).to(target).magnitude)
    except pint.DimensionalityError as error:
        raise _refuse(text, unit, f"is in '{written}', which is not a unit of this quantity") from error
    except pint.OffsetUnitCalculusError as error:
        raise _refuse(text, unit, "mixes a temperature scale with other units") from error
    except Exception as error:  # pint and its parser raise a dozen types for text that is no unit
        raise _refuse(text, unit, f"has the unknown unit '{written}'") from error


# Display: for an SI unit, the steps (upper bound of |value|, factor, unit as shown).
_STEPS: dict[str, tuple[tuple[float, float, str], ...]] = {
    "m": ((1e-6, 1e9, "nm"), (1e-3, 1e6, "µm"), (1e-1, 1e3, "mm"), (1.0, 1e2, "cm"), (math.inf, 1.0, "m")),
    "s": (
        (1e-9, 1e12, "ps"), (1e-6, 1e9, "ns"), (1e-3, 1e6, "µs"), (1.0, 1e3, "ms"), (120.0, 1.0, "s"),
        (7200.0, 1 / 60, "min"), (172800.0, 1 / 3600, "h"), (math.inf, 1 / 86400, "d"),
    ),
    "J": ((1e-6, 1e9, "nJ"), (1e-3, 1e6, "µJ"), (1.0, 1e3, "mJ"), (1e3, 1.0, "J"), (math.inf, 1e-3, "kJ")),
    "W": ((1.0, 1e3, "mW"), (1e3, 1.0, "W"), (math.inf, 1e-3, "kW")),
    "kg": (
        (1e-12, 1e15, "pg"), (1e-9, 1e12, "ng"), (1e-6, 1e9, "µg"), (1e-3, 1e6, "mg"), (1.0, 1e3, "g"),
        (math.inf, 1.0, "kg"),
    ),
    "m**2": ((1e-6, 1e12, "µm²"), (1e-4, 1e6, "mm²"), (math.inf, 1e4, "cm²")),
    "m**3": ((1e-12, 1e18, "µm³"), (1e-9, 1e9, "mm³"), (1e-7, 1e9, "µL"), (math.inf, 1e6, "mL")),
    "1/m": ((math.inf, 1e-2, "/cm"),),
    "1/m**2": ((math.inf, 1e-4, "/cm²"),),
    "J/m**2": ((math.inf, 1e-4, "J/cm²"),),
    "J/m**3": ((math.inf, 1e-9, "kJ/cm³"),),
    "kg/m**3": ((1e-3, 1e6, "ng/mL"), (1.0, 1e3, "µg/mL"), (math.inf, 1.0, "mg/mL")),
    "%": ((math.inf, 1e2, "%"),),
    "delta_degC": ((math.inf, 1.0, "°C"),),
    "J/mol": ((math.inf, 1e-3, "kJ/mol"),),
    "kg/mol": ((math.inf, 1e3, "g/mol"),),
    "J/kg": ((math.inf, 1e-3, "kJ/kg"),),
}  # fmt: skip


def show(value: float, unit: str, digits: int = 3) -> str:
    """Text of a number for people: prefix chosen, absolute temperatures in degrees Celsius.

    Parameters
    ----------
    value : float
        Value in ``unit``.
    unit : str
        SI unit as in :func:`parse`.
    digits : int, optional
        Significant digits.

    Returns
    -------
    str
        For example ``"20 mJ"``; a value that is not a number is shown as a dash.

    Examples
    --------
    >>> show(0.02, "J"), show(305.15, "K"), show(2.5e6, "1/m**2")
    ('20 mJ', '32 °C', '250 /cm²')
    """
    if not math.isfinite(value):
        return "–" if math.isnan(value) else ("∞" if value > 0 else "-∞")
    if unit == "K":
        return f"{_digits(value - 273.15, digits)} °C"
    if unit == "1":
        return _digits(value, digits)
    for bound, factor, name in _STEPS.get(unit, ((math.inf, 1.0, _pretty(unit)),)):
        # 0.9995 lets a value that rounds up to the next prefix use it.
        if abs(value) < bound * 0.9995 or bound == math.inf:
            return f"{_digits(value * factor, digits)} {name}"
    raise AssertionError  # the last step is infinite  # pragma: no cover


def _digits(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if exponent >= 6 or exponent < -4:
        return f"{value:.{digits - 1}e}".replace("e-0", "e-").replace("e+0", "e")
    text = f"{value:.{max(0, digits - 1 - exponent)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _pretty(unit: str) -> str:
    return unit.replace("**2", "²").replace("**3", "³")


def write(value: float, unit: str) -> str:
    """Exact text of a number with its SI unit, which :func:`parse` reads back to the same bits.

    Examples
    --------
    >>> write(0.02, "J"), write(0.05, "%"), write(4.0, "1")
    ('0.02 J', '5.0 %', '4.0')
    """
    if unit == "%":
        return f"{value * 100!r} %"
    if unit == "1":
        return repr(float(value))
    if unit.startswith("1/"):
        return f"{value!r} {unit[1:]}"
    return f"{value!r} {unit}"
