"""A live page opened as a reader opens it: from a file, in a browser without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from microthermal import catalog
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.domain.results.zone import Zone
from microthermal.report.live.page import case, live
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import DAY, cm, mJ, show
from microthermal.zones import measure

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom")
# Pulse lengths at which the page is asked as well, by their places: one longer than that of the case, and a short one
# on finer cells.
LENGTHS = (-2, 1)


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


def _output(dom: str, slider: str) -> str:
    """What is written beside a slider."""
    found = re.search(rf'<output for="of-{slider}">([^<]*)<', dom)
    assert found is not None
    return found[1]


WITHOUT = pytest.mark.skipif(
    BROWSER is None, reason="no browser is called chromium or google-chrome ('make browser' installs one)"
)


def _simulated(name: str, energy: float, stack: int, cell: float) -> Simulation:
    settings = Settings(cell=cell, numerical_error=False, until=2 * DAY, warm_start=False, persons=1)
    device = catalog.device(name)
    treatment = Treatment(pulse=device.pulse(energy=energy, stack=stack), pattern=Pattern(density=250 / cm**2))
    return simulate(catalog.skin("cheek_iii"), treatment, None, settings)


# A laser whose light scatters, one that ablates, and stacked pulses on one spot that each find what the last one left.
@WITHOUT
@pytest.mark.parametrize(
    ("name", "energy", "stack", "cell"),
    [("er_glass_1550", 20 * mJ, 1, 1e-5), ("fractional_co2", 10 * mJ, 1, 1e-5), ("er_yag_2940", 5 * mJ, 3, 2e-5)],
)
def test_a_page_finds_the_digits_of_the_simulation_at_its_settings_and_at_others(
    name: str, energy: float, stack: int, cell: float, tmp_path: Path
) -> None:
    zone = _simulated(name, energy, stack, cell)
    page = live(zone)
    dom = _read(page, tmp_path / "case.html")
    assert "this page finds what the simulation found" in _number(dom, "same")
    _same(dom, zone.zone)

    stops = case(zone, zone.library)[0]
    for length in LENGTHS:
        place = length % len(stops["durations"])
        # Moves the sliders before the page begins, as a reader's hand does later.
        moving = f"settings = {{...beginning, energy: 5, duration: {place}}};"
        moved = _read(page.replace("settings = {...beginning};", moving), tmp_path / "moved.html")
        pulse = replace(zone.treatment.pulse, energy=stops["energies"][5], duration=stops["durations"][place])
        other = run_zone(zone.skin, pulse, None, zone.settings)
        assert _output(moved, "energy") == show(pulse.energy, "J")
        assert _output(moved, "duration") == show(pulse.duration, "s")
        _same(moved, measure(other.damage))


def _same(dom: str, zone: Zone) -> None:
    assert 'class="ready"' in dom, _number(dom, "fault")
    assert _number(dom, "depth") == show(zone.depth.value, "m")
    assert _number(dom, "width") == show(2 * zone.radius.value, "m")
    if zone.channel_depth.value > 0.0:
        assert _number(dom, "channel") == show(zone.channel_depth.value, "m")
