"""Beams that the words for a profile do not describe, and what the handpiece leaves open: its spot, its pressure."""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, Range, record

Applicator: TypeAlias = Literal["tip", "roller"]
# Fractions are texts of a few digits.
_WHOLE = 1e-6


@record
class Beam:
    """What a pulse's profile cannot say: a dark centre, a measured profile, or a focus below the surface.

    One of the three. A ring is uniform from ``inner_radius`` to the radius of the pulse. A measured profile is
    straight between its points and dark beyond the last. A focus makes a Gaussian pulse converge: its radius
    is still the one at the surface; the aperture is the sine of the 1/e² half-angle outside the skin.
    """

    inner_radius: Annotated[float, Quantity("m", "radius of the dark centre of a ring", 0, 5e-3)] = 0.0
    radii: tuple[Annotated[float, Quantity("m", "distances from the axis, growing", 0, 2e-2)], ...] = ()
    irradiance: tuple[Annotated[float, Quantity("1", "irradiance there, in any unit", 0, 1e15)], ...] = ()
    focus_depth: Annotated[float, Quantity("m", "depth of the focus in the skin", 0, 2e-2)] = 0.0
    numerical_aperture: Annotated[float, Quantity("1", "numerical aperture of the converging beam", 0, 0.95)] = 0.0

    def __post_init__(self) -> None:
        faults = []
        chosen = (self.inner_radius > 0, bool(self.radii or self.irradiance), self.numerical_aperture > 0)
        if sum(chosen) != 1:
            words = "give one of inner_radius, of radii with irradiance, or of numerical_aperture with focus_depth"
            faults.append(Fault("Beam", words))
        if self.focus_depth > 0 and self.numerical_aperture == 0:
            faults.append(Fault("Beam.numerical_aperture", "a focus needs an aperture greater than 0, for example 0.1"))
        if chosen[1]:
            grows = all(one < two for one, two in zip(self.radii, self.radii[1:], strict=False))
            if len(self.radii) < 2 or not grows:
                faults.append(Fault("Beam.radii", "at least two distances, each greater than the one before"))
            if len(self.irradiance) != len(self.radii):
                faults.append(Fault("Beam.irradiance", f"{len(self.radii)} values are needed, one for each distance"))
            elif not any(self.irradiance):
                faults.append(Fault("Beam.irradiance", "must be greater than 0 somewhere"))
        if faults:
            raise InputError(faults)


@record
class Pressing:
    """How a contact tip or a roller presses the skin while a pulse lasts: parts of what relaxed skin has."""

    applicator: Applicator = "tip"
    thickness: Annotated[float, Quantity("%", "thickness over that of relaxed skin", 0.2, 1)] = 1.0
    water: Annotated[float, Quantity("%", "water over that of relaxed skin", 0.2, 1)] = 1.0
    scattering: Annotated[float, Quantity("1", "reduced scattering over that of relaxed skin", 0.2, 5)] = 1.0

    @property
    def presses(self) -> bool:
        """Whether the skin is changed at all."""
        return (self.thickness, self.water, self.scattering) != (1.0, 1.0, 1.0)


@record
class Line:
    """One of several wavelengths that a pulse has at once, and the fraction of its energy at it."""

    wavelength: Annotated[float, Quantity("m", "wavelength", 2e-7, 2e-5)]
    fraction: Annotated[float, Quantity("%", "fraction of the energy of the pulse", 1e-3, 1)]


@record
class Spot:
    """The whole broad beam, of which a pulse is the part that falls on the skin around one follicle or vessel.

    Its radius is that of the edge, or to 1/e² if it is ``gaussian``.
    """

    radius: Annotated[float, Quantity("m", "radius of the whole beam at the surface", 1e-4, 3e-2)]
    energy: Annotated[float, Quantity("J", "energy of the whole beam", 1e-9, 1000)]
    gaussian: bool = False

    @property
    def fluence(self) -> float:
        """Radiant exposure [J/m²], averaged over the beam."""
        return self.energy / (math.pi * self.radius**2)


@record
class Handpiece:
    """What a handpiece leaves open, and what of its light a plain pulse cannot say.

    ``radius_range`` holds the radii that its nominal spot may stand for; ``pressing`` is there where something presses
    on the skin, without it the skin is relaxed. ``lines`` are the wavelengths of a pulse that has several; ``spot`` is
    the whole of a broad beam.
    """

    radius_range: Annotated[Range, Quantity("m", "radius that the nominal spot may stand for", 2e-6, 3e-2)] | None = (
        None
    )
    pressing: Pressing | None = None
    lines: tuple[Line, ...] = ()
    spot: Spot | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.lines and abs(sum(line.fraction for line in self.lines) - 1.0) > _WHOLE:
            faults.append(Fault("Handpiece.lines", "the fractions of the wavelengths must add up to 1"))
        if len({line.wavelength for line in self.lines}) < len(self.lines):
            faults.append(Fault("Handpiece.lines", "a wavelength is named twice; add its fractions"))
        if faults:
            raise InputError(faults)

    @property
    def presses(self) -> bool:
        """Whether the skin is changed at all."""
        return self.pressing is not None and self.pressing.presses
