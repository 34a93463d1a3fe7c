"""What a device offers: values held against their ranges, one fault for each that lies beyond."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

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


def offer_faults(device: str, asked: Iterable[Offer]) -> list[Fault]:
    """Fault of each setting that a device does not offer; paths name the field alone."""
    found = []
    for path, value, unit, offered in asked:
        if value is None or offered.low * (1 - _SLACK) <= value <= offered.high * (1 + _SLACK):
            continue
        offers = f"it must be between {show(offered.low, unit)} and {show(offered.high, unit)}"
        found.append(Fault(path, f"{show(value, unit)} is beyond what {device} offers; {offers}"))
    return found


def power_faults(device: str, energy: float | None, duration: float | None, most: float) -> list[Fault]:
    """Fault of more mean power [W] than a device has; energy [J] and duration [s] may not be known yet."""
    if energy is None or duration is None or energy / duration <= most * (1 + _SLACK):
        return []
    text = f"{show(energy, 'J')} in {show(duration, 's')} takes more power than {device} has ({show(most, 'W')})"
    return [Fault("duration", f"{text}; give it more time, or less energy")]


def stack_faults(device: str, stack: int, most: int) -> list[Fault]:
    """Fault of more exposures on one spot than a device gives."""
    if 1 <= stack <= most:
        return []
    return [Fault("stack", f"{stack} on one spot are beyond what {device} offers; it must be 1 to {most}")]
