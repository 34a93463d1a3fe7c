"""Focused ultrasound: one focus below the surface, and the devices that give it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from microthermal.domain.inputs.beam import Handpiece
from microthermal.domain.inputs.devices.offers import Asked, Offer, offer_faults, shortest_pulse, timing_faults
from microthermal.domain.inputs.exposures.extent import Extent
from microthermal.domain.inputs.laser import SHAM_ENERGY, Basis, Cooling, Energetic
from microthermal.domain.inputs.pulse_timing import Train, interval_faults, shape_faults
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, Range, amended, record, taken

_HANDPIECE, _BASIS = Handpiece(), Basis()
# Speed of sound in soft tissue [m/s]: general knowledge, recalled; here it only says where cells are fine.
_SPEED = 1540.0
# Half width of a focus to its first zero and half length to a fifth of its intensity, in wavelengths times F and F².
_WIDE, _LONG = 1.2, 5.0
# Lengths that cells resolve as they do the radius of a beam: some 19 cells across the focus and 50 along it at -6 dB.
_ACROSS, _ALONG = 2.2, 5.0


@record
class Sound:
    """One shot of focused ultrasound at one point, repeated ``stack`` times on it.

    A bowl of ``aperture`` radius and ``focal_length`` sends it from above the skin, so that its focus lies
    ``focus_depth`` below the surface.
    """

    kind: ClassVar[str] = "sound"
    makes_zone: ClassVar[bool] = True
    rhythm: ClassVar[None] = None
    wavelength: ClassVar[None] = None
    waveform: ClassVar[None] = None
    beam: ClassVar[None] = None
    profile: ClassVar[str] = "gaussian"
    removal: ClassVar[str] = "boil_off"
    structure: ClassVar[str] = "smooth"

    frequency: Annotated[float, Quantity("Hz", "frequency", 1e5, 1e8, form="4 MHz")]
    aperture: Annotated[float, Quantity("m", "radius of the aperture of the bowl", 1e-4, 0.1)]
    focal_length: Annotated[float, Quantity("m", "radius of curvature of the bowl", 5e-4, 0.2)]
    focus_depth: Annotated[float, Quantity("m", "depth of the focus in the skin", 1e-4, 3e-2)]
    energy: Annotated[float, Quantity("J", "acoustic energy of one shot", 0, 50.0)]
    duration: Annotated[float, Quantity("s", "time for which it sounds", 1e-9, 10.0)]
    stack: Annotated[int, Quantity("1", "shots on one point", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between them, from start to start", 1e-8, 100)] = 0.1
    train: Train | None = None
    handpiece: Handpiece = _HANDPIECE
    device: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        faults = shape_faults(self.duration, self.train, None)
        faults += interval_faults(self.duration, self.stack, self.interval)
        if self.aperture > self.focal_length:
            faults.append(
                Fault("aperture", "must not be greater than the focal length: a bowl is at most a half sphere")
            )
        if self.focus_depth > self.focal_length:
            faults.append(
                Fault("focus_depth", "must not be greater than the focal length: the bowl lies above the skin")
            )
        if faults:
            raise InputError(Fault(f"Sound.{fault.path}", fault.text) for fault in faults)

    @property
    def sham(self) -> bool:
        """Whether nothing sounds."""
        return self.energy <= SHAM_ENERGY

    @property
    def zoneless(self) -> bool:
        """Whether no zone can come of it."""
        return self.sham

    def nothing(self, device: str) -> Sound:
        """What stands for it where it is not given, under the name of no device."""
        return amended(self, energy=0.0, stack=1, train=None, handpiece=_HANDPIECE, device=device, origin="")

    @property
    def source_radius(self) -> float:
        """Radius that ``handpiece`` leaves open [m]: that of the aperture."""
        return self.aperture

    def member(self, number: int) -> Sound:
        """One of its stack, counted from 0; all of them are alike."""
        return self

    def of_energy(self, energy: float) -> Sound:
        """The same shot with another energy [J]."""
        return amended(self, energy=energy)

    def of_radius(self, radius: float) -> Sound:
        """The same shot from an aperture of another radius [m], at most that of a half sphere."""
        return amended(self, aperture=min(radius, self.focal_length))

    @property
    def f_number(self) -> float:
        """Focal length over the diameter of the aperture [1]."""
        return 0.5 * self.focal_length / self.aperture

    @property
    def radius(self) -> float:
        """Half width of the focus [m], about; what one shot covers, seen from above."""
        return _WIDE * self.f_number * _SPEED / self.frequency

    @property
    def extent(self) -> Extent:
        """The focus, with cells that are longer along the axis, as it is, and the cone of the beam above it."""
        across = self.f_number * _SPEED / self.frequency
        along = self.f_number * across
        top, bottom = max(self.focus_depth - _LONG * along, 0.0), self.focus_depth + _LONG * along
        cone = 0.5 * self.focus_depth / self.f_number
        return Extent(self.radius, top, bottom, _ACROSS * across, _ALONG * along, cone)


@record
class SoundDevice:
    """A system of focused ultrasound with one of its cartridges: what it is, and the settings it offers."""

    kind: ClassVar[str] = "sound"
    ablative: ClassVar[bool] = False
    wavelength: ClassVar[None] = None
    stack_high: ClassVar[int] = 50

    name: str
    maker: str
    family: str
    frequency: Annotated[float, Quantity("Hz", "frequency", 1e5, 1e8)]
    aperture: Annotated[float, Quantity("m", "radius of the aperture of the bowl", 1e-4, 0.1)]
    focal_length: Annotated[float, Quantity("m", "radius of curvature of the bowl", 5e-4, 0.2)]
    focus_depth: Annotated[float, Quantity("m", "depth of the focus in the skin", 1e-4, 3e-2)]
    energy: Annotated[Range, Quantity("J", "acoustic energy of one shot", 1e-9, 50)]
    duration: Annotated[Range, Quantity("s", "time for which it sounds", 1e-5, 10)]
    density: Annotated[Range, Quantity("1/m**2", "density, of a pass or of a treatment", 1e3, 1e8)]
    power: Annotated[float, Quantity("W", "greatest acoustic power", 1e-3, 1e4)]
    basis: Basis = _BASIS
    cooling: Cooling | None = None
    origin: str = ""

    @property
    def radius(self) -> float:
        """Half width of the focus [m], about."""
        return _WIDE * 0.5 * self.focal_length / self.aperture * _SPEED / self.frequency

    def exposure(
        self,
        *,
        energy: float,
        duration: float | None = None,
        stack: int = 1,
        interval: float = 0.1,
        train: Train | None = None,
        aperture: float | None = None,
        focal_length: float | None = None,
    ) -> Sound:
        """Shot of this device.

        Parameters
        ----------
        energy : float
            Acoustic energy of one shot [J].
        duration : float, optional
            Time for which it sounds [s]; without it, the shortest that power and range allow.
        stack, interval, train : optional
            Shots on one point, the time between them [s], and parts of one.
        aperture, focal_length : float, optional
            Of a bowl that is known better than the one of the library [m].

        Raises
        ------
        InputError
            If the device does not offer this; one fault for each setting.
        """
        given: dict[str, Any] = taken(
            Sound, ("energy", "stack"), energy=energy, duration=duration, stack=stack, interval=interval, train=train
        )
        if given["duration"] is None:
            given["duration"] = self.shortest(given["energy"], train)
        faults = self.faults(**given)
        if faults:
            raise InputError(faults)
        given["energy"] *= self.basis.output
        known = self.basis.radius_range if aperture is None else Range(low=aperture, high=aperture)
        return Sound(
            frequency=self.frequency, aperture=aperture or self.aperture,
            focal_length=focal_length or self.focal_length, focus_depth=self.focus_depth, device=self.name,
            handpiece=Handpiece(radius_range=known), origin=self.origin, **given,
        )  # fmt: skip

    def again(self, own: Sound, energy: float) -> Sound:
        """What this device gives like another one of it, with the same bowl, at another energy [J]."""
        found = self.exposure(
            energy=energy, stack=own.stack, interval=own.interval, aperture=own.aperture, focal_length=own.focal_length
        )
        return amended(found, handpiece=own.handpiece)

    def setting(self, exposure: Energetic) -> float:
        """Energy [J] that is set for a shot of this device."""
        return exposure.energy / self.basis.output

    def shortest(self, energy: float, train: Train | None = None) -> float:
        """Shortest time [s] in which this device gives an energy [J]."""
        return shortest_pulse(self, energy, train)

    def faults(
        self,
        *,
        energy: float | None = None,
        duration: float | None = None,
        stack: int = 1,
        interval: float | None = None,
        train: Train | None = None,
    ) -> list[Fault]:
        """What of a shot this device does not offer, or does not fit together: one fault for each setting."""
        found = offer_faults(
            self.name, (Offer("energy", energy, "J", self.energy), Offer("duration", duration, "s", self.duration))
        )
        known = None if found else energy
        return found + timing_faults(self, Asked(known, duration, stack, interval, train))
