"""What a right text would be: examples that fit the range of a field, and slips of upper and lower case."""

from __future__ import annotations

import itertools
import math
import re
from functools import lru_cache

from microthermal.errors import InputError
from microthermal.units.text import parse, usual

# Forms for fields whose range the usual one does not fit.
_OTHERS = {
    "s": (
        "20 ns", "1 us", "50 us", "3 ms", "0.1 s", "1 s", "10 s", "1 minute", "10 minute", "8 hour", "1 day", "3 day",
        "14 day", "28 day", "180 day",
    ),
    "m": ("600 nm", "5 um", "20 um", "120 um", "1 mm", "2 mm", "10 mm", "5 cm", "1 m"),
    "J": ("1 uJ", "20 mJ", "2 J"),
    "K": ("-20 degC", "5 degC", "32 degC", "60 degC", "120 degC"),
    "m**3": ("1 uL", "0.1 mL", "1 mL"),
    "m**2": ("1 mm**2", "1 cm**2", "100 cm**2"),
    "kg": ("10 ug", "10 mg", "10 g"),
    "1/m": ("7.3 / cm", "200 / cm"),
    "1": ("0.5", "4", "100"),
    "m**3/m**2": ("10 uL/cm**2", "0.1 mL/cm**2"),
}  # fmt: skip
# How far from the middle of a range the usual form may lie, as a share of the range on a logarithmic scale; and,
# where a range begins at zero or below, how many times less or more than a tenth of its end.
_CENTRAL, _TIMES = 0.35, 30.0
# Units that people write, in the right case.
_WORDS = (
    "J", "mJ", "uJ", "µJ", "nJ", "kJ", "W", "mW", "kW", "s", "ms", "us", "µs", "ns", "ps", "min", "minute", "h",
    "hour", "day", "week", "m", "km", "cm", "mm", "um", "µm", "nm", "K", "kg", "g", "mg", "ug", "µg", "ng", "L", "mL",
    "uL", "µL", "mol", "degC", "MTZ",
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
    if unit not in _OTHERS or not math.isfinite(high) or high <= 0:
        return first
    fitting = [text for text in (first, *_OTHERS[unit]) if low <= parse(text, unit) <= high and parse(text, unit) != 0]

    def distance(text: str) -> float:
        return _off_centre(parse(text, unit), unit, low, high)

    if first in fitting and distance(first) <= 1.0:
        return first
    return min(fitting, key=distance, default=first)


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
