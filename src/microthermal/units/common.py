"""Sizes of the units in everyday use, as pint gives them, so that a run need not wait for pint to start.

A test compares each with pint; what is not here is asked of pint.
"""

from typing import Final

# (as written, SI unit): factor
FACTORS: Final[dict[tuple[str, str], float]] = {
    ("/ cm", "1/m"): 100.0,
    ("/ cm**2", "1/m**2"): 10000.0,
    ("/ day", "1/s"): 1.15740740740741e-05,
    ("/ hour", "1/s"): 0.000277777777777778,
    ("/ minute", "1/s"): 0.0166666666666667,
    ("/ s", "1/s"): 1.0,
    ("/cm**2", "1/m**2"): 10000.0,
    ("1/cm", "1/m"): 100.0,
    ("1/cm/K", "1/m/K"): 100.0,
    ("J", "J"): 1.0,
    ("J/cm**2", "J/m**2"): 10000.0,
    ("J/kg/K", "J/kg/K"): 1.0,
    ("Pa", "Pa"): 1.0,
    ("W", "W"): 1.0,
    ("W/m**2/K", "W/m**2/K"): 1.0,
    ("W/m/K", "W/m/K"): 1.0,
    ("cm**2", "m**2"): 0.0001,
    ("cm**2/s", "m**2/s"): 0.0001,
    ("cm/hour", "m/s"): 2.77777777777778e-06,
    ("d", "s"): 86400.0,
    ("day", "s"): 86400.0,
    ("delta_degC", "delta_degC"): 1.0,
    ("g/mol", "kg/mol"): 0.001,
    ("h", "s"): 3600.0,
    ("hour", "s"): 3600.0,
    ("kJ/cm**3", "J/m**3"): 1000000000.0,
    ("kJ/mol", "J/mol"): 1000.0,
    ("kg/m**3", "kg/m**3"): 1.0,
    ("kg/mol", "kg/mol"): 1.0,
    ("m", "m"): 1.0,
    ("m**2/s/Pa", "m**2/s/Pa"): 1.0,
    ("m/s", "m/s"): 1.0,
    ("mJ", "J"): 0.001,
    ("mL", "m**3"): 1e-06,
    ("mg", "kg"): 1e-06,
    ("mg/cm**2", "kg/m**2"): 0.01,
    ("mg/mL", "kg/m**3"): 1.0,
    ("minute", "s"): 60.0,
    ("mm", "m"): 0.001,
    ("ms", "s"): 0.001,
    ("ng", "kg"): 1e-12,
    ("ng/mL", "kg/m**3"): 1e-06,
    ("nm", "m"): 1e-09,
    ("ns", "s"): 1e-09,
    ("pg", "kg"): 1e-15,
    ("s", "s"): 1.0,
    ("ug", "kg"): 1e-09,
    ("ug/mL", "kg/m**3"): 0.001,
    ("um", "m"): 1e-06,
    ("us", "s"): 1e-06,
    ("week", "s"): 604800.0,
    ("weeks", "s"): 604800.0,
}
# Scales of absolute temperature: what to add to get kelvin.
OFFSETS: Final[dict[str, float]] = {"degC": 273.15, "°C": 273.15, "K": 0.0}
