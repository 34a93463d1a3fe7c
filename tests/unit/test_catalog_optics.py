"""Composition and wavelength to coefficients: anchors of the literature, edges of the data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from microthermal import catalog
from microthermal.errors import InputError, LibraryError
from microthermal.tissue.skin_optics import optics_cautions
from microthermal.units import cm, nm, um

SPECTRA = catalog.library().spectra

SPECTRUM = """# title: Toy
# source: proposed
# read: code
# kind: assumed
# reference_temperature: 20 degC
wavelength [nm],absorption [1/cm],slope [1/cm/K]
500,1,0.01
600,100,
"""


def dermis(wavelength: float) -> tuple[float, float, float]:
    """Absorption, water's slope and scattering of reticular dermis."""
    optics = catalog.optics(catalog.skin("cheek_iii"), wavelength)
    place = optics.names.index("reticular_dermis")
    return float(optics.absorption[place]), float(optics.wet_slope[place]), float(optics.scattering[place])


def test_dermis_in_vivo_at_1550() -> None:
    absorption, slope, scattering = dermis(1550 * nm)
    assert absorption == pytest.approx(7.3 / cm, abs=0.1 / cm)
    # 65 % of the slope of water near 20 °C, -0.0642 /cm/K.
    assert slope == pytest.approx(-0.65 * 0.0642 / cm, rel=1e-3)
    # Geometric mean of 9.2 and 13.0 /cm (equations 1 and 2 of Jacques2013), over 1 - g = 0.2.
    assert scattering == pytest.approx(np.sqrt(9.2 * 13.0) / 0.2 / cm, rel=0.01)


def test_soaked_skin_is_the_other_preset() -> None:
    skin = catalog.skin("cheek_iii")
    soaked = replace(skin.layers[3], composition=replace(skin.layers[3].composition, water=0.91))
    absorption = catalog.optics(replace(skin, layers=(*skin.layers[:3], soaked, skin.layers[4])), 1550 * nm).absorption
    assert absorption[3] == pytest.approx(10.3 / cm, abs=0.1 / cm)


@pytest.mark.parametrize(
    ("wavelength", "low", "high"),
    # Water alone gives the low end; the high end is the highest published absorption of dermis there.
    [(1064 * nm, 9.0, 64.0), (1927 * nm, 8000.0, 10100.0), (2.94 * um, 7.5e5, 9.4e5), (10.6 * um, 6.8e4, 7.8e4)],
)
def test_dermis_lies_between_published_values(wavelength: float, low: float, high: float) -> None:
    assert low < dermis(wavelength)[0] < high


def test_reflection_of_the_ablative_lines_is_that_of_water() -> None:
    skin = catalog.skin("back_ii")
    erbium, carbon_dioxide = catalog.optics(skin, 2.94 * um), catalog.optics(skin, 10.6 * um)
    assert erbium.refractive_index == pytest.approx(np.full(5, 1.268), abs=1e-3)
    assert erbium.extinction_index == pytest.approx(np.full(5, 0.293), abs=1e-3)
    assert carbon_dioxide.refractive_index == pytest.approx(np.full(5, 1.153), abs=1e-3)


def test_melanin_matters_in_the_visible_only() -> None:
    light, dark = (catalog.optics(catalog.skin(f"cheek_{name}"), 532 * nm).absorption for name in ("i", "vi"))
    assert dark[1] > 10 * light[1]
    light, dark = (catalog.optics(catalog.skin(f"cheek_{name}"), 1550 * nm).absorption for name in ("i", "vi"))
    assert dark[1] == light[1]


def test_outside_index_is_passed_on() -> None:
    assert catalog.optics(catalog.skin("cheek_iii"), 1550 * nm, 1.76).outside_index == 1.76


def test_there_is_nothing_to_interpolate_in_a_gap() -> None:
    for wavelength in (5 * um, 400 * nm, 12 * um):
        with pytest.raises(InputError, match="there are no data for the absorption of water"):
            catalog.optics(catalog.skin("cheek_iii"), wavelength)


def test_extrapolated_scattering_is_a_caution() -> None:
    skin = catalog.skin("cheek_iii")
    assert any("extrapolated" in caution.text for caution in optics_cautions(skin, 1550 * nm, SPECTRA))
    assert not optics_cautions(skin, 940 * nm, SPECTRA)
    assert any("temperature" in caution.text for caution in optics_cautions(skin, 10.6 * um, SPECTRA))


def test_absorption_is_interpolated_in_its_logarithm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    (tmp_path / "spectra").mkdir()
    (tmp_path / "spectra" / "toy.csv").write_text(SPECTRUM, encoding="utf-8")
    absorption, slope, _ = catalog.spectrum("toy").at(550 * nm)
    assert absorption == pytest.approx(10 / cm)
    assert np.isnan(slope)  # half of what one line states is not known, and no slope of half the size
    assert catalog.spectrum("toy").at(500 * nm)[1] == pytest.approx(0.01 / cm)
    assert len(catalog.entry("spectrum", "toy").rows) == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("600,100,", "400,100,", "must grow"),
        ("600,100,", "600,-1,", "negative"),
        ("600,100,", "600,,", "is empty"),
        ("600,100,", "600,abc,", "absorption"),
        ("600,100,", "600,100", "cells"),
        ("[1/cm],", "[mJ],", "absorption"),
        ("slope", "slant", "slant"),
        ("# reference_temperature: 20 degC\n", "", "reference_temperature"),
        ("# kind: assumed\n", "# kind: assumed\n# outside: constant\n", "write 'zero'"),
        ("# kind: assumed\n", "", "kind"),
        ("# kind: assumed", "# kynd: assumed", "kynd"),
        ("500,1,0.01\n", "", "two lines"),
    ],
)
def test_wrong_spectra_are_library_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, words: str
) -> None:
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    (tmp_path / "spectra").mkdir()
    assert old in SPECTRUM
    (tmp_path / "spectra" / "toy.csv").write_text(SPECTRUM.replace(old, new), encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        catalog.spectrum("toy")
    assert "toy.csv" in str(caught.value)
    assert words in str(caught.value)


def test_what_is_taken_as_zero_or_constant_for_want_of_data_is_told() -> None:
    skin = catalog.skin("cheek_iii")
    told = {wavelength: optics_cautions(skin, wavelength * um, SPECTRA) for wavelength in (0.94, 2.94, 10.6)}
    assert told[0.94] == ()
    assert "no absorption of blood deoxygenated, blood oxygenated, melanosome" in told[2.94][-1].text
    assert [c.weight for c in told[10.6]] == ["warn", "note"]
    assert np.all(catalog.optics(skin, 10.6 * um).wet_slope == 0.0)


def test_parts_of_a_layer_that_are_more_than_the_whole_are_told() -> None:
    skin = catalog.skin("cheek_iii")
    layer = replace(skin.layers[3], composition=replace(skin.layers[3].composition, lipid=0.6))
    (told,) = optics_cautions(replace(skin, layers=(*skin.layers[:3], layer)), 940 * nm, SPECTRA)
    assert told.text.startswith("the parts of reticular dermis come to 12")
    for name in catalog.names("skin"):
        assert not optics_cautions(catalog.skin(name), 940 * nm, SPECTRA), name
