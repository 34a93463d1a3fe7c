"""Values of inputs put into what a simulation is asked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from microthermal.cases.treatment import TreatmentCase
from microthermal.catalog.library import Library
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.treatment import Treatment
from microthermal.simulation.scenarios import Scenario, changed
from microthermal.simulation.settings import Settings
from microthermal.studies.fields import with_fields
from microthermal.studies.sensitivity.asking import asked_case
from microthermal.studies.sensitivity.records import Doubt, exact

# Inputs that are changes of a scenario, by their names: factors.
_FACTORS = {"output": "energy", "water": "water", "conductivity": "conductivity"}
_PLACES = {"dry": "dry", "pigment": "pigment"}
# No needle ends nearer to the surface than this [m].
_SHALLOWEST = 1e-4


@dataclass(frozen=True)
class Moved:
    """What a simulation is asked with its inputs moved, and which person heals; None for the mean over persons."""

    skin: Skin
    treatment: Treatment
    case: TreatmentCase
    settings: Settings
    library: Library
    person: int | None = None


def moved(document: Mapping[str, Any], values: Mapping[Doubt, float], library: Library) -> Moved:
    """A case with some of its inputs at other values.

    Parameters
    ----------
    document : Mapping
        The case.
    values : Mapping
        Inputs with their values; what is not named stays as it is.
    library : Library
        What the library states.
    """
    fields = {doubt.path: exact(value, doubt.unit) for doubt, value in values.items() if doubt.of == "case"}
    case = asked_case(with_fields(document, fields) if fields else document)
    by_name = {doubt.name: (doubt, value) for doubt, value in values.items()}
    scenario = _scenario(by_name, case, library)
    skin = case.skin
    for doubt, value in values.items():
        if doubt.of == "skin":
            skin = _in_skin(skin, doubt.path, value)
    treatment = replace(case.treatment, doses=tuple(_dose(dose, values) for dose in case.treatment.doses))
    if "spot" in by_name:
        treatment = replace(treatment, pulse=treatment.exposure.of_radius(by_name["spot"][1]))
    skin, treatment, used = changed(scenario, skin, treatment, library)
    person = int(by_name["person"][1]) if "person" in by_name else None
    return Moved(skin, treatment, case, _settings(case, values, treatment, used), used, person)


def _scenario(by_name: Mapping[str, tuple[Doubt, float]], case: TreatmentCase, library: Library) -> Scenario:
    given: dict[str, Any] = {"name": "moved", "text": "inputs moved together"}
    for name, (doubt, value) in by_name.items():
        if name in _FACTORS:
            given[_FACTORS[name]] = value
        elif name in _PLACES:
            given[_PLACES[name]] = value
        elif name == "scattering":
            given["scattering"] = _place(doubt, value)
    return Scenario(**given)


def _place(doubt: Doubt, value: float) -> float:
    """Place at which a scenario has a factor; places lie evenly in its logarithm, the middle is what is usual."""
    if value <= doubt.nominal:
        return 0.5 * math.log(value / doubt.low) / math.log(doubt.nominal / doubt.low)
    return 0.5 + 0.5 * math.log(value / doubt.nominal) / math.log(doubt.high / doubt.nominal)


def _in_skin(skin: Skin, path: str, value: float) -> Skin:
    first, *rest = path.split(".")
    if first != "layers":
        whole: Skin = _in_record(skin, [first], value)
        return whole
    name, *inside = rest
    layers = tuple(_in_record(one, inside, value) if one.name == name else one for one in skin.layers)
    return replace(skin, layers=layers)


def _in_record(record: Any, path: list[str], value: float) -> Any:
    name, *rest = path
    return replace(record, **{name: _in_record(getattr(record, name), rest, value) if rest else value})


def _dose(dose: Any, values: Mapping[Doubt, float]) -> Any:
    for doubt, value in values.items():
        drug, _, path = doubt.path.partition(":")
        if doubt.of == "drug" and drug == dose.drug.name:
            dose = replace(dose, drug=_in_record(dose.drug, path.split("."), value))
        if doubt.of == "needle" and isinstance(dose, Injection):
            dose = replace(dose, depth=max(dose.depth + value, _SHALLOWEST))
    return dose


def _settings(case: TreatmentCase, values: Mapping[Doubt, float], treatment: Treatment, library: Library) -> Settings:
    settings = case.settings
    removal = treatment.pulse.removal
    heat: Any = None
    for doubt, value in values.items():
        if doubt.of == "law":
            others = tuple(name for name in settings.laws if library.law(name).endpoint != settings.endpoint)
            settings = replace(settings, laws=(*others, doubt.choices[int(value)]))
        elif doubt.of == "removal":
            heat = _in_record(heat or settings.heat or library.heat_model(removal), doubt.path.split("."), value)
    return settings if heat is None else replace(settings, heat=heat)
