"""What sound meets in a skin: layers with their speed, density and attenuation."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class Acoustics:
    """Layers from the surface down, and what lies between them and the bowl."""

    names: tuple[str, ...]
    thickness: Annotated[Array, Quantity("m", "thickness", 0, 1, ("layer",))]
    speed: Annotated[Array, Quantity("m/s", "speed of sound", 500, 5000, ("layer",))]
    density: Annotated[Array, Quantity("kg/m**3", "density", 100, 3000, ("layer",))]
    attenuation: Annotated[Array, Quantity("1/m", "attenuation of the amplitude at 1 MHz", 0, 1e3, ("layer",))]
    power: Annotated[float, Quantity("1", "power of the frequency in the attenuation", 0, 3)]
    coupling_speed: Annotated[float, Quantity("m/s", "speed of sound between bowl and skin", 500, 5000)]
    coupling_density: Annotated[float, Quantity("kg/m**3", "density between bowl and skin", 100, 3000)]
