"""Plain floats that turn a written quantity into SI: ``20 * mJ``, ``250 / cm**2``, ``celsius(32)``."""

from typing import Final

m: Final = 1.0
km: Final = 1e3
cm: Final = 1e-2
mm: Final = 1e-3
um: Final = 1e-6
nm: Final = 1e-9

s: Final = 1.0
ms: Final = 1e-3
us: Final = 1e-6
ns: Final = 1e-9
ps: Final = 1e-12
minute: Final = 60.0
hour: Final = 3600.0
day: Final = 86400.0
DAY: Final = day  # for modules in which a variable is called day
week: Final = 7 * day

kg: Final = 1.0
g: Final = 1e-3
mg: Final = 1e-6
ng: Final = 1e-12

J: Final = 1.0
kJ: Final = 1e3
mJ: Final = 1e-3
uJ: Final = 1e-6
W: Final = 1.0
mW: Final = 1e-3

K: Final = 1.0
Pa: Final = 1.0
MPa: Final = 1e6
MHz: Final = 1e6
GHz: Final = 1e9
mol: Final = 1.0

mL: Final = 1e-6  # cubic metres
uL: Final = 1e-9
percent: Final = 1e-2

_ICE_POINT: Final = 273.15


def celsius(temperature: float) -> float:
    """Absolute temperature [K] of a temperature on the Celsius scale.

    Examples
    --------
    >>> celsius(32)
    305.15
    """
    return temperature + _ICE_POINT
