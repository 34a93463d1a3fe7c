"""Constants of nature, in SI."""

from typing import Final

# Exact since the SI of 2019 (CODATA 2018 and later).
GAS_CONSTANT: Final = 8.31446261815324  # J/mol/K
