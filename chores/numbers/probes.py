"""What is asked of which number: for each kind of entry a few questions, the cheapest stage that reads it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np

from chores.numbers import by_figures
from chores.numbers.answers import Answers, Question, flat
from chores.numbers.asked import of_drugs, of_figures, of_ranges, of_records, of_settings, of_window
from chores.numbers.asking import Setup, told, treated
from chores.numbers.values import Value
from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.domain.results.grid import Grid
from microthermal.tissue.neutral_optics import optics_met
from microthermal.tissue.sampling import sample
from microthermal.tissue.skin_optics import optics_cautions
from microthermal.tissue.structures import bodies_of
from microthermal.units import parse

# A wavelength of each kind of light, and on both sides of where the options of the optics change their formulas.
_WAVELENGTHS: Final = (None, 755e-9, 1290e-9, 1310e-9, 1550e-9, 2495e-9, 2505e-9, 10.6e-6)
_SLABS: Final = np.concatenate((np.linspace(0.0, 2e-4, 81), np.linspace(2.2e-4, 8e-3, 80)))
_CONDITION_SITES: Final = {"alopecia_areata": "scalp_iii", "androgenetic_alopecia": "scalp_iii"}
_ABLATIVE: Final = ("fractional_co2", "er_yag_2940")


def questions(value: Value) -> Iterator[tuple[str, Question]]:
    """Questions to one value, each with the name of the stage that it asks."""
    yield from _BY_KIND[value.kind](value)


def treatment(setup: Setup, library: Library, base: Library, name: str) -> Answers:
    """Everything that a report tells of one treatment."""
    return told(library, setup, treated(library, setup))


def _treated(*setups: Setup) -> Iterator[tuple[str, Question]]:
    for setup in setups:
        yield f"treatment: {setup.words}", partial(treatment, setup)


def _device(value: Value) -> Iterator[tuple[str, Question]]:
    yield "settings", of_settings.of_device
    site = "scalp_ii" if value.name in ("hairmax_comb9", "theradome_lh80", "capillus_272") else "cheek_iii"
    yield from _treated(
        Setup(skin=site, device=value.name), Setup(skin=site, device=value.name, part=0.95),
        Setup(skin=site, device=value.name, passes=3),
    )  # fmt: skip
    if value.row.path.startswith("generator"):
        yield from _treated(Setup(device=value.name, part=0.95, deep=True))


def _condition(value: Value) -> Iterator[tuple[str, Question]]:
    site, name = _CONDITION_SITES.get(value.name, "cheek_iii"), value.name
    setup = Setup(skin=site, condition=name, drug="triamcinolone", device="fractional_co2")
    yield from _treated(setup)
    yield "persons", partial(_persons, setup)


def _persons(setup: Setup, library: Library, base: Library, name: str) -> Answers:
    return of_figures.over_persons(library, setup)


def _drug(value: Value) -> Iterator[tuple[str, Question]]:
    yield "rules of doses", of_drugs.of_drug
    conditions = ("keloid", "alopecia_areata", "androgenetic_alopecia", "hypertrophic_scar", "burn_scar")
    yield from _treated(*(
        Setup(skin=_CONDITION_SITES.get(one, "back_iii"), condition=one, drug=value.name) for one in conditions
    ))  # fmt: skip
    yield from _treated(Setup(condition="atrophic_acne_scar", device="fractional_co2", drug=value.name, part=1.0))
    yield from _treated(Setup(condition="atrophic_acne_scar", device="fractional_co2", drug=value.name, spacing=2e-3))


def _law(value: Value) -> Iterator[tuple[str, Question]]:
    yield from _treated(
        Setup(laws=(value.name,)), Setup(device="fractional_co2", laws=(value.name,)),
        Setup(device="theradome_lh80", skin="scalp_ii", laws=(value.name,)),
    )  # fmt: skip
    yield "ranges of a law", of_records.of_law


def _removal(value: Value) -> Iterator[tuple[str, Question]]:
    device = "fractional_co2" if value.name == "boil_off" else "er_yag_2940"
    yield from _treated(
        Setup(device=device), Setup(device=device, part=0.95), Setup(device=device, stack=3, part=0.8), Setup(),
        Setup(device=device, skin="abdomen_iii", part=1.0), Setup(device=device, condition="keloid", part=1.0),
        of_figures.INTO_FAT._replace(stack=10), Setup(device=device, part=0.0), Setup(device=device, part=0.25),
        Setup(device=device, stack=10, part=0.0),
    )  # fmt: skip


def _tissue(value: Value) -> Iterator[tuple[str, Question]]:
    """Coefficients on a grid, of the skins of a site; phototypes and options by the skins of the cheek."""
    yield "tissue", of_tissue
    skins = [f"{value.name}_iii"] if value.kind == "site" else [f"cheek_{one}" for one in ("i", "iii", "vi")]
    yield from _treated(*(Setup(skin=one, drug="triamcinolone", device="nd_yag_1064") for one in skins))
    yield from _treated(*(Setup(skin=one, device="gentlelase_755") for one in skins))
    yield "supply", of_records.of_follicle


def of_tissue(library: Library, base: Library, name: str) -> Answers:
    """What light and heat see of skins at the wavelengths of all families, and of none."""
    grid = Grid(r_edges=np.linspace(0.0, 2e-4, 2), z_edges=_SLABS)
    skins = (
        [f"skin/{name}_iii"]
        if f"skin/{name}_iii" in library.entries
        else [f"skin/cheek_{one}" for one in ("i", "ii", "iii", "iv", "v", "vi")]
    )
    found: Answers = {}
    for origin in skins:
        skin = library.entries[origin].record
        for wavelength in _WAVELENGTHS:
            tissue = sample(skin, grid, optics_met(skin, wavelength, library.spectra))
            found |= flat(tissue, f"{origin} at {wavelength}")
            if wavelength is not None:
                found[f"{origin} at {wavelength}/cautions"] = str(optics_cautions(skin, wavelength, library.spectra))
    return found


def _spectrum(value: Value) -> Iterator[tuple[str, Question]]:
    wavelength = parse(value.row.path.removeprefix("absorption at "), "m")
    yield f"tissue at {wavelength:g} m", partial(_of_optics, wavelength)
    lines = [parse(row.path.removeprefix("absorption at "), "m") for row in catalog.entry("spectrum", value.name).rows]
    place = lines.index(wavelength)
    for other in lines[max(place - 1, 0) : place + 2]:
        for part in (0.1, 0.5, 0.9) if other != wavelength else ():
            between = wavelength + part * (other - wavelength)
            yield f"tissue at {between:g} m", partial(_of_optics, between)


def _of_optics(wavelength: float, library: Library, base: Library, name: str) -> Answers:
    skins = ("cheek_v", "scalp_iii")
    return flat({one: optics_met(library.entries[f"skin/{one}"].record, wavelength, library.spectra) for one in skins})


def _structure(value: Value) -> Iterator[tuple[str, Question]]:
    yield "bodies", of_bodies
    device = "gentlelase_755" if "hair" in value.name else "nd_yag_1064_long"
    yield from _treated(*(Setup(device=device, skin=skin, structure=value.name) for skin in ("scalp_iii", "cheek_iii")))
    yield "structure", of_records.of_structure


def of_bodies(library: Library, base: Library, name: str) -> Answers:
    """What light and heat see of a follicle or vessel."""
    one = library.entries[f"structure/{name}"].record
    return flat({f"{w:g}": bodies_of(one, w, library.spectra) for w in (532e-9, 755e-9, 810e-9, 1064e-9)})


_HEALING: Final = (
    Setup(device="fractional_co2", condition="keloid", drug="triamcinolone", skin="back_iii"),
    Setup(skin="scalp_iii", condition="alopecia_areata"),
    Setup(skin="scalp_iii", condition="androgenetic_alopecia"),
    Setup(condition="atrophic_acne_scar", device="fractional_co2", part=1.0),
    Setup(condition="burn_scar", part=1.0),
    Setup(device="rf_insulated", part=1.0),
    Setup(skin="scalp_iii", condition="androgenetic_alopecia", drug="dutasteride"),
    Setup(device="picosure_focus_755", part=1.0),
)


def _healing(value: Value) -> Iterator[tuple[str, Question]]:
    yield from _treated(*_HEALING)
    yield "a deep burn", of_ranges.of_burn


def _figures(value: Value) -> Iterator[tuple[str, Question]]:
    yield from by_figures.OF_FIGURES[value.name]
    if value.name in by_figures.FIGURES_TREATED:
        yield from _treated(*by_figures.FIGURES_TREATED[value.name])
    if value.name == "sound":
        yield "band of a shot", of_ranges.of_band


def _cooling(value: Value) -> Iterator[tuple[str, Question]]:
    yield from _treated(Setup(cooling=value.name), Setup(device="gentlelase_755", cooling=value.name))
    yield from _treated(Setup(cooling=value.name, passes=3))


def _deposition(value: Value) -> Iterator[tuple[str, Question]]:
    yield from _treated(Setup(device="rf_insulated"), Setup(device="rf_bare"), Setup(device="rf_insulated", part=1.0))
    yield "layers", of_ranges.of_muscle


def _asked(name: str, question: Question) -> Callable[[Value], Iterator[tuple[str, Question]]]:
    return lambda value: iter(((name, question),))


_BY_KIND: dict[str, Callable[[Value], Iterator[tuple[str, Question]]]] = {
    "device": _device, "condition": _condition, "drug": _drug, "law": _law, "removal": _removal, "site": _tissue,
    "phototypes": _tissue, "optics": _tissue, "spectrum": _spectrum, "structure": _structure, "healing": _healing,
    "figures": _figures, "cooling": _cooling, "deposition": _deposition,
    "goal": _asked("goal", of_window.of_goal), "limits": _asked("limits", of_window.of_limits),
    "rules": _asked("rules", of_window.of_rules), "scope": _asked("scope", of_window.of_scope),
    "targets": _asked("targets", of_records.of_targets), "published": _asked("published", of_settings.of_published),
}  # fmt: skip
