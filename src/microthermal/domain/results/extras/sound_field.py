"""Focused ultrasound along the axis of its bowl."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class SoundField:
    """Pressure and intensity on the axis, in the skin."""

    z: Annotated[Array, Quantity("m", "depth", 0, 0.1, ("z",))]
    pressure: Annotated[Array, Quantity("Pa", "amplitude of the pressure on the axis", 0, 1e10, ("z",))]
    intensity: Annotated[Array, Quantity("W/m**2", "intensity on the axis", 0, 1e12, ("z",))]
