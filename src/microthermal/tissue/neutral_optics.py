"""Optics that leave deposited energy as it is: for exposures that do not shine, and so do not follow absorption."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import Skin
from microthermal.domain.library.spectra import Spectra
from microthermal.domain.results.tissue import Optics
from microthermal.tissue.skin_optics import optics


def neutral_optics(skin: Skin) -> Optics:
    """Optics under which the heat loop takes deposited energy as it is, but where tissue has been removed.

    Notes
    -----
    The heat loop reweights what is deposited by the absorption of the moment over that at reference,
    [μ_wet w/w0 + μ_dry (1 - removed)] / (μ_wet + μ_dry). With μ_wet = 0 and μ_dry = 1 /m this is exactly 1 - removed,
    at any temperature and water.
    """
    layers, ones = skin.layers, np.ones(len(skin.layers))
    nothing = 0.0 * ones
    return Optics(
        wavelength=0.0, names=tuple(layer.tissue or layer.name for layer in layers),
        thickness=np.array([layer.thickness for layer in layers]),
        wet_absorption=nothing, dry_absorption=ones, wet_slope=nothing, scattering=nothing, anisotropy=nothing,
        refractive_index=ones, extinction_index=nothing,
    )  # fmt: skip


def optics_met(skin: Skin, wavelength: float | None, spectra: Spectra, window_index: float | None = None) -> Optics:
    """Optics of a skin as an exposure meets it: at its wavelength [m], or neutral where it has none."""
    if wavelength is None:
        return neutral_optics(skin)
    return optics(skin, wavelength, spectra, window_index=window_index)
