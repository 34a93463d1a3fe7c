"""Where and when the tissue between zones is read: holes of the lattice, starts of pulses, ends of passes."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from tests.unit.test_zones import AIR, BALANCE, PULSE, deposited, pattern, skin, snapshot, tissue

from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.field import Warming
from microthermal.heat.budget import budget
from microthermal.tissue.resting import STILL_AIR
from microthermal.units import cm
from microthermal.zones.bulk import warming as module
from microthermal.zones.bulk.greens_functions import Response
from microthermal.zones.bulk.residual_heat import Heat, residual_heat
from microthermal.zones.bulk.warming import _begins, _holes, _mean_coefficient, _spread_out, _starts, warming
from microthermal.zones.patterns import pitch
from microthermal.zones.scanning import PASS, TIME, scan

SMALL = pattern(400 / cm**2, passes=3, pass_interval=20.0, area=4e-6, dwell=0.01)
DELAYS = np.array([0.3, 0.7, 1.3, 2.5, 5.0])


@pytest.fixture(scope="module")
def left() -> Heat:
    return residual_heat(tissue(), snapshot(), deposited(), budget(deposited(), BALANCE, PULSE))


@pytest.fixture(scope="module")
def found(left: Heat) -> Warming:
    return warming(SMALL, left, skin(), AIR, PULSE.duration)


@pytest.mark.parametrize(("layout", "around", "away"), [("hexagonal", 3, 1 / sqrt(3)), ("square", 4, 1 / sqrt(2))])
def test_holes_lie_at_equal_distances_from_their_neighbours_once_the_last_of_them_has_fallen(
    layout: str, around: int, away: float
) -> None:
    where = pattern(400 / cm**2, passes=2, layout=layout, area=25e-6, dwell=0.01)
    laid, step, merging = scan(where, 3e-3), pitch(where), 0.2
    own = laid.zones[laid.zones[:, PASS] == 1]
    probes = _holes(where, laid, merging)
    assert set(probes[:, 3]) == {1.0}
    middle = np.array([2.5e-3, 2.5e-3])
    inside = np.all(np.abs(probes[:, :2] - middle) < 1.5e-3, axis=1)
    assert inside.sum() > 30
    for x, y, *_ in probes[inside]:
        distance = np.sort(np.hypot(own[:, 0] - x, own[:, 1] - y))
        assert distance[:around] == pytest.approx(away * step, rel=1e-9) and distance[around] > 1.1 * step
    # Six times each: after the last of its neighbours, and once all have fallen.
    per_hole = probes.reshape(-1, 6, 4)
    assert len(per_hole) == min(len(own), 32)
    for times, (x, y) in zip(per_hole[:, :, TIME], per_hole[:, 0, :2], strict=True):
        near = own[np.hypot(own[:, 0] - x, own[:, 1] - y) < 0.9 * step]
        assert times[:5] == pytest.approx(near[:, TIME].max() + merging * DELAYS)
        assert times[5] == pytest.approx(own[-1, TIME] + merging)


def test_probes_are_spread_over_all_zones() -> None:
    assert _spread_out(100, 5).tolist() == [0, 25, 50, 74, 99]
    assert _spread_out(3, 32).tolist() == [0, 1, 2]
    laid = scan(SMALL, 3e-3)
    starts = _starts(laid)
    assert len(starts) == min(len(laid.zones), 64) and np.array_equal(starts[[0, -1]], laid.zones[[0, -1]])


def test_passes_begin_where_the_one_before_and_its_pause_have_ended(found: Warming) -> None:
    laid = scan(SMALL, PULSE.duration)
    begins = _begins(laid)
    assert begins == pytest.approx([0.0, *(laid.ends[:-1] + 20.0)])
    assert found.pass_time == pytest.approx(np.mean(laid.ends - begins))


def test_cooling_and_still_air_share_the_time() -> None:
    cold = Cooling(temperature=253.15, coefficient=150.0)
    still = STILL_AIR.coefficient
    assert [_mean_coefficient(cold, part) for part in (0.0, 0.25, 1.0)] == pytest.approx(
        [still, 0.25 * 150.0 + 0.75 * still, 150.0]
    )
    # What insulates better than air does so in the pauses, too.
    worse = replace(cold, coefficient=0.5 * still)
    assert _mean_coefficient(worse, 0.25) == pytest.approx(0.5 * still)


@pytest.mark.parametrize(("before", "after", "passes"), [(0.0, 0.0, 3), (2.0, 3.0, 2), (30.0, 30.0, 3)])
def test_the_surface_is_cooled_while_it_is_touched(
    left: Heat, monkeypatch: pytest.MonkeyPatch, before: float, after: float, passes: int
) -> None:
    asked = []
    usual = module.response_of

    def response(heat: Heat, of: Skin, coefficient: float, last: float) -> Response:
        asked.append((coefficient, last))
        return usual(heat, of, coefficient, last)

    monkeypatch.setattr(module, "response_of", response)
    where = replace(SMALL, passes=passes)
    plate = Cooling(temperature=278.15, coefficient=500.0, before=before, after=after)
    warming(where, left, skin(), plate, PULSE.duration, detail=False)
    ends = scan(where, PULSE.duration).ends
    # Each pass, with what comes before and after it, and never longer than all of it takes.
    touched = min(passes * (before + after + ends[0]), ends[-1]) / ends[-1]
    expected = 500.0 * touched + STILL_AIR.coefficient * (1.0 - touched)
    assert asked == [(pytest.approx(expected), pytest.approx(ends[-1] + 60.0))]


def test_the_trace_holds_the_passes_and_the_end_that_is_told(left: Heat, found: Warming) -> None:
    laid = scan(SMALL, PULSE.duration)
    last = laid.ends[-1]
    assert found.time[0] == 0.0 and found.time[-1] == pytest.approx(last + 60.0)
    assert np.all(np.diff(found.time) > 0.0)
    for moment in (*_begins(laid), *laid.ends, last + left.time):
        assert np.min(np.abs(found.time - moment)) < 1e-9
    deepest = int(np.argmax(found.peak))
    told = np.interp(last + left.time, found.time, found.trace)
    assert told == pytest.approx(found.end[deepest], rel=1e-9)
    begin = np.interp(_begins(laid)[-1], found.time, found.trace)
    assert begin == pytest.approx(found.residual[deepest], rel=1e-9) and begin > 0.0


def test_the_map_is_the_rise_at_the_warmest_depth_when_all_have_fallen(found: Warming) -> None:
    laid = scan(SMALL, PULSE.duration)
    low, high = laid.zones[:, :2].min(axis=0), laid.zones[:, :2].max(axis=0)
    assert found.map.rise.shape == (25, 25)
    assert (found.map.x[0], found.map.x[-1]) == pytest.approx((low[0], high[0]))
    assert (found.map.y[0], found.map.y[-1]) == pytest.approx((low[1], high[1]))
    assert 0.2 * found.end.max() < found.map.rise.mean() < 3.0 * found.end.max()


def test_one_pass_leaves_nothing_of_earlier_ones(left: Heat) -> None:
    once = warming(replace(SMALL, passes=1), left, skin(), AIR, PULSE.duration, detail=False)
    assert not once.residual.any() and once.peak.max() > 0.0
    assert (once.time.tolist(), once.trace.tolist(), once.map.rise.tolist()) == ([0.0], [0.0], [[0.0]])
    assert once.heat.zones == round(400 / cm**2 * 4e-6) and once.heat.of_one == left.total


def test_skin_is_cooled_for_as_long_as_it_is_touched(left: Heat) -> None:
    plate = Cooling(temperature=278.15, coefficient=500.0)
    alone = warming(replace(SMALL, passes=1, dwell=0.5), left, skin(), plate, PULSE.duration, detail=False)
    longer = warming(
        replace(SMALL, passes=1, dwell=0.5), left, skin(), replace(plate, before=10.0, after=10.0), PULSE.duration,
        detail=False,
    )  # fmt: skip
    # Before the treatment the profile at rest; at its end the surface is cold, deep skin is not.
    assert alone.resting[0] == pytest.approx(skin().surface_temperature, abs=1.0)
    assert alone.end_temperature[0] < 295.0 and alone.end_temperature[-1] == pytest.approx(310.0, abs=0.5)
    assert longer.end_temperature == pytest.approx(alone.end_temperature, abs=0.5)
