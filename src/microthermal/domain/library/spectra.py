"""Spectra of pure chromophores, and the few options that turn them into coefficients."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.errors import InputError
from microthermal.quantity import Array, Quantity, amended, record
from microthermal.units import show

# Fraction of the way between two lines within which a wavelength lies on one of them.
_ON_A_LINE = 1e-9


@record
class Spectrum:
    """One chromophore over wavelength; slope, index and bounds are not a number where no source states them.

    There are no data between ``gap_low`` and ``gap_high``; there and beyond its ends a spectrum that is
    ``zero_outside`` counts as zero. Lines that are ``unmeasured`` are scenarios: only bounds are known there.
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
    low: Annotated[Array, Quantity("1/m", "least absorption that sources allow", axes=("line",))] | None = None
    high: Annotated[Array, Quantity("1/m", "greatest absorption that sources allow", axes=("line",))] | None = None
    unmeasured: Annotated[Array, Quantity("1", "1 where a line is a scenario", 0, 1, axes=("line",))] | None = None

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
        if self.taken_as_zero(wavelength):
            return 0.0, 0.0, float("nan")
        if self._without_data(wavelength):
            raise InputError(self._no_data(wavelength))
        lower, upper = self._lines(wavelength)
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
        return self.zero_outside and self._without_data(wavelength)

    def _without_data(self, wavelength: float) -> bool:
        inside = self.wavelength[0] <= wavelength <= self.wavelength[-1]
        return not inside or self.gap_low < wavelength < self.gap_high

    def _lines(self, wavelength: float) -> tuple[int, int]:
        """Lines below and above a wavelength [m]."""
        upper = min(max(int(np.searchsorted(self.wavelength, wavelength)), 1), self.wavelength.size - 1)
        return upper - 1, upper

    def is_unmeasured(self, wavelength: float) -> bool:
        """Whether the absorption at a wavelength [m] is a scenario: it hangs on a line that nobody has measured."""
        if self.unmeasured is None or self._without_data(wavelength):
            return False
        lower, upper = self._lines(wavelength)
        span = self.wavelength[upper] - self.wavelength[lower]
        # A line does not count for a wavelength that lies on its neighbour.
        near = (self.wavelength[upper] - wavelength, wavelength - self.wavelength[lower])
        return any(
            self.unmeasured[line] > 0.0 and part > _ON_A_LINE * span
            for line, part in zip((lower, upper), near, strict=True)
        )

    def placed(self, place: float) -> Spectrum:
        """The spectrum at a place within the bounds of its unmeasured lines; what was measured stays.

        Parameters
        ----------
        place : float
            0 takes the least absorption, 0.5 that of the library, 1 the greatest; by ratio in between.
        """
        if place == 0.5 or self.unmeasured is None or self.low is None or self.high is None:
            return self
        end = self.low if place < 0.5 else self.high
        part = self.unmeasured * abs(2.0 * place - 1.0)
        moved = np.where(part > 0.0, self.absorption ** (1.0 - part) * end**part, self.absorption)
        return amended(self, absorption=moved)


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

    def unmeasured(self, wavelength: float) -> tuple[str, ...]:
        """Names of the chromophores whose absorption at a wavelength [m] nobody has measured."""
        each = (self.melanosome, self.lipid, self.dry_matter)
        return tuple(spectrum.name for spectrum in each if spectrum.is_unmeasured(wavelength))
