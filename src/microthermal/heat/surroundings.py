"""What touches skin that nothing cools, and from how deep steam reaches it."""

from __future__ import annotations

from microthermal.domain.laser import Cooling

# Natural convection with radiation, lumped, at 25 °C: tissue_parameters row T_h_nat, read in a code comment.
STILL_AIR = Cooling(temperature=298.15, coefficient=10.0)
# About the layer that boils under a CO₂ beam; assumed, no measurement found.
STEAM_ESCAPE = 50e-6
