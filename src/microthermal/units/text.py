"""Text to SI numbers and back, with sentences for what cannot be read."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

from microthermal.errors import InputError, brief
from microthermal.units.common import FACTORS, OFFSETS
from microthermal.units.registry import registry

# One number, then the unit; the unit may be missing, and that is then the fault we report.
_QUANTITY = re.compile(r"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*$")
# No sensible quantity is longer; a bound also keeps the reading of hostile texts fast.
_LONGEST = 80
# Names, small exponents, products and quotients: nothing that could make the parser of units compute.
_UNIT = re.compile(
    r"(?:[A-Za-zµμ°ÅΩ%][A-Za-z_µμ°]*"
    r"|(?:\*\*|\^)\s*-?[1-9](?!\d|\.|\s*(?:\*\*|\^))"
    r"|⁻?[¹²³⁴]"
    r"|1(?=\s*/)"
    r"|[*/·()\s])+"
)
# A power without its sign of power, as in "cm2" and "cm-2".
_BARE_POWER = re.compile(r"(?<=[A-Za-zµμ])(-?[1-4])(?![\w.*^])")
_AMBIGUOUS = re.compile(r"(?:[kKmMuµμn]?(?:IU|iu|U)|[Uu]nits?)")
_AMBIGUITY = (
    "does not say which unit of activity is meant (1 USP unit of bleomycin is 1000 Ph.Eur. units); "
    "write 'USP_U', or give a mass"
)
# Quantities that are taken for each other: asked for, given, what to say.
_EXCHANGED = (
    ("J", "J/m**2", "is a fluence; the energy of a microbeam is its fluence times the area of its spot"),
    ("J", "W", "is a power; the energy of a microbeam is its power times its duration"),
    ("s", "1/s", "is a rate; the time from start to start is its inverse"),
    ("1/m**2", "m", "is a length; if it is the distance of neighbours, write it as pitch"),
)
# Digits of a number that is round, and letters from which on a number shows the rounding of its last digit.
_ROUND, _ROUNDED = 6, 16
# Letters that people write for degrees, which are coulomb and farad; and what they mean by them.
_DEGREES = {"K": {"C": "degC", "F": "degF"}, "delta_degC": {"C": "delta_degC"}}
# For a dimension, the form in which people of the field write it; the first is used in messages.
_EXAMPLES = {
    "J": "20 mJ", "s": "3 ms", "m": "120 um", "1/m": "7.3 / cm", "1/m**2": "250 / cm**2", "m**2": "1 cm**2",
    "K": "32 degC", "delta_degC": "5 delta_degC", "W/m**2/K": "4000 W/m**2/K", "%": "5 %", "kg/m**3": "10 mg/mL",
    "m**3": "0.1 mL", "J/m**2": "4 J/cm**2", "1/s": "0.002 / s", "kg": "10 mg", "kg/mol": "434.5 g/mol",
    "m**2/s": "3e-7 cm**2/s", "J/kg/K": "3390 J/kg/K", "W/m/K": "0.4 W/m/K", "J/mol": "628 kJ/mol",
    "J/m**3": "2 kJ/cm**3", "J/kg": "2256 kJ/kg", "1/m/K": "-0.06 / cm / K", "m**3/m**2": "0.1 mL/cm**2",
    "kg/m**2": "1 mg/cm**2", "kg s/m**3": "1 mg hour / mL", "1": "4",
    "Hz": "1 MHz", "V": "50 V", "ohm": "300 ohm", "W": "2 W", "W/m**2": "5 mW/cm**2",
}  # fmt: skip


def usual(unit: str) -> str:
    """Text of a quantity of a dimension in the form that people of the field write most."""
    return _EXAMPLES.get(unit, f"1 {unit}")


def _refuse(text: object, why: str, form: str) -> InputError:
    return InputError(f"{brief(text)} {why}; write for example '{form}'")


def parse(text: str, unit: str, form: str = "") -> float:
    """Read a written quantity as a float in SI.

    Parameters
    ----------
    text : str
        Number and unit, such as ``"20 mJ"``, ``"250 / cm**2"``, ``"32 degC"`` or ``"5 %"``.
    unit : str
        SI unit of the expected dimension; ``"%"`` is a fraction (stored 0 to 1), ``"1"`` a pure number,
        ``"K"`` an absolute temperature, ``"delta_degC"`` a difference of temperatures.
    form : str, optional
        A right text, for messages; what people of the field write most in this dimension if left out.

    Returns
    -------
    float
        Value in ``unit`` (a fraction for ``"%"``).

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
    if not isinstance(text, str):
        raise _refuse(text, "is not a text of a number with a unit", form or usual(unit))
    return _parsed(text, unit, form)


@lru_cache(maxsize=4096)
def _parsed(text: str, unit: str, form: str) -> float:
    form = form or usual(unit)
    # The minus sign of typesetters, as texts copied from papers hold it.
    match = _QUANTITY.match(text.replace("\u2212", "-")) if len(text) <= _LONGEST else None
    if match is None:
        raise _refuse(text, "is not a number with a unit", form)
    number, written = float(match[1]), _BARE_POWER.sub(r"**\1", match[2])
    if not math.isfinite(number):
        raise _refuse(text, "is not finite", form)
    if unit == "1":
        if written:
            raise _refuse(text, "must be a pure number without a unit", form)
        return number
    if not written:
        raise _refuse(text, "has no unit", form)
    if written.startswith(","):
        raise _refuse(text, "has a comma, but decimals are written with a point", form)
    if any(_AMBIGUOUS.fullmatch(word) for word in re.findall(r"[A-Za-z_µμ]+", written)):
        raise InputError(f"{brief(text)} {_AMBIGUITY}")
    if written == "%" and unit == "1/m**2":
        raise _refuse(text, "is a coverage, which depends on the zone's width; give microbeams per area", form)
    if unit == "%":
        if written != "%":
            raise _refuse(text, "is a fraction and must be written with the sign %", form)
        # Decimal shifts the point without rounding, so that what `write` wrote is read back to the same bits.
        return float(Decimal(match[1]).scaleb(-2)) if number else number
    value = _convert(text, number, written, unit, form)
    if not math.isfinite(value):
        raise _refuse(text, "is not finite", form)
    return value


def _convert(text: str, number: float, written: str, unit: str, form: str) -> float:
    if (written, unit) in FACTORS:
        return number * FACTORS[written, unit]
    if unit == "K" and written in OFFSETS:
        # Adding a zero would turn -0.0 into 0.0, which is not what was written.
        return number + OFFSETS[written] if OFFSETS[written] else number
    return _by_pint(text, number, written, unit, form)


def _by_pint(text: str, number: float, written: str, unit: str, form: str = "") -> float:
    import pint

    unknown = f"has the unknown unit {brief(written)}"
    if not _UNIT.fullmatch(written):
        raise _refuse(text, unknown, form)
    if unit == "K" and "delta" in written:
        raise _refuse(text, "is a difference of temperatures; here an absolute temperature is asked for", form)
    try:
        if unit == "K":  # the only scale with an offset, so not a matter of a factor
            units = registry()
            return float(units.Quantity(number, units.parse_units(written)).to("K").magnitude)
        return number * _factor(written, unit)
    except pint.DimensionalityError as error:
        if unit in _DEGREES and written in _DEGREES[unit]:
            form = f"{number:g} {_DEGREES[unit][written]}"
        raise _refuse(text, _other_dimension(written, unit), form) from error
    except pint.OffsetUnitCalculusError as error:
        raise _refuse(text, "mixes a temperature scale with other units", form) from error
    except Exception as error:  # pint and its parser raise a dozen types for text that is no unit
        raise _refuse(text, unknown, form) from error


def _other_dimension(written: str, unit: str) -> str:
    """What a unit of another dimension measures, where the two are often exchanged."""
    import pint

    for asked, given, words in _EXCHANGED:
        if asked == unit:
            try:
                _factor(written, given)
            except pint.PintError:
                continue
            return words
    return f"is in {brief(written)}, which is not a unit of this quantity"


@lru_cache(maxsize=1024)
def _factor(written: str, unit: str) -> float:
    """Size of a written unit in the SI unit; rounded to the 15 digits that make ``"20 uJ"`` equal ``20 * uJ``."""
    units = registry()
    source = units.parse_units(f"1{written}" if written.startswith("/") else written)
    factor = float(units.Quantity(1.0, source).to(units.parse_units(unit)).magnitude)
    return float(f"{factor:.15g}")


# Display: for an SI unit, the steps (upper bound of |value|, factor, unit as shown).
_STEPS: dict[str, tuple[tuple[float, float, str], ...]] = {
    "m": ((1e-6, 1e9, "nm"), (1e-3, 1e6, "µm"), (1e-1, 1e3, "mm"), (1.0, 1e2, "cm"), (math.inf, 1.0, "m")),
    "s": (
        (1e-9, 1e12, "ps"), (1e-6, 1e9, "ns"), (1e-3, 1e6, "µs"), (1.0, 1e3, "ms"), (120.0, 1.0, "s"),
        (7200.0, 1 / 60, "min"), (172800.0, 1 / 3600, "h"), (math.inf, 1 / 86400, "d"),
    ),
    "J": ((1e-6, 1e9, "nJ"), (1e-3, 1e6, "µJ"), (1.0, 1e3, "mJ"), (1e3, 1.0, "J"), (math.inf, 1e-3, "kJ")),
    "Hz": ((1e3, 1.0, "Hz"), (1e6, 1e-3, "kHz"), (math.inf, 1e-6, "MHz")),
    "W/m**2": ((1e4, 0.1, "mW/cm²"), (1e7, 1e-4, "W/cm²"), (math.inf, 1e-7, "kW/cm²")),
    "W": ((1.0, 1e3, "mW"), (1e3, 1.0, "W"), (math.inf, 1e-3, "kW")),
    "kg": (
        (1e-12, 1e15, "pg"), (1e-9, 1e12, "ng"), (1e-6, 1e9, "µg"), (1e-3, 1e6, "mg"), (1.0, 1e3, "g"),
        (math.inf, 1.0, "kg"),
    ),
    "m**2": ((1e-6, 1e12, "µm²"), (1e-4, 1e6, "mm²"), (math.inf, 1e4, "cm²")),
    "m**3": ((1e-13, 1e18, "µm³"), (1e-9, 1e9, "mm³"), (1e-7, 1e9, "µL"), (math.inf, 1e6, "mL")),
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


def show(value: float, unit: str, digits: int = 3, like: float | None = None) -> str:
    """Text of a number for people: prefix chosen, absolute temperatures in degrees Celsius.

    Parameters
    ----------
    value : float
        Value in ``unit``.
    unit : str
        SI unit as in :func:`parse`.
    digits : int, optional
        Significant digits.
    like : float, optional
        A number beside which this one is shown, and whose prefix it takes.

    Returns
    -------
    str
        For example ``"20 mJ"``; a value that is not a number is shown as a dash.

    Examples
    --------
    >>> show(0.02, "J"), show(305.15, "K"), show(2.5e6, "1/m**2")
    ('20 mJ', '32 °C', '250 /cm²')
    >>> show(1.02e-3, "m"), show(1.02e-3, "m", like=8e-4)
    ('1.02 mm', '1020 µm')
    """
    if not math.isfinite(value):
        return "–" if math.isnan(value) else _digits(value, digits)
    if unit == "K":
        return f"{_digits(value - 273.15, digits)} °C"
    if unit == "1":
        return _digits(value, digits)
    factor, name = shown_in(value if like is None or not math.isfinite(like) or like == 0.0 else like, unit)
    return f"{_digits(value * factor, digits)} {name}"


def shown_in(size: float, unit: str) -> tuple[float, str]:
    """Factor and name of the unit in which :func:`show` writes a number of a size, for the axis of a figure.

    Parameters
    ----------
    size : float
        Number of that size in ``unit``.
    unit : str
        SI unit as in :func:`parse`, but an absolute temperature or a pure number.

    Examples
    --------
    >>> shown_in(5e-5, "kg/m**3")
    (1000000.0, 'ng/mL')
    """
    steps = _STEPS.get(unit, ((math.inf, 1.0, _pretty(unit)),))
    if size == 0:  # zero has no natural prefix: the base unit if it is among the steps
        return next(((factor, name) for _, factor, name in steps if factor == 1.0), steps[-1][1:])
    # 0.9995 lets a value that rounds up to the next prefix use it.
    return next((factor, name) for bound, factor, name in steps if abs(size) < bound * 0.9995 or bound == math.inf)


def _digits(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    if math.isinf(value):  # also a number that overflows when its prefix is taken
        return "∞" if value > 0 else "-∞"
    exponent = math.floor(math.log10(abs(value)))
    if exponent >= 6 or exponent < -4:
        mantissa, power = f"{value:.{digits - 1}e}".split("e")
        return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(power)}"
    places = digits - 1 - exponent
    text = f"{round(value, places):.{max(0, places)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _pretty(unit: str) -> str:
    return unit.removeprefix("1").replace("**2", "²").replace("**3", "³")


def write(value: float, unit: str) -> str:
    """Exact text of a number with its SI unit, which :func:`parse` reads back to the same bits.

    Examples
    --------
    >>> write(0.02, "J"), write(0.05, "%"), write(4.0, "1")
    ('0.02 J', '5 %', '4.0')
    """
    text = repr(float(value))
    if unit == "%":
        shifted = Decimal(text).scaleb(2)
        return f"{shifted:f} %" if value == 0 or 1e-4 <= abs(value) < 1e4 else f"{shifted} %"
    if unit == "1":
        return text
    return f"{text} {unit[1:] if unit.startswith('1/') else unit}"


def write_round(value: float, unit: str) -> str:
    """As :func:`write`, but in the unit in which a number is round, where SI only adds the digits of its rounding.

    Examples
    --------
    >>> write(1550 * 1e-9, "m"), write_round(1550 * 1e-9, "m"), write_round(0.02, "J")
    ('1.5500000000000002e-06 m', '1550 nm', '0.02 J')
    """
    text = write(value, unit)
    # Numbers that were computed have as many digits in every unit: they stay as they are.
    if len(repr(float(value)).split("e")[0]) < _ROUNDED:
        return text
    found = [text]
    for _, factor, name in _STEPS.get(unit, ()):
        digits = f"{value * factor:.{_ROUND}g}"
        # The SI unit itself adds nothing; powers of ten, and what is too large for any unit, are not round.
        if factor != 1.0 and re.fullmatch(r"-?[\d.]+", digits) and parse(f"{digits} {name}", unit) == value:
            found.append(f"{digits} {name}")
    return min(found, key=len)


def parse_any(text: str, units: tuple[str, ...]) -> tuple[float, str]:
    """Read a written quantity whose dimension is not known before: its value, and the SI unit in which it is.

    Parameters
    ----------
    text : str
        As for :func:`parse`.
    units : tuple of str
        SI units to choose from; the first in which the text can be read counts.

    Examples
    --------
    >>> parse_any("3 day", ("1", "%", "s")), parse_any("5 %", ("1", "%", "s"))
    ((259200.0, 's'), (0.05, '%'))

    Raises
    ------
    InputError
        If it can be read in none of them.
    """
    match = _QUANTITY.match(text)
    # Units in everyday use are looked up first, so that nobody waits for pint to say what a micrometre is not.
    usual = [unit for written, unit in FACTORS if match and written == match[2] and unit in units]
    for unit in (*usual, *units):
        try:
            return parse(text, unit), unit
        except InputError:
            continue
    raise InputError(f"{brief(text)} is neither a number nor in a known unit; write for example '3 day'")
