"""A case file for one treatment: names and texts become records, or every fault becomes one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from microthermal import catalog
from microthermal.cases.doses import read_doses
from microthermal.cases.exposures import read_exposure
from microthermal.cases.history import read_date, read_history
from microthermal.cases.parts import (
    FormReader,
    check_kind,
    read_condition,
    read_cooling,
    read_device,
    read_settings,
    read_skin,
)
from microthermal.cases.pattern import area_of, read_pattern
from microthermal.cases.structures import read_spots, read_structure, structure_of
from microthermal.cases.topicals import read_topicals
from microthermal.catalog.reading.state import one_state
from microthermal.documents import pointing, read_toml
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import TABLES, AnyDevice
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.domain.inputs.treatment import Treatment
from microthermal.quantity import record
from microthermal.simulation.around.treatment import pattern_around, pulse_around, spots
from microthermal.simulation.settings import Settings


@record
class TreatmentCase:
    """One treatment to be simulated, as a file asks for it."""

    title: str
    skin: Skin
    condition: Condition
    device: AnyDevice
    treatment: Treatment
    settings: Settings
    date: str = ""


_FIELDS = (
    "title", "skin", "condition", "device", *TABLES.values(), "structure", "pattern", "cooling", "doses", "topicals",
    "history", "date", "settings",
)  # fmt: skip
_OF_PLANS = dict.fromkeys(("goal", "devices", "drugs", "search"), "mtz plan")


def read_treatment_case(path: Path) -> TreatmentCase:
    """Read a TOML file that describes one treatment.

    Parameters
    ----------
    path : Path
        The file; ``docs/guides/write_a_case.md`` describes its fields.

    Raises
    ------
    InputError
        With every fault of the file, each naming its field, its place in the file and what would be right.
    """
    with pointing(path):
        return treatment_case(read_toml(path), path.stem)


@one_state()
def treatment_case(mapping: Mapping[str, Any], title: str = "") -> TreatmentCase:
    """Make a case from a mapping, as TOML or JSON give it; see :func:`read_treatment_case`."""
    own_words = "a case for one treatment holds device, pulse and pattern"
    check_kind(mapping, ("device", *TABLES.values(), "pattern", "cooling", "doses"), _OF_PLANS, own_words)
    form = FormReader(mapping, _FIELDS, other=_OF_PLANS)
    name = form.text("title", title)
    skin = form.take("skin", read_skin)
    condition = form.take("condition", read_condition, missing=lambda: catalog.condition("healthy"))
    device = form.take("device", read_device)
    pulse = read_exposure(form, device)
    structure = form.take("structure", lambda value: read_structure(value, device), lambda: structure_of(device))
    pattern = _pattern(form, device, structure)
    site = skin.site if skin else None
    cooling = form.take(
        "cooling", lambda value: read_cooling(value, device), missing=lambda: device.cooling if device else None
    )
    area = area_of(form.raw("pattern"))
    doses = form.take("doses", lambda value: read_doses(value, site, area), missing=lambda: ())
    topicals = form.take("topicals", lambda value: read_topicals(value, site), missing=lambda: ())
    history = form.take("history", read_history, missing=lambda: ())
    date = form.take("date", read_date, missing=lambda: "")
    settings = form.take("settings", read_settings, missing=Settings)
    form.finish()
    if structure is not None and isinstance(pulse, LaserPulse):
        skin, pattern = replace(skin, structure=structure), pattern_around(pattern, pulse, structure)
        pulse = pulse_around(pulse, structure)
    treatment = Treatment(pulse=pulse, pattern=pattern, cooling=cooling, doses=(*doses, *topicals), history=history)
    return TreatmentCase(
        title=name, skin=skin, condition=condition, device=device, treatment=treatment, settings=settings, date=date
    )


def _pattern(form: FormReader, device: AnyDevice | None, structure: Structure | None) -> Pattern:
    """Pattern of a case; around structures it says no more than the area, which may be left out."""
    if structure is None:
        return form.take("pattern", lambda value: read_pattern(value, device))
    return form.take("pattern", lambda value: read_spots(value, structure), lambda: spots(structure))
