"""Units: plain multipliers for Python callers, parsing and display of text. Inside, every number is SI."""

from microthermal.units.examples import example, slips
from microthermal.units.foreign import from_quantity, is_quantity
from microthermal.units.multipliers import (
    DAY,
    GHz,
    J,
    K,
    MHz,
    MPa,
    Pa,
    W,
    celsius,
    cm,
    day,
    g,
    hour,
    kg,
    kJ,
    km,
    m,
    mg,
    minute,
    mJ,
    mL,
    mm,
    mol,
    ms,
    mW,
    ng,
    nm,
    ns,
    percent,
    ps,
    s,
    uJ,
    uL,
    um,
    us,
    week,
)
from microthermal.units.text import parse, parse_any, show, shown_in, write, write_round

__all__ = [
    "DAY", "GHz", "J", "K", "MHz", "MPa", "Pa", "W", "celsius", "cm", "day", "example", "from_quantity", "g", "hour",
    "is_quantity", "kJ", "kg", "km", "m", "mJ", "mL", "mW", "mg", "minute", "mm", "mol", "ms", "ng", "nm", "ns",
    "parse", "parse_any", "percent", "ps", "s", "show", "shown_in", "slips", "uJ", "uL", "um", "us", "week", "write",
    "write_round",
]  # fmt: skip
