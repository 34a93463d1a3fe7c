"""Spectra of pure chromophores, and the few options that turn them into coefficients."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.errors import InputError
from microthermal.quantity import Array, Quantity, record
from microthermal.units import show

# Fraction of the way between two lines within which a wavelength lies on one of them.
_ON_A_LINE = 1e-9


@record
class Spectrum:
    """One chromophore over wavelength; slope and refractive index are not a number where no source states them.

    There are no data between ``gap_low`` and ``gap_high``; beyond its ends a spectrum that is ``zero_outside`` counts
    as zero.
    """

    name: str
    wavelength: Annotated[Array, Quantity("m", "wavelength in vacuum", axes=("line",))]
    absorption: Annotated[Array, Quantity("1/m", "absorption", axes=("line",))]
    slope: Annotated[Array, Quantity("1/m/K", "change of the absorption with temperature", axes=("line",))]
    index: Annotated[Array, Quantity("1", "refractive index", axes=("line",))]
    reference_temperature: Annotated[float, Quantity("K", "temperature of the measurement", 250, 350)]
    gap_low: Annotated[float, Quantity("m", "begin of the gap without data", 0, 1e-3)] = 0.0
    gap_high: Annotated[float, Quantity("m", "end of the gap without data", 0, 1e-3)] = 0.0
    zero_outside: bool = False

    def at(self, wavelength: float) -> tuple[float, float, float]:
        """Absorption [1/m], its slope [1/m/K] and refractive index at a wavelength [m].

        Notes
        -----
        The absorption is interpolated in its logarithm, or linearly beside a zero; slope and index linearly. Slope and
        index are not a number where the file does not state them on both sides.

        Raises
        ------
        InputError
            If there are no data at this wavelength and the file does not say that it is zero there.
        """
        inside = self.wavelength[0] <= wavelength <= self.wavelength[-1]
        if self.taken_as_zero(wavelength):
            return 0.0, 0.0, float("nan")
        if not inside or self.gap_low < wavelength < self.gap_high:
            raise InputError(self._no_data(wavelength))
        upper = min(max(int(np.searchsorted(self.wavelength, wavelength)), 1), self.wavelength.size - 1)
        lower = upper - 1
        fraction = (wavelength - self.wavelength[lower]) / (self.wavelength[upper] - self.wavelength[lower])
        first, second = self.absorption[lower], self.absorption[upper]
        if first > 0 and second > 0:
            absorption = float(np.exp((1 - fraction) * np.log(first) + fraction * np.log(second)))
        else:
            absorption = float((1 - fraction) * first + fraction * second)
        for line, there in ((lower, 0.0), (upper, 1.0)):
            if abs(fraction - there) < _ON_A_LINE:  # what a line itself states is known, whatever its neighbour lacks
                return absorption, float(self.slope[line]), float(self.index[line])
        slope = (1 - fraction) * self.slope[lower] + fraction * self.slope[upper]
        index = (1 - fraction) * self.index[lower] + fraction * self.index[upper]
        return absorption, float(slope), float(index)

    def _no_data(self, wavelength: float) -> str:
        span = f"{show(float(self.wavelength[0]), 'm', 4)} to {show(float(self.wavelength[-1]), 'm', 4)}"
        hole = f", except {show(self.gap_low, 'm', 4)} to {show(self.gap_high, 'm', 4)}"
        return (
            f"there are no data for the absorption of {self.name} at {show(wavelength, 'm', 4)};"
            f" the library has {span}{hole if self.gap_high > self.gap_low else ''}"
        )

    def taken_as_zero(self, wavelength: float) -> bool:
        """Whether the file has no data at a wavelength [m] and says that it is to be taken as zero."""
        inside = self.wavelength[0] <= wavelength <= self.wavelength[-1]
        return self.zero_outside and not inside


@record
class OpticalOptions:
    """Few numbers that turn composition and spectra into coefficients."""

    blood_water: Annotated[float, Quantity("%", "water of whole blood, which its spectrum holds", 0, 1)]
    scattering_limit: Annotated[float, Quantity("m", "wavelength up to which scattering was fitted", 1e-7, 1e-4)]
    water_index_from: Annotated[float, Quantity("m", "wavelength from which skin reflects as water", 1e-7, 1e-4)]

    def extrapolates_scattering(self, wavelength: float) -> bool:
        """Whether the scattering of skin at a wavelength [m] lies beyond the fits of the library, and counts."""
        return self.scattering_limit < wavelength < self.water_index_from


@record
class Spectra:
    """Pure chromophores of skin, and the options by which they are put together."""

    water: Spectrum
    blood_oxygenated: Spectrum
    blood_deoxygenated: Spectrum
    melanosome: Spectrum
    lipid: Spectrum
    dry_matter: Spectrum
    options: OpticalOptions
