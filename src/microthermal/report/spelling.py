"""One spelling of units and signals on a page: library files are typed in ASCII, and so are many of their notes."""

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
# A number and its unit must not be torn apart by the end of a line.
_NUMBER_AND_UNIT: Final = re.compile(r"(?<=\d) (?=(?:%|°C|/[cµm]?m|/[sdh]\b|[pnµmck]?[smgJLW]\b|µm|min\b|h\b|d\b))")


def spelt(text: str) -> str:
    """Text as pages write it: ``5 um`` as 5 µm, ``cm2`` as cm², ``TGF-b1`` as TGF-β1, numbers beside their units.

    Examples
    --------
    >>> spelt("4.38 / day at 43 degC, 61 to 105 um, 200 per cm2").replace("\N{NO-BREAK SPACE}", " ")
    '4.38 /d at 43 °C, 61 to 105 µm, 200 /cm²'
    """
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return _NUMBER_AND_UNIT.sub("\u00a0", text)
