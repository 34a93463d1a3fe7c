"""Devices, and what they send into the skin: pulses and cooling."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Protocol, TypeAlias

from microthermal.domain.inputs.beam import Applicator, Beam, Handpiece, Line, Pressing
from microthermal.domain.inputs.devices.offers import Asked, Offer, offer_faults, shortest_pulse, timing_faults
from microthermal.domain.inputs.pattern import Layout
from microthermal.domain.inputs.pulse_timing import Train, Waveform, interval_faults, shape_faults
from microthermal.domain.inputs.skin import Phototype
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, Range, amended, record, taken
from microthermal.units import show

Profile: TypeAlias = Literal["gaussian", "flat_top"]
Removal: TypeAlias = Literal["boil_off", "ejection"]
Structure: TypeAlias = Literal["spiking", "smooth"]
# Why lasers that heat have no pulse shorter than a nanosecond, and which pulses no engine knows at all.
BREAKDOWN = "picosecond pulses act by optical breakdown, not by heat"
TOO_SHORT = "pulses below 10 ps break tissue down at thresholds that were not measured"
# Shortest pulse [s] of a device that acts by heat, and shortest of all.
SHORTEST_HEAT, SHORTEST = 1e-9, 1e-11
# Greatest energy [J] on a beam narrower than a radius [m]: that may be asked for, and with what scenarios add.
_ASKED, _UTMOST = (10.0, 1e-3), (15.0, 0.25e-3)
# Least energy [J] of a microbeam that gives light, and that up to which a saved plan meant none.
_LEAST_ENERGY, SHAM_ENERGY = 5e-10, 2e-9


@record
class Film:
    """What a coolant leaves on the skin: liquid that goes on cooling while it evaporates."""

    temperature: Annotated[float, Quantity("K", "temperature of the film", 200, 320)]
    coefficient: Annotated[float, Quantity("W/m**2/K", "heat transfer coefficient of the film", 0, 1e5)]
    duration: Annotated[float, Quantity("s", "time that the film lies on the skin", 1e-3, 10)]


@record
class Cooling:
    """Cooling of the surface: what touches it, how well, and when; at all other times still air does.

    It is on for ``before``, then off for ``delay``, then on while the pulse lasts if ``during``, and on for ``after``.
    A ``film`` stays for its own time whenever the coolant stops. ``sealed`` skin lets no steam out.
    """

    temperature: Annotated[float, Quantity("K", "temperature of air, window or cryogen", 200, 320)]
    coefficient: Annotated[float, Quantity("W/m**2/K", "heat transfer coefficient", 0, 1e5)]
    before: Annotated[float, Quantity("s", "cooling before the pulse", 0, 60)] = 0.0
    after: Annotated[float, Quantity("s", "cooling after the pulse", 0, 60)] = 0.0
    delay: Annotated[float, Quantity("s", "time from the end of the first cooling to the pulse", 0, 10)] = 0.0
    during: bool = True
    sealed: bool = False
    window_index: Annotated[float, Quantity("1", "refractive index of a contact window", 1, 4)] | None = None
    film: Film | None = None
    origin: str = ""

    def __post_init__(self) -> None:
        faults = []
        if self.during and self.delay > 0.0:
            text = "coolant that stops before the pulse cannot be on during it; write during = false, or no delay"
            faults.append(Fault("Cooling.during", text))
        if not self.during and self.window_index is not None:
            faults.append(Fault("Cooling.window_index", "a window lies on the skin during the pulse; leave this out"))
        if faults:
            raise InputError(faults)


class Energetic(Protocol):
    """Whatever has an energy: any exposure."""

    @property
    def energy(self) -> float:
        """Energy of one microbeam [J]."""


_NOTHING_KNOWN = Handpiece()


@record
class Pulse:
    """One laser pulse through one microbeam, repeated ``stack`` times on its spot.

    ``beam`` says what ``profile`` cannot; without it, the light is collimated and has that profile. ``train`` or
    ``waveform`` say how the power runs; without them it is constant. Where light ejects tissue, ``structure`` says what
    the pulse is made of below that: spikes of a microsecond, as of flash lamps, or none. ``handpiece`` tells what the
    device leaves open. ``device`` names what gives the pulse, and ``origin`` its entry in the library; both are empty
    for a pulse of no device. No energy at all means no light: see :attr:`sham`.

    It is one of the exposures of :mod:`microthermal.domain.inputs.exposures`, there called :data:`LaserPulse`: the
    fields and properties that stages ask for are those of all of them.
    """

    makes_zone: ClassVar[bool] = True
    rhythm: ClassVar[None] = None
    extent: ClassVar[None] = None

    wavelength: Annotated[float, Quantity("m", "wavelength", 2e-7, 2e-5)]
    # Wider than what may be asked for: in scenarios a device gives more or less than is set, on a wider spot.
    energy: Annotated[
        float, Quantity("J", "energy of one microbeam", _LEAST_ENERGY, 150.0, zero="where nothing shines")
    ]
    duration: Annotated[float, Quantity("s", "pulse length", SHORTEST, 10.0, unmodelled=TOO_SHORT)]
    radius: Annotated[float, Quantity("m", "radius of the microbeam at the surface", 2e-6, 3e-2)]
    profile: Profile = "gaussian"
    removal: Removal = "boil_off"
    stack: Annotated[int, Quantity("1", "pulses on one spot", 1, 100)] = 1
    interval: Annotated[float, Quantity("s", "time between stacked pulses, from start to start", 1e-8, 100)] = 0.1
    beam: Beam | None = None
    train: Train | None = None
    waveform: Waveform | None = None
    handpiece: Handpiece = _NOTHING_KNOWN
    structure: Structure = "spiking"
    device: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        faults = shape_faults(self.duration, self.train, self.waveform)
        faults += interval_faults(self.duration, self.stack, self.interval)
        faults += _beam_faults(self.beam, self.radius, self.profile)
        faults += _broad_faults(self.energy, self.radius, _UTMOST)
        faults += _line_faults(self.wavelength, self.handpiece.lines)
        if faults:
            raise InputError(Fault(f"Pulse.{fault.path}", fault.text) for fault in faults)

    @property
    def sham(self) -> bool:
        """Whether nothing shines: the treatment has no laser, and no stage of light, heat or damage runs for it."""
        return self.energy <= SHAM_ENERGY

    @property
    def zoneless(self) -> bool:
        """Whether no zone can come of it."""
        return self.sham

    @property
    def lines(self) -> tuple[Line, ...]:
        """Wavelengths of the pulse with the fraction of its energy at each; one for most."""
        return self.handpiece.lines or (Line(wavelength=self.wavelength, fraction=1.0),)

    def at(self, line: Line) -> Pulse:
        """The part of the pulse at one of its wavelengths, as a pulse of its own."""
        if not self.handpiece.lines:
            return self
        alone = amended(self.handpiece, lines=())
        return amended(self, wavelength=line.wavelength, energy=self.energy * line.fraction, handpiece=alone)

    @property
    def source_radius(self) -> float:
        """Radius that ``handpiece`` leaves open [m]: that of the whole beam."""
        return self.radius if self.handpiece.spot is None else self.handpiece.spot.radius

    def member(self, number: int) -> Pulse:
        """One of its stack, counted from 0; all of them are alike."""
        return self

    def of_energy(self, energy: float) -> Pulse:
        """The same pulse with another energy [J]."""
        return amended(self, energy=energy)

    def of_radius(self, radius: float) -> Pulse:
        """The same pulse with a beam of another radius [m], a ring in proportion.

        The part of a broad beam that falls on a follicle or a vessel covers the same skin, with more or less energy.
        """
        spot = self.handpiece.spot
        if spot is not None:
            whole = amended(self.handpiece, spot=amended(spot, radius=radius))
            return amended(self, energy=self.energy * (spot.radius / radius) ** 2, handpiece=whole)
        beam = self.beam
        ring = None if beam is None else amended(beam, inner_radius=beam.inner_radius * radius / self.radius)
        return amended(self, radius=radius, beam=ring)

    def nothing(self, device: str) -> Pulse:
        """What stands for it where it is not given, under the name of no device."""
        return amended(
            self, energy=0.0, stack=1, beam=None, train=None, waveform=None, handpiece=_NOTHING_KNOWN, device=device,
            origin="",
        )  # fmt: skip


LaserPulse: TypeAlias = Pulse


def _line_faults(wavelength: float, lines: tuple[Line, ...]) -> list[Fault]:
    """Fault of a pulse whose own wavelength is none of those that it has at once."""
    if not lines or wavelength in {line.wavelength for line in lines}:
        return []
    return [Fault("wavelength", "must be one of the wavelengths in handpiece.lines")]


def _broad_faults(energy: float, radius: float, most: tuple[float, float]) -> list[Fault]:
    """Fault of an energy [J] that no narrow beam has: joules by the ten are those of broad beams."""
    if energy <= most[0] or radius >= most[1]:
        return []
    broad = f"more than {show(most[0], 'J')} needs a broad beam, with a radius of {show(most[1], 'm')} or more"
    return [Fault("energy", f"{show(energy, 'J')} on a radius of {show(radius, 'm')} is not plausible; {broad}")]


def _beam_faults(beam: Beam | None, radius: float, profile: Profile) -> list[Fault]:
    faults = []
    if beam is not None and beam.inner_radius >= radius:
        faults.append(Fault("beam.inner_radius", "must be smaller than the radius, the outer edge of the ring"))
    if beam is not None and beam.numerical_aperture > 0 and profile != "gaussian":
        faults.append(Fault("profile", "a beam with a focus is Gaussian here; choose 'gaussian'"))
    return faults


@record
class Guidance:
    """Energy per area that a maker advises for some phototypes on a spot; no measured threshold."""

    phototypes: tuple[Phototype, ...]
    radius: Annotated[float, Quantity("m", "radius of the spot", 1e-4, 3e-2)]
    fluence: Annotated[Range, Quantity("J/m**2", "energy per area that is advised", 1e2, 1e7)]


@record
class Basis:
    """What the numbers of a device count.

    ``density`` is that of one pass, or of all passes of a treatment together, as treatment levels are; ``layout`` is
    that in which the device lays its microbeams, and in which it counts a pitch; ``setting`` is what is set: the energy
    of a pulse, its energy per area of the spot, or the power and the time for which it dwells. ``radius_range`` holds
    the radii that its nominal spot may stand for: makers mean 1/e², 90 % of the energy or a burn mark by it.
    ``applicator`` is what presses on the skin, if anything does. ``output`` is the energy that reaches the skin over
    the energy that is set: 1 unless it was measured or fitted. ``lines`` are the wavelengths of a device that sends
    several at once, ``structure`` what in the skin it is meant for, and ``guidance`` what its maker advises.
    """

    density: Literal["pass", "treatment"] = "pass"
    layout: Layout = "hexagonal"
    setting: Literal["energy", "power", "fluence"] = "energy"
    radius_range: Annotated[Range, Quantity("m", "radius that the nominal spot may stand for", 2e-6, 3e-2)] | None = (
        None
    )
    applicator: Applicator | None = None
    output: Annotated[float, Quantity("1", "energy that reaches the skin over the energy that is set", 0.1, 3)] = 1.0
    lines: tuple[Line, ...] = ()
    structure: str = ""
    guidance: tuple[Guidance, ...] = ()


_USUAL_BASIS = Basis()


@record
class Device:
    """A laser system: what it is, and the settings it offers. Radius: 1/e² if gaussian, edge if flat-top."""

    name: str
    maker: str
    family: str
    wavelength: Annotated[float, Quantity("m", "wavelength", 2e-7, 2e-5)]
    profile: Profile
    removal: Removal
    radius: Annotated[float, Quantity("m", "radius of the microbeam at the surface", 5e-6, 3e-2)]
    energy: Annotated[Range, Quantity("J", "energy of a microbeam", 1e-9, 100)]
    duration: Annotated[Range, Quantity("s", "pulse length", 1e-12, 10)]
    density: Annotated[Range, Quantity("1/m**2", "density, of a pass or of a treatment", 1e3, 1e8)]
    power: Annotated[float, Quantity("W", "greatest power while the beam is on", 1e-3, 1e10)]
    stack_high: Annotated[int, Quantity("1", "most pulses on one spot", 1, 100)] = 1
    basis: Basis = _USUAL_BASIS
    cooling: Cooling | None = None
    origin: str = ""

    @property
    def ablative(self) -> bool:
        """Whether this wavelength is meant to remove tissue (2.94 and 10.6 µm)."""
        return self.wavelength > 2.5e-6

    def pulse(
        self,
        *,
        energy: float,
        duration: float | None = None,
        stack: int = 1,
        interval: float = 0.1,
        radius: float | None = None,
        beam: Beam | None = None,
        train: Train | None = None,
        waveform: Waveform | None = None,
    ) -> Pulse:
        """Pulse of this device.

        Parameters
        ----------
        energy : float
            Energy of one microbeam as it is set [J]; the pulse has what of it reaches the skin, by ``basis.output``.
        duration : float, optional
            Pulse length [s]; without it, that of the waveform, or the shortest that the device's power and range allow.
        stack : int, optional
            Pulses on one spot.
        interval : float, optional
            Time between stacked pulses, from start to start [s].
        radius : float, optional
            Radius of the microbeam [m] with another tip than the one in the library.
        beam : Beam, optional
            What the device's profile cannot say.
        train, waveform : optional
            How the power runs, if it is not constant.

        Raises
        ------
        InputError
            If the device does not offer this; one fault for each setting.
        """
        given: dict[str, Any] = taken(
            Pulse, ("energy", "stack"), energy=energy, duration=duration, stack=stack, interval=interval,
            radius=self.radius if radius is None else radius, beam=beam, train=train, waveform=waveform,
        )  # fmt: skip
        if given["duration"] is None:
            given["duration"] = self.shortest(given["energy"], train, waveform)
        faults = self.faults(**given)
        if faults:
            raise InputError(faults)
        given["energy"] *= self.basis.output
        return Pulse(
            wavelength=self.wavelength,
            profile=self.profile,
            removal=self.removal,
            handpiece=self._handpiece(given["radius"]),
            device=self.name,
            origin=self.origin,
            **given,
        )

    exposure = pulse

    def again(self, own: Pulse, energy: float) -> Pulse:
        """A pulse of this device like another one of it, at another energy as it is set [J].

        The part of a broad beam that falls on a follicle or a vessel stays the same part of it.
        """
        spot = own.handpiece.spot
        radius = own.radius if spot is None else spot.radius
        pulse = self.pulse(energy=energy, stack=own.stack, interval=own.interval, radius=radius)
        if spot is not None:
            whole = amended(spot, energy=pulse.energy)
            part = own.energy * whole.energy / spot.energy
            return amended(own, energy=part, duration=pulse.duration, handpiece=amended(own.handpiece, spot=whole))
        return amended(pulse, beam=own.beam, handpiece=own.handpiece)

    def setting(self, pulse: Energetic) -> float:
        """Energy [J] that is set for a pulse of this device: of the whole of a broad beam."""
        spot = pulse.handpiece.spot if isinstance(pulse, Pulse) else None
        return (pulse.energy if spot is None else spot.energy) / self.basis.output

    def _handpiece(self, radius: float) -> Handpiece:
        """What a tip of a radius [m] leaves open; its spot spreads as far as that of the usual one, in proportion."""
        known, applicator = self.basis.radius_range, self.basis.applicator
        scale = radius / self.radius
        return Handpiece(
            radius_range=None if known is None else Range(low=known.low * scale, high=known.high * scale),
            pressing=None if applicator is None else Pressing(applicator=applicator),
            lines=self.basis.lines,
        )

    def shortest(self, energy: float, train: Train | None = None, waveform: Waveform | None = None) -> float:
        """Pulse length [s] of an energy [J] where none is asked for: that of the waveform, or the shortest there is."""
        if waveform is not None:
            return waveform.times[-1]
        return shortest_pulse(self, energy, train)

    def faults(
        self,
        *,
        energy: float | None = None,
        duration: float | None = None,
        stack: int = 1,
        interval: float | None = None,
        radius: float | None = None,
        beam: Beam | None = None,
        train: Train | None = None,
        waveform: Waveform | None = None,
    ) -> list[Fault]:
        """What of a pulse this device does not offer, or does not fit together: one fault for each setting.

        Values that are not known yet are left out, and so are the checks that need them.
        """
        found = offer_faults(
            self.name, (Offer("energy", energy, "J", self.energy), Offer("duration", duration, "s", self.duration))
        )
        if duration is not None and 0.0 < duration < SHORTEST_HEAT <= self.duration.low:
            text = f"{show(duration, 's')} is not modelled: {BREAKDOWN}; choose a device that gives it"
            found = [Fault("duration", text) if fault.path == "duration" else fault for fault in found]
        known = None if found else energy
        found += timing_faults(self, Asked(known, duration, stack, interval, train, waveform))
        own = self.radius if radius is None else radius
        if energy is not None and not any(fault.path == "energy" for fault in found):
            found += _broad_faults(energy, own, _ASKED)
        return found + _beam_faults(beam, own, self.profile)
