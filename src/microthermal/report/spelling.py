"""One spelling of numbers, units and signals on a page: library files and many of their notes are typed in ASCII."""

from __future__ import annotations

import re
from typing import Final

_SPELLINGS: Final = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"\b(?:delta_)?degC\b", "°C"),
        (r"(?<=\d )um\b", "µm"),
        (r"\b([cmkµ]?m|(?<=1/)e)(?:\*\*|\^)?2\b", r"\1²"),
        (r"\b([cmkµ]?m)(?:\*\*|\^)?3\b", r"\1³"),
        (r"(?<=\d) per (?=[cmµ]?m²)", " /"),
        (r"(?<=\d) / (?=(?:[cmµ]?m|s|min|hour|day|kelvin)\b)", " /"),
        (r"(?<=\d )(/?)day\b", r"\1d"),
        (r"(?<=\d )(/?)hour\b", r"\1h"),
        (r"\b(TGF-|IL-1)b(?=\d?\b)", r"\1β"),
        (r"\b(TNF-|IL-1)a\b", r"\1α"),
    )
)
# A hyphen before a number is its sign, unless it joins it to what stands before it: "MMP-9", "10-20", "1e-5", a date.
_SIGN: Final = re.compile(r"(?<![\w.)\]/-])-(?=[\d∞]|\.\d)")
# A number and its unit must not be torn apart by the end of a line.
_NUMBER_AND_UNIT: Final = re.compile(r"(?<=\d) (?=(?:%|°C|/[cµm]?m|/[sdh]\b|[pnµmck]?[smgJLW]\b|µm|min\b|h\b|d\b))")


def spelt(text: str) -> str:
    """Text as pages write it: ``5 um`` as 5 µm, ``cm2`` as cm², ``TGF-b1`` as TGF-β1, ``-5`` with a minus sign.

    Numbers stay beside their units at the end of a line.

    Examples
    --------
    >>> spelt("4.38 / day at 43 degC, 61 to 105 um, 200 per cm2").replace("\N{NO-BREAK SPACE}", " ")
    '4.38 /d at 43 °C, 61 to 105 µm, 200 /cm²'
    """
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return _NUMBER_AND_UNIT.sub("\u00a0", signed(text))


def signed(text: str) -> str:
    """Text with a true minus sign before its negative numbers.

    Examples
    --------
    >>> signed("-3 to -2.5 %, MMP-9, 10-20, 1e-5, 2026-01-05").replace("\N{MINUS SIGN}", "minus ")
    'minus 3 to minus 2.5 %, MMP-9, 10-20, 1e-5, 2026-01-05'
    """
    return _SIGN.sub("\u2212", text)
