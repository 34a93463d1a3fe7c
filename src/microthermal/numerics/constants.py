"""Constants of nature, in SI."""

from typing import Final

# Exact since the SI of 2019 (CODATA 2018 and later).
GAS_CONSTANT: Final = 8.31446261815324  # J/mol/K
SPEED_OF_LIGHT: Final = 299792458.0  # m/s
ELEMENTARY_CHARGE: Final = 1.602176634e-19  # C
REDUCED_PLANCK: Final = 1.054571817e-34  # J s
# Measured (CODATA 2018).
ELECTRON_MASS: Final = 9.1093837015e-31  # kg
VACUUM_PERMITTIVITY: Final = 8.8541878128e-12  # F/m
