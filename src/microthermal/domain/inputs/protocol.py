"""A published treatment with a device, by which the numbers of the device are tested."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Quantity, record


@record
class Protocol:
    """Settings of a published treatment, or in ``text`` why none is known; density is that of one pass."""

    text: str
    energy: Annotated[float, Quantity("J", "energy of one microbeam", 1e-9, 100.0)] | None = None
    duration: Annotated[float, Quantity("s", "pulse length", 1e-9, 10.0)] | None = None
    density: Annotated[float, Quantity("1/m**2", "microbeams per area and pass", 1e3, 1e8)] | None = None
    passes: Annotated[int, Quantity("1", "passes over the area", 1, 20)] = 1
    stack: Annotated[int, Quantity("1", "pulses on one spot", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between stacked pulses, from start to start", 1e-8, 100)] = 0.1
