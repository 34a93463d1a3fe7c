"""Boiling of water, the heat of blood, and where conductivities are stated."""

from __future__ import annotations

from microthermal.tissue.thermal import BLOOD_DENSITY, BLOOD_SPECIFIC_HEAT

# Steam tables, 1 atm: boiling point [K] and latent heat [J/kg].
BOILING_TEMPERATURE = 373.15
LATENT_HEAT = 2.256e6
# Temperature to which the thermal conductivities of the library refer: 37 °C [K].
CONDUCTIVITY_REFERENCE = 310.15
BLOOD_HEAT_CAPACITY = BLOOD_DENSITY * BLOOD_SPECIFIC_HEAT  # J/m³/K
