"""Steps in which a device can be set: energies and densities rounded to them, and what to doubt about a setting."""

from __future__ import annotations

import math
from typing import Annotated

from microthermal.catalog.library import Library
from microthermal.catalog.library import library as installed
from microthermal.catalog.tracing import trace
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.caution import Caution
from microthermal.numerics.wholes import nearest_whole, steps_within
from microthermal.quantity import Quantity, record
from microthermal.units import show

# A setting this close to a step, as a fraction of it, is on it: texts round to three digits.
_SLACK = 0.01
# Settings are rounded to nine digits.
_ROUNDING = 1e-8


@record
class DeviceSteps:
    """Settings of one kind: ``first``, ``first`` + ``size`` and so on, between ``low`` and ``high``.

    ``source`` is empty where the maker's steps are not known and ``size`` is the default of this project.
    """

    low: Annotated[float, Quantity("1", "least setting, in SI")]
    high: Annotated[float, Quantity("1", "greatest setting, in SI")]
    first: Annotated[float, Quantity("1", "setting from which steps are counted, in SI")]
    size: Annotated[float, Quantity("1", "distance of neighbouring settings, in SI")]
    source: str = ""

    def nearest(self, value: float) -> float:
        """The setting nearest to a value; half way between two, the greater."""
        # Nine digits: sums of steps are to be read by people.
        stepped = float(f"{self.first + nearest_whole((value - self.first) / self.size) * self.size:.9g}")
        return min(max(stepped, self.low), self.high)

    def below(self, value: float) -> float | None:
        """The greatest setting that is not more than a value; None if even the least is more."""
        if value < self.low * (1.0 - _ROUNDING):
            return None
        steps = math.floor((value - self.first) / self.size * (1.0 + _ROUNDING) + _ROUNDING)
        return min(max(float(f"{self.first + steps * self.size:.9g}"), self.low), self.high)

    def holds(self, value: float) -> bool:
        """Whether a value is a setting."""
        return abs(value - self.nearest(value)) <= _SLACK * self.size


def energy_steps(device: AnyDevice, library: Library | None = None) -> DeviceSteps:
    """Energies that a device can be set to, as far as its power allows.

    A library states steps that the device does not; the installed one if left out, here as in the functions below.
    """
    most = min(device.energy.high, device.power * device.duration.high)
    return _steps(device, "energy", device.energy.low, most, device.energy.step, library)


def density_steps(device: AnyDevice, passes: int = 1, library: Library | None = None) -> DeviceSteps:
    """Densities of a pass that a device can be set to, where a treatment has so many passes.

    Where the device counts the density of a whole treatment, each pass gives its part of a setting.
    """
    part = 1.0 / passes if device.basis.density == "treatment" else 1.0
    step = None if device.density.step is None else device.density.step * part
    return _steps(device, "density", device.density.low * part, device.density.high * part, step, library)


def _steps(
    device: AnyDevice, name: str, low: float, high: float, size: float | None, library: Library | None
) -> DeviceSteps:
    held = library or installed()
    if size is None:
        return DeviceSteps(low=low, high=high, first=0.0, size=_default(held.figures.scenarios.setting_step * high))
    return DeviceSteps(low=low, high=high, first=low, size=size, source=_source(device, f"{name}.step", held))


def _default(most: float) -> float:
    """1, 2 or 5 times a power of ten, at most so much."""
    ten = 10.0 ** steps_within(math.log10(most))
    return max(part * ten for part in (1, 2, 5) if part * ten <= most * (1 + 1e-9))


def _source(device: AnyDevice, path: str, library: Library) -> str:
    line = next(line for line in trace(device, library.entries.get) if line.path == path)
    return f"{line.source}, from memory" if line.read == "memory" else line.source


def step_words(device: AnyDevice, library: Library | None = None) -> str:
    """In which steps a device is set and where they come from, in one sentence."""
    parts = []
    for name, step, unit in _both(device, 1, library):
        source = step.source or "not known for this device: a default of this project"
        fixed = step.low == step.high
        whole = " of a whole treatment" if name == "density" and device.basis.density == "treatment" else ""
        parts.append(
            f"{name}{whole} fixed" if fixed else f"{name}{whole} in steps of {show(step.size, unit)} ({source})"
        )
    return "; ".join(parts) + "."


def step_cautions(
    device: AnyDevice, pulse: Exposure, pattern: Pattern, library: Library | None = None
) -> tuple[Caution, ...]:
    """What to doubt about a setting of a device: steps that are not known, settings that lie between two.

    Parameters
    ----------
    device : AnyDevice
        The device that is to give it.
    pulse, pattern : Exposure, Pattern
        What is asked for.
    library : Library, optional
        What the library states; the installed one if left out.
    """
    found = []
    both = _both(device, pattern.passes, library)
    unknown = [f"{name} ({show(step.size, unit)})" for name, step, unit in both if _open(step)]
    if unknown:
        text = (
            f"the steps in which {device.name} is set are not known; the default of this project is taken for "
            f"{' and '.join(unknown)}, so that the device may not offer this very setting"
        )
        found.append(Caution(stage="device", text=text, weight="note", source="proposed"))
    if device.basis.output != 1.0:
        text = (
            f"of the energy that is set at {device.name}, {show(device.basis.output, '%')} reaches the skin: the "
            f"{show(pulse.energy, 'J')} shown here are set as {show(device.setting(pulse), 'J')}"
        )
        found.append(Caution(stage="device", text=text, weight="note", source=_output_source(device, library)))
    for (name, step, unit), value in zip(both, (device.setting(pulse), pattern.density), strict=True):
        if step.source and not step.holds(value):
            text = (
                f"the {name} of {show(value, unit)} lies between two steps of {device.name}; the nearest is "
                f"{show(step.nearest(value), unit)}"
            )
            found.append(Caution(stage="device", text=text, weight="warn", source=step.source))
    return tuple(found)


def _output_source(device: AnyDevice, library: Library | None) -> str:
    held = library or installed()
    line = next(line for line in trace(device, held.entries.get) if line.path == "basis.output")
    return line.source


def _open(step: DeviceSteps) -> bool:
    return not step.source and step.low < step.high


def _both(device: AnyDevice, passes: int, library: Library | None) -> tuple[tuple[str, DeviceSteps, str], ...]:
    return ("energy", energy_steps(device, library), "J"), ("density", density_steps(device, passes, library), "1/m**2")
