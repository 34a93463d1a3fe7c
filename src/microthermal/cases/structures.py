"""Reading what stands on the axis of a zone: a follicle or a vessel, and how spots of a broad beam cover many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeAlias

from microthermal import catalog
from microthermal.cases.parts import named
from microthermal.documents import read
from microthermal.domain.inputs.exposures import AnyDevice
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record

Scenario: TypeAlias = Literal["low", "usual", "high"]
_PLACES: dict[Scenario, float] = {"low": 0.0, "usual": 0.5, "high": 1.0}
_FORM = 'structure = { name = "body_hair", absorption = "usual" }'
# Time from one spot to the next where none is stated, as a hand moves it.
_BETWEEN_SPOTS = "1 s"
_ZONES = ("density", "pitch", "coverage", "layout", "order", "width", "dwell")


@record
class StructureChoice:
    """A structure of the library, where in the band of its absorption it lies, and what heated blood absorbs."""

    name: str
    absorption: Scenario = "usual"
    methaemoglobin: Annotated[float, Quantity("1", "absorption of heated blood over that of unheated", 1, 5)] = 1.0
    density: Annotated[float, Quantity("1/m**2", "structures per area", 1e4, 1e7)] | None = None


def read_structure(value: Any, device: AnyDevice | None) -> Structure | None:
    """Structure from its name, ``"device"``, ``"none"`` or a table.

    Raises
    ------
    InputError
        If there is no such structure, or the table is wrong.
    """
    if value == "none":
        return None
    if value == "device":
        return structure_of(device)
    if not isinstance(value, Mapping):
        return catalog.structure(named(value, "body_hair"))
    choice = read(StructureChoice, value)
    found = catalog.structure(choice.name)
    if choice.methaemoglobin != 1.0 and found.kind != "vessel":
        raise InputError([Fault("methaemoglobin", f"{found.title} holds no blood; leave this out")])
    return replace(
        found, place=_PLACES[choice.absorption], methaemoglobin=choice.methaemoglobin,
        density=found.density if choice.density is None else choice.density,
    )  # fmt: skip


def structure_of(device: AnyDevice | None) -> Structure | None:
    """The structure that a device is meant for; None for most."""
    if not isinstance(device, Device) or not device.basis.structure:
        return None
    return catalog.structure(device.basis.structure)


def read_spots(value: Any, structure: Structure) -> Pattern:
    """Pattern of spots that cover many structures: its zones are the structures, so that no density is asked for.

    Raises
    ------
    InputError
        If it names a density, or how zones lie; if a value is wrong.
    """
    if not isinstance(value, Mapping):
        raise InputError(f'must be a table, for example {{ area = "10 cm**2" }}, not {brief(value)}')
    text = f"zones are what stands in the skin ({structure.title}), and spots cover them side by side; leave this out"
    faults = [Fault(name, text) for name in _ZONES if name in value]
    try:
        found = read(Pattern, {"return_time": _BETWEEN_SPOTS, **value, "density": f"{structure.density!r} / m**2"})
    except InputError as error:
        known = {fault.path for fault in faults}
        raise InputError([*faults, *(one for one in error.faults if one.path not in known)]) from None
    if faults:
        raise InputError(faults)
    return found
