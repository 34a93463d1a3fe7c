"""Constants of the heat models that no file of the library states: steam, vessels that close, tolerances."""

from __future__ import annotations

# About the layer that boils under a CO₂ beam; assumed, no measurement found.
STEAM_ESCAPE = 50e-6
# Water in tissue boils from 100 °C; the last of it is bound. Assumed: a zone does not feel it.
BOILING_RANGE = 5.0
# Conductivity of soft tissue, 37-80 °C: tissue_parameters row T_k_T.
WARMING = 2e-3
# Vessels of skin stop flowing: frequency factor and activation energy of Brown1992, library/damage/vessels_brown_1992.
VESSELS = (1.98e106, 6.67e5)
# Error of one step [K]; what it leaves open is shown by tests/verification/test_heat_steps.py.
TOLERANCE = 5.0
