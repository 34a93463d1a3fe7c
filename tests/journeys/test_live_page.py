"""A live page opened as a reader opens it: from a file, in a browser without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from microthermal import catalog
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.report.live.page import live
from microthermal.report.live.stops import durations, energies
from microthermal.simulation.chain import simulate
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import DAY, cm, mJ, ms, show
from microthermal.zones import measure

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom")
# Moves the slider of energy before the page begins, as a reader's hand does later.
MOVED = "settings.energy = 5; settings.duration = CASE.durations.length - 2;"


def _read(page: str, file: Path) -> str:
    file.write_text(page, encoding="utf-8")
    found = subprocess.run(
        [str(BROWSER), *FLAGS, file.as_uri()], capture_output=True, text=True, check=True, timeout=60
    )
    return found.stdout


def _number(dom: str, place: str) -> str:
    found = re.search(rf'id="{place}"[^>]*>([^<]*)<', dom)
    assert found is not None
    return found[1]


@pytest.mark.skipif(
    BROWSER is None, reason="no browser is called chromium or google-chrome ('make browser' installs one)"
)
def test_a_page_finds_the_digits_of_the_simulation_at_its_settings_and_at_others(tmp_path: Path) -> None:
    settings = Settings(cell=1e-5, numerical_error=False, until=2 * DAY, warm_start=False, persons=1)
    pulse = catalog.device("er_glass_1550").pulse(energy=20 * mJ, duration=3 * ms)
    skin = catalog.skin("cheek_iii")
    zone = simulate(skin, Treatment(pulse=pulse, pattern=Pattern(density=250 / cm**2)), None, settings)
    page = live(zone)
    dom = _read(page, tmp_path / "case.html")
    assert "this page finds what the simulation found" in _number(dom, "same")
    assert _number(dom, "depth") == show(zone.zone.depth.value, "m")
    assert _number(dom, "width") == show(2 * zone.zone.radius.value, "m")

    moved = _read(page.replace("let playing = 0;", f"{MOVED} let playing = 0;"), tmp_path / "moved.html")
    energy, duration = energies(zone, zone.library)[5], durations(zone, zone.library)[-2]
    other = run_zone(zone.skin, catalog.device("er_glass_1550").pulse(energy=energy, duration=duration), None, settings)
    assert _number(moved, "energy-now") == show(energy, "J")
    found = measure(other.damage)
    assert _number(moved, "depth") == show(found.depth.value, "m")
    assert _number(moved, "width") == show(2 * found.radius.value, "m")
