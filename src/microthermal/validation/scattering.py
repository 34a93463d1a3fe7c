"""Scattering of skin where it is extrapolated: open in every case, whatever its source states."""

from __future__ import annotations

from dataclasses import replace

from microthermal import catalog
from microthermal.validation.records import Case, MeasuredExposure


def scattering_open(exposure: MeasuredExposure) -> bool:
    """Whether the light of an exposure is scattered in a way that nobody has measured well."""
    stated = exposure.setting("wavelength")
    wavelength = stated.middle if stated else catalog.device(exposure.device).wavelength
    return catalog.library().spectra.options.extrapolates_scattering(wavelength)


def other_scattering(case: Case) -> tuple[Case, ...]:
    """The same case in the clearest and in the most turbid skin; none where the light does not depend on it."""
    if not scattering_open(case.exposure):
        return ()
    found = []
    for place in (0.0, 1.0):
        changed = None if case.changed is None else replace(case.changed, scattering=place)
        found.append(replace(case, exposure=replace(case.exposure, scattering=place), changed=changed))
    return tuple(found)
