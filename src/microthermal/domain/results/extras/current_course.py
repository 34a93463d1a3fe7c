"""Current of one pin over time."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class CurrentCourse:
    """Voltage, impedance and energy of one pin at the end of each portion of its current."""

    time: Annotated[Array, Quantity("s", "time since the current began", 0, 1e3, ("portion",))]
    voltage: Annotated[Array, Quantity("V", "voltage (root mean square)", 0, 1e5, ("portion",))]
    impedance: Annotated[Array, Quantity("ohm", "impedance between the pin and its return", 0, 1e9, ("portion",))]
    energy: Annotated[Array, Quantity("J", "energy given until then", 0, 1e3, ("portion",))]
