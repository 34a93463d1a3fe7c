"""Beams that the words for a profile do not describe: rings, measured profiles, beams with a focus in the skin."""

from __future__ import annotations

from typing import Annotated

from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record


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
