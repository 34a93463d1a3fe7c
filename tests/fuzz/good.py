"""Good inputs that are changed: every example and one case with everything, a library file of every kind, records."""

from __future__ import annotations

import copy
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import microthermal as mt
from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.catalog.reading import folders
from microthermal.domain.inputs.beam import Beam
from microthermal.domain.inputs.exposures import EXPOSURES
from microthermal.domain.inputs.treatment import Course
from microthermal.simulation.settings import Settings

_EXAMPLES = Path(__file__).parents[2] / "examples"
_LIBRARY = Path(mt.__file__).parent / "library"
# Fields that only a case for one treatment holds.
TREATMENT = ("device", "pulse", "current", "sound", "illumination")
_EVERYTHING = """
title = "everything"
skin = { site = "scalp", phototype = "IV", surface_temperature = "30 degC" }
condition = "androgenetic_alopecia"
device = "er_glass_1550"
pulse = { energy = "20 mJ", duration = "3 ms", stack = 2, interval = "0.5 s", train = { count = 2, pause = "0.5 ms" } }
pattern = { density = "250 / cm**2", passes = 2, layout = "square", area = "4 cm**2" }
cooling = { temperature = "5 degC", coefficient = "100 W/m**2/K", before = "1 s" }
topicals = [{ drug = "minoxidil", concentration = "50 mg/mL", film = "10 uL/cm**2", first = "1 day" }]
history = []
date = "2026-03-01"

[[doses]]
drug = "triamcinolone"
concentration = "10 mg/mL"
volume = "0.1 mL"
depth = "2 mm"
spacing = "10 mm"
time = "1 day"

[settings]
seed = 1
cell = "10 um"
persons = 0
until = "30 day"
"""


@cache
def cases() -> dict[str, str]:
    """Texts of good case files by name."""
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted(_EXAMPLES.glob("*.toml"))}
    return {**found, "everything.toml": _EVERYTHING}


@cache
def _mappings() -> dict[str, dict[str, Any]]:
    return {name: tomllib.loads(text) for name, text in cases().items()}


def mapping(name: str) -> dict[str, Any]:
    """A good case as a mapping, which may be changed."""
    return copy.deepcopy(_mappings()[name])


@cache
def library_files() -> dict[tuple[str, str], str]:
    """Texts of files of the library by kind and name: four of each kind."""
    found = {}
    for kind, folder in folders.FOLDERS.items():
        for path in sorted((_LIBRARY / folder).iterdir())[:4]:
            if path.suffix == folders.suffix_of(kind):
                found[kind, path.stem] = path.read_text(encoding="utf-8")
    return found


@cache
def devices() -> tuple[str, ...]:
    """Names of all devices."""
    return catalog.names("device")


@cache
def records() -> tuple[Any, ...]:
    """Records that people make in Python, one of each kind and one exposure of each family."""
    laser = treatment_case(mapping("everything.toml"))
    others = [treatment_case(mapping(name)) for name in ("microneedle_rf.toml", "focused_ultrasound.toml")]
    light = treatment_case(mapping("low_level_light.toml"))
    exposures = tuple(one.treatment.exposure for one in (laser, *others, light))
    assert {type(one) for one in exposures} == set(EXPOSURES.values())
    skin = laser.skin
    return (
        *exposures, laser.treatment, laser.treatment.pattern, laser.treatment.cooling, *laser.treatment.doses,
        skin, skin.layers[0], skin.follicle, laser.device, others[0].device, others[1].device, light.device,
        laser.condition, catalog.goal("keloid"), catalog.drug("triamcinolone"), Settings(), Beam(inner_radius=1e-5),
        Course(treatments=(laser.treatment,), interval=3e6),
    )  # fmt: skip
