"""What nobody has measured of lipid and protein: bounds, scenarios, and words about them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from microthermal import catalog
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import LibraryError
from microthermal.simulation.scenarios import changed, standard_scenarios
from microthermal.tissue.skin_optics import optics, optics_cautions
from microthermal.units import cm, mJ, nm, um

LIBRARY = catalog.library()
SKIN = catalog.skin("cheek_iii")

SPECTRUM = """# title: Toy
# source: proposed
# read: code
# kind: measured
# outside: zero
# gap: 600 nm to 700 nm
wavelength [nm],absorption [1/cm],low [1/cm],high [1/cm],kind
500,1,,,
600,10,5,40,scenario
700,10,5,40,scenario
800,1,,,
"""


def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str = SPECTRUM):
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    (tmp_path / "spectra").mkdir()
    (tmp_path / "spectra" / "toy.csv").write_text(text, encoding="utf-8")
    return catalog.spectrum("toy")


def layer(name: str, wavelength: float) -> tuple[float, float]:
    """Absorption of a layer of the cheek [1/m]: with all its water, and without any."""
    found = catalog.optics(SKIN, wavelength)
    where = found.names.index(name)
    return float(found.absorption[where]), float(found.dry_absorption[where])


def test_fat_and_dermis_absorb_co2_light_as_measured() -> None:
    # Ross1997, attenuated total reflection at 10.6 um: fat 250, dermis 780 per cm.
    assert layer("fat", 10.6 * um)[0] == pytest.approx(250 / cm, rel=0.02)
    assert layer("reticular_dermis", 10.6 * um)[0] == pytest.approx(780 / cm, rel=0.02)


@pytest.mark.parametrize("wavelength", [2.79, 2.94, 9.3, 9.6, 10.6])
def test_nothing_that_has_dried_lets_the_light_of_an_ablative_laser_through(wavelength: float) -> None:
    assert 1 / layer("fat", wavelength * um)[1] < 250 * um
    assert 1 / layer("reticular_dermis", wavelength * um)[1] < 60 * um


def test_dry_protein_is_opaque_at_2940_nm() -> None:
    assert 1 / layer("reticular_dermis", 2940 * nm)[1] < 15 * um


@pytest.mark.parametrize(
    ("wavelength", "names"),
    [
        (0.94, ()), (1.0, ()), (1.064, ("melanosome",)), (1.319, ("melanosome",)), (1.54, ("melanosome",)),
        (1.55, ()), (1.927, ("lipid",)), (2.79, ("lipid", "dry_matter")), (2.94, ("lipid", "dry_matter")),
        (2.936, ("lipid", "dry_matter")), (9.3, ("lipid", "dry_matter")), (10.6, ()), (10.59, ()),
    ],
)  # fmt: skip
def test_what_nobody_has_measured_is_told_with_its_bounds(wavelength: float, names: tuple[str, ...]) -> None:
    assert LIBRARY.spectra.unmeasured(wavelength * um) == names
    told = [c for c in optics_cautions(SKIN, wavelength * um, LIBRARY.spectra) if "nobody has measured" in c.text]
    assert len(told) == len(names)
    assert all(c.weight == ("note" if names == ("lipid",) else "warn") for c in told)
    assert all("is taken" in c.text for c in told)
    lean = replace(
        SKIN, layers=tuple(replace(one, composition=replace(one.composition, lipid=0)) for one in SKIN.layers)
    )
    assert not any("lipid" in c.text for c in optics_cautions(lean, wavelength * um, LIBRARY.spectra))


def test_a_place_moves_the_unmeasured_lines_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = toy(tmp_path, monkeypatch)
    assert found.placed(0.5) is found
    for place, value in ((0.0, 5.0), (0.25, np.sqrt(50.0)), (0.75, 20.0), (1.0, 40.0)):
        moved = found.placed(place)
        assert moved.at(600 * nm)[0] == pytest.approx(value / cm)
        assert moved.at(500 * nm)[0] == found.at(500 * nm)[0]
    assert [found.is_unmeasured(one * nm) for one in (500, 550, 600, 650, 700, 750, 800)] == [
        False, True, True, False, True, True, False,
    ]  # fmt: skip
    assert found.taken_as_zero(650 * nm)
    assert found.at(650 * nm)[0] == 0.0


@pytest.mark.parametrize("line", ["600,10,,40,scenario", "600,10,20,40,scenario", "600,0,0,40,scenario"])
def test_a_scenario_without_bounds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    with pytest.raises(LibraryError, match="a scenario needs"):
        toy(tmp_path, monkeypatch, SPECTRUM.replace("600,10,5,40,scenario", line))


def test_dry_matter_is_varied_where_light_dries_and_nobody_has_measured_it() -> None:
    pair = {"clear dry matter", "opaque dry matter"}
    named = {
        one: pair & {scenario.name for scenario in standard_scenarios(one * um, LIBRARY)}
        for one in (1.55, 1.927, 2.79, 2.94, 9.3, 10.6)
    }
    assert named == {1.55: set(), 1.927: set(), 2.79: pair, 2.94: pair, 9.3: pair, 10.6: set()}
    pulse = catalog.device("er_yag_2940").pulse(energy=1 * mJ)
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=1e6))
    dried = []
    for scenario in standard_scenarios(2.94 * um, LIBRARY):
        skin, _, used = changed(scenario, SKIN, treatment, LIBRARY)
        assert (used is LIBRARY) == (scenario.name not in pair)
        if used is not LIBRARY:
            assert used.digest != LIBRARY.digest
            assert used.spectra.water is LIBRARY.spectra.water
            dried.append(optics(skin, 2.94 * um, used.spectra).dry_absorption[2:])
    assert np.all(dried[0] < dried[1])


def test_melanosomes_fall_beyond_1000_nm_as_isolated_ones_do() -> None:
    # Absorption of retinal melanosomes: 925 per cm at 1000 nm, 176 (Schmidt2014) to 222 (Schmidt2016) at 1319 nm.
    found = LIBRARY.spectra.melanosome
    ratio = found.at(1319 * nm)[0] / found.at(1000 * nm)[0]
    assert 176 / 925 * 0.99 <= ratio <= 222 / 925
    wavelengths = np.linspace(1001, 1540, 200) * nm
    values = np.array([found.at(one)[0] for one in wavelengths])
    exponents = -np.diff(np.log(values)) / np.diff(np.log(wavelengths))
    assert np.all((exponents > 5.4) & (exponents < 6.6))  # straight pieces of logarithms between the lines
    low, high = (found.placed(place).at(1319 * nm)[0] for place in (0.0, 1.0))
    assert low == pytest.approx(8 / cm, rel=0.06)
    assert high == pytest.approx(55 / cm, rel=0.02)
    assert found.at(1540 * nm)[0] > 0.0
    assert found.taken_as_zero(1550 * nm)


def test_melanosomes_are_varied_where_they_are_not_measured_in_skin() -> None:
    pair = {"pale melanosomes", "dark melanosomes"}
    for wavelength, expected in ((0.94, set()), (1.064, pair), (1.54, pair), (1.55, set()), (2.94, set())):
        assert pair & {one.name for one in standard_scenarios(wavelength * um, LIBRARY)} == expected
    treatment = Treatment(pulse=catalog.device("nd_yag_1064").pulse(energy=1 * mJ), pattern=Pattern(density=1e6))
    epidermis = {}
    for scenario in standard_scenarios(1.319 * um, LIBRARY):
        skin, _, used = changed(scenario, SKIN, treatment, LIBRARY)
        epidermis[scenario.name] = optics(skin, 1.319 * um, used.spectra).dry_absorption[1]
    assert epidermis["pale melanosomes"] < epidermis["output low"] < epidermis["dark melanosomes"]
