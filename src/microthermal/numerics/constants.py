"""Constants of nature, in SI."""

from typing import Final

# Exact since the SI of 2019 (CODATA 2018 and later).
GAS_CONSTANT: Final = 8.31446261815324  # J/mol/K
LIGHT_SPEED: Final = 299792458.0  # m/s
ICE_POINT: Final = 273.15  # K
STANDARD_ATMOSPHERE: Final = 101325.0  # Pa
