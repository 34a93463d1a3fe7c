"""Boiling of water, the heat of blood, and where conductivities are stated."""

from __future__ import annotations

from microthermal.tissue.thermal import BLOOD_DENSITY, BLOOD_SPECIFIC_HEAT

# Steam tables, 1 atm; tissue_parameters row T_Lv.
BOILING_TEMPERATURE = 373.15
LATENT_HEAT = 2.256e6
# Conductivities of tissue are those at body temperature: tissue_parameters rows T_k_*, 37 °C.
CONDUCTIVITY_REFERENCE = 310.15
BLOOD_HEAT_CAPACITY = BLOOD_DENSITY * BLOOD_SPECIFIC_HEAT  # J/m³/K
