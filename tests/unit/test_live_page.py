"""The page of a zone that moves: what is in it, what is refused, and that its kernels are those of the sources."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pytest
from chores.wasm.making import TIME_LOOP

from microthermal import catalog
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.treatment import Treatment
from microthermal.errors import InputError
from microthermal.numerics.sources import DIGESTS
from microthermal.report.live.courses import course
from microthermal.report.live.layout import _leaves, layout, manifest
from microthermal.report.live.page import case, live
from microthermal.report.live.starts import start, unmoved
from microthermal.report.live.stops import durations, energies, held, natural
from microthermal.report.page import html as report_html
from microthermal.simulation.chain import simulate
from microthermal.simulation.exposures.lighting import lit
from microthermal.simulation.records import Simulation
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import DAY, cm, mJ, ms


def _simulation(pulse: Pulse, cell: float = 2e-5) -> Simulation:
    settings = Settings(cell=cell, numerical_error=False, until=2 * DAY, warm_start=False, persons=1)
    treatment = Treatment(pulse=pulse, pattern=Pattern(density=250 / cm**2))
    return simulate(catalog.skin("cheek_iii"), treatment, None, settings)


@pytest.fixture(scope="module")
def zone() -> Simulation:
    """Twenty millijoules of an erbium glass laser, on coarse cells."""
    return _simulation(catalog.device("er_glass_1550").pulse(energy=20 * mJ, duration=3 * ms))


@pytest.fixture(scope="module")
def channel() -> Simulation:
    """Three stacked pulses that ablate, on coarse cells."""
    return _simulation(catalog.device("er_yag_2940").pulse(energy=5 * mJ, stack=3))


def test_the_packaged_kernels_are_made_of_these_sources() -> None:
    assert manifest()["sources"] == DIGESTS[TIME_LOOP], (
        "the kernels have changed: 'make wasm' writes those of live pages anew"
    )


@pytest.mark.parametrize("name", ["zone", "channel"])
def test_a_page_is_one_small_file_that_asks_nothing_of_the_network(name: str, request: pytest.FixtureRequest) -> None:
    zone: Simulation = request.getfixturevalue(name)
    page = live(zone)
    assert len(page.encode()) < 1_000_000
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#)""", page.split("<svg")[0])
    assert "http://" not in re.sub(r"http://www\.w3\.org[^\s\"']*", "", page) and "https://" not in page
    assert live(zone) == page


def test_a_page_without_scripts_shows_picture_and_numbers(zone: Simulation) -> None:
    page = live(zone).split('<script type="application/octet-stream"')[0]
    assert "<svg" in page and "<noscript>" in page and "Collagen denatured" in page


def test_sliders_hold_the_case_and_stay_with_the_device(zone: Simulation) -> None:
    device = catalog.device("er_glass_1550")
    offered, lengths = energies(zone, zone.library), durations(zone, zone.library, held(zone, zone.library))
    assert 0.02 in offered and 0.003 in lengths and len(offered) > 10 and len(lengths) > 5
    assert list(offered) == sorted(offered) and device.energy.low <= offered[0] and offered[-1] <= device.energy.high
    assert list(lengths) == sorted(lengths)


def test_pulse_lengths_lie_on_both_sides_of_those_at_which_cells_change(zone: Simulation) -> None:
    told, starts = case(zone, zone.library)
    device, grids = catalog.device("er_glass_1550"), held(zone, zone.library)
    assert told["durations"][0] == device.duration.low and told["durations"][-1] == device.duration.high
    assert all(one is not None for one in told["natural"]), "every energy has the length that its device gives it"
    assert len(starts["fine"]) == len(grids.keys) == 3 and len(starts["coarse"]) == 1
    settings = zone.settings
    for length in (0.00013, 0.00025, 0.02):
        place = told["grids"][told["durations"].index(min(told["durations"], key=lambda one: abs(one - length)))]
        pulse = replace(zone.treatment.pulse, duration=grids.lengths[place])
        begun = start(zone, pulse.energy, zone.library, coarse=False, duration=pulse.duration)
        native = lit(zone.skin, replace(pulse, duration=length), zone.treatment.cooling, settings, zone.library)
        assert np.array_equal(begun.grid.r_edges, native.tissue.grid.r_edges)
        assert np.array_equal(begun.beam.shine.scattered.light.energy, native.deposited.energy)
        assert np.array_equal(begun.beam.scene.state.temperature, native.tissue.temperature)
    alone, own = case(zone, zone.library, alone=True)
    assert len(own["fine"]) == 1 and own["fine"][0] == starts["fine"][0] and set(alone["grids"]) == {0}


def test_grids_that_would_make_a_page_too_large_are_left_out() -> None:
    deep = _simulation(catalog.device("nd_yag_1064").pulse(energy=10 * mJ, duration=0.15 * ms), cell=5e-6)
    grids = held(deep, deep.library)
    assert len(grids.keys) == 1 and 0 < len(durations(deep, deep.library, grids)) < 33
    assert len(live(deep).encode()) < 1_000_000


def _array(field: dict[str, Any], kind: str, told: dict[str, Any], image: bytes) -> np.ndarray:
    """An array as the script of a page makes it."""
    number, shape = {"f64": np.float64, "i64": np.int64, "flag": np.bool_}[kind], field["shape"]
    if "value" in field:
        return np.full(shape, field["value"], number)
    if "at" in field:
        return np.frombuffer(image, number, int(np.prod(shape)), field["at"]).reshape(shape)
    if "rows" in field:
        return np.repeat(np.frombuffer(image, number, shape[0], field["rows"])[:, None], shape[1], axis=1)
    if "light" in field:
        light = [np.frombuffer(image, number, int(np.prod(shape)), at).reshape(shape) for at in field["light"]]
        if len(light) == 1:
            return 2.0 * np.maximum(light[0], 0.0)
        return 2.0 * (light[1] * light[1]) / np.where(light[0] > 0.0, light[0], np.inf)
    (slabs, rings), found = (told["edges"][1][1] - 1, told["edges"][0][1] - 1), np.zeros(shape)
    if "margin" in field:
        number, size, first = field["margin"]
        for k in range(shape[0] // size * told["lanes"]):
            row, column = divmod(k, rings + 2)
            if not (1 <= row <= slabs and 1 <= column <= rings):
                found[k // told["lanes"] * size + first + k % told["lanes"]] = number
        return found
    rows, areas = (np.frombuffer(image, number, n, at) for n, at in zip((slabs, rings), field["weight"], strict=True))
    for i in range(slabs):
        found[(i + 1) * (rings + 2) + 1 : (i + 1) * (rings + 2) + 1 + rings] = 1.0 / (rows[i] * areas)
    return found


@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("name", ["zone", "channel"])
def test_a_page_makes_every_array_of_the_kernel_to_the_last_bit(
    name: str, coarse: bool, request: pytest.FixtureRequest
) -> None:
    simulation: Simulation = request.getfixturevalue(name)
    begun = start(simulation, simulation.treatment.pulse.energy, simulation.library, coarse=coarse)
    told, image = layout(begun)
    takes = [field for field in manifest()["advance"]["takes"] if field["name"].startswith("beam.")]
    for field, value in zip(takes, _leaves(begun.beam), strict=True):
        given = told["fields"][field["name"]]
        if not isinstance(value, np.ndarray):
            assert float(given) == float(value)
        elif begun.beam.shine.collimated and field["name"].startswith("beam.shine.scattered."):
            assert given == {"shape": value.shape, "value": 0}, "light that is not scattered reads none of it"
        else:
            found = _array(given, field["kind"], told, image)
            assert np.array_equal(np.signbit(found), np.signbit(value)) and np.array_equal(found, value), field["name"]


def test_starts_are_those_of_the_simulation(zone: Simulation, channel: Simulation) -> None:
    begun = start(zone, zone.treatment.pulse.energy, zone.library, coarse=False)
    assert np.array_equal(begun.beam.shine.scattered.light.energy, zone.run.deposited.energy)
    deeper = start(channel, 2 * channel.treatment.pulse.energy, channel.library, coarse=False)
    assert deeper.grid.shape[0] > channel.run.tissue.grid.shape[0], "a deeper channel asks for more fine slabs"
    assert np.array_equal(
        deeper.beam.shine.entrance, run_zone(
            channel.skin, replace(channel.treatment.pulse, energy=2 * channel.treatment.pulse.energy), None,
            channel.settings,
        ).deposited.entrance,
    )  # fmt: skip


def test_what_leaves_a_dried_floor_costs_more_in_later_pulses(channel: Simulation) -> None:
    begun = start(channel, channel.treatment.pulse.energy, channel.library, coarse=True)
    assert np.all(begun.later >= begun.beam.scene.removal.cost) and np.any(begun.later > begun.beam.scene.removal.cost)


def test_a_course_gives_the_whole_pulse(zone: Simulation) -> None:
    for duration in durations(zone, zone.library, held(zone, zone.library)):
        ((count, found),) = course(zone, duration, None, zone.library)["pulses"]
        spans = zip(found["begin"], found["end"], found["power"], strict=True)
        assert count == 1 and sum((end - begin) * power for begin, end, power in spans) == pytest.approx(1.0, rel=1e-12)
        assert found["end"][-1] == pytest.approx(duration + zone.settings.relaxation, rel=1e-12)
        json.dumps(found, allow_nan=False)


def test_a_stack_is_followed_pulse_by_pulse(channel: Simulation) -> None:
    pulse = channel.treatment.pulse
    found = course(channel, pulse.duration, None, channel.library)
    assert [count for count, _ in found["pulses"]] == [1, 1, 1] and pulse.stack == 3
    assert [spans["end"][-1] for _, spans in found["pulses"]] == pytest.approx(
        [pulse.interval, pulse.interval, pulse.duration + channel.settings.relaxation]
    )


def test_sliders_know_the_length_that_a_device_gives_by_itself(zone: Simulation, channel: Simulation) -> None:
    for simulation, name in ((zone, "er_glass_1550"), (channel, "er_yag_2940")):
        device, offered = catalog.device(name), energies(simulation, simulation.library)
        for energy, found in zip(
            offered, natural(simulation, simulation.library, held(simulation, simulation.library)), strict=True
        ):
            assert (
                found is None or found == device.pulse(energy=energy, stack=simulation.treatment.pulse.stack).duration
            )
        assert any(
            found is not None for found in natural(simulation, simulation.library, held(simulation, simulation.library))
        )


def test_what_cannot_move_is_refused_with_the_reason(zone: Simulation, channel: Simulation) -> None:
    assert unmoved(zone) == unmoved(channel) == ()
    dark = replace(zone, treatment=replace(zone.treatment, pulse=replace(zone.treatment.pulse, energy=0.0)))
    with pytest.raises(InputError, match="no laser"):
        live(dark)
    warmer = replace(channel, skin=replace(channel.skin, surface_temperature=channel.skin.surface_temperature + 1.0))
    with pytest.raises(InputError, match="laid out as it began"):
        live(warmer)


@pytest.mark.slow
def test_a_report_holds_the_page_as_it_is(zone: Simulation) -> None:
    """Words of a report are spelt for readers, with signs of minus; in a page within it those would be no code."""
    found = re.search(r'srcdoc="([^"]*)"', report_html(zone))
    assert found is not None
    assert unescape(found[1]) == live(zone, alone=True)
