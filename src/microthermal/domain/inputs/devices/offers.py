"""What a device offers: values held against their ranges, one fault for each that lies beyond."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from microthermal.domain.inputs.pulse_timing import Train, Waveform, interval_faults, peak_ratio, shape_faults
from microthermal.errors import Fault
from microthermal.quantity import Range
from microthermal.units import show

# A thousandth of slack: a limit typed in other units must not fail by rounding.
_SLACK = 1e-3


class Offer(NamedTuple):
    """A setting: its name, what is asked for (None: not known yet), its unit and the range that the device has."""

    path: str
    value: float | None
    unit: str
    offered: Range


class Pulsed(Protocol):
    """A device that gives pulses of a power that it can."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def duration(self) -> Range:
        """Pulse lengths that it gives [s]."""

    @property
    def power(self) -> float:
        """Its greatest power [W]."""

    @property
    def stack_high(self) -> int:
        """Most pulses on one spot."""


class Asked(NamedTuple):
    """Energy [J] and timing that are asked of a device; None: not known yet, and not held against anything."""

    energy: float | None = None
    duration: float | None = None
    stack: int = 1
    interval: float | None = None
    train: Train | None = None
    waveform: Waveform | None = None


def offer_faults(device: str, asked: Iterable[Offer]) -> list[Fault]:
    """Fault of each setting that a device does not offer; paths name the field alone."""
    found = []
    for path, value, unit, offered in asked:
        if value is None or offered.low * (1 - _SLACK) <= value <= offered.high * (1 + _SLACK):
            continue
        offers = f"it must be between {show(offered.low, unit)} and {show(offered.high, unit)}"
        found.append(Fault(path, f"{show(value, unit)} is beyond what {device} offers; {offers}"))
    return found


def timing_faults(device: Pulsed, asked: Asked) -> list[Fault]:
    """Faults of power, of the shape in time, of the interval and of the stack: what hangs on more than one setting.

    The power is not judged where the energy is not known: leave it out where energy or duration are at fault.
    """
    energy, duration, stack, interval, train, waveform = asked
    found = []
    if duration is not None:
        shape = shape_faults(duration, train, waveform)
        if energy is not None:
            ratio = 1.0 if shape else peak_ratio(duration, train, waveform)
            found += _power_faults(device, energy, duration, ratio)
        found += shape + ([] if interval is None else interval_faults(duration, stack, interval))
    if not 1 <= stack <= device.stack_high:
        offers = f"it must be 1 to {device.stack_high}"
        found.append(Fault("stack", f"{stack} pulses are beyond what {device.name} offers; {offers}"))
    return found


def _power_faults(device: Pulsed, energy: float, duration: float, ratio: float) -> list[Fault]:
    """Fault of more power than there is; ratio is that of the highest to the mean power."""
    peak = ratio * energy / duration
    if peak <= device.power * (1 + _SLACK):
        return []
    longest = f"the pulse must last at least {show(ratio * energy / device.power, 's')}"
    if ratio > 1.0:
        longest = f"the highest must not exceed {show(device.power, 'W')}"
    return [Fault("duration", f"{show(peak, 'W')} is more power than {device.name} has; {longest}")]


def shortest_pulse(device: Pulsed, energy: float, train: Train | None = None) -> float:
    """Shortest time [s] in which a device gives an energy [J], pauses of a train included."""
    dark = train.dark if train else 0.0
    return min(max(device.duration.low, energy / device.power + dark), device.duration.high)
