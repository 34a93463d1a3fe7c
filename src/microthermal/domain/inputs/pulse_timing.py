"""How the power of one pulse runs in time, where it is not simply on: trains of sub-pulses, measured traces."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record
from microthermal.units import show


@record
class Train:
    """Sub-pulses that together make one pulse: equal, with equal pauses; two of them are a double pulse.

    Energy and duration of the pulse are those of the whole, from the first light to the last.
    """

    count: Annotated[int, Quantity("1", "sub-pulses in a pulse", 2, 200)]
    pause: Annotated[float, Quantity("s", "dark time between two sub-pulses", 1e-9, 10)]

    @property
    def dark(self) -> float:
        """All pauses together [s]."""
        return (self.count - 1) * self.pause


@record
class Waveform:
    """A measured course of the power: straight between its points; two points at one time are a jump.

    Times begin at 0 and end at the duration of the pulse; the area under the course stands for its energy.
    """

    times: tuple[Annotated[float, Quantity("s", "times since the first light", 0, 10)], ...]
    power: tuple[Annotated[float, Quantity("1", "power then, in any unit", 0, 1e15)], ...]

    def __post_init__(self) -> None:
        faults = []
        grows = all(one <= two for one, two in pairwise(self.times))
        if not 2 <= len(self.times) <= 200 or self.times[0] != 0.0 or not grows or self.times[-1] <= 0.0:
            faults.append(Fault("Waveform.times", "2 to 200 times are needed, beginning at 0, none before another"))
        if len(self.power) != len(self.times):
            faults.append(Fault("Waveform.power", f"{len(self.times)} values are needed, one for each time"))
        elif not faults and not any(area > 0.0 for _, _, area in self.stretches):
            faults.append(Fault("Waveform.power", "must be greater than 0 for some time"))
        if faults:
            raise InputError(faults)

    @property
    def stretches(self) -> tuple[tuple[float, float, float], ...]:
        """Begin and end [s] of each stretch between two points, and the area under it (the unit is the power's)."""
        points = list(zip(self.times, self.power, strict=True))
        return tuple(
            (begin, end, 0.5 * (first + last) * (end - begin))
            for (begin, first), (end, last) in pairwise(points)
            if end > begin
        )


def shape_faults(duration: float, train: Train | None, waveform: Waveform | None) -> list[Fault]:
    """What of a shape does not fit a pulse of a duration [s]; paths name the field alone."""
    faults = []
    if train is not None and waveform is not None:
        faults.append(Fault("waveform", "a pulse has either a train or a waveform; leave out one of them"))
    if train is not None and train.dark >= duration:
        text = f"{train.count - 1} pauses leave no time for light in this pulse; shorten them, or lengthen the pulse"
        faults.append(Fault("train.pause", text))
    # A thousandth: times of an oscilloscope are rounded.
    if waveform is not None and abs(waveform.times[-1] - duration) > 1e-3 * duration:
        faults.append(Fault("waveform.times", "must end at the duration of the pulse"))
    return faults


def interval_faults(duration: float, stack: int, interval: float) -> list[Fault]:
    """What of a stack does not fit pulses of a duration [s]: its interval [s] runs from start to start."""
    if stack == 1 or interval > duration:
        return []
    text = (
        f"{show(interval, 's')} from the start of one pulse to the start of the next is not longer than the pulse of "
        f"{show(duration, 's')}, so that stacked pulses would overlap; add the pause to the duration"
    )
    return [Fault("interval", text)]


def peak_ratio(duration: float, train: Train | None, waveform: Waveform | None) -> float:
    """Highest power over the mean power of a pulse of a duration [s] that fits its shape."""
    if train is not None:
        return duration / (duration - train.dark)
    if waveform is not None:
        return max(waveform.power) * waveform.times[-1] / sum(area for _, _, area in waveform.stretches)
    return 1.0
