"""Reading the parts that case files share: names of library entries, pulses, doses; faults are gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from microthermal import catalog
from microthermal.documents import read
from microthermal.documents.sentences import FIRST, hint, read_choice
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.skin import Phototype, Site, Skin
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record
from microthermal.simulation.settings import Settings

T = TypeVar("T")
_MOST_LAWS = 20


@record
class SkinChoice:
    """A skin named by site and phototype, and how warm it is when the treatment begins."""

    site: Site
    phototype: Phototype
    surface_temperature: (
        Annotated[float, Quantity("K", "surface temperature before the treatment", 253.15, 323.15)] | None
    ) = None


class FormReader:
    """Takes the fields of one document, one after another, and gathers the faults of all."""

    def __init__(self, mapping: Mapping[str, Any], known: tuple[str, ...], other: Mapping[str, str]) -> None:
        self._mapping = mapping
        strange = [name for name in mapping if name not in known]
        self.faults: list[Fault] = [_unknown(name, known, other) for name in strange[:FIRST]]
        if len(strange) > FIRST:
            self.faults.append(Fault("", f"the file holds {len(strange) - FIRST} more fields that are not known"))

    def raw(self, name: str) -> Any:
        """What the document holds for a field, None if nothing."""
        return self._mapping.get(name)

    def take(self, name: str, reader: Callable[[Any], T], missing: Callable[[], T] | None = None) -> T:
        """Read one field; what is wrong with it is kept, and None is given in its place."""
        if name not in self._mapping:
            if missing is not None:
                return missing()
            self.faults.append(Fault(name, f"this field is missing; write for example {_FORMS[name]}"))
            return None  # type: ignore[return-value]  # finish() raises before anybody uses it
        return tried(self.faults, name, reader, self._mapping[name])  # type: ignore[return-value]

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
    "current": 'current = { energy = "100 mJ", duration = "100 ms", depth = "1.5 mm" }',
    "sound": 'sound = { energy = "0.4 J", duration = "30 ms" }',
    "illumination": 'illumination = { duration = "20 minute", per_week = 3 }',
    "cooling": 'cooling = { temperature = "-20 degC", coefficient = "150 W/m**2/K", before = "1 s" }',
    "pattern": 'pattern = { density = "250 / cm**2", passes = 4 }',
    "settings": 'settings = { cell = "5 um" }',
    "goal": 'goal = "hypertrophic_scar"',
    "devices": 'devices = ["fractional_co2", "er_glass_1550"]',
    "search": 'search = { kind = "grid", energies = 4 }',
}


def path_of(*parts: str) -> str:
    """Path of a field from the names on the way to it."""
    return ".".join(part for part in parts if part)


def tried(faults: list[Fault], path: str, reader: Callable[..., T], *given: Any) -> T | None:
    """What a reader makes of what is given; None if it refuses it, and its faults are entered below a path."""
    try:
        return reader(*given)
    except InputError as error:
        faults += [Fault(path_of(path, fault.path), fault.text) for fault in error.faults]
        return None


def _unknown(name: object, known: tuple[str, ...], other: Mapping[str, str]) -> Fault:
    if isinstance(name, str) and name in other:
        return Fault(name, f"this field belongs to a case for '{other[name]}', not to this one")
    shown = name if isinstance(name, str) and len(name) <= 60 and name.isprintable() else brief(name)
    return Fault(shown, f"this field is not known; {hint(name, known)}")


def check_kind(mapping: Mapping[str, Any], own: tuple[str, ...], other: Mapping[str, str], own_words: str) -> None:
    """Refuse a case of the other kind in one sentence, instead of one for each of its fields.

    Parameters
    ----------
    mapping : Mapping
        The document.
    own : tuple of str
        Fields that only this kind of case has.
    other : Mapping
        Fields that only the other kind has, with the command that reads them.
    own_words : str
        What this kind must hold, for the sentence.

    Raises
    ------
    InputError
        If the document has more fields of the other kind than of this one, or is no table.
    """
    if not isinstance(mapping, Mapping):
        raise InputError(f"a case must be a table of fields, not {brief(mapping)}")
    foreign = [name for name in mapping if name in other]
    if len(foreign) <= sum(name in mapping for name in own):
        return
    command = other[foreign[0]]
    raise InputError(f"this is a case for '{command}' (it holds {', '.join(foreign)}): run that command; {own_words}")


def named(value: Any, example: str, what: str = "a name") -> str:
    """A text that names something.

    Raises
    ------
    InputError
        If it is no text.
    """
    if not isinstance(value, str):
        raise InputError(f'must be {what} in quotes, for example "{example}", not {brief(value)}')
    return value


def read_skin(value: Any) -> Skin:
    """Skin from a name such as ``"cheek_iii"`` or a table of site and phototype."""
    if isinstance(value, Mapping):
        choice = read(SkinChoice, value)
        skin = catalog.skin(f"{choice.site}_{choice.phototype.lower()}")
        start = choice.surface_temperature
        return skin if start is None else replace(skin, surface_temperature=start)
    return catalog.skin(named(value, "cheek_iii"))


def read_condition(value: Any) -> Condition:
    """Condition from its name in the library."""
    return catalog.condition(named(value, "hypertrophic_scar"))


def read_device(value: Any) -> AnyDevice:
    """Device from its name in the library."""
    found: AnyDevice = catalog.device(named(value, "er_glass_1550"))
    return found


def read_settings(value: Any) -> Settings:
    """Settings from a table; laws, endpoint and healing model are held against the library before anything runs.

    Raises
    ------
    InputError
        With every fault of the table.
    """
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table, for example {_FORMS['settings']}, not {brief(value)}")
    settings = read(Settings, value)
    if len(settings.laws) > _MOST_LAWS:
        raise InputError([Fault("laws", f"names {len(settings.laws)} laws; there is one for each endpoint")])
    faults: list[Fault] = []
    for number, name in enumerate(settings.laws):
        tried(faults, f"laws.{number}", catalog.laws, (name,))
    known = not faults
    tried(faults, "healing", catalog.library().healing_model, settings.healing)
    if known:
        tried(faults, "endpoint", _followed, settings)
    if faults:
        raise InputError(faults)
    return settings


def _followed(settings: Settings) -> str:
    """Endpoint of the zone, if some law follows it."""
    endpoints = tuple(law.endpoint for law in catalog.laws(settings.laws))
    return read_choice(settings.endpoint, endpoints, "endpoint that is followed")


def read_cooling(value: Any, device: AnyDevice | None) -> Cooling | None:
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
