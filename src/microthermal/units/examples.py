"""What a right text would be: examples that fit the range of a field, and slips of upper and lower case."""

from __future__ import annotations

import itertools
import math
import re
from functools import lru_cache

from microthermal.errors import InputError
from microthermal.units.text import parse, usual, write

# Forms of a dimension with their values in SI, so that choosing one reads no text.
_FORMS: dict[str, dict[str, float]] = {
    "s": {
        "20 ns": 2e-8, "1 us": 1e-6, "50 us": 5e-5, "3 ms": 3e-3, "0.1 s": 0.1, "1 s": 1.0, "10 s": 10.0,
        "1 minute": 60.0, "10 minute": 600.0, "8 hour": 28800.0, "1 day": 86400.0, "3 day": 259200.0,
        "14 day": 1209600.0, "28 day": 2419200.0, "180 day": 15552000.0,
    },
    "m": {
        "600 nm": 6e-7, "5 um": 5e-6, "20 um": 2e-5, "120 um": 1.2e-4, "1 mm": 1e-3, "2 mm": 2e-3, "10 mm": 1e-2,
        "5 cm": 5e-2, "1 m": 1.0,
    },
    "J": {"1 uJ": 1e-6, "20 mJ": 2e-2, "2 J": 2.0},
    "K": {"-20 degC": 253.15, "5 degC": 278.15, "32 degC": 305.15, "60 degC": 333.15, "120 degC": 393.15},
    "m**3": {"1 uL": 1e-9, "0.1 mL": 1e-7, "1 mL": 1e-6},
    "m**2": {"1 mm**2": 1e-6, "1 cm**2": 1e-4, "100 cm**2": 1e-2},
    "kg": {"10 ug": 1e-8, "10 mg": 1e-5, "10 g": 1e-2},
    "1/m": {"7.3 / cm": 730.0, "200 / cm": 2e4},
    "1": {"0.5": 0.5, "4": 4.0, "100": 100.0},
    "m**3/m**2": {"10 uL/cm**2": 1e-4, "0.1 mL/cm**2": 1e-3},
}  # fmt: skip
# How far from the middle of a range the usual form may lie, as a fraction of the range on a logarithmic scale; and,
# where a range begins at zero or below, how many times less or more than a tenth of its end.
_CENTRAL, _TIMES = 0.35, 30.0
# Units that people write, in the right case.
_WORDS = (
    "J", "mJ", "uJ", "µJ", "nJ", "kJ", "W", "mW", "kW", "s", "ms", "us", "µs", "ns", "ps", "min", "minute", "h",
    "hour", "day", "week", "m", "km", "cm", "mm", "um", "µm", "nm", "K", "kg", "g", "mg", "ug", "µg", "ng", "L", "mL",
    "uL", "µL", "mol", "degC", "MTZ", "Hz", "kHz", "MHz", "V", "ohm",
)  # fmt: skip
_BY_LETTERS = {
    key: tuple(group)
    for key, group in itertools.groupby(sorted(_WORDS, key=lambda word: (word.lower(), word)), key=str.lower)
}
_MOST_WORDS = 4


@lru_cache(maxsize=1024)
def example(unit: str, low: float = -math.inf, high: float = math.inf) -> str:
    """Text of a quantity in the form that a user would write, for messages.

    Parameters
    ----------
    unit : str
        SI unit as in :func:`parse`.
    low, high : float, optional
        Range of the field: a needle's depth is written in millimetres, a pause between visits in days.

    Examples
    --------
    >>> example("s"), example("s", 86400.0, 3.2e7), example("m", 1e-4, 1.5e-2)
    ('3 ms', '14 day', '1 mm')
    """
    first = usual(unit)
    if not math.isfinite(high) or high <= 0:
        return first
    forms = _FORMS.get(unit) or {first: parse(first, unit)}
    fitting = {text: _off_centre(value, unit, low, high) for text, value in forms.items() if low <= value <= high}
    if fitting.get(first, math.inf) <= 1.0:
        return first
    if not fitting:  # of a dimension that is written in one way only
        middle = math.sqrt(low * high) if low > 0 else 0.1 * high
        return write(float(f"{middle:.2g}"), unit)
    return min(fitting, key=lambda text: fitting[text])


def _off_centre(value: float, unit: str, low: float, high: float) -> float:
    """Distance from the middle of a range; 1 is as far as the usual form may lie."""
    if unit == "K":  # a scale whose zero means nothing here
        return abs(value - 0.5 * (low + high)) / (_CENTRAL * (high - low))
    if low > 0:
        return abs(math.log(value / math.sqrt(low * high))) / (_CENTRAL * math.log(high / low))
    return abs(math.log(abs(value) / (0.1 * high))) / math.log(_TIMES)


def slips(text: str, unit: str) -> tuple[str, ...]:
    """Texts that differ from one in the case of letters of its unit, and are read.

    Examples
    --------
    >>> slips("20 MJ", "J"), slips("20 mj", "J"), slips("20 mJ", "J")
    (('20 mJ',), ('20 mJ',), ())
    """
    parts = re.split(r"([A-Za-zµ]+)", text.replace("μ", "µ")) if len(text) <= 80 else []
    words = parts[1::2]
    if not 0 < len(words) <= _MOST_WORDS:
        return ()
    found = []
    for chosen in itertools.product(*(_cases(word) for word in words)):
        if list(chosen) == words:
            continue
        parts[1::2] = chosen
        other = "".join(parts)
        try:
            parse(other, unit)
        except InputError:
            continue
        found.append(other)
    return tuple(found)


def _cases(word: str) -> tuple[str, ...]:
    # A word that is a unit itself may be meant; one that is none, such as "ML", gives way to those that are.
    known = _BY_LETTERS.get(word.lower(), ())
    return tuple(dict.fromkeys((word, *known))) if word in known or not known else known
