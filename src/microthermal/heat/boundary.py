"""Constants of the heat models that no file of the library states: steam, vessels that close, tolerances."""

from __future__ import annotations

# Depth from which steam still escapes [m]: about that of the layer that boils under a CO₂ beam; assumed.
STEAM_ESCAPE = 50e-6
# Rise of the boiling point above 100 °C until the last, bound water is gone [K]; assumed, no effect on zone depth.
BOILING_RANGE = 5.0
# Relative rise of the thermal conductivity of soft tissue, 37 to 80 °C [1/K]; its source is not in the library.
WARMING = 2e-3
# Lower limit of water absorption in hot tissue from which steam escapes, over that at the reference temperature; with
# the slopes of the library it is not reached below 100 °C.
ABSORPTION_FLOOR = 0.2
# Vessels of skin stop flowing: rate of Brown1992, for models made without the library, whose files name the law.
VESSELS = (1.98e106, 6.67e5)
# Tolerated local error of one time step [K]; tests/verification/test_heat_steps.py shows its effect on results.
TOLERANCE = 5.0
