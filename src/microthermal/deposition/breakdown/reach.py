"""Which pulses the engine of breakdown is for, and which no engine knows."""

from __future__ import annotations

from typing import Any, Final

from microthermal.domain.inputs.laser import BREAKDOWN, SHORTEST_HEAT, Pulse
from microthermal.errors import Fault
from microthermal.units import show

# Longest pulse [s], and the wavelengths [m] at which melanosomes and clean water were measured, and a little around.
LONGEST: Final = 1e-7
SHORTEST_WAVE, LONGEST_WAVE = 5e-7, 1.1e-6


def tears(exposure: Any) -> bool:
    """Whether an exposure is light of nanoseconds or shorter at a wavelength for which thresholds are known."""
    if not isinstance(exposure, Pulse) or exposure.duration > LONGEST:
        return False
    return SHORTEST_WAVE <= exposure.wavelength <= LONGEST_WAVE and exposure.train is None


def unknown(exposure: Any) -> list[Fault]:
    """Fault of light that is too short for heat and for which no threshold of breakdown is known."""
    if not isinstance(exposure, Pulse) or exposure.duration >= SHORTEST_HEAT or tears(exposure):
        return []
    words = f"{show(exposure.duration, 's')} at {show(exposure.wavelength, 'm', 4)} is not modelled: {BREAKDOWN}"
    waves = f"{show(SHORTEST_WAVE, 'm')} to {show(LONGEST_WAVE, 'm')}"
    return [Fault("Pulse.duration", f"{words}, whose thresholds are known for single pulses at {waves}")]
