"""Settings of a treatment as its device shows them."""

from __future__ import annotations

from typing import Any, Final

from microthermal.catalog.library import Library
from microthermal.delivery.schedule import strength
from microthermal.domain.inputs.exposures import DEVICES, AnyDevice, Exposure
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.treatment import Treatment
from microthermal.studies.compare.exposure_rows import heading_rows, setting_rows
from microthermal.studies.compare.records import Side
from microthermal.units import DAY, show

# In place of a setting that one side has not.
NOT_SET: Final = "–"


def device_of(pulse: Exposure, library: Library) -> AnyDevice | None:
    """Device that gives an exposure, as the library has it; None for one of no device that it holds."""
    held = library.entries.get(pulse.origin)
    record: Any = None if held is None else held.record
    if not isinstance(record, tuple(DEVICES.values())):
        return None
    found: Any = record
    return found  # type: ignore[no-any-return]


def rows(side: Side, library: Library) -> dict[str, str]:
    """Settings by their names; what is not set is left out."""
    one, treatment = side.simulation, side.simulation.treatment
    found = {"Skin": f"{one.skin.site}, phototype {one.skin.phototype}", "Condition": one.condition.title}
    if treatment.exposure.sham:
        found["Laser"] = "none"
    else:
        found |= _given(treatment, device_of(treatment.exposure, library))
    for number, dose in enumerate(treatment.doses, start=1):
        found["Medicine" if number == 1 else f"Medicine {number}"] = _dose(dose, treatment.exposure.sham)
    found["Visits"] = side.visits.text
    return found


def _given(treatment: Treatment, device: AnyDevice | None) -> dict[str, str]:
    pulse, pattern, cooling = treatment.exposure, treatment.pattern, treatment.cooling
    found = {"Device": pulse.device or "none named", **heading_rows(pulse)}
    if device is not None and device.basis.setting == "power":
        found["Power, as it is set"] = f"{show(pulse.energy / pulse.duration, 'W')} for {show(pulse.duration, 's')}"
    found |= setting_rows(pulse)
    if pulse.stack > 1:
        found["Stack"] = f"{pulse.stack} pulses, {show(pulse.interval, 's')} apart"
    whole = device is not None and device.basis.density == "treatment"
    in_all = f" (set as {show(pattern.density * pattern.passes, '1/m**2')} in all)" if whole else ""
    found["Density of a pass"] = f"{show(pattern.density, '1/m**2')}{in_all}"
    found["Passes"] = str(pattern.passes)
    found["Layout"] = pattern.layout
    cold = "none" if cooling is None else f"{show(cooling.temperature, 'K')}, {show(cooling.coefficient, 'W/m**2/K')}"
    found["Cooling"] = cold
    return found


def _dose(dose: Dose, alone: bool) -> str:
    at_once = "at the visit" if alone else "with the laser"
    when = at_once if abs(dose.time) < DAY / 2 else f"day {dose.time / DAY:.0f}"
    if dose.route == "zones":
        return f"{dose.drug.title} {strength(dose)}, laid on, {when}"
    points = f"{show(dose.volume, 'm**3')} every {show(dose.spacing, 'm')}, {show(dose.depth, 'm')} deep"
    return f"{dose.drug.title} {strength(dose)}, {points}, {when}"


def differing(a: dict[str, str], b: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Names of settings that differ, with both texts; a dash where one side has no such setting."""
    names = dict.fromkeys((*a, *b))
    return tuple((name, a.get(name, NOT_SET), b.get(name, NOT_SET)) for name in names if a.get(name) != b.get(name))
