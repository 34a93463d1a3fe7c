"""The library is an argument: a simulation reads nothing but what it is handed, and its stamp says what that was."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import microthermal
from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.catalog.reading import folders
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation, ZoneRun
from microthermal.simulation.settings import Settings
from microthermal.units import cm, mJ, ms

SOURCE = Path(microthermal.__file__).parent
# The one way into the library, and its record.
ENTRY = {"Library", "library"}
PHYSICS = ("tissue", "deposition", "heat", "damage", "zones", "healing", "delivery", "domain")
QUICK = Settings(cell=2e-5, relaxation=0.05, numerical_error=False, warm_start=False, until=30 * 86400.0)


def imported(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Modules of the catalog that a file imports, with the names that it takes from them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names}
            if node.module.startswith("microthermal.catalog"):
                yield node.module, names
            elif node.module == "microthermal" and "catalog" in names:
                yield "microthermal.catalog", {"catalog"}
        elif isinstance(node, ast.Import):
            yield from ((alias.name, {alias.name}) for alias in node.names if "microthermal.catalog" in alias.name)


@pytest.mark.parametrize("room", ["simulation", *PHYSICS])
def test_nothing_but_the_library_record_is_taken_from_the_catalog(room: str) -> None:
    files = sorted((SOURCE / room).rglob("*.py"))
    assert files
    taken = {
        f"{path.relative_to(SOURCE)}: {module}: {name}"
        for path in files
        for module, names in imported(path)
        for name in names
        if room != "simulation" or module != "microthermal.catalog.library" or name not in ENTRY
    }
    assert not taken, "read at the entry and hand it down: catalog.library()"


# Functions of a library or of a record, which open no file.
OF_A_LIBRARY = {
    "bare", "class_of", "device_class", "limits", "targets", "trace", "DeviceSteps", "density_steps", "energy_steps",
    "step_cautions",
}  # fmt: skip
# Who asks for what the installed library holds: names of a case, the usual goal of a condition, the library's own
# check, and words that are written into files for other programs.
ASKING = {"case.py", "design/reading.py", "injection_day/curve.py", "window/limits.py", "healing_run.py"}
# Who takes the installed library where none is handed in, and may do so once.
TAKING = {"plan.py", "window/map.py", "injection_day/scenarios.py"}


def test_planning_takes_a_library_where_it_begins_and_hands_it_down() -> None:
    room, taken, asking, taking = SOURCE / "planning", set(), set(), set()
    for path in sorted(room.rglob("*.py")):
        name = path.relative_to(room).as_posix()
        for module, names in imported(path):
            asking |= {name} & ({name} if module == "microthermal.catalog" else set())
            # Who asks may hold the library as it is while it asks.
            held = {"one_state"} if name in ASKING else set()
            taken |= {f"{name}: {one}" for one in names - ENTRY - OF_A_LIBRARY - {"catalog"} - held}
            taking |= {name} & ({name} if "library" in names else set())
    assert not taken, "ask the library that is handed down"
    assert asking == ASKING
    assert taking == TAKING
    texts = {name: (room / name).read_text(encoding="utf-8") for name in TAKING}
    assert all(text.count("library or installed()") == text.count("installed()") for text in texts.values())


def treatment() -> Treatment:
    pulse = catalog.device("er_glass_1550").pulse(energy=10 * mJ, duration=3 * ms)
    return Treatment(pulse=pulse, pattern=Pattern(density=250 / cm**2))


@pytest.fixture(scope="module")
def library() -> Library:
    return catalog.library()


@pytest.fixture(scope="module")
def known(library: Library) -> Simulation:
    return simulate(catalog.skin("cheek_iii"), treatment(), None, QUICK, library=library)


def test_a_simulation_with_a_library_opens_no_library_file(
    library: Library, known: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    skin, asked = catalog.skin("cheek_iii"), treatment()

    def refused(*asked: Any) -> Any:
        raise AssertionError(f"the library is read in mid-chain: {asked}")

    for name in ("roots", "files", "single", "load", "text_of"):
        monkeypatch.setattr(folders, name, refused)
    with pytest.raises(AssertionError, match="mid-chain"):
        catalog.skin("cheek_iii")
    found = simulate(skin, asked, None, QUICK, library=library)
    assert found.zone.depth.value == known.zone.depth.value
    assert found.cautions == known.cautions
    assert found.stamp.digest == known.stamp.digest


def test_the_installed_library_is_the_one_that_is_read_when_none_is_handed_in(known: Simulation) -> None:
    found = simulate(catalog.skin("cheek_iii"), treatment(), None, QUICK, lambda *_: known.run)
    assert found.stamp.digest == known.stamp.digest


def run_again(known: Simulation, library: Library) -> Simulation:
    def kept(*_: Any) -> ZoneRun:
        return known.run

    return simulate(known.skin, known.treatment, None, QUICK, kept, library=library)


def test_the_stamp_covers_every_part_of_the_library(library: Library, known: Simulation) -> None:
    spectra, figures = library.spectra, library.figures
    water = replace(spectra.water, absorption=spectra.water.absorption * (1.0 + 1e-12))
    limit, criteria = library.limits[0]
    others = {
        "spectra": replace(library, spectra=replace(spectra, water=water)),
        "options": replace(library, spectra=replace(spectra, options=replace(spectra.options, blood_water=0.81))),
        "laws": replace(library, laws=dict(list(library.laws.items())[1:])),
        "default laws": replace(library, default_laws=dict(list(library.default_laws.items())[1:])),
        "removal": replace(library, removal=dict(list(library.removal.items())[1:])),
        "healing": replace(library, healing={"cascade": replace(library.healing["cascade"], fine_step=5000.0)}),  # type: ignore[type-var]
        "figures": replace(library, figures=replace(figures, scores=replace(figures.scores, closed=0.11))),
        "ends": replace(library, ends=replace(library.ends, pigment_risk_low=figures.pigment_risk)),
        "scopes": replace(library, scopes=library.scopes[1:]),
        "limits": replace(library, limits=((replace(limit, stop=2.0 * limit.stop), criteria), *library.limits[1:])),
        "criteria": replace(library, limits=((limit, replace(criteria, sites=("palm",))), *library.limits[1:])),
        "targets": replace(library, targets=library.targets[1:]),
        "rules": replace(library, rules=library.rules[1:]),
        "published": replace(library, published=library.published[1:]),
        "posteriors": replace(library, posteriors={}),
    }
    digests = {part: other.digest for part, other in others.items()}
    assert len({library.digest, *digests.values()}) == len(digests) + 1
    assert run_again(known, others["figures"]).stamp.digest != known.stamp.digest
    assert run_again(known, library).stamp.digest == known.stamp.digest


def test_a_library_that_is_read_again_has_the_same_digest(library: Library) -> None:
    read_again = catalog.library.__wrapped__()  # type: ignore[attr-defined]
    assert read_again is not library
    assert read_again.digest == library.digest


def test_what_is_handed_in_is_what_is_used(library: Library, known: Simulation) -> None:
    clear = replace(library.spectra.water, absorption=0.5 * library.spectra.water.absorption)
    changed = replace(library, spectra=replace(library.spectra, water=clear))
    found = simulate(known.skin, known.treatment, None, QUICK, library=changed)
    assert found.zone.depth.value < known.zone.depth.value
    assert found.run.tissue.optics.wet_absorption == pytest.approx(0.5 * known.run.tissue.optics.wet_absorption)


def test_a_healing_model_that_is_not_there_is_refused_by_name(known: Simulation) -> None:
    with pytest.raises(InputError, match="there is no healing model 'cascad'; did you mean 'cascade'"):
        simulate(known.skin, known.treatment, None, replace(QUICK, healing="cascad"), lambda *_: known.run)
