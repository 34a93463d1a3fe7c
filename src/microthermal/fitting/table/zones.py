"""What a user measured: settings of a row, sizes of its zone, and what the row leaves to the device."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final, Literal, TypeAlias

from microthermal.domain.inputs.laser import Device, Pulse
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record

SizeName: TypeAlias = Literal["depth", "width", "rim", "channel_depth", "channel_width"]
Method: TypeAlias = Literal["living", "section"]
# Sizes along the surface; the others lie along the depth. They shrink differently in a section.
ALONG: Final = ("width", "rim", "channel_width")
WORDS: Final = {
    "depth": "depth of the zone", "width": "width of the zone", "rim": "rim at half the channel's depth",
    "channel_depth": "depth of the channel", "channel_width": "width of the channel",
}  # fmt: skip


@record
class MeasuredSize:
    """One size of a zone: the mean over the zones of a row, and the standard deviation from zone to zone."""

    name: SizeName
    mean: Annotated[float, Quantity("m", "mean size", 0, 2e-2)]
    deviation: Annotated[float, Quantity("m", "standard deviation from zone to zone", 1e-8, 2e-2)] | None = None

    def deviation_of_mean(self, count: int) -> float:
        """Standard deviation of the mean over so many zones [m]; 0 if the row states no deviation."""
        return 0.0 if self.deviation is None else self.deviation / count**0.5


@record
class MeasuredZone:
    """One row of a user's data: what was set, how it was looked at, what was seen.

    ``method`` is ``"living"`` for what is seen in living or fresh skin (OCT, confocal microscopy) and ``"section"`` for
    cut and fixed skin, which shrinks. ``endpoint`` is the damage that the border of the zone shows.
    """

    name: str
    energy: Annotated[float, Quantity("J", "energy of one microbeam, as it is set", 1e-9, 100.0)]
    sizes: tuple[MeasuredSize, ...]
    duration: Annotated[float, Quantity("s", "pulse length", 1e-9, 10.0)] | None = None
    stack: Annotated[int, Quantity("1", "pulses on one spot", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between stacked pulses, from start to start", 1e-8, 100)] = 0.1
    radius: Annotated[float, Quantity("m", "radius of the microbeam with another tip", 5e-6, 1.5e-2)] | None = None
    skin_temperature: Annotated[float, Quantity("K", "temperature of the skin before", 273, 320)] | None = None
    method: Method = "living"
    endpoint: str = "dermal_cells"
    count: Annotated[int, Quantity("1", "zones measured", 1, 1e6)] = 1

    @property
    def settings(self) -> tuple[object, ...]:
        """All by which zones of two rows differ in the model."""
        set_ = (self.energy, self.duration, self.stack, self.interval, self.radius, self.skin_temperature)
        return (*set_, self.method, self.endpoint)


def pulse_of(zone: MeasuredZone, device: Device) -> Pulse:
    """Pulse of a row as the device gives it at its nominal spot, before its output is reckoned with.

    Raises
    ------
    InputError
        If the device does not offer it.
    """
    # What reaches the skin is a parameter of a fit: here the device gives what is set.
    plain = replace(device, basis=replace(device.basis, output=1.0))
    return plain.pulse(
        energy=zone.energy, duration=zone.duration, stack=zone.stack, interval=zone.interval, radius=zone.radius
    )


def faults_of(zones: tuple[MeasuredZone, ...], device: Device, endpoints: tuple[str, ...]) -> list[Fault]:
    """What the device does not offer of the settings of rows, and borders that no damage law follows."""
    found = []
    for zone in zones:
        try:
            pulse_of(zone, device)
        except InputError as error:
            found += [Fault(f"{zone.name}, {one.path}" if one.path else zone.name, one.text) for one in error.faults]
        if zone.endpoint not in endpoints:
            known = ", ".join(endpoints)
            found.append(Fault(f"{zone.name}, endpoint", f"'{zone.endpoint}' is not followed; write one of {known}"))
    return found
