"""The space of a search: which variables it has in a case, and between which ends each may move there."""

from __future__ import annotations

import math

from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures import AnyDevice
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.medicine import Drug
from microthermal.errors import Fault, InputError
from microthermal.planning.case import PlanCase
from microthermal.planning.design.variables import MEANINGS, NOTHING, ROUTES, USUAL, Variable
from microthermal.units import DAY, show

# Injections are tried from half to twice their usual strength, where the drug states no other bounds.
_WEAKER, _STRONGER = 0.5, 2.0
# Visits are tried from their usual interval to twice of it.
_LATEST = 2.0
# Machines that blow cold air stand beside any laser; windows and cryogen are parts of a handpiece.
_BESIDE = "cold_air"
_DEEPEST = 0.9  # of the dermis: the needle stays in it
_OFFERED = "no device of this case offers it; they offer"
_GIVEN = "no drug of this case is given so; they are given at"


def variables_of(case: PlanCase, stated: tuple[Variable, ...]) -> tuple[Variable, ...]:
    """Every variable of a case in the order of :data:`MEANINGS`: as stated, else as free as the case leaves it.

    Parameters
    ----------
    case : PlanCase
        Devices, drugs, goal, skin.
    stated : tuple of Variable
        What the case frees within ends, or fixes.
    """
    own = {one.name: one for one in stated}
    drugs = (NOTHING, *(drug.name for drug in case.drugs))
    cooled = any(device.cooling is not None for device in case.devices)
    usual = {
        "device": Variable(name="device", choices=(*(device.name for device in case.devices), NOTHING)),
        "cooling": Variable(name="cooling", choices=("device", *((NOTHING,) if cooled else ()), _BESIDE)),
        "drug": Variable(name="drug", choices=drugs),
        "route": Variable(name="route", choices=_routes(case, own)),
        "sessions": Variable(name="sessions", low=1, high=max(case.goal.sessions, 1)),
        "interval": Variable(
            name="interval", low=case.goal.session_interval, high=_LATEST * case.goal.session_interval
        ),
        "depth_of_needle": _needle(case),
    }
    return tuple(_ordered(own.get(name) or usual.get(name) or _between(name)) for name in MEANINGS)


def _ordered(variable: Variable) -> Variable:
    """Devices with no laser at their end, where a search looks for it."""
    if variable.name != "device" or NOTHING not in variable.choices:
        return variable
    return Variable(name="device", choices=(*(one for one in variable.choices if one != NOTHING), NOTHING))


def _between(name: str) -> Variable:
    if name not in USUAL:
        return Variable(name=name)
    low, high = USUAL[name]
    return Variable(name=name, low=low, high=high)


def opens_channels(device: AnyDevice) -> bool:
    """Whether the zones of a device are open, so that what is laid on them enters."""
    return isinstance(device, Device) and device.ablative


def _routes(case: PlanCase, own: dict[str, Variable]) -> tuple[str, ...]:
    """By needle, and laid on where a device opens channels: next to nothing of what is laid on closed zones enters."""
    named = own["device"].choices if "device" in own else tuple(device.name for device in case.devices)
    given = own["drug"].choices if "drug" in own else tuple(drug.name for drug in case.drugs)
    opens = any(opens_channels(device) for device in case.devices if device.name in named)
    return ROUTES if opens and set(given) - {NOTHING} else ROUTES[:1]


def _needle(case: PlanCase) -> Variable:
    low, high = USUAL["depth_of_needle"]
    return Variable(
        name="depth_of_needle", low=low, high=max(low, min(high, _DEEPEST * case.skin.depth_of("dermis")[1]))
    )


def energies(variable: Variable, device: AnyDevice, library: Library) -> tuple[float, float]:
    """Ends of the energy of a microbeam with a device [J]."""
    steps = energy_steps(device, library)
    return variable.within(steps.low, steps.high)


def durations(variable: Variable, device: AnyDevice, energy: float) -> tuple[float, float]:
    """Ends of the pulse length of an energy with a device [s]."""
    return variable.within(device.shortest(energy), device.duration.high)


def densities(variable: Variable, device: AnyDevice, passes: int, library: Library) -> tuple[float, float]:
    """Ends of the density of a pass with a device [1/m²]."""
    steps = density_steps(device, passes, library)
    return variable.within(steps.low, steps.high)


def strengths(variable: Variable, drug: Drug, condition: str) -> tuple[float, float]:
    """Ends of the concentration of a drug [kg/m³]."""
    usual, bounds = drug.strength(condition), drug.bounds
    weakest, strongest = bounds.weakest or _WEAKER * usual, bounds.strongest or _STRONGER * usual
    return variable.within(min(weakest, usual), max(strongest, usual))


def check_space(case: PlanCase, variables: tuple[Variable, ...], library: Library) -> None:
    """Refuse ends that no device or drug of a case offers, and names that it does not know.

    Raises
    ------
    InputError
        With one fault for each variable.
    """
    own = {one.name: one for one in variables}
    faults = [*_names(case, own, library), *_unknown(case, own["device"])]
    given = [strengths(Variable(name="concentration"), drug, case.condition.name) for drug in case.drugs]
    offered: dict[str, tuple[str, list[tuple[float, float]]]] = {
        "energy": (_OFFERED, [(one.energy.low, one.energy.high) for one in case.devices]),
        "duration": (_OFFERED, [(one.duration.low, one.duration.high) for one in case.devices]),
        "density": (_OFFERED, [(one.density.low, one.density.high) for one in case.devices]),
        "stack": (_OFFERED, [(1, one.stack_high) for one in case.devices]),
        **({"concentration": (_GIVEN, given)} if given else {}),
    }
    for name, (words, ranges) in offered.items():
        one, unit = own[name], MEANINGS[name].unit
        low, high = -math.inf if one.low is None else one.low, math.inf if one.high is None else one.high
        if not any(low <= most * 1.001 and high >= least * 0.999 for least, most in ranges):
            least, most = min(end for end, _ in ranges), max(end for _, end in ranges)
            faults.append(Fault(_said(one), f"{words} {show(least, unit)} to {show(most, unit)}"))
    interval = own["interval"]
    if interval.low is not None and interval.low < DAY:
        faults.append(Fault(_said(interval), "visits are at least 1 day apart"))
    if faults:
        raise InputError(faults)


def _said(variable: Variable) -> str:
    """Where a case says it: among what is free, or what is fixed."""
    return f"{'fixed' if variable.fixed else 'free'}.{variable.name}"


def _unknown(case: PlanCase, variable: Variable) -> list[Fault]:
    known = {NOTHING} | {device.name for device in case.devices}
    strange = [name for name in variable.choices if name not in known]
    return [Fault(_said(variable), f"{', '.join(strange)}: not among the devices of this case")] if strange else []


def _names(case: PlanCase, own: dict[str, Variable], library: Library) -> list[Fault]:
    faults = []
    drugs = {NOTHING, *(drug.name for drug in case.drugs)}
    if strange := [name for name in own["drug"].choices if name not in drugs]:
        faults.append(Fault(_said(own["drug"]), f"{', '.join(strange)}: not among the drugs of this case"))
    if strange := [name for name in own["route"].choices if name not in ROUTES]:
        faults.append(Fault(_said(own["route"]), f"{', '.join(strange)}: known are {', '.join(ROUTES)}"))
    known = {"device", NOTHING} | {name.split("/")[1] for name in library.entries if name.startswith("cooling/")}
    if strange := [name for name in own["cooling"].choices if name not in known]:
        faults.append(Fault(_said(own["cooling"]), f"{', '.join(strange)}: known are {', '.join(sorted(known))}"))
    return faults
