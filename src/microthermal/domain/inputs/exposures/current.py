"""Current of radio frequency through needles, and the devices that give it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from microthermal.domain.inputs.beam import Handpiece
from microthermal.domain.inputs.devices.offers import Asked, Offer, offer_faults, shortest_pulse, timing_faults
from microthermal.domain.inputs.exposures.extent import Extent
from microthermal.domain.inputs.laser import SHAM_ENERGY, Basis, Cooling, Energetic
from microthermal.domain.inputs.pulse_timing import Train, interval_faults, shape_faults
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, Range, amended, record, taken
from microthermal.units import show

Control: TypeAlias = Literal["energy", "power", "voltage"]
# What no current states, but lasers do.
_HANDPIECE, _BASIS = Handpiece(), Basis()
# Tissue is heated this many radii of the bare tip around it: beyond, the density of current has fallen a hundredfold.
_AROUND = 3.0
# Lengths that differ by less are the same [m].
_SAME = 1e-9


@record
class Electrode:
    """One pin of a row or an array of needles: a shaft, insulated down to a bare tip.

    ``depth`` is that of the point of the tip in the skin; without ``insulated``, the whole needle is bare. Current
    returns to a plate far away (``monopolar``) or to the neighbours at ``spacing`` (``bipolar``): two ``pins`` are a
    pair, more of them alternate.
    """

    radius: Annotated[float, Quantity("m", "radius of the needle", 1e-5, 1e-3)]
    bare: Annotated[float, Quantity("m", "length of the bare tip", 2e-5, 1e-2)]
    depth: Annotated[float, Quantity("m", "depth of the point of the needle", 5e-5, 1e-2)]
    insulated: Annotated[float, Quantity("m", "length of the insulated shaft in the skin", 0, 1e-2)] = 0.0
    layout: Literal["monopolar", "bipolar"] = "bipolar"
    spacing: Annotated[float, Quantity("m", "distance of neighbouring pins", 1e-4, 1)] = 1.5e-3
    pins: Annotated[int, Quantity("1", "pins through which current flows at once", 1, 1000)] = 25

    def __post_init__(self) -> None:
        faults = []
        if abs(self.bare + self.insulated - self.depth) > _SAME and (self.insulated > 0.0 or self.bare < self.depth):
            text = f"bare tip and insulated shaft must add up to the depth of the point, {show(self.depth, 'm')}"
            faults.append(Fault("Electrode.insulated", text))
        if self.spacing <= 2.0 * self.radius:
            faults.append(Fault("Electrode.spacing", "must be greater than the width of a needle"))
        if self.layout == "bipolar" and self.pins < 2:
            faults.append(Fault("Electrode.pins", "a bipolar electrode has two pins or more"))
        if faults:
            raise InputError(faults)

    def at(self, depth: float) -> Electrode:
        """The same pin with its point at a depth [m]: of an insulated one the shaft is longer or shorter."""
        if depth == self.depth:
            return self
        if self.insulated == 0.0:
            return amended(self, bare=depth, depth=depth)
        bare = min(self.bare, depth)
        return amended(self, bare=bare, depth=depth, insulated=depth - bare)


@record
class Current:
    """One application of radio frequency by one pin, repeated ``stack`` times on its spot.

    ``control`` says what the generator holds: the energy, the power or the voltage. With the voltage held, ``energy``
    is what is expected, and the energy that the skin takes comes out of the simulation; else ``voltage`` is the highest
    that there is. ``depths`` are those of the point of the needle for each of the stack, where it is drawn back in
    between; the deepest comes first, and is that of the electrode.
    """

    kind: ClassVar[str] = "current"
    makes_zone: ClassVar[bool] = True
    rhythm: ClassVar[None] = None
    wavelength: ClassVar[None] = None
    waveform: ClassVar[None] = None
    beam: ClassVar[None] = None
    profile: ClassVar[str] = "flat_top"
    removal: ClassVar[str] = "boil_off"
    structure: ClassVar[str] = "smooth"

    frequency: Annotated[float, Quantity("Hz", "frequency", 1e5, 1e8, form="1 MHz")]
    electrode: Electrode
    energy: Annotated[float, Quantity("J", "energy of one pin", 0, 20.0)]
    duration: Annotated[float, Quantity("s", "time for which current flows", 1e-9, 10.0)]
    control: Control = "energy"
    power: Annotated[float, Quantity("W", "power that is held", 1e-4, 1e3)] | None = None
    voltage: (
        Annotated[float, Quantity("V", "voltage that is held, or the highest (root mean square)", 0.1, 1e3)] | None
    ) = None
    stack: Annotated[int, Quantity("1", "applications on one spot", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between them, from start to start", 1e-8, 100)] = 0.1
    depths: tuple[Annotated[float, Quantity("m", "depths of the point of the needle", 5e-5, 1e-2)], ...] = ()
    train: Train | None = None
    handpiece: Handpiece = _HANDPIECE
    device: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        faults = shape_faults(self.duration, self.train, None)
        faults += interval_faults(self.duration, self.stack, self.interval)
        for name in ("power", "voltage"):
            if self.control == name and getattr(self, name) is None:
                text = f"is what the generator holds; state it, or choose another control than {name}"
                faults.append(Fault(name, text))
        if self.depths and (len(self.depths) != self.stack or self.depths[0] != self.electrode.depth):
            text = f"{self.stack} depths are needed, one for each of the stack, the first that of the electrode"
            faults.append(Fault("depths", text))
        elif any(later > self.depths[0] for later in self.depths):
            faults.append(Fault("depths", "the deepest must come first: needles are drawn back between applications"))
        if faults:
            raise InputError(Fault(f"Current.{fault.path}", fault.text) for fault in faults)

    @property
    def sham(self) -> bool:
        """Whether no current flows."""
        return self.energy <= SHAM_ENERGY

    @property
    def zoneless(self) -> bool:
        """Whether no zone can come of it."""
        return self.sham

    def nothing(self, device: str) -> Current:
        """What stands for it where it is not given, under the name of no device."""
        return amended(self, energy=0.0, stack=1, depths=(), train=None, handpiece=_HANDPIECE, device=device, origin="")

    @property
    def source_radius(self) -> float:
        """Radius that ``handpiece`` leaves open [m]: that of the needle."""
        return self.electrode.radius

    def of_energy(self, energy: float) -> Current:
        """The same current with another energy [J]."""
        return amended(self, energy=energy)

    def of_radius(self, radius: float) -> Current:
        """The same current through a needle of another radius [m]."""
        return amended(self, electrode=amended(self.electrode, radius=radius))

    @property
    def radius(self) -> float:
        """Radius of the needle [m]: what one pin covers of the surface."""
        return self.electrode.radius

    @property
    def extent(self) -> Extent:
        """Around the bare tip, sharp at its two ends and at its surface."""
        tips = [self.electrode.at(depth) for depth in self.depths or (self.electrode.depth,)]
        around = _AROUND * self.electrode.radius
        tops = [max(tip.depth - tip.bare, 0.0) for tip in tips]
        marks = tuple(sorted({*tops, *(tip.depth for tip in tips)}))
        return Extent(
            around, max(min(tops) - around, 0.0), self.electrode.depth + around, self.electrode.radius,
            rims=(self.electrode.radius,), marks=marks,
        )  # fmt: skip

    @property
    def shallowest(self) -> float:
        """Depth that the needle reaches in all of the stack [m]."""
        return min(self.depths, default=self.electrode.depth)

    def member(self, number: int) -> Current:
        """One of the stack, counted from 0, with the point where it then is."""
        deep = self.depths[number] if self.depths else self.electrode.depth
        return amended(self, electrode=self.electrode.at(deep), stack=1, depths=())


@record
class Generator:
    """What a generator holds, and the highest voltage that it gives (None: not known, and none is reached)."""

    control: Control = "energy"
    ceiling: Annotated[float, Quantity("V", "highest voltage (root mean square)", 1, 1e4)] | None = None


_GENERATOR = Generator()


@record
class CurrentDevice:
    """A system of radio-frequency needles: what it is, and the settings it offers for one pin."""

    kind: ClassVar[str] = "current"
    ablative: ClassVar[bool] = False
    wavelength: ClassVar[None] = None

    name: str
    maker: str
    family: str
    frequency: Annotated[float, Quantity("Hz", "frequency", 1e5, 1e8)]
    electrode: Electrode
    depth: Annotated[Range, Quantity("m", "depth of the points of the needles", 5e-5, 1e-2)]
    energy: Annotated[Range, Quantity("J", "energy of one pin", 1e-9, 20)]
    duration: Annotated[Range, Quantity("s", "time for which current flows", 1e-4, 10)]
    density: Annotated[Range, Quantity("1/m**2", "density, of a pass or of a treatment", 1e3, 1e8)]
    power: Annotated[float, Quantity("W", "greatest power of one pin", 1e-3, 1e3)]
    generator: Generator = _GENERATOR
    stack_high: Annotated[int, Quantity("1", "most applications on one spot", 1, 50)] = 1
    basis: Basis = _BASIS
    cooling: Cooling | None = None
    origin: str = ""

    @property
    def radius(self) -> float:
        """Radius of a needle [m]."""
        return self.electrode.radius

    def exposure(
        self,
        *,
        energy: float,
        duration: float | None = None,
        depth: float | None = None,
        depths: tuple[float, ...] = (),
        voltage: float | None = None,
        stack: int = 1,
        interval: float = 0.1,
        train: Train | None = None,
    ) -> Current:
        """Current of this device.

        Parameters
        ----------
        energy : float
            Energy of one pin [J].
        duration : float, optional
            Time for which it flows [s]; without it, the shortest that power and range allow.
        depth : float, optional
            Depth of the points of the needles [m]; without it, that of the electrode in the library.
        depths : tuple of float, optional
            Depths of the points for each of the stack [m], in place of ``depth``, the deepest first.
        voltage : float, optional
            Voltage that is held [V], at devices that hold one; else the highest, in place of the generator's.
        stack, interval, train : optional
            Applications on one spot, the time between them [s], and parts of one.

        Raises
        ------
        InputError
            If the device does not offer this; one fault for each setting.
        """
        given: dict[str, Any] = taken(
            Current, ("energy", "stack"), energy=energy, duration=duration, voltage=voltage,
            stack=len(depths) if depths else stack,
            interval=interval, depths=tuple(depths), train=train,
        )  # fmt: skip
        points = given["depths"] or (self.electrode.depth if depth is None else taken(Electrode, depth=depth)["depth"],)
        if given["duration"] is None:
            given["duration"] = self.shortest(given["energy"], train)
        asked = {name: item for name, item in given.items() if name not in ("voltage", "depths")}
        faults = [fault for point in points for fault in self.faults(**asked, depth=point)]
        if faults:
            raise InputError(dict.fromkeys(faults))
        if given["voltage"] is None and self.generator.control != "voltage":
            given["voltage"] = self.generator.ceiling
        held = given["energy"] / given["duration"] if self.generator.control == "power" else None
        given["energy"] *= self.basis.output
        return Current(
            frequency=self.frequency, electrode=self.electrode.at(points[0]), control=self.generator.control,
            power=held, handpiece=Handpiece(radius_range=self.basis.radius_range), device=self.name,
            origin=self.origin, **given,
        )  # fmt: skip

    def again(self, own: Current, energy: float) -> Current:
        """What this device gives like another one of it, at another energy [J]."""
        found = self.exposure(
            energy=energy, stack=own.stack, interval=own.interval, depth=own.electrode.depth, depths=own.depths,
            voltage=own.voltage,
        )  # fmt: skip
        return amended(found, handpiece=own.handpiece)

    def setting(self, exposure: Energetic) -> float:
        """Energy [J] that is set for a current of this device."""
        return exposure.energy / self.basis.output

    def shortest(self, energy: float, train: Train | None = None) -> float:
        """Shortest time [s] in which this device gives an energy [J]."""
        return shortest_pulse(self, energy, train)

    def faults(
        self,
        *,
        energy: float | None = None,
        duration: float | None = None,
        depth: float | None = None,
        stack: int = 1,
        interval: float | None = None,
        train: Train | None = None,
    ) -> list[Fault]:
        """What of a current this device does not offer, or does not fit together: one fault for each setting."""
        found = offer_faults(self.name, (
            Offer("energy", energy, "J", self.energy), Offer("duration", duration, "s", self.duration),
            Offer("depth", depth, "m", self.depth),
        ))  # fmt: skip
        known = None if found else energy
        return found + timing_faults(self, Asked(known, duration, stack, interval, train))
