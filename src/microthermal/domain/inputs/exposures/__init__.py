"""Exposures, what a device does to the skin at one spot: light of a laser, current, sound, light that warms nothing.

The family is closed: each member is a record, its device is another, and both are found by the name of their kind. What
a stage has to know of an exposure is a field or a property that all members have; no stage asks which member it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from microthermal.domain.inputs.exposures.current import Current, CurrentDevice
from microthermal.domain.inputs.exposures.illumination import Illumination, LightDevice
from microthermal.domain.inputs.exposures.sound import Sound, SoundDevice
from microthermal.domain.inputs.laser import Device, LaserPulse
from microthermal.errors import InputError
from microthermal.quantity import amended

if TYPE_CHECKING:
    from pydantic_core import core_schema

Exposure: TypeAlias = LaserPulse | Current | Sound | Illumination
AnyDevice: TypeAlias = Device | CurrentDevice | SoundDevice | LightDevice
LASER: Final = "laser"
# By kind, as device files name it.
EXPOSURES: Final[dict[str, type[Any]]] = {
    LASER: LaserPulse, "current": Current, "sound": Sound, "illumination": Illumination,
}  # fmt: skip
DEVICES: Final[dict[str, type[Any]]] = {
    LASER: Device, "current": CurrentDevice, "sound": SoundDevice, "illumination": LightDevice,
}  # fmt: skip
# Table of a case in which the settings of each kind stand.
TABLES: Final[dict[str, str]] = {LASER: "pulse", "current": "current", "sound": "sound", "illumination": "illumination"}
# Families of devices: how lists and goals name them. A laser whose file names a family of its own is fractional.
FAMILIES: Final[dict[str, str]] = {
    "fractional": "Fractional lasers", "long_pulse": "Long pulses for hair and vessels",
    "breakdown": "Nano- and picoseconds", "current": "Current through needles", "sound": "Focused ultrasound",
    "low_level": "Low-level light",
}  # fmt: skip


class MapAxes(NamedTuple):
    """What a map of a window is drawn over: words of its axes, and whether the second tells distances of neighbours."""

    energy: str
    density: str
    spaced: bool = False


_AXES: Final[dict[str, MapAxes]] = {
    LASER: MapAxes("energy of a microbeam", "microbeams"), "current": MapAxes("energy of a pin", "pins"),
    "sound": MapAxes("energy of a shot", "distance of neighbouring shots", spaced=True),
    "illumination": MapAxes("energy of a beam", "beams"),
}  # fmt: skip


# Under a broad spot zones are what stands in the skin, and nobody chooses how many there are.
_SPOT_AXES: Final = MapAxes("energy of a spot", "hairs or vessels under it")


def axes_of(device: AnyDevice) -> MapAxes:
    """Axes of the map of a device, by its kind; a laser that is set by energy per area has a broad spot."""
    return _SPOT_AXES if device.basis.setting == "fluence" else _AXES[kind_of(device)]


# What makes one zone, by the kind of its exposure; a beam of more than a millimetre is a spot and no microbeam [m].
_MAKES: Final[dict[str, str]] = {LASER: "microbeam", "current": "pin", "sound": "shot", "illumination": "beam"}
_SPOT_RADIUS: Final = 5e-4


def made_by(exposure: Exposure) -> str:
    """What makes one zone of an exposure, in a word: a microbeam, a spot, a pin, a shot, a beam."""
    wide = isinstance(exposure, LaserPulse) and exposure.radius > _SPOT_RADIUS
    return "spot" if wide else _MAKES[kind_of(exposure)]


def kind_of(thing: Exposure | AnyDevice) -> str:
    """Kind of an exposure or of a device, as device files name it."""
    return str(getattr(type(thing), "kind", LASER))


def family_of(device: AnyDevice) -> str:
    """One of :data:`FAMILIES`."""
    return device.family if device.family in FAMILIES else "fractional"


def of_energy(exposure: Exposure, energy: float, **changes: Any) -> Exposure:
    """The same exposure with another energy [J] and other changes; one that makes no zone has its energy by itself."""
    return amended(exposure, energy=energy, **changes)


class OneOf:
    """Annotation of a field that holds one member of a family; what is read without a kind is that of a laser.

    Parameters
    ----------
    what : str
        What a member is, for messages.
    members : dict
        Records by their kind.
    """

    def __init__(self, what: str, members: dict[str, type[Any]]) -> None:
        self._what, self._members = what, members

    def member_of(self, document: object) -> type[Any] | None:
        """The record that a document means; None if it names a kind that there is not."""
        kind = document.get("kind", LASER) if isinstance(document, dict) else LASER
        return self._members.get(kind) if isinstance(kind, str) else None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Let documents read a member from ``{ kind = "current", ... }``."""
        from pydantic import TypeAdapter
        from pydantic_core import core_schema

        def choose(value: Any, read_laser: Any) -> Any:
            if isinstance(value, tuple(self._members.values())):
                return value
            if not isinstance(value, dict) or "kind" not in value:
                return read_laser(value)
            kind = value["kind"]
            if not isinstance(kind, str) or kind not in self._members:
                raise InputError(f"there is no {self._what} of this kind; known are: {', '.join(self._members)}")
            rest = {key: item for key, item in value.items() if key != "kind"}
            return TypeAdapter(self._members[kind]).validate_python(rest)

        return core_schema.no_info_wrap_validator_function(choose, handler.generate_schema(self._members[LASER]))


one_exposure: Final = OneOf("exposure", EXPOSURES)
one_device: Final = OneOf("device", DEVICES)
