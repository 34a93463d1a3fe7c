"""Where the model ends: pulses whose effect is another than the one that is simulated."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.results.caution import Weight
from microthermal.quantity import Quantity, record


@record
class Scope:
    """Pulses, by wavelength and duration, that lie outside of what is modelled; ``text`` goes on after the pulse."""

    name: str
    text: str
    weight: Weight
    source: str
    wavelength_low: Annotated[float, Quantity("m", "least wavelength", 0, 1)] = 0.0
    wavelength_high: Annotated[float, Quantity("m", "wavelength below which it holds", 0, 1)] = 1.0
    duration_low: Annotated[float, Quantity("s", "shortest pulse", 0, 1e3)] = 0.0
    duration_high: Annotated[float, Quantity("s", "pulse length below which it holds", 0, 1e3)] = 1e3
