"""Reading what is asked of a device: the table of its kind, and all that does not fit, at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from microthermal.cases.parts import FormReader
from microthermal.cases.pulses import read_pulse
from microthermal.documents import read, readable
from microthermal.domain.inputs.exposures import LASER, TABLES, AnyDevice, Exposure, kind_of
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.errors import Fault, InputError, brief
from microthermal.quantity import Quantity, record


@record
class CurrentChoice:
    """Current of one pin as a case asks for it; the rest comes from the device."""

    energy: Annotated[float, Quantity("J", "energy of one pin", 1e-9, 20.0)]
    duration: Annotated[float, Quantity("s", "time for which current flows", 1e-4, 10.0)] | None = None
    depth: Annotated[float, Quantity("m", "depth of the point of the needle", 5e-5, 1e-2)] | None = None
    depths: tuple[Annotated[float, Quantity("m", "depths of the point of the needle", 5e-5, 1e-2)], ...] = ()
    voltage: Annotated[float, Quantity("V", "voltage that is held (root mean square)", 0.1, 1e3)] | None = None
    stack: Annotated[int, Quantity("1", "applications on one spot", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between them, from start to start", 1e-8, 100, form="0.1 s")] = 0.1
    train: Train | None = None


@record
class SoundChoice:
    """One shot of ultrasound as a case asks for it; the rest comes from the device."""

    energy: Annotated[float, Quantity("J", "acoustic energy of one shot", 1e-9, 50.0)]
    aperture: Annotated[float, Quantity("m", "radius of the rim of the bowl", 1e-4, 0.1)] | None = None
    focal_length: Annotated[float, Quantity("m", "radius of curvature of the bowl", 5e-4, 0.2)] | None = None
    duration: Annotated[float, Quantity("s", "time for which it sounds", 1e-5, 10.0)] | None = None
    stack: Annotated[int, Quantity("1", "shots on one point", 1, 50)] = 1
    interval: Annotated[float, Quantity("s", "time between them, from start to start", 1e-8, 100, form="0.1 s")] = 0.1
    train: Train | None = None


@record
class IlluminationChoice:
    """One session of low-level light as a case asks for it; the rest comes from the device."""

    duration: Annotated[float, Quantity("s", "time of one session", 1.0, 14400.0)] | None = None
    per_week: Annotated[float, Quantity("1", "sessions in a week", 0.1, 21)] | None = None
    weeks: Annotated[float, Quantity("1", "weeks for which sessions are given", 1, 520)] = 26.0


_CHOICES: Final[dict[str, type[Any]]] = {
    "current": CurrentChoice, "sound": SoundChoice, "illumination": IlluminationChoice,
}  # fmt: skip
_FORMS: Final = {
    "current": 'current = { energy = "100 mJ", duration = "100 ms" }',
    "sound": 'sound = { energy = "0.4 J", duration = "30 ms" }',
    "illumination": 'illumination = { duration = "20 minute", per_week = 3 }',
}


def read_exposure(form: FormReader, device: AnyDevice | None) -> Exposure:
    """Exposure of a case, from the table of its device's kind; faults go to the form.

    Parameters
    ----------
    form : FormReader
        The document.
    device : Device or None
        None where the device cannot be read: whatever table is there is then checked by itself.
    """
    there = [name for name in TABLES.values() if form.raw(name) is not None]
    kind = kind_of(device) if device is not None else LASER
    if device is None and there:
        kind = next(one for one, table in TABLES.items() if table == there[0])
    wanted = TABLES[kind]
    if strange := [name for name in there if name != wanted]:
        name = device.name if device is not None else "one device"
        text = f"{name} is set by the table '{wanted}'; write for example {_form(wanted)}"
        form.faults += [Fault(each, text) for each in strange]
        if wanted not in there:
            return None  # type: ignore[return-value]  # the table in its place is a fault already
    if kind == LASER:
        return form.take(wanted, lambda value: read_pulse(value, device))  # type: ignore[arg-type]
    return form.take(wanted, lambda value: read_choice_of(kind, value, device))


def read_choice_of(kind: str, value: Any, device: Any) -> Exposure:
    """Exposure of a kind that is no laser's; without a device, the table alone is checked.

    Raises
    ------
    InputError
        With every fault: of each field, and of what the device does not offer.
    """
    if not isinstance(value, Mapping):
        raise InputError(f"must be a table, for example {_FORMS[kind]}, not {brief(value)}")
    choice = _CHOICES[kind]
    try:
        asked = read(choice, value)
    except InputError as error:
        known = {fault.path for fault in error.faults}
        raise InputError([*error.faults, *_beyond(choice, value, device, known)]) from None
    if device is None:
        return None  # type: ignore[return-value]  # the missing device is a fault already
    given = {name: getattr(asked, name) for name in choice.__dataclass_fields__}
    found: Exposure = device.exposure(**given)
    return found


def _beyond(choice: type, value: Mapping[str, Any], device: Any, known: set[str]) -> list[Fault]:
    """What the device does not offer of the fields that can be read."""
    if device is None:
        return []
    given = readable(choice, value)
    asked = {name: item for name, item in given.items() if name in device.faults.__kwdefaults__}
    return [fault for fault in device.faults(**asked) if fault.path not in known]


def _form(table: str) -> str:
    return 'pulse = { energy = "20 mJ" }' if table == "pulse" else _FORMS[table]
