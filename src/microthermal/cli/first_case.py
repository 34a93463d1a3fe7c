"""The text of a first case: fields with comments, numbers from the middle of what the device offers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from microthermal import catalog
from microthermal.cases.parts import tried
from microthermal.cases.treatment import treatment_case
from microthermal.catalog.reading.state import one_state
from microthermal.cli.first_treatment import device_tables
from microthermal.domain.inputs.exposures import AnyDevice
from microthermal.domain.inputs.exposures.illumination import LightDevice
from microthermal.domain.inputs.goal import Goal
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.skin import Phototype, Site
from microthermal.errors import Fault, InputError, SaveError
from microthermal.files import check_target
from microthermal.planning.case import plan_case

# Devices that a plan compares if none is named: one that ablates and one that does not, as in the examples.
_USUAL = ("fractional_co2", "er_glass_1550")
_SITE: Site = "cheek"
_PHOTOTYPE: Phototype = "III"


@dataclass(frozen=True)
class Choice:
    """What a first case is about; without a goal it is one treatment with the device."""

    goal: str | None
    device: str | None
    site: str | None
    phototype: str | None


def sites() -> tuple[str, ...]:
    """Sites that a skin of the library has."""
    return tuple(get_args(Site))


@one_state()
def open_to(goal: Goal) -> tuple[str, ...]:
    """Devices that a plan for a goal may try: those of which neither the goal nor the library bars the family."""
    known = catalog.bars()
    return tuple(
        name
        for name in catalog.names("device")
        if (family := catalog.device(name).family) not in goal.barred
        and not any(one.holds(family, goal.condition) for one in known)
    )


def checked(choice: Choice) -> Choice:
    """The choice with site and phototype filled in.

    Raises
    ------
    InputError
        With every name that the library does not have.
    """
    faults: list[Fault] = []
    for option, name, reader in (("--goal", choice.goal, catalog.goal), ("--device", choice.device, catalog.device)):
        if name is not None:
            tried(faults, option, reader, name)
    site = choice.site or _site_of(choice)
    if site not in sites():
        faults.append(Fault("--site", f"there is no skin of '{site}'; there is {', '.join(sites())}"))
    if faults:
        raise InputError(faults)
    return replace(choice, site=site, phototype=choice.phototype or _PHOTOTYPE)


def _site_of(choice: Choice) -> Site:
    """The scalp for hair that shall grow, the forearm for hair of the body; else what the examples take."""
    if choice.goal is not None:
        return "scalp" if choice.goal in catalog.names("goal") and "alopecia" in choice.goal else _SITE
    device = catalog.device(choice.device) if choice.device in catalog.names("device") else None
    if isinstance(device, LightDevice):
        return "scalp"
    return "forearm" if isinstance(device, Device) and device.basis.structure == "body_hair" else _SITE


@one_state()
def case_text(choice: Choice, name: str) -> str:
    """Text of a case, which was read back as the command would read it.

    Parameters
    ----------
    choice : Choice
        As :func:`checked` gives it.
    name : str
        Name of the file, for the command that it tells.

    Raises
    ------
    InputError
        If the case could not be run, for example because the goal bars the device.
    """
    text = _plan(choice, name) if choice.goal else _treatment(choice, name)
    (plan_case if choice.goal else treatment_case)(tomllib.loads(text))
    return text


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises
    ------
    SaveError
        If it is there, or cannot be written.
    """
    check_target(path)
    try:
        with path.open(
            "x", encoding="utf-8"
        ) as file:  # never takes the place of another, not even of one made just now
            file.write(text)
    except FileExistsError:
        raise SaveError(f"'{path}' is there already and is left as it is; name another file") from None
    except OSError as error:
        raise SaveError(f"'{path}' cannot be written: {error.strerror}") from error


def _skin(choice: Choice) -> str:
    return (
        f"# Where, and Fitzpatrick's phototype. Sites: {', '.join(sites())}.\n"
        f'skin = {{ site = "{choice.site}", phototype = "{choice.phototype}" }}\n'
    )


def _plan(choice: Choice, name: str) -> str:
    goal: Goal = catalog.goal(str(choice.goal))
    usual = [one for one in _USUAL if one in open_to(goal)]
    devices = ", ".join(f'"{one}"' for one in ([choice.device] if choice.device else usual))
    drugs = ", ".join(f'"{one}"' for one in goal.drugs)
    return f"""# {goal.title}
# Run: mtz plan {name}
# Research software: it compares simulated treatments and gives no medical advice.
title = "{goal.title}, {choice.site}, phototype {choice.phototype}"
{_skin(choice)}# Aims, limits and the condition of the skin. All numbers: mtz library show goal {choice.goal}
goal = "{choice.goal}"
# Devices at hand; all: mtz library list device
devices = [{devices}]
# Drugs that may be given; an empty list allows none. Those of the goal:
drugs = [{drugs}]

[search]
# Every combination of so many energies and densities within the range of each device.
kind = "grid"
energies = 4
densities = 4
injection_days = ["0 day", "7 day"]
"""


def _treatment(choice: Choice, name: str) -> str:
    device: AnyDevice = catalog.device(str(choice.device))
    # No drug of the library goes with light for hair, nor with the removal of it.
    dose = "" if isinstance(device, LightDevice) or device.basis.structure else _DOSE
    return f"""# One treatment with {device.name}
# Run: mtz simulate {name}
# Research software: it simulates treatments and gives no medical advice. The settings below are a place to begin.
title = "{device.name}, {choice.site}, phototype {choice.phototype}"
{_skin(choice)}# All numbers of it and their sources: mtz library show device {device.name}
device = "{device.name}"
# Healthy skin if left out; all: mtz library list condition
# condition = "{"androgenetic_alopecia" if choice.site == "scalp" else "atrophic_acne_scar"}"

{device_tables(device, str(choice.phototype))}{dose}"""


_DOSE = """
# An injection, if one is wanted; all drugs: mtz library list drug
# [[doses]]
# drug = "triamcinolone"
# concentration = "5 mg/mL"
# volume = "0.05 mL"
# depth = "1 mm"
# spacing = "10 mm"
# time = "0 day"
"""
