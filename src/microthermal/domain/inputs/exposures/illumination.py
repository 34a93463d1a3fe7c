"""Low-level light: beams too weak to warm the skin, given for minutes, and the devices that give them."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar

from microthermal.domain.inputs.beam import Handpiece
from microthermal.domain.inputs.devices.offers import Offer, offer_faults
from microthermal.domain.inputs.laser import Basis, Cooling, Energetic, LaserPulse
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, Range, amended, record, taken

_HANDPIECE, _BASIS = Handpiece(), Basis()
_WEEK = 604800.0


@record
class Illumination:
    """One session of low-level light by one of many beams; it makes no zone.

    ``irradiance`` is that inside the spot of one beam, ``radius`` the edge of the spot; how many beams there are on an
    area says the pattern of the treatment. ``per_week`` sessions a week are given for ``weeks``.
    """

    kind: ClassVar[str] = "illumination"
    makes_zone: ClassVar[bool] = False
    sham: ClassVar[bool] = False
    zoneless: ClassVar[bool] = True
    stack: ClassVar[int] = 1
    interval: ClassVar[float] = 0.1
    train: ClassVar[None] = None
    waveform: ClassVar[None] = None
    beam: ClassVar[None] = None
    extent: ClassVar[None] = None
    profile: ClassVar[str] = "flat_top"
    removal: ClassVar[str] = "boil_off"
    structure: ClassVar[str] = "smooth"

    wavelength: Annotated[float, Quantity("m", "wavelength", 2e-7, 2e-5)]
    irradiance: Annotated[float, Quantity("W/m**2", "irradiance in the spot of one beam", 1e-2, 1e5)]
    radius: Annotated[float, Quantity("m", "radius of the spot of one beam at the surface", 1e-4, 0.2)]
    duration: Annotated[float, Quantity("s", "time of one session", 1.0, 14400.0)]
    per_week: Annotated[float, Quantity("1", "sessions in a week", 0.1, 21)] = 3.0
    weeks: Annotated[float, Quantity("1", "weeks for which sessions are given", 1, 520)] = 26.0
    handpiece: Handpiece = _HANDPIECE
    device: str = ""
    origin: str = ""

    def nothing(self, device: str) -> LaserPulse:
        """What stands for it where it is not given, under the name of no device."""
        return LaserPulse(wavelength=self.wavelength, energy=0.0, duration=1e-3, radius=1e-3, device=device)

    @property
    def rhythm(self) -> float:
        """Time from session to session [s]; exposures that make zones have none of their own."""
        return _WEEK / self.per_week

    @property
    def source_radius(self) -> float:
        """Radius of the spot of one beam [m]."""
        return self.radius

    def member(self, number: int) -> Illumination:
        """One of its stack, counted from 0; all of them are alike."""
        return self

    def of_energy(self, energy: float) -> Illumination:
        """The same session with another energy of a beam [J]: it is brighter, and as long."""
        return amended(self, irradiance=energy / (math.pi * self.radius**2 * self.duration))

    def of_radius(self, radius: float) -> Illumination:
        """The same light on a spot of another radius [m]: its energy stays."""
        return amended(self, radius=radius, irradiance=self.irradiance * (self.radius / radius) ** 2)

    @property
    def energy(self) -> float:
        """Energy of one beam in one session [J]."""
        return self.irradiance * math.pi * self.radius**2 * self.duration


@record
class LightDevice:
    """A comb, cap or helmet of low-level light: what it is, and the sessions it offers. Radius: edge of one spot."""

    kind: ClassVar[str] = "illumination"
    ablative: ClassVar[bool] = False
    stack_high: ClassVar[int] = 1

    name: str
    maker: str
    family: str
    wavelength: Annotated[float, Quantity("m", "wavelength", 2e-7, 2e-5)]
    power: Annotated[float, Quantity("W", "power of one beam", 1e-5, 10)]
    radius: Annotated[float, Quantity("m", "radius of the spot of one beam at the surface", 1e-4, 0.2)]
    beams: Annotated[int, Quantity("1", "beams of the device", 1, 10000)]
    duration: Annotated[Range, Quantity("s", "time of one session", 1, 14400)]
    density: Annotated[Range, Quantity("1/m**2", "beams on an area", 1.0, 1e8)]
    per_week: Annotated[Range, Quantity("1", "sessions in a week", 0.1, 21)]
    basis: Basis = _BASIS
    cooling: Cooling | None = None
    origin: str = ""

    @property
    def energy(self) -> Range:
        """Energy of one beam in one session [J]."""
        return Range(low=self.power * self.duration.low, high=self.power * self.duration.high)

    def exposure(
        self,
        *,
        energy: float | None = None,
        duration: float | None = None,
        per_week: float | None = None,
        weeks: float = 26.0,
    ) -> Illumination:
        """Session of this device.

        Parameters
        ----------
        energy : float, optional
            Energy of one beam in one session [J], in place of the duration.
        duration : float, optional
            Time of one session [s]; without it, that of the energy, or the longest that the device offers.
        per_week : float, optional
            Sessions in a week; without it, the most that the device offers.
        weeks : float, optional
            Weeks for which sessions are given.

        Raises
        ------
        InputError
            If the device does not offer this; one fault for each setting.
        """
        if energy is not None and duration is not None:
            raise InputError(
                [Fault("energy", "is set beside duration; give one of the two, the power is the device's")]
            )
        lasting = self.duration.high if energy is None else energy / self.power
        given: dict[str, Any] = taken(
            Illumination, duration=lasting if duration is None else duration,
            per_week=self.per_week.high if per_week is None else per_week, weeks=weeks,
        )  # fmt: skip
        faults = self.faults(duration=given["duration"], per_week=given["per_week"])
        if faults:
            raise InputError(faults)
        irradiance = self.basis.output * self.power / (math.pi * self.radius**2)
        return Illumination(
            wavelength=self.wavelength, irradiance=irradiance, radius=self.radius, device=self.name,
            origin=self.origin, handpiece=Handpiece(radius_range=self.basis.radius_range), **given,
        )  # fmt: skip

    def again(self, own: Illumination, energy: float) -> Illumination:
        """A session of this device like another one of it, at another energy of a beam [J]."""
        return self.exposure(energy=energy, per_week=own.per_week, weeks=own.weeks)

    def setting(self, exposure: Energetic) -> float:
        """Energy [J] of one beam in a session of this device."""
        return exposure.energy / self.basis.output

    def shortest(self, energy: float) -> float:
        """Time [s] in which one beam of this device gives an energy [J]."""
        return min(max(self.duration.low, energy / self.power), self.duration.high)

    def faults(self, *, duration: float | None = None, per_week: float | None = None) -> list[Fault]:
        """What of a session this device does not offer: one fault for each setting."""
        return offer_faults(
            self.name,
            (Offer("duration", duration, "s", self.duration), Offer("per_week", per_week, "1", self.per_week)),
        )
