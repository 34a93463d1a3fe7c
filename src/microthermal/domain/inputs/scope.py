"""Where the model ends: pulses whose effect is another than the one that is simulated."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.results.caution import Weight
from microthermal.quantity import Quantity, Range, record


@record
class Scope:
    """Pulses, by wavelength and duration, that lie outside of what is modelled; ``text`` goes on after the pulse.

    A pulse at the greatest value of a range lies within what is modelled.
    """

    name: str
    text: str
    weight: Weight
    source: str
    wavelength: Annotated[Range, Quantity("m", "wavelength", 0, 1)] = Range(low=0.0, high=1.0)
    duration: Annotated[Range, Quantity("s", "pulse length", 0, 1e3)] = Range(low=0.0, high=1e3)

    @property
    def by_wavelength(self) -> bool:
        """Whether it is about a range of wavelengths."""
        return self.wavelength.high < 1.0
