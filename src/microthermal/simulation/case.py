"""A case file for one treatment: names and texts become records, or every fault becomes one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from microthermal import catalog
from microthermal.delivery.guards import forbidden, month_refusals, refusals
from microthermal.documents import read_toml
from microthermal.domain.condition import Condition
from microthermal.domain.laser import Device
from microthermal.domain.medicine import Dose
from microthermal.domain.pattern import Pattern
from microthermal.domain.skin import Skin
from microthermal.domain.treatment import Treatment
from microthermal.errors import Fault
from microthermal.quantity import record
from microthermal.simulation.choices import (
    Desk,
    read_condition,
    read_cooling,
    read_device,
    read_doses,
    read_pulse,
    read_skin,
)
from microthermal.simulation.history import read_date, read_history
from microthermal.simulation.patterning import read_pattern
from microthermal.simulation.settings import Settings
from microthermal.simulation.topicals import read_topicals
from microthermal.units import show


@record
class TreatmentCase:
    """One treatment to be simulated, as a file asks for it."""

    title: str
    skin: Skin
    condition: Condition
    device: Device
    treatment: Treatment
    settings: Settings
    date: str = ""


_FIELDS = (
    "title", "skin", "condition", "device", "pulse", "pattern", "cooling", "doses", "topicals", "history", "date",
    "settings",
)  # fmt: skip


def read_treatment_case(path: Path) -> TreatmentCase:
    """Read a TOML file that describes one treatment.

    Parameters
    ----------
    path : Path
        The file; ``docs/guides/write_a_case.md`` describes its fields.

    Raises
    ------
    InputError
        With every fault of the file, each naming its field and what would be right.
    """
    return treatment_case(read_toml(path), path.stem)


def treatment_case(mapping: Mapping[str, Any], title: str = "") -> TreatmentCase:
    """Make a case from a mapping, as TOML or JSON give it; see :func:`read_treatment_case`."""
    desk = Desk(
        mapping, _FIELDS, other={"goal": "mtz plan", "devices": "mtz plan", "drugs": "mtz plan", "search": "mtz plan"}
    )
    name = desk.text("title", title)
    skin = desk.take("skin", read_skin)
    condition = desk.take("condition", read_condition, missing=lambda: catalog.condition("healthy"))
    device = desk.take("device", read_device)
    pulse = desk.take("pulse", lambda value: read_pulse(value, device))
    pattern = desk.take("pattern", read_pattern)
    cooling = desk.take(
        "cooling", lambda value: read_cooling(value, device), missing=lambda: device.cooling if device else None
    )
    doses = desk.take("doses", read_doses, missing=lambda: ())
    topicals = desk.take("topicals", read_topicals, missing=lambda: ())
    history = desk.take("history", read_history, missing=lambda: ())
    date = desk.take("date", read_date, missing=lambda: "")
    settings = desk.record("settings", Settings, missing=Settings)
    if device is not None and pattern is not None:
        desk.faults += density_faults(pattern, device)
    if skin is not None and pattern is not None and doses is not None:
        desk.faults += dose_faults(doses, skin, pattern)
    if skin is not None and topicals is not None:
        desk.faults += film_faults(topicals, skin)
    desk.finish()
    treatment = Treatment(pulse=pulse, pattern=pattern, cooling=cooling, doses=(*doses, *topicals), history=history)
    return TreatmentCase(
        title=name, skin=skin, condition=condition, device=device, treatment=treatment, settings=settings, date=date
    )


def dose_faults(doses: tuple[Dose, ...], skin: Skin, pattern: Pattern) -> list[Fault]:
    """Faults of doses that are too much, too strong, or in the wrong place."""
    found = [
        Fault(f"doses.{number}.{fault.path}", fault.text)
        for number, dose in enumerate(doses)
        for fault in refusals(dose, skin.site, pattern.area)
    ]
    return found + [Fault(f"doses.{fault.path}", fault.text) for fault in month_refusals(doses, pattern.area)]


def film_faults(topicals: tuple[Dose, ...], skin: Skin) -> list[Fault]:
    """Faults of films of drugs that may not be laid on this skin."""
    return [
        Fault(f"topicals.{number}.{fault.path}", fault.text)
        for number, dose in enumerate(topicals)
        for fault in forbidden(dose, skin.site)
    ]


def density_faults(pattern: Pattern, device: Device) -> list[Fault]:
    """Fault of a density that the device does not offer."""
    low, high = device.density_low, device.density_high
    if low * 0.999 <= pattern.density <= high * 1.001:
        return []
    offers = f"it must be between {show(low, '1/m**2')} and {show(high, '1/m**2')} a pass"
    return [
        Fault("pattern.density", f"{show(pattern.density, '1/m**2')} is beyond what {device.name} offers; {offers}")
    ]
