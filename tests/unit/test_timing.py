"""Spans of a pulse: trains, waveforms, phases of cooling; and how well the heat stays where they put it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.verification.heat_cases import CAPACITY, CONDUCTIVITY, VACUUM, heat_grid, heat_tissue, scattered

from microthermal.domain.inputs.laser import Cooling, Film, Pulse
from microthermal.domain.inputs.pulse_timing import Train, Waveform, peak_ratio
from microthermal.errors import InputError
from microthermal.heat.confinement import confinement, relaxation_time, rise_kept, rise_left
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.pulse_spans import between_pulses, spans

PULSE = Pulse(wavelength=1.55e-6, energy=0.02, duration=3e-3, radius=7e-5)
TRAIN = replace(PULSE, train=Train(count=3, pause=0.6e-3))
TRACE = replace(PULSE, waveform=Waveform(times=(0.0, 1e-3, 1e-3, 2e-3, 3e-3), power=(1.0, 3.0, 0.0, 0.0, 2.0)))
COLD = Cooling(temperature=263.0, coefficient=4e3, before=0.5, after=0.2)
FILM = Film(temperature=247.0, coefficient=1e3, duration=0.1)
SPURT = Cooling(temperature=247.0, coefficient=5e3, before=0.04, delay=0.02, during=False, film=FILM)
AROUND = [None, COLD, replace(COLD, film=FILM), SPURT, replace(SPURT, after=0.03), replace(SPURT, delay=0.1)]


def when(found):
    return [(round(s.begin, 9), round(s.end, 9), round(s.power, 3), s.cooling and s.cooling.temperature) for s in found]


@pytest.mark.parametrize("pulse", [PULSE, TRAIN, TRACE])
@pytest.mark.parametrize("cooling", AROUND)
@pytest.mark.parametrize("until", [0.5, 3e-3, 1e-3])
def test_spans_follow_each_other_and_hold_the_whole_pulse(pulse, cooling, until):
    found = spans(pulse, cooling, until)
    assert all(one.end == two.begin for one, two in pairwise(found))
    assert all(span.end > span.begin and span.power >= 0.0 for span in found)
    assert found[-1].end == until
    assert all((one.power, one.cooling) != (two.power, two.cooling) for one, two in pairwise(found))
    supplied = sum(span.power * (span.end - span.begin) for span in found)
    # Rounding of a few sums.
    assert supplied == pytest.approx(1.0, abs=1e-12) if until >= pulse.duration else supplied < 1.0


def test_a_train_shines_in_equal_parts():
    assert when(spans(TRAIN, None, 0.01)) == [
        (0.0, 0.0006, 555.556, None), (0.0006, 0.0012, 0.0, None), (0.0012, 0.0018, 555.556, None),
        (0.0018, 0.0024, 0.0, None), (0.0024, 0.003, 555.556, None), (0.003, 0.01, 0.0, None),
    ]  # fmt: skip


def test_a_waveform_keeps_the_energy_of_each_stretch():
    assert when(spans(TRACE, None, 0.01)) == [
        (0.0, 0.001, 666.667, None), (0.001, 0.002, 0.0, None), (0.002, 0.003, 333.333, None), (0.003, 0.01, 0.0, None),
    ]  # fmt: skip


def test_a_spurt_ends_before_the_pulse_and_its_film_outlasts_it():
    assert when(spans(PULSE, SPURT, 0.5)) == [
        (-0.06, -0.02, 0.0, 247.0), (-0.02, 0.0, 0.0, 247.0), (0.0, 0.003, 333.333, 247.0),
        (0.003, 0.08, 0.0, 247.0), (0.08, 0.5, 0.0, None),
    ]  # fmt: skip
    assert [span.cooling and span.cooling.coefficient for span in spans(PULSE, SPURT, 0.5)] == [
        5e3,
        1e3,
        1e3,
        1e3,
        None,
    ]


def test_cooling_before_or_after_only():
    before, after = replace(COLD, during=False, after=0.0), replace(COLD, during=False, before=0.0)
    assert [span.cooling is None for span in spans(PULSE, before, 0.5)] == [False, True, True]
    assert [span.cooling is None for span in spans(PULSE, after, 0.5)] == [True, False, True]


def test_border_that_rounding_moved_makes_no_sliver():
    film = replace(SPURT, film=replace(FILM, duration=0.02 * (1 + 1e-15)))
    assert min(span.end - span.begin for span in spans(PULSE, film, 0.5)) > 1e-3


def test_a_later_pulse_of_a_stack_is_cooled_within_the_gap():
    assert between_pulses(replace(PULSE, stack=2, interval=0.1), None) == (None, 0.0)
    later, lead = between_pulses(replace(PULSE, stack=2, interval=0.1), COLD)
    assert (later.before, lead) == (pytest.approx(0.097), pytest.approx(0.097))
    later, lead = between_pulses(replace(PULSE, stack=2, interval=1.0), SPURT)
    assert (later, lead) == (SPURT, pytest.approx(0.06))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"train": Train(count=4, pause=1e-3)}, "Pulse.train.pause 3 pauses leave no time for light"),
        ({"train": Train(count=2, pause=1e-3), "waveform": TRACE.waveform}, "either a train or a waveform"),
        ({"duration": 4e-3, "waveform": TRACE.waveform}, "must end at the duration"),
    ],
)
def test_shapes_that_do_not_fit_their_pulse_are_refused(change, words):
    with pytest.raises(InputError) as caught:
        replace(PULSE, **change)
    assert words in str(caught.value).replace(":", "")


@pytest.mark.parametrize(
    ("times", "power"),
    [((0.0,), (1.0,)), ((1e-3, 2e-3), (1.0, 1.0)), ((0.0, 2e-3, 1e-3), (1.0,) * 3), ((0.0, 1e-3), (0.0, 0.0)),
     ((0.0, 1e-3), (1.0,)), ((0.0, 0.0), (1.0, 1.0)), ((), ())],
)  # fmt: skip
def test_waveforms_without_light_or_order_are_refused(times, power):
    with pytest.raises(InputError, match="Waveform"):
        Waveform(times=times, power=power)


@pytest.mark.parametrize("fields", [{"delay": 0.01}, {"during": False, "window_index": 1.7}], ids=["delay", "window"])
def test_coolings_that_contradict_themselves_are_refused(fields):
    with pytest.raises(InputError, match="Cooling"):
        Cooling(temperature=280.0, coefficient=100.0, **fields)


def test_peak_power_counts_the_pauses(device):
    assert peak_ratio(3e-3, TRAIN.train, None) == pytest.approx(3.0 / 1.8)
    assert peak_ratio(3e-3, None, TRACE.waveform) == pytest.approx(3.0 * 3e-3 / 3e-3)
    # 0.03 J in 3 ms are 10 W of the toy's 15 W, and 16.7 W without the pauses.
    with pytest.raises(InputError, match="the highest must not exceed 15 W"):
        device.pulse(energy=0.03, duration=3e-3, train=TRAIN.train)
    assert device.pulse(energy=0.03, train=TRAIN.train).duration == pytest.approx(0.03 / 15.0 + 1.2e-3)
    assert device.pulse(energy=0.01, waveform=TRACE.waveform).duration == 3e-3


def gaussian(width, depth):
    grid = heat_grid(6 * width, 10 * depth, width / 12, depth / 12)
    energy = 1e7 * np.exp(-2 * (grid.r / width) ** 2) * np.exp(-grid.z[:, None] / depth)
    return heat_tissue(grid), scattered(grid, energy)


@pytest.mark.parametrize("train", [None, Train(count=2, pause=2e-3)])
def test_fraction_of_the_rise_that_is_kept_is_that_of_the_solver(train):
    width, depth, duration = 60e-6, 120e-6, 6e-3
    tissue, light = gaussian(width, depth)
    pulse = replace(PULSE, duration=duration, train=train)
    *_, end = evolve(BoilOff(air=VACUUM), tissue, light, pulse, VACUUM, duration)
    instant = 1e7 / CAPACITY  # at the very surface, as in the formula
    kept = rise_kept(pulse, width, depth, CONDUCTIVITY / CAPACITY)
    # Cells of a twelfth of the lengths, 120 steps.
    assert (end.temperature[0, 0] - tissue.temperature[0, 0]) / instant == pytest.approx(kept, rel=0.02)
    assert 0.3 < kept < 0.7


@pytest.mark.parametrize("duration", [1e-9, 1e-6, 1e-3, 1e-1, 10.0])
def test_fraction_kept_agrees_with_a_fine_sum(duration):
    width, depth, diffusivity = 67e-6, 300e-6, 1.3e-7
    edges = np.concatenate(([0.0], np.geomspace(1e-6 * duration, duration, 20001)))
    middle = 0.5 * (edges[1:] + edges[:-1])
    exact = sum(rise_left(t, width, depth, diffusivity) * d for t, d in zip(middle, np.diff(edges), strict=True))
    pulse = replace(PULSE, duration=duration)
    assert rise_kept(pulse, width, depth, diffusivity) == pytest.approx(exact / duration, rel=1e-4)


def test_confinement_reads_the_lengths_of_the_light():
    width, depth = 60e-6, 120e-6
    _, light = gaussian(width, depth)
    found = confinement(light, replace(PULSE, duration=1e-6, radius=60e-6), CONDUCTIVITY / CAPACITY)
    # Ten penetration depths and cells of a twelfth.
    assert found.width == pytest.approx(width, rel=0.01)
    assert found.mean_depth == pytest.approx(depth, rel=0.01)
    assert found.relaxation == relaxation_time(found.width, found.mean_depth, CONDUCTIVITY / CAPACITY)
    assert found.transit == pytest.approx(found.width / 1540.0)
    assert (found.confined, found.kept > 0.95) == ("yes", True)
    words = [confinement(light, replace(PULSE, duration=t, radius=60e-6), 1.4e-7).confined for t in (1e-4, 3e-3, 1.0)]
    assert words == ["yes", "partly", "no"]
    assert confinement(scattered(light.grid, 0.0), PULSE, 1.4e-7) is None
