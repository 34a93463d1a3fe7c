"""Low-level light at depth."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class LightDose:
    """Fluence of broad low-level light by depth over what falls on the surface, and how little it can warm.

    ``at_bulge`` and ``at_papilla`` are gains in the same skin with the epidermis of each of the ``phototypes``. The
    greatest rise anywhere is the irradiance times ``warming``, however long the light shines. Of the light, the
    fractions ``absorbed``, ``reflected`` and ``lost`` are all; files of earlier versions do not hold them.
    """

    z: Annotated[Array, Quantity("m", "depth", 0, 0.1, ("z",))]
    gain: Annotated[Array, Quantity("1", "fluence there over the fluence on the surface", 0, 100, ("z",))]
    error: Annotated[Array, Quantity("1", "standard error of that gain", 0, 100, ("z",))]
    phototypes: tuple[str, ...]
    at_bulge: Annotated[Array, Quantity("1", "gain at the bulge, by phototype", 0, 100, ("phototype",))]
    at_papilla: Annotated[Array, Quantity("1", "gain at the hair papilla, by phototype", 0, 100, ("phototype",))]
    bulge: Annotated[float, Quantity("m", "depth of the bulge", 0, 0.1)]
    papilla: Annotated[float, Quantity("m", "depth of the hair papilla", 0, 0.1)]
    warming: Annotated[float, Quantity("m**2*K/W", "greatest rise per irradiance", 0, 10)]
    absorbed: Annotated[float, Quantity("%", "fraction absorbed in the depths shown", 0, 1)] | None = None
    reflected: Annotated[float, Quantity("%", "fraction that leaves the skin as light", 0, 1)] | None = None
    lost: Annotated[float, Quantity("%", "fraction absorbed deeper than is shown", 0, 1)] | None = None
