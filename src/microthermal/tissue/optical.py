"""Optical coefficients of a layer from what it is made of: plain formulas for the catalog."""

from __future__ import annotations

from collections.abc import Mapping

from microthermal.domain.inputs.skin import Composition, Scattering
from microthermal.errors import InputError

# Wavelength [m] at which reduced scattering is tabulated (Jacques2013, eq. 2).
REFERENCE_WAVELENGTH = 500e-9


def reduced_scattering(wavelength: float, reduced_500: float, rayleigh_fraction: float, mie_power: float) -> float:
    """Reduced scattering of tissue.

    Parameters
    ----------
    wavelength : float
        Wavelength in vacuum [m].
    reduced_500 : float
        Reduced scattering at 500 nm [1/m].
    rayleigh_fraction : float
        Rayleigh fraction at 500 nm, 0 to 1.
    mie_power : float
        Mie power [1].

    Returns
    -------
    float
        Reduced scattering [1/m].

    Notes
    -----
    μs' = a [f (λ/500 nm)⁻⁴ + (1 - f) (λ/500 nm)⁻ᵇ]. Fitted from 400 to 1300 nm; beyond, it lies closer to the few
    measurements than a single power, and both are extrapolations.

    References
    ----------
    Jacques2013, eq. 2.

    Examples
    --------
    >>> round(reduced_scattering(500e-9, 4360.0, 0.41, 0.562))
    4360
    """
    ratio = wavelength / REFERENCE_WAVELENGTH
    rayleigh = rayleigh_fraction * ratio**-4.0
    return float(reduced_500 * (rayleigh + (1.0 - rayleigh_fraction) * ratio**-mie_power))


def scattering(wavelength: float, layer: Scattering) -> float:
    """Scattering, not reduced, of a layer [1/m]: μs = μs' / (1 - g).

    Parameters
    ----------
    wavelength : float
        Wavelength in vacuum [m].
    layer : Scattering
        How the layer scatters.
    """
    reduced = reduced_scattering(wavelength, layer.reduced_500, layer.rayleigh_fraction, layer.mie_power)
    return reduced / (1.0 - layer.anisotropy)


def fractions(composition: Composition, water: float | None = None) -> dict[str, float]:
    """Volume fraction of each chromophore of a layer.

    Parameters
    ----------
    composition : Composition
        What the layer is made of.
    water : float, optional
        Fraction of the volume that counts as water; without it, the water content by mass is taken for it, the
        convention of the review from which the default water contents come.

    Returns
    -------
    dict
        Fractions of ``water``, ``lipid``, ``melanosome``, ``oxygenated_blood``, ``deoxygenated_blood`` and
        ``dry_matter`` (the rest: protein and salts), each 0 to 1. Blood lies in the vessels besides the tissue's own
        water.

    References
    ----------
    Jacques2013, section 3.
    """
    wet = composition.water if water is None else water
    return {
        "water": wet,
        "lipid": composition.lipid,
        "melanosome": composition.melanosome,
        "oxygenated_blood": composition.blood * composition.oxygenation,
        "deoxygenated_blood": composition.blood * (1.0 - composition.oxygenation),
        "dry_matter": max(0.0, 1.0 - wet - composition.lipid - composition.melanosome - composition.blood),
    }


def layer_absorption(
    composition: Composition, absorption: Mapping[str, float], water: float | None = None
) -> tuple[float, float]:
    """Absorption of a layer: by its water, and by all else.

    Parameters
    ----------
    composition : Composition
        What the layer is made of.
    absorption : mapping
        Absorption of the pure chromophores [1/m] by the names of :func:`fractions`; each that the layer holds.
    water : float, optional
        As in :func:`fractions`.

    Returns
    -------
    tuple of float
        Absorption by water and by all but water [1/m].

    Raises
    ------
    InputError
        If the absorption of a part that the layer holds is missing.

    Notes
    -----
    μa = Σ fraction · μa of the pure chromophore. Spectra of whole blood must leave out its water below 1000 nm or add
    it knowingly: the fractions do not correct for it.
    """
    held = {
        name: fraction for name, fraction in fractions(composition, water).items() if fraction > 0.0 or name == "water"
    }
    missing = [name for name in held if name not in absorption]
    if missing:
        raise InputError(f"the absorption of {', '.join(missing)} is missing, which the layer holds")
    parts = {name: fraction * absorption[name] for name, fraction in held.items()}
    return parts["water"], sum(part for name, part in parts.items() if name != "water")
