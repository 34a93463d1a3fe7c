"""Composition and wavelength to the optical coefficients of a skin, interpolated once."""

from __future__ import annotations

import numpy as np

from microthermal.catalog.reading import folders
from microthermal.catalog.reading.spectra import spectrum
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.tissue import Optics
from microthermal.errors import InputError, LibraryError
from microthermal.tissue.optical import layer_absorption, scattering, shares
from microthermal.units import parse, show


def optics(
    skin: Skin, wavelength: float, outside_index: float = 1.0, window_index: float | None = None
) -> Optics:  # fmt: skip
    """Optical coefficients of the layers of a skin at one wavelength.

    Parameters
    ----------
    skin : Skin
        Layers and what they are made of.
    wavelength : float
        Wavelength in vacuum [m].
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
    shares of water W, melanosome M, blood B (saturation S, own water w), lipid L and dry matter D (the rest). W is used
    as a share of volume, as in the source that gives 7.3 /cm for dermis in vivo at 1550 nm; skin soaked ex vivo
    comes out at 10.3 /cm, which is W = 0.91. Blood less its own water counts at least 0. A slope of
    water that no source states counts as 0, which `optics_cautions` tells. Scattering is the reduced one over 1 - g.
    Beyond 2.5 µm reflection is that of water: its index, and its extinction λ μ_water / 4π; below, the layer's own.

    References
    ----------
    Jacques2013, Salomatina2006, Ding2006, Segelstein1981.

    Raises
    ------
    InputError
        If the library has no data for water at this wavelength.
    """
    water = spectrum("water")
    water_absorption, slope, water_index = water.at(wavelength)
    as_water = wavelength > _option("water_index_from", "m")
    if as_water and not np.isfinite(water_index):
        raise LibraryError(f"the spectrum of water states no refractive index at {show(wavelength, 'm', 4)}")
    layers = skin.layers
    pure = _pure(skin, wavelength, water_absorption)
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
        reference_temperature=water.reference_temperature,
    )


def _pure(skin: Skin, wavelength: float, water: float) -> dict[str, float]:
    """Absorption of the pure chromophores that this skin holds [1/m]."""
    pure = {"water": water}
    if any(layer.composition.blood > 0 for layer in skin.layers):
        # The spectra of whole blood hold its water, which the layer's water already counts.
        own_water = _option("blood_water", "%") * water
        for state in ("oxygenated", "deoxygenated"):
            pure[f"{state}_blood"] = max(0.0, spectrum(f"blood_{state}").at(wavelength)[0] - own_water)
    for name in ("melanosome", "lipid", "dry_matter"):
        pure[name] = spectrum(name).at(wavelength)[0]
    return pure


def _option(name: str, unit: str) -> float:
    path = folders.single("optics.toml")
    table = folders.load(path).get(name)
    if not isinstance(table, dict) or "value" not in table:
        raise LibraryError(f"{path}: {name}: this value is missing")
    try:
        return parse(str(table["value"]), unit)
    except InputError as error:
        raise LibraryError(f"{path}: {name}: {error}") from None


def scattering_extrapolated(wavelength: float) -> bool:
    """Whether the scattering of skin at a wavelength [m] lies beyond the fits of the library, and counts."""
    return _option("scattering_limit", "m") < wavelength < _option("water_index_from", "m")


def optics_cautions(skin: Skin, wavelength: float) -> tuple[Caution, ...]:
    """What to doubt about the coefficients of a skin at a wavelength [m]."""
    found = []
    if scattering_extrapolated(wavelength):
        limit = show(_option("scattering_limit", "m"), "m", 4)
        found.append(
            Caution(
                stage="catalog",
                weight="warn",
                source="Jacques2013",
                text=f"scattering of {skin.origin or 'this skin'} at {show(wavelength, 'm', 4)} is extrapolated; it was"
                f" fitted up to {limit}, and published values at 1550 nm differ twofold",
            )
        )
    if not np.isfinite(spectrum("water").at(wavelength)[1]):
        found.append(
            Caution(
                stage="catalog",
                weight="warn",
                text=f"how the absorption of water at {show(wavelength, 'm', 4)} changes with temperature is not known;"
                " it is taken as constant",
            )
        )
    return (*found, *_zero_cautions(skin, wavelength), *_full_cautions(skin))


def _zero_cautions(skin: Skin, wavelength: float) -> tuple[Caution, ...]:
    """Which parts of a skin absorb nothing only because nobody has measured them there."""
    held = {
        name
        for layer in skin.layers
        for share, names in (
            (layer.composition.blood, ("blood_oxygenated", "blood_deoxygenated")),
            (layer.composition.lipid, ("lipid",)),
            (layer.composition.melanosome, ("melanosome",)),
            (shares(layer.composition)["dry_matter"], ("dry_matter",)),
        )
        if share > 0.0
        for name in names
    }
    without = sorted(name for name in held if spectrum(name).taken_as_zero(wavelength))
    if not without:
        return ()
    text = (
        f"the library has no absorption of {', '.join(without).replace('_', ' ')} at {show(wavelength, 'm', 4)}; it is "
        "taken as zero beside that of water"
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
