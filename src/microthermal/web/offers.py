"""What the pages offer to choose from: names with titles, and devices with the settings of their ranges."""

from __future__ import annotations

from typing import Any

from microthermal import catalog
from microthermal.catalog.device_steps import density_steps
from microthermal.catalog.library import library
from microthermal.catalog.reading.state import remembered
from microthermal.domain.inputs.laser import Device
from microthermal.report.live.stops import device_durations, device_energies
from microthermal.units import show

# Densities that a slider is given; devices that are kept in memory.
_STOPS, _KEPT = 40, 64


# What a person reads beside the choice of a device.
OTHERS = (
    "Needles of current, ultrasound, low-level light and broad beams on hairs and vessels are simulated by the command "
    "line: mtz init --device NAME"
)

# A device that no page moves: what to do with it instead.
UNMOVED = (
    "No page moves a zone of {title}. The command line simulates it: mtz init --device {name} writes a case, "
    "mtz simulate its report; mtz plan takes it among the devices of a case."
)


def titled(kind: str) -> list[dict[str, str]]:
    """Every entry of a kind that the pages offer, as a list to choose from holds it."""
    names = offered_devices() if kind == "device" else catalog.names(kind)
    return [{"name": name, "title": catalog.title(kind, name)} for name in names]


@remembered(1)
def offered_devices() -> tuple[str, ...]:
    """Devices whose settings the pages know: lasers that give microbeams; see :data:`OTHERS`."""
    found = {name: catalog.device(name) for name in catalog.names("device")}
    return tuple(name for name, one in found.items() if isinstance(one, Device) and not one.basis.structure)


def unmoved(name: str) -> str:
    """What to do with a device of the library that the pages do not offer; empty where they do, or there is none."""
    if name in offered_devices() or name not in catalog.names("device"):
        return ""
    return UNMOVED.format(title=catalog.title("device", name), name=name)


@remembered(_KEPT)
def device_offer(name: str) -> dict[str, Any]:
    """A device, its settings as texts, and the middle of each range to begin with."""
    found = catalog.device(name)
    densities, offered = density_steps(found, 1, library()), device_energies(found, library())
    laid = [densities.below(value) for value in _spread(found.density.low, found.density.high)]
    maker = "" if found.maker in ("-", None) else f"{found.maker}; "
    what = "removes tissue" if found.ablative else "leaves tissue in its place"
    return {
        "name": name, "title": catalog.title("device", name), "stack": found.stack_high,
        "words": f"{maker}{show(found.wavelength, 'm')}, {what}",
        "energies": [show(value, "J", 6) for value in offered], "energy": show(offered[len(offered) // 2], "J", 6),
        "densities": [show(value, "1/m**2", 6) for value in sorted({one for one in laid if one is not None})],
        "durations": [show(value, "s", 6) for value in device_durations(found)],
    }  # fmt: skip


def _spread(low: float, high: float) -> list[float]:
    if high <= low:
        return [low]
    return [low * (high / low) ** (number / (_STOPS - 1)) for number in range(_STOPS)]
