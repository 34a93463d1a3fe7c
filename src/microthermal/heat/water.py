"""Energies of heating, boiling and removing tissue, as plain formulas."""

from __future__ import annotations

from microthermal.tissue.thermal import BLOOD_DENSITY, BLOOD_SPECIFIC_HEAT

# Steam tables, 1 atm; tissue_parameters row T_Lv.
BOILING_TEMPERATURE = 373.15
LATENT_HEAT = 2.256e6
# Conductivities of tissue are those at body temperature: tissue_parameters rows T_k_*, 37 °C.
CONDUCTIVITY_REFERENCE = 310.15
BLOOD_HEAT_CAPACITY = BLOOD_DENSITY * BLOOD_SPECIFIC_HEAT  # J/m³/K


def vaporisation_enthalpy(heat_capacity: float, water: float, start: float) -> float:
    """Heat per volume that brings tissue to boiling and boils off all its water.

    Parameters
    ----------
    heat_capacity : float
        Heat capacity of the moist tissue [J/m³/K].
    water : float
        Water [kg/m³].
    start : float
        Temperature at the start [K].

    Returns
    -------
    float
        Enthalpy of full vaporisation [J/m³].

    Notes
    -----
    H = c (T_boil - T_start) + w L. Tissue with a water mass fraction of 0.65 from 34 °C: 1.91 kJ/cm³
    (tissue_parameters row T_H_dry).

    Examples
    --------
    >>> round(vaporisation_enthalpy(3112.0 * 1140.0, 0.65 * 1140.0, 307.15) / 1e9, 2)
    1.91
    """
    return heat_capacity * (BOILING_TEMPERATURE - start) + water * LATENT_HEAT


def ablation_enthalpy(
    heat_capacity: float, dry_heat_capacity: float, water: float, start: float, residue_temperature: float
) -> float:
    """Heat per volume that boils tissue dry and heats its residue until it leaves.

    Parameters
    ----------
    heat_capacity, dry_heat_capacity : float
        Heat capacity of the moist tissue and of what is left without water [J/m³/K].
    water : float
        Water [kg/m³].
    start : float
        Temperature at the start [K].
    residue_temperature : float
        Temperature at which the residue leaves [K].

    Returns
    -------
    float
        Enthalpy of ablation without losses to conduction [J/m³].

    Notes
    -----
    H = c (T_boil - T_start) + w L + c_dry (T_residue - T_boil).

    Examples
    --------
    >>> round(ablation_enthalpy(3112.0 * 1140.0, 1090.0 * 399.0, 741.0, 307.15, 673.15) / 1e9, 2)
    2.04
    """
    return vaporisation_enthalpy(heat_capacity, water, start) + dry_heat_capacity * (
        residue_temperature - BOILING_TEMPERATURE
    )


def floor_velocity(irradiance: float, enthalpy: float) -> float:
    """Velocity of the floor in steady ablation without lateral losses.

    Parameters
    ----------
    irradiance : float
        Power per area that enters the tissue [W/m²].
    enthalpy : float
        Enthalpy of ablation [J/m³].

    Returns
    -------
    float
        Velocity v = I / H [m/s].

    Examples
    --------
    >>> floor_velocity(2e9, 2e9)
    1.0
    """
    return irradiance / enthalpy


def ejection_depth(fluence: float, enthalpy: float, absorption: float) -> float:
    """Depth removed when layers leave as soon as they hold an enthalpy, light falling off by Beer's law.

    Parameters
    ----------
    fluence : float
        Energy per area that enters the tissue [J/m²].
    enthalpy : float
        Ejection enthalpy [J/m³].
    absorption : float
        Absorption of the tissue [1/m].

    Returns
    -------
    float
        Depth [m]; 0 below the threshold enthalpy / absorption.

    Notes
    -----
    d = F/H - 1/μ for F > H/μ, with a floor that recedes while the beam is on: the layer under the floor stays
    filled with H/μ. Far above the threshold the depth grows by 1/H per fluence.

    Examples
    --------
    >>> ejection_depth(5.1e4, 1.7e9, 1e6)
    2.9e-05
    """
    return max(fluence / enthalpy - 1.0 / absorption, 0.0)
