"""Devices, and what they send into the skin: pulses and cooling."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.domain.beam import Beam
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record
from microthermal.units import show

Profile: TypeAlias = Literal["gaussian", "flat_top"]
Removal: TypeAlias = Literal["boil_off", "ejection"]


@record
class Cooling:
    """Cooling of the surface: what touches it, and how well."""

    temperature: Annotated[float, Quantity("K", "temperature of air, window or cryogen", 200, 320)]
    coefficient: Annotated[float, Quantity("W/m**2/K", "heat transfer coefficient", 0, 1e5)]
    before: Annotated[float, Quantity("s", "cooling before the pulse", 0, 60)] = 0.0
    after: Annotated[float, Quantity("s", "cooling after the pulse", 0, 60)] = 0.0
    window_index: Annotated[float, Quantity("1", "refractive index of a contact window", 1, 4)] | None = None


@record
class Pulse:
    """One laser pulse through one microbeam, repeated ``stack`` times on its spot.

    ``beam`` says what ``profile`` cannot; without it, the light is collimated and has that profile.
    """

    wavelength: Annotated[float, Quantity("m", "wavelength", 2e-7, 2e-5)]
    energy: Annotated[float, Quantity("J", "energy of one microbeam", 1e-5, 1.0)]
    duration: Annotated[float, Quantity("s", "pulse length", 1e-7, 1.0)]
    radius: Annotated[float, Quantity("m", "radius of the microbeam at the surface", 5e-6, 5e-3)]
    profile: Profile = "gaussian"
    removal: Removal = "boil_off"
    stack: Annotated[int, Quantity("1", "pulses on one spot", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between stacked pulses", 1e-5, 10)] = 0.1
    beam: Beam | None = None

    def __post_init__(self) -> None:
        faults = []
        if self.beam is not None and self.beam.inner_radius >= self.radius:
            faults.append(
                Fault("Pulse.beam.inner_radius", "must be smaller than the radius, the outer edge of the ring")
            )
        if self.beam is not None and self.beam.numerical_aperture > 0 and self.profile != "gaussian":
            faults.append(Fault("Pulse.profile", "a beam with a focus is Gaussian here; choose 'gaussian'"))
        if faults:
            raise InputError(faults)


@record
class Device:
    """A laser system: what it is, and the settings it offers. Radius: 1/e² if gaussian, edge if flat-top."""

    name: str
    maker: str
    family: str
    wavelength: Annotated[float, Quantity("m", "wavelength", 2e-7, 2e-5)]
    profile: Profile
    removal: Removal
    radius: Annotated[float, Quantity("m", "radius of the microbeam at the surface", 5e-6, 5e-3)]
    energy_low: Annotated[float, Quantity("J", "least energy of a microbeam", 1e-6, 1)]
    energy_high: Annotated[float, Quantity("J", "greatest energy of a microbeam", 1e-6, 1)]
    duration_low: Annotated[float, Quantity("s", "shortest pulse", 1e-12, 1)]
    duration_high: Annotated[float, Quantity("s", "longest pulse", 1e-12, 1)]
    density_low: Annotated[float, Quantity("1/m**2", "least density of a pass", 1e3, 1e8)]
    density_high: Annotated[float, Quantity("1/m**2", "greatest density of a pass", 1e3, 1e8)]
    power: Annotated[float, Quantity("W", "greatest power while the beam is on", 0.01, 1e6)]
    stack_high: Annotated[int, Quantity("1", "most pulses on one spot", 1, 50)] = 1
    cooling: Cooling | None = None
    origin: str = ""

    def __post_init__(self) -> None:
        faults = []
        for name in ("energy", "duration", "density"):
            low, high = getattr(self, f"{name}_low"), getattr(self, f"{name}_high")
            if low > high:
                faults.append(Fault(f"Device.{name}_low", f"is greater than {name}_high; exchange them"))
        if faults:
            raise InputError(faults)

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
    ) -> Pulse:
        """Pulse of this device.

        Parameters
        ----------
        energy : float
            Energy of one microbeam [J].
        duration : float, optional
            Pulse length [s]; without it, the shortest that the device's power and range allow.
        stack : int, optional
            Pulses on one spot.
        interval : float, optional
            Time between stacked pulses [s].
        radius : float, optional
            Radius of the microbeam [m] with another tip than the one in the library.

        Raises
        ------
        InputError
            If the device does not offer this; one fault for each setting.
        """
        if duration is None:
            duration = min(max(self.duration_low, energy / self.power), self.duration_high)
        faults = self.faults(energy=energy, duration=duration, stack=stack)
        if faults:
            raise InputError(faults)
        return Pulse(
            wavelength=self.wavelength,
            energy=energy,
            duration=duration,
            radius=self.radius if radius is None else radius,
            profile=self.profile,
            removal=self.removal,
            stack=stack,
            interval=interval,
        )

    def faults(self, *, energy: float, duration: float, stack: int = 1) -> list[Fault]:
        """What of a pulse this device does not offer, one fault for each setting."""
        found = []
        # A thousandth of slack: a limit typed in other units must not fail by rounding.
        for path, value, unit, low, high in (
            ("energy", energy, "J", self.energy_low, self.energy_high),
            ("duration", duration, "s", self.duration_low, self.duration_high),
        ):
            if not low * 0.999 <= value <= high * 1.001:
                offers = f"it must be between {show(low, unit)} and {show(high, unit)}"
                found.append(Fault(path, f"{show(value, unit)} is beyond what {self.name} offers; {offers}"))
        if not found and energy / duration > self.power * 1.001:
            longest = f"the pulse must last at least {show(energy / self.power, 's')}"
            found.append(
                Fault(
                    "duration",
                    f"{show(energy / duration, 'W')} is more power than {self.name} has; {longest}",
                )
            )
        if not 1 <= stack <= self.stack_high:
            found.append(
                Fault(
                    "stack",
                    f"{stack} pulses are beyond what {self.name} offers; it must be 1 to {self.stack_high}",
                )
            )
        return found
