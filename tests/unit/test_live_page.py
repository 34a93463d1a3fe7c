"""The page of a zone that moves: what is in it, what is refused, and that its kernels are those of the sources."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import numpy as np
import pytest
from chores.wasm.making import TIME_LOOP

from microthermal import catalog
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.numerics.sources import DIGESTS
from microthermal.report.live.layout import course, layout, manifest
from microthermal.report.live.page import live
from microthermal.report.live.stops import durations, energies
from microthermal.report.page import html as report_html
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.units import DAY, cm, mJ, ms


def _simulation(pulse: Pulse) -> Simulation:
    settings = Settings(cell=2e-5, numerical_error=False, until=2 * DAY, warm_start=False, persons=1)
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=250 / cm**2))
    return simulate(catalog.skin("cheek_iii"), treatment, None, settings)


@pytest.fixture(scope="module")
def zone() -> Simulation:
    """Twenty millijoules of an erbium glass laser, on coarse cells."""
    return _simulation(catalog.device("er_glass_1550").pulse(energy=20 * mJ, duration=3 * ms))


def test_the_packaged_kernels_are_made_of_these_sources() -> None:
    assert manifest()["sources"] == DIGESTS[TIME_LOOP], (
        "the kernels have changed: 'make wasm' writes those of live pages anew"
    )


def test_a_page_is_one_small_file_that_asks_nothing_of_the_network(zone: Simulation) -> None:
    page = live(zone)
    assert len(page.encode()) < 1_000_000
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#)""", page.split("<svg")[0])
    assert "http://" not in re.sub(r"http://www\.w3\.org[^\s\"']*", "", page) and "https://" not in page
    assert live(zone) == page


def test_a_page_without_scripts_shows_picture_and_numbers(zone: Simulation) -> None:
    page = live(zone).split('<script type="application/json"')[0]
    assert "<svg" in page and "<noscript>" in page and "Collagen denatured" in page


def test_sliders_hold_the_case_and_stay_with_the_device(zone: Simulation) -> None:
    device = catalog.device("er_glass_1550")
    offered, lengths = energies(zone, zone.library), durations(zone, zone.library)
    assert 0.02 in offered and 0.003 in lengths and len(offered) > 10 and len(lengths) > 5
    assert list(offered) == sorted(offered) and device.energy.low <= offered[0] and offered[-1] <= device.energy.high
    assert list(lengths) == sorted(lengths)


def test_the_image_holds_every_array_of_the_kernel(zone: Simulation) -> None:
    told, image = layout(zone, zone.library)
    for field in manifest()["advance"]["takes"]:
        if not field["name"].startswith("beam."):
            continue
        value = told["fields"][field["name"]]
        if field["axes"]:
            begin, *shape = value
            assert len(shape) == field["axes"] and begin % 16 == 0
            assert begin + np.prod(shape) * (1 if field["kind"] == "flag" else 8) <= len(image)
        else:
            assert isinstance(float(value), float)
    begin, *shape = told["fields"]["beam.shine.scattered.light.energy"]
    held = np.frombuffer(image, np.float64, int(np.prod(shape)), begin).reshape(shape)
    assert np.array_equal(held, zone.run.deposited.energy)


def test_a_course_gives_the_whole_pulse(zone: Simulation) -> None:
    for duration in durations(zone, zone.library):
        found = course(zone, duration, None, zone.library)
        spans = zip(found["begin"], found["end"], found["power"], strict=True)
        assert sum((end - begin) * power for begin, end, power in spans) == pytest.approx(1.0, rel=1e-12)
        assert found["end"][-1] == pytest.approx(duration + zone.settings.relaxation, rel=1e-12)
        json.dumps(found, allow_nan=False)


def test_what_cannot_move_is_refused_with_every_reason(zone: Simulation) -> None:
    stacked = replace(zone.treatment.pulse, stack=2, interval=1.0)
    told = replace(
        zone,
        treatment=replace(zone.treatment, pulse=stacked),
        run=replace(zone.run, deposited=replace(zone.run.deposited, collimated=True)),
    )
    with pytest.raises(InputError) as fault:
        live(told)
    assert "stacked" in str(fault.value) and "not scattered" in str(fault.value)


def test_a_report_holds_the_page_as_it_is(zone: Simulation) -> None:
    """Words of a report are spelt for readers, with signs of minus; in a page within it those would be no code."""
    found = re.search(r'srcdoc="([^"]*)"', report_html(zone))
    assert found is not None
    assert unescape(found[1]) == live(zone)
