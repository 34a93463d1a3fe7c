"""Thermal coefficients of tissue from its water: density, heat capacity, conductivity, wet and dry."""

from __future__ import annotations

# Choi2001, read in the code of Tissue-Ablation-MC: volumes of water and dry matter, and what a kilogram brings.
WATER_DENSITY = 1000.0  # kg/m³
DRY_SPECIFIC_VOLUME = 0.649  # of dry matter, relative to water
WATER_SPECIFIC_HEAT = 4200.0  # J/kg/K
DRY_SPECIFIC_HEAT = 1090.0  # J/kg/K
WATER_CONDUCTIVITY = 6.28e-4  # W/m/K per kg/m³
DRY_CONDUCTIVITY = 1.17e-4  # W/m/K per kg/m³
# Whole blood (ITIS5).
BLOOD_DENSITY = 1050.0  # kg/m³
BLOOD_SPECIFIC_HEAT = 3617.0  # J/kg/K


def density(water: float) -> float:
    """Density of soft tissue [kg/m³] with a water content by mass (0 to 1).

    Notes
    -----
    ρ = 1000 / (W + 0.649 (1 - W)). Holds for protein and water, not for fat.

    References
    ----------
    Choi2001, read in the code of Tissue-Ablation-MC.

    Examples
    --------
    >>> round(density(0.65))
    1140
    """
    return WATER_DENSITY / (water + DRY_SPECIFIC_VOLUME * (1.0 - water))


def specific_heat(water: float) -> float:
    """Specific heat of soft tissue [J/kg/K] with a water content by mass: c = 4200 W + 1090 (1 - W).

    References
    ----------
    Choi2001, read in the code of Tissue-Ablation-MC.
    """
    return WATER_SPECIFIC_HEAT * water + DRY_SPECIFIC_HEAT * (1.0 - water)


def conductivity(water: float) -> float:
    """Conductivity of soft tissue [W/m/K] with a water content by mass: k = ρ (6.28e-4 W + 1.17e-4 (1 - W)).

    Notes
    -----
    28-38 % above measurements of skin as a whole; it is the only formula at hand that follows drying.

    References
    ----------
    Choi2001, read in the code of Tissue-Ablation-MC.

    Examples
    --------
    >>> round(conductivity(0.65), 3)
    0.512
    """
    return density(water) * (WATER_CONDUCTIVITY * water + DRY_CONDUCTIVITY * (1.0 - water))


def dry_heat_capacity(water: float, density: float, specific_heat: float) -> float:
    """Heat capacity that a volume of tissue keeps when all its water has left and the volume stays.

    Parameters
    ----------
    water : float
        Water content by mass before drying, 0 to 1.
    density : float
        Density before drying [kg/m³].
    specific_heat : float
        Specific heat before drying [J/kg/K].

    Returns
    -------
    float
        Heat capacity without water [J/m³/K].

    Notes
    -----
    ρ (c - 4200 W), so that water takes with it what water holds; never less than dry matter holds,
    1090 ρ (1 - W), which it equals if the layer follows the formulas above. At least 5 % of the whole, as pure water
    would leave nothing.
    """
    left = specific_heat - WATER_SPECIFIC_HEAT * water
    return density * max(left, DRY_SPECIFIC_HEAT * (1.0 - water), 0.05 * specific_heat)


def dry_conductivity(water: float, conductivity: float) -> float:
    """Conductivity that tissue keeps when all its water has left and the volume stays.

    Parameters
    ----------
    water : float
        Water content by mass before drying, 0 to 1.
    conductivity : float
        Conductivity before drying [W/m/K].

    Returns
    -------
    float
        Conductivity without water [W/m/K].

    Notes
    -----
    The formula of Choi2001 is linear in the mass of water per volume; dry matter carries the fraction
    1.17 (1 - W) / (6.28 W + 1.17 (1 - W)) of it, here applied to the layer's own conductivity.
    """
    dry = DRY_CONDUCTIVITY * (1.0 - water)
    return conductivity * max(dry / (WATER_CONDUCTIVITY * water + dry), 0.02)
