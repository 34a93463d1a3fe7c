"""Reading the parts that case files share: names of library entries, pulses, doses; faults are gathered."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from microthermal import catalog
from microthermal.documents import read
from microthermal.domain.beam import Beam
from microthermal.domain.condition import Condition
from microthermal.domain.laser import Cooling, Device, Pulse
from microthermal.domain.medicine import Circumstance, Dose, Drug, Route
from microthermal.domain.skin import Phototype, Site, Skin
from microthermal.domain.timing import Train, Waveform
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record
from microthermal.units import parse

T = TypeVar("T")


@record
class SkinChoice:
    """A skin named by site and phototype, and how warm it is when the treatment begins."""

    site: Site
    phototype: Phototype
    surface_temperature: (
        Annotated[float, Quantity("K", "surface temperature before the treatment", 253.15, 323.15)] | None
    ) = None


@record
class PulseChoice:
    """A pulse as a case asks for it; the rest comes from the device."""

    energy: Annotated[float, Quantity("J", "energy of one microbeam", 1e-9, 10.0)]
    duration: Annotated[float, Quantity("s", "pulse length", 1e-9, 10.0)] | None = None
    stack: Annotated[int, Quantity("1", "pulses on one spot", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between stacked pulses", 1e-8, 100)] = 0.1
    radius: Annotated[float, Quantity("m", "radius of the microbeam (1/e² or edge)", 5e-6, 5e-3)] | None = None
    beam: Beam | None = None
    train: Train | None = None
    waveform: Waveform | None = None


@record
class DoseChoice:
    """A round of injections as a case asks for it; the concentration is read with its drug."""

    drug: str
    concentration: str
    volume: Annotated[float, Quantity("m**3", "volume of one injection point", 1e-10, 2e-6)]
    depth: Annotated[float, Quantity("m", "depth of the needle tip", 1e-4, 1.5e-2)]
    spacing: Annotated[float, Quantity("m", "distance between injection points", 1e-3, 5e-2)]
    time: Annotated[float, Quantity("s", "time after the laser, negative if before", -2.6e6, 1.6e7)]
    route: Route = "needle"
    circumstances: tuple[Circumstance, ...] = ()
    reason: str = ""


class Desk:
    """Takes the fields of one document, one after another, and gathers the faults of all."""

    def __init__(self, mapping: Mapping[str, Any], known: tuple[str, ...], other: Mapping[str, str]) -> None:
        self._mapping = mapping
        self.faults: list[Fault] = [_unknown(name, known, other) for name in mapping if name not in known]

    def take(self, name: str, reader: Callable[[Any], T], missing: Callable[[], T] | None = None) -> T:
        """Read one field; what is wrong with it is kept, and None is given in its place."""
        if name not in self._mapping:
            if missing is not None:
                return missing()
            self.faults.append(Fault(name, f"this field is missing; write for example {_FORMS[name]}"))
            return None  # type: ignore[return-value]  # finish() raises before anybody uses it
        try:
            return reader(self._mapping[name])
        except InputError as error:
            self.faults += [Fault(_path(name, fault.path), fault.text) for fault in error.faults]
            return None  # type: ignore[return-value]

    def record(self, name: str, kind: type[T], missing: Callable[[], T] | None = None) -> T:
        """Read one field that is a table of a record."""

        def reader(value: Any) -> T:
            if not isinstance(value, Mapping):
                raise InputError(f"must be a table, for example {_FORMS[name]}, not {brief(value)}")
            return read(kind, value)

        return self.take(name, reader, missing)

    def text(self, name: str, default: str) -> str:
        """Read one field that is a short text."""

        def reader(value: Any) -> str:
            if not isinstance(value, str) or len(value) > 200:
                raise InputError("must be a text in quotes of at most 200 characters")
            return value

        return self.take(name, reader, lambda: default)

    def finish(self) -> None:
        """Raise all faults found, if any."""
        if self.faults:
            raise InputError(self.faults)


_FORMS = {
    "skin": 'skin = { site = "cheek", phototype = "III" }',
    "device": 'device = "er_glass_1550"',
    "pulse": 'pulse = { energy = "20 mJ", duration = "3 ms" }',
    "cooling": 'cooling = { temperature = "-20 degC", coefficient = "150 W/m**2/K", before = "1 s" }',
    "pattern": 'pattern = { density = "250 / cm**2", passes = 4 }',
    "settings": 'settings = { cell = "5 um" }',
    "goal": 'goal = "hypertrophic_scar"',
    "devices": 'devices = ["fractional_co2", "er_glass_1550"]',
    "search": 'search = { kind = "grid", energies = 4 }',
}


def _path(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def _unknown(name: str, known: tuple[str, ...], other: Mapping[str, str]) -> Fault:
    if name in other:
        return Fault(name, f"this field belongs to a case for '{other[name]}', not to this one")
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(known)}"
    return Fault(name, f"this field is not known; {hint}")


def _named(value: Any, example: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"must be a name in quotes, for example {example}, not {brief(value)}")
    return value


def read_skin(value: Any) -> Skin:
    """Skin from a name such as ``"cheek_iii"`` or a table of site and phototype."""
    if isinstance(value, Mapping):
        choice = read(SkinChoice, value)
        skin = catalog.skin(f"{choice.site}_{choice.phototype.lower()}")
        start = choice.surface_temperature
        return skin if start is None else replace(skin, surface_temperature=start)
    return catalog.skin(_named(value, '"cheek_iii"'))


def read_condition(value: Any) -> Condition:
    """Condition from its name in the library."""
    return catalog.condition(_named(value, '"hypertrophic_scar"'))


def read_device(value: Any) -> Device:
    """Device from its name in the library."""
    return catalog.device(_named(value, '"er_glass_1550"'))


def read_pulse(value: Any, device: Device | None) -> Pulse:
    """Pulse of a device; without a device, the table alone is checked."""
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table, for example {_FORMS['pulse']}, not {brief(value)}")
    if "spot" in value or "diameter" in value or "spot_size" in value:
        text = "a spot size does not say which width is meant; give radius (1/e² if gaussian, edge if flat-top)"
        raise InputError([Fault("radius", text)])
    choice = read(PulseChoice, value)
    if device is None:
        return None  # type: ignore[return-value]  # the missing device is a fault already
    pulse = device.pulse(
        energy=choice.energy,
        duration=choice.duration,
        stack=choice.stack,
        interval=choice.interval,
        radius=choice.radius,
        train=choice.train,
        waveform=choice.waveform,
    )
    return replace(pulse, beam=choice.beam)


def read_cooling(value: Any, device: Device | None) -> Cooling | None:
    """Cooling from a name in the library, ``"device"``, ``"none"`` or a table."""
    if isinstance(value, Mapping):
        return read(Cooling, value)
    if value == "none":
        return None
    if value == "device":
        if device is not None and device.cooling is None:
            raise InputError(f'{device.name} has no cooling of its own; write "none", or name what cools the skin')
        return device.cooling if device else None
    if value in catalog.names("cooling"):
        return catalog.cooling(value)
    names = ", ".join(f'"{name}"' for name in ("none", "device", *catalog.names("cooling")))
    raise InputError(f"write one of {names}, or a table such as {_FORMS['cooling']}, not {brief(value)}")


def read_doses(value: Any) -> tuple[Dose, ...]:
    """Doses from a list of tables."""
    return read_tables(value, "doses", _dose)


def read_tables(value: Any, name: str, one: Callable[[Any], Dose]) -> tuple[Dose, ...]:
    """Doses from a list of tables that start with a name in double brackets, each read by ``one``.

    Raises
    ------
    InputError
        With every fault of every table.
    """
    if not isinstance(value, list):
        raise InputError(f"must be a list of tables, each starting with [[{name}]]")
    faults: list[Fault] = []
    doses: list[Dose] = []
    for number, item in enumerate(value):
        try:
            doses.append(one(item))
        except InputError as error:
            faults += [Fault(_path(str(number), fault.path), fault.text) for fault in error.faults]
    if faults:
        raise InputError(faults)
    return tuple(doses)


def read_drug(name: str) -> Drug:
    """Drug of the library.

    Raises
    ------
    InputError
        On the field ``drug``.
    """
    try:
        return catalog.drug(name)
    except InputError as error:
        raise InputError(Fault("drug", fault.text) for fault in error.faults) from None


def _dose(value: Any) -> Dose:
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table of drug, concentration, volume, depth, spacing and time, not {brief(value)}")
    choice = read(DoseChoice, value)
    drug = read_drug(choice.drug)
    try:
        concentration = read_concentration(choice.concentration, drug)
        return Dose(
            drug=drug, concentration=concentration, volume=choice.volume, depth=choice.depth,
            spacing=choice.spacing, time=choice.time, route=choice.route, circumstances=choice.circumstances,
            reason=choice.reason,
        )  # fmt: skip
    except InputError as error:
        raise InputError(Fault("concentration", fault.text) for fault in error.faults) from None


def read_concentration(text: str, drug: Drug) -> float:
    """Concentration [kg/m³] of a drug from a text in mass or, for drugs measured so, in units of activity.

    Raises
    ------
    InputError
        For a bare "IU" or "U", for units of activity that are not those of the drug, and for a mass per decilitre.
    """
    if re.search(r"/\s*d[lL]", text):
        raise InputError(f"'{text}' is per decilitre, a hundred times less than per millilitre; write mg/mL")
    if "PhEur_IU" in text:
        if drug.european == 0:
            raise InputError(f"{drug.name} is not measured in Ph.Eur. units; {_right_unit(drug)}")
        return parse(text, "PhEur_IU/m**3") / drug.european * drug.unit_mass
    for unit in ("USP_U", "ONA_U"):
        if unit in text:
            if drug.activity != unit:
                raise InputError(f"{drug.name} is not measured in {_UNIT_WORDS[unit]} units; {_right_unit(drug)}")
            return parse(text, f"{unit}/m**3") * drug.unit_mass
    return parse(text, "kg/m**3")


_UNIT_WORDS = {"USP_U": "USP", "ONA_U": "onabotulinumtoxinA"}


def _right_unit(drug: Drug) -> str:
    if drug.activity == "none":
        return "write a mass, for example '10 mg/mL'"
    return f"write '{drug.concentration / drug.unit_mass * 1e-6:.3g} {drug.activity}/mL'"
