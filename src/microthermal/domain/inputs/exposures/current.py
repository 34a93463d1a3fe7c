"""Current of radio frequency through needles, and the devices that give it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from microthermal.domain.inputs.beam import Handpiece
from microthermal.domain.inputs.exposures.extent import Extent
from microthermal.domain.inputs.exposures.offers import Offer, offer_faults, power_faults, stack_faults
from microthermal.domain.inputs.laser import SHAM_ENERGY, Basis, Cooling, Energetic
from microthermal.domain.inputs.pulse_timing import Train, interval_faults, shape_faults
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, Range, record, taken

Control: TypeAlias = Literal["energy", "power", "voltage"]
# What no current states, but lasers do.
_HANDPIECE, _BASIS = Handpiece(), Basis()
# Tissue is heated this many radii of the bare tip around it: beyond, the density of current has fallen a hundredfold.
_AROUND = 3.0


@record
class Electrode:
    """One pin of a row or an array of needles: a shaft, insulated down to a bare tip.

    ``depth`` is that of the point of the tip in the skin; without ``insulated``, the whole needle is bare. Current
    returns to a plate far away (``monopolar``) or to the neighbour at ``spacing`` (``bipolar``).
    """

    radius: Annotated[float, Quantity("m", "radius of the needle", 1e-5, 1e-3)]
    bare: Annotated[float, Quantity("m", "length of the bare tip", 2e-5, 1e-2)]
    depth: Annotated[float, Quantity("m", "depth of the point of the needle", 5e-5, 1e-2)]
    insulated: Annotated[float, Quantity("m", "length of the insulated shaft in the skin", 0, 1e-2)] = 0.0
    layout: Literal["monopolar", "bipolar"] = "bipolar"
    spacing: Annotated[float, Quantity("m", "distance to the partner, or to the return", 1e-4, 1)] = 1.5e-3


@record
class Current:
    """One application of radio frequency by one pin, repeated ``stack`` times on its spot.

    ``control`` says what the generator holds: the energy, the power or the voltage. With the voltage held, ``energy``
    is what is expected, and the energy that the skin takes comes out of the simulation.
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
    voltage: Annotated[float, Quantity("V", "voltage that is held (root mean square)", 0.1, 1e3)] | None = None
    stack: Annotated[int, Quantity("1", "applications on one spot", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between them, from start to start", 1e-8, 100)] = 0.1
    train: Train | None = None
    handpiece: Handpiece = _HANDPIECE
    device: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        faults = shape_faults(self.duration, self.train, None)
        faults += interval_faults(self.duration, self.stack, self.interval)
        for name in ("power", "voltage"):
            if self.control == name and getattr(self, name) is None:
                faults.append(
                    Fault(name, f"is what the generator holds; state it, or choose another control than {name}")
                )
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
        return replace(self, energy=0.0, stack=1, train=None, handpiece=_HANDPIECE, device=device, origin="")

    @property
    def source_radius(self) -> float:
        """Radius that ``handpiece`` leaves open [m]: that of the needle."""
        return self.electrode.radius

    def of_radius(self, radius: float) -> Current:
        """The same current through a needle of another radius [m]."""
        return replace(self, electrode=replace(self.electrode, radius=radius))

    @property
    def radius(self) -> float:
        """Radius of the needle [m]: what one pin covers of the surface."""
        return self.electrode.radius

    @property
    def extent(self) -> Extent:
        """Around the bare tip."""
        tip, around = self.electrode, _AROUND * self.electrode.radius
        return Extent(around, max(tip.depth - tip.bare - around, 0.0), tip.depth + around, tip.radius)


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
    control: Control = "energy"
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
        voltage : float, optional
            Voltage that is held [V], at devices that hold one.
        stack, interval, train : optional
            Applications on one spot, the time between them [s], and parts of one.

        Raises
        ------
        InputError
            If the device does not offer this; one fault for each setting.
        """
        given: dict[str, Any] = taken(
            Current, energy=energy, duration=duration, voltage=voltage, stack=stack, interval=interval, train=train
        )
        deep = self.electrode.depth if depth is None else taken(Electrode, depth=depth)["depth"]
        if given["duration"] is None:
            given["duration"] = self.shortest(given["energy"], train)
        faults = self.faults(**{name: item for name, item in given.items() if name != "voltage"}, depth=deep)
        if faults:
            raise InputError(faults)
        held = given["energy"] / given["duration"] if self.control == "power" else None
        return Current(
            frequency=self.frequency, electrode=self._electrode(deep), control=self.control, power=held,
            handpiece=Handpiece(radius_range=self.basis.radius_range), device=self.name, origin=self.origin, **given,
        )  # fmt: skip

    def _electrode(self, depth: float) -> Electrode:
        """The electrode with its point at a depth [m]; what is deeper of it is insulated, if any of it is."""
        own = self.electrode
        if depth == own.depth:
            return own
        insulated = max(depth - own.bare, 0.0) if own.insulated > 0.0 else 0.0
        bare = own.bare if own.insulated > 0.0 else depth
        return Electrode(
            radius=own.radius, bare=min(bare, depth), depth=depth, insulated=insulated, layout=own.layout,
            spacing=own.spacing,
        )  # fmt: skip

    def again(self, own: Current, energy: float) -> Current:
        """What this device gives like another one of it, at another energy [J]."""
        found = self.exposure(
            energy=energy, stack=own.stack, interval=own.interval, depth=own.electrode.depth, voltage=own.voltage
        )
        return replace(found, handpiece=own.handpiece)

    def setting(self, exposure: Energetic) -> float:
        """Energy [J] that is set for a current of this device."""
        return exposure.energy / self.basis.output

    def shortest(self, energy: float, train: Train | None = None) -> float:
        """Shortest time [s] in which this device gives an energy [J]."""
        dark = train.dark if train else 0.0
        return min(max(self.duration.low, energy / self.power + dark), self.duration.high)

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
        if duration is not None:
            shape = shape_faults(duration, train, None)
            on = duration if shape or train is None else duration - train.dark
            found += [] if found else power_faults(self.name, energy, on, self.power)
            found += shape + ([] if interval is None else interval_faults(duration, stack, interval))
        return found + stack_faults(self.name, stack, self.stack_high)
