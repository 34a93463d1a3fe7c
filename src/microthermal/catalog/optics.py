"""Spectra and options of the library, and the coefficients that follow from them for a skin."""

from __future__ import annotations

from microthermal.catalog.reading.entries import mapping_of, read_entry
from microthermal.catalog.reading.spectra import spectrum
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.spectra import OpticalOptions, Spectra
from microthermal.domain.results.tissue import Optics
from microthermal.quantity import fields_of
from microthermal.tissue import skin_optics


def spectra() -> Spectra:
    """Spectra of all chromophores of skin, with the options by which they are put together.

    Raises
    ------
    LibraryError
        If a library file is wrong.
    """
    path, mapping = mapping_of("optics", "")
    options = read_entry(OpticalOptions, path, mapping)
    names = [field.name for field in fields_of(Spectra) if field.name != "options"]
    return Spectra(**{name: spectrum(name) for name in names}, options=options)


def optics(skin: Skin, wavelength: float, outside_index: float = 1.0, window_index: float | None = None) -> Optics:
    """Optical coefficients of a skin with the installed spectra; as :func:`microthermal.tissue.skin_optics.optics`."""
    return skin_optics.optics(skin, wavelength, spectra(), outside_index, window_index)
