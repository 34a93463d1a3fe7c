"""Focused ultrasound in the skin: its field, and how far its zone may lie from the one that is shown."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Array, Quantity, record


@record
class SoundBand:
    """What comes of the same shot from narrower and wider bowls in skin that damps less and more.

    ``attenuation`` counts the ends of what sources give: 0 the least, 0.5 the library's, 1 the greatest. Peaks and
    zones are those of coarse cells.
    """

    attenuation: Annotated[Array, Quantity("1", "place in the range of the attenuation", 0, 1, ("attenuation",))]
    f_number: Annotated[Array, Quantity("1", "focal length over the width of the bowl", 0.1, 100, ("f_number",))]
    peak: Annotated[Array, Quantity("K", "highest temperature", 0, 1e4, ("attenuation", "f_number"))]
    place: Annotated[Array, Quantity("m", "depth of the highest temperature", 0, 0.1, ("attenuation", "f_number"))]
    volume: Annotated[Array, Quantity("m**3", "volume of the zone", 0, 1e-6, ("attenuation", "f_number"))]


@record
class SoundField:
    """Intensity in each cell while it sounds, pressure on the axis, and the shape of the focus.

    ``width`` and ``length`` are those of what has at least a quarter of the greatest intensity (-6 dB). ``surface`` is
    the mean intensity on the skin within the cone of the bowl, ``drive`` that on the bowl.
    """

    z: Annotated[Array, Quantity("m", "depth", 0, 0.1, ("z",))]
    r: Annotated[Array, Quantity("m", "distance from the axis", 0, 0.1, ("r",))]
    intensity: Annotated[Array, Quantity("W/m**2", "intensity", 0, 1e12, ("z", "r"))]
    pressure: Annotated[Array, Quantity("Pa", "amplitude of the pressure on the axis", 0, 1e10, ("z",))]
    focus: Annotated[float, Quantity("m", "depth of the greatest intensity", 0, 0.1)]
    width: Annotated[float, Quantity("m", "width of the focus", 0, 0.1)]
    length: Annotated[float, Quantity("m", "length of the focus", 0, 0.1)]
    surface: Annotated[float, Quantity("W/m**2", "intensity on the skin", 0, 1e12)]
    drive: Annotated[float, Quantity("W/m**2", "intensity on the bowl", 0, 1e12)]
    path: Annotated[float, Quantity("m", "distance from the apex of the bowl to the skin", 0, 1)]
    f_number: Annotated[float, Quantity("1", "focal length over the width of the bowl", 0.1, 100)]
    taken: Annotated[float, Quantity("%", "fraction of the energy that the skin takes up", 0, 1)]
    band: SoundBand | None = None
