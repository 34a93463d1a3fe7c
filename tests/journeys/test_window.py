"""From settings to a verdict: over- and under-treatment are caught in words, and published treatments are not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from microthermal import catalog
from microthermal.cli.window import command
from microthermal.domain.pattern import Pattern
from microthermal.domain.treatment import Treatment
from microthermal.planning.judgement import judged
from microthermal.planning.records import Judgement
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.units import cm, mJ

COARSE = Settings(cell=1e-5, numerical_error=False, warm_start=False, until=60 * 86400.0)


@cache
def treated(skin: str, energy: float, density: float, passes: int, pause: float = 60.0) -> Simulation:
    device = catalog.device("er_glass_1550")
    pattern = Pattern(density=density / cm**2, passes=passes, pass_interval=pause)
    treatment = Treatment(pulse=device.pulse(energy=energy * mJ), pattern=pattern)
    return simulate(catalog.skin(skin), treatment, settings=COARSE)


def said(found: Judgement, word: str) -> str:
    return " ".join(sentence for sentence in found.sentences if sentence.startswith(word))


@pytest.mark.parametrize(("energy", "density"), [(10, 2000), (20, 1000)])
def test_two_settings_cover_about_a_fifth(energy: float, density: float) -> None:
    # As given, 125 to 250 a pass, and as the convention counts: density times the area of a zone, here of what is dead
    # at half its depth. Coagulated collagen at its widest covers less, dead cells at their widest more.
    found = treated("cheek_iii", energy, density / 8, 8).lattice
    assert 0.15 < found.middle_coverage < 0.25
    assert 0.10 < found.coagulation_coverage < found.middle_coverage < found.coverage < 0.33


def test_published_treatments_are_not_stopped() -> None:
    # Wanner2007: types I to III; Chan2007: the arm with less pigment.
    assert judged(treated("cheek_ii", 8, 250, 8)).state != "stop"
    assert judged(treated("cheek_iv", 16.3, 125, 8)).state != "stop"


def test_the_same_settings_are_stopped_in_dark_skin() -> None:
    found = judged(treated("cheek_v", 8, 250, 8))
    assert found.state == "stop"
    assert "darkest_non_ablative" in said(found, "Stop, too much")
    assert "Chan2007" in said(found, "Stop, too much")


def test_high_energy_at_high_density_is_stopped() -> None:
    found = judged(treated("cheek_ii", 70, 500, 4))
    assert "surface inside coagulated zones" in said(found, "Stop, too much")
    assert "mean fluence" in said(found, "Stop, too much")


def test_stacked_passes_without_pause_are_stopped_and_advice_is_given() -> None:
    found = judged(treated("cheek_ii", 8, 250, 8, 0.0))
    assert "residual_rise" in said(found, "Stop, too much")
    assert any("pause of" in sentence for sentence in found.advice)


def test_too_little_is_told() -> None:
    found = judged(treated("cheek_ii", 4, 50, 1))
    assert "little_coverage" in said(found, "Warning, too little")


def test_the_command_draws_the_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microthermal.planning.window_map._ENERGIES", 2)
    monkeypatch.setattr("microthermal.planning.window_map._DENSITIES", 2)
    case = tmp_path / "case.toml"
    case.write_text(
        'skin = "cheek_iii"\ndevice = "er_glass_1550"\npulse = { energy = "10 mJ" }\n'
        'pattern = { coverage = { share = "4 %", diameter = "135 um" }, passes = 4 }\nhistory = ["isotretinoin"]\n'
        'date = 2026-03-02\nsettings = { cell = "20 um", numerical_error = false, warm_start = false }\n',
        encoding="utf-8",
    )
    result = CliRunner().invoke(command, [str(case), "-o", str(tmp_path / "out"), "-w", "1", "-q"])
    assert result.exit_code == 0, result.output
    assert "Isotretinoin" in result.output and "Next session" in result.output
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    for words in ("The window of", "Damage-volume histograms", "Warmth between the zones", "2026-03-02"):
        assert words in page
    table = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert table[0].startswith("energy [mJ],density of a pass [1/cm2]")
    assert len(table) >= 1 + 2 * 2
