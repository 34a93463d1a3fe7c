"""Optical coefficients of a skin at one wavelength, from its composition and the spectra of what it is made of."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.spectra import Spectra
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.tissue import Melanosomes, Optics
from microthermal.errors import LibraryError
from microthermal.tissue.optical import fractions, layer_absorption, scattering
from microthermal.units import show

# Fraction of the greatest absorption by water above which another part counts.
_COUNTS = 0.1


def optics(
    skin: Skin, wavelength: float, spectra: Spectra, outside_index: float = 1.0, window_index: float | None = None
) -> Optics:
    """Optical coefficients of the layers of a skin at one wavelength.

    Parameters
    ----------
    skin : Skin
        Layers and what they are made of.
    wavelength : float
        Wavelength in vacuum [m].
    spectra : Spectra
        Pure chromophores, and the options by which they are put together.
    outside_index : float, optional
        Refractive index above the skin, 1 for air.
    window_index : float, optional
        Refractive index of a contact window on the skin; without it, there is none.

    Returns
    -------
    Optics
        At the reference temperature of the water spectrum.

    Notes
    -----
    wet = W μ_water; dry = M μ_melanosome + B [S μ_oxy + (1-S) μ_deoxy - w μ_water] + L μ_lipid + D μ_dry, with the
    fractions of water W, melanosome M, blood B (saturation S, own water w), lipid L and dry matter D (the rest). W is
    used as a fraction of volume, as in the source that gives 7.3 /cm for dermis in vivo at 1550 nm; skin soaked ex vivo
    comes out at 10.3 /cm, which is W = 0.91. Blood less its own water counts at least 0. A slope of water that no
    source states counts as 0, which `optics_cautions` tells. Scattering is the reduced one over 1 - g. Beyond 2.5 µm
    reflection is that of water: its index, and its extinction λ μ_water / 4π; below, the layer's own.

    References
    ----------
    Jacques2013, Salomatina2006, Ding2006, Segelstein1981.

    Raises
    ------
    InputError
        If the spectra hold no data for water at this wavelength.
    LibraryError
        If reflection is to be that of water, whose spectrum states no refractive index there.
    """
    water_absorption, slope, water_index = spectra.water.at(wavelength)
    as_water = wavelength > spectra.options.water_index_from
    if as_water and not np.isfinite(water_index):
        raise LibraryError(f"the spectrum of water states no refractive index at {show(wavelength, 'm', 4)}")
    layers = skin.layers
    pure = _pure(skin, wavelength, water_absorption, spectra)
    wet, dry = np.array([layer_absorption(layer.composition, pure) for layer in layers]).T
    own = wavelength * (wet + dry) / (4 * np.pi)
    return Optics(
        wavelength=wavelength,
        names=tuple(layer.name for layer in layers),
        thickness=np.array([layer.thickness for layer in layers]),
        wet_absorption=wet,
        dry_absorption=dry,
        wet_slope=np.array([layer.composition.water * (slope if np.isfinite(slope) else 0.0) for layer in layers]),
        scattering=np.array([scattering(wavelength, layer.scattering) for layer in layers]),
        anisotropy=np.array([layer.scattering.anisotropy for layer in layers]),
        refractive_index=np.array([water_index if as_water else layer.scattering.refractive_index for layer in layers]),
        extinction_index=np.full(own.shape, wavelength * water_absorption / (4 * np.pi)) if as_water else own,
        outside_index=outside_index,
        window_index=window_index,
        reference_temperature=spectra.water.reference_temperature,
        melanosomes=_melanosomes(skin, pure["melanosome"]),
    )


def _melanosomes(skin: Skin, absorption: float) -> Melanosomes | None:
    """Pigment grains of the layers, where they absorb at all."""
    fraction = np.array([layer.composition.melanosome for layer in skin.layers])
    lit = absorption > 0.0 and bool(np.any(fraction > 0.0))
    return Melanosomes(fraction=fraction, absorption=absorption) if lit else None


def _pure(skin: Skin, wavelength: float, water: float, spectra: Spectra) -> dict[str, float]:
    """Absorption of the pure chromophores that this skin holds [1/m]."""
    pure = {"water": water}
    if any(layer.composition.blood > 0 for layer in skin.layers):
        # The spectra of whole blood hold its water, which the layer's water already counts.
        own_water = spectra.options.blood_water * water
        pure["oxygenated_blood"] = max(0.0, spectra.blood_oxygenated.at(wavelength)[0] - own_water)
        pure["deoxygenated_blood"] = max(0.0, spectra.blood_deoxygenated.at(wavelength)[0] - own_water)
    for name in ("melanosome", "lipid", "dry_matter"):
        pure[name] = getattr(spectra, name).at(wavelength)[0]
    return pure


def optics_cautions(skin: Skin, wavelength: float, spectra: Spectra) -> tuple[Caution, ...]:
    """What to doubt about the coefficients of a skin at a wavelength [m]."""
    found = []
    if spectra.options.extrapolates_scattering(wavelength):
        limit = show(spectra.options.scattering_limit, "m", 4)
        found.append(
            Caution(
                stage="catalog",
                weight="warn",
                source="Jacques2013",
                text=f"scattering of {skin.origin or 'this skin'} at {show(wavelength, 'm', 4)} is extrapolated; it was"
                f" fitted up to {limit}, and published values at 1550 nm differ twofold",
            )
        )
    if not np.isfinite(spectra.water.at(wavelength)[1]):
        found.append(
            Caution(
                stage="catalog",
                weight="warn",
                text=f"how the absorption of water at {show(wavelength, 'm', 4)} changes with temperature is not known;"
                " it is taken as constant",
            )
        )
    return (
        *found,
        *_scenario_cautions(skin, wavelength, spectra),
        *_zero_cautions(skin, wavelength, spectra),
        *_full_cautions(skin),
    )


def _scenario_cautions(skin: Skin, wavelength: float, spectra: Spectra) -> tuple[Caution, ...]:
    """Parts of a skin whose absorption nobody has measured: what is taken, and between which bounds it lies."""
    held = [fractions(layer.composition) for layer in skin.layers]
    found = []
    for name in spectra.unmeasured(wavelength):
        spectrum = getattr(spectra, name)
        low, value, high = (spectrum.placed(place).at(wavelength)[0] for place in (0.0, 0.5, 1.0))
        if all(parts[name] == 0.0 for parts in held):
            continue
        # Where water stays, what is small beside the layer that absorbs most changes no zone; once water is gone, as
        # where light removes tissue, every part counts.
        water = spectra.water.at(wavelength)[0] * max(parts["water"] for parts in held)
        counts = max(parts[name] for parts in held) * high > _COUNTS * water
        text = (
            f"nobody has measured the absorption of {name.replace('_', ' ')} of skin at {show(wavelength, 'm', 4)}: "
            f"{show(value, '1/m')} is taken, {show(low, '1/m')} to {show(high, '1/m')} are possible"
        )
        dries = wavelength > spectra.options.water_index_from
        found.append(Caution(stage="catalog", text=text, weight="warn" if counts or dries else "note"))
    return tuple(found)


def _zero_cautions(skin: Skin, wavelength: float, spectra: Spectra) -> tuple[Caution, ...]:
    """Which parts of a skin absorb nothing only because nobody has measured them there."""
    without = {
        spectrum.name
        for layer in skin.layers
        for fraction, parts in (
            (layer.composition.blood, (spectra.blood_oxygenated, spectra.blood_deoxygenated)),
            (layer.composition.lipid, (spectra.lipid,)),
            (layer.composition.melanosome, (spectra.melanosome,)),
            (fractions(layer.composition)["dry_matter"], (spectra.dry_matter,)),
        )
        if fraction > 0.0
        for spectrum in parts
        if spectrum.taken_as_zero(wavelength)
    }
    if not without:
        return ()
    text = (
        f"the library has no absorption of {', '.join(sorted(without)).replace('_', ' ')} at "
        f"{show(wavelength, 'm', 4)}; it is taken as zero beside that of water"
    )
    return (Caution(stage="catalog", text=text),)


def _full_cautions(skin: Skin) -> tuple[Caution, ...]:
    """Layers whose parts are more than the whole, so that nothing is left for dry matter."""
    found = []
    for layer in skin.layers:
        made_of = layer.composition
        whole = made_of.water + made_of.lipid + made_of.melanosome + made_of.blood
        if whole > 1.0 + 1e-9:
            text = f"the parts of {layer.name.replace('_', ' ')} come to {show(whole, '%')}; no dry matter is counted"
            found.append(Caution(stage="catalog", text=text, weight="warn"))
    return tuple(found)
