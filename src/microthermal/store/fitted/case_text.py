"""A case that uses what was fitted: the way from a fit to a simulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microthermal.catalog import protocol
from microthermal.documents import write
from microthermal.fitting.records import Fit
from microthermal.fitting.situations import Situation, situation_at
from microthermal.fitting.table.zones import MeasuredZone
from microthermal.store.fitted.toml_text import toml
from microthermal.store.fitted.values import Provenance
from microthermal.units import write_round


def case_text(found: Fit, entries: Mapping[str, str], about: Provenance, folder: str) -> str:
    """Text of a case with the device, the skin, the laws and the removal of a fit, at the settings of a middle row."""
    zones = sorted(found.zones, key=lambda zone: zone.energy)
    pulse, settings = _pulse(zones[len(zones) // 2]), _settings(found, entries)
    name = found.device.origin.partition("/")[2]
    stated = protocol(name).density
    density = found.device.density.low if stated is None else stated
    mapping: dict[str, Any] = {
        "title": about.title, "skin": f"{entries['skin']}_{found.skin.phototype.lower()}", "device": entries["device"],
        "pulse": pulse, "pattern": {"density": write_round(density, "1/m**2")},
    }  # fmt: skip
    head = [
        f"# {about.where}",
        f"# Simulate it with: MTZ_LIBRARY={folder} mtz simulate THIS_FILE",
        "# Pulse: the middle row of the data; density: the protocol of the device, or the least that it offers.",
    ]
    return "\n".join(head) + "\n" + toml({**mapping, **({"settings": settings} if settings else {})})


def _pulse(zone: MeasuredZone) -> dict[str, Any]:
    found: dict[str, Any] = {"energy": write_round(zone.energy, "J")}
    if zone.duration is not None:
        found["duration"] = write_round(zone.duration, "s")
    if zone.stack > 1:
        found |= {"stack": zone.stack, "interval": write_round(zone.interval, "s")}
    return found


def _settings(found: Fit, entries: Mapping[str, str]) -> dict[str, Any]:
    laws = [name for kind, name in entries.items() if kind not in ("device", "skin")]
    removal = {one.prior.name: one.value for one in found.parameters if one.prior.name.startswith("removal:")}
    settings: dict[str, Any] = {"laws": laws} if laws else {}
    if removal:
        start = Situation.of(found.device, found.skin, found.stamp.library)
        settings["heat"] = write(situation_at(start, removal).heat)
    return settings
