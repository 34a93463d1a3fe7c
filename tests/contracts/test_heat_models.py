"""What every heat model must hold: balance, no light no change, frozen snapshots in order, calm beyond the pulse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.verification.heat_cases import START, VACUUM, column, heat_grid, heat_pulse, heat_tissue, scattered

from microthermal.domain.inputs.laser import Cooling
from microthermal.heat.cautions import cautions, doubtful_light, shared_light
from microthermal.heat.models import evolve, model

GRID = heat_grid(100e-6, 200e-6, 10e-6, 10e-6)
COLD = Cooling(temperature=275.0, coefficient=4000.0, before=0.05, after=0.01)


@pytest.fixture(params=model.kinds())
def heat(request):
    return model[request.param]()


@pytest.fixture(params=[True, False], ids=["collimated", "scattered"])
def light(request):
    profile = np.exp(-2 * (GRID.r / 40e-6) ** 2)
    if request.param:
        return column(GRID, 3e5 * profile)
    return scattered(GRID, 6e8 * profile * np.exp(-GRID.z[:, None] / 100e-6))


def left(balance):
    return balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected


def test_energy_in_is_energy_kept_and_energy_out(heat, light):
    tissue = heat_tissue(GRID, 5e4, 1e4)
    for s in evolve(heat, tissue, light, heat_pulse(1e-3), COLD, 0.1):
        assert left(s.balance) == pytest.approx(s.balance.supplied, abs=1e-12)
        assert s.water.min() >= 0.0
        assert set(np.unique(s.removed)) <= {0.0, 1.0}


def test_snapshots_follow_each_other(heat, light):
    found = list(evolve(heat, heat_tissue(GRID, 5e4, 1e4), light, heat_pulse(1e-3), COLD, 0.1))
    times = np.array([s.time for s in found])
    assert times[0] == -COLD.before
    assert times[-1] == 0.1
    assert_allclose(np.diff(times), [s.step for s in found[1:]], rtol=1e-9, atol=1e-15)
    removed = np.array([s.removed for s in found])
    assert np.all(np.diff(removed, axis=0) >= 0.0)
    with pytest.raises(ValueError, match="read-only"):
        found[0].temperature[0, 0] = 0.0
    assert found[0].temperature.max() == START


def test_without_light_and_air_nothing_moves(heat):
    still = type(heat)(air=VACUUM)
    final = list(evolve(still, heat_tissue(GRID), scattered(GRID, 0.0), heat_pulse(1e-3), None, 0.01))[-1]
    assert_allclose(final.temperature, START, rtol=1e-12)
    assert final.balance.supplied == 0.0


def test_same_call_gives_the_same_answer(heat, light):
    ends = [list(evolve(heat, heat_tissue(GRID, 5e4, 1e4), light, heat_pulse(1e-3), None, 2e-3))[-1] for _ in range(2)]
    assert np.array_equal(ends[0].temperature, ends[1].temperature)


def test_what_was_removed_before_lets_light_pass(heat, light):
    tissue = heat_tissue(GRID, 5e4, 1e4)
    first = list(evolve(heat, tissue, light, heat_pulse(1e-3), None, 2e-3))[-1]
    opened = tissue.__class__(
        **{**vars(tissue), "removed": first.removed, "temperature": first.temperature, "water": first.water}
    )
    second = list(evolve(heat, opened, light, heat_pulse(1e-3), None, 2e-3))[-1]
    assert np.all(second.removed >= first.removed)
    assert left(second.balance) == pytest.approx(second.balance.supplied, abs=1e-12)


def test_cautions_speak_of_light_and_edges(heat):
    tissue = heat_tissue(GRID, 5e3, 1e3, slope=-40.0)
    light = scattered(GRID, 2.3e8)
    # Four fifths of the pulse are absorbed here; the rest ends elsewhere.
    pulse = replace(heat_pulse(1e-3), energy=1.25 * float(np.sum(light.energy * GRID.volume)))
    final = list(evolve(heat, tissue, light, pulse, None, 2e-3))[-1]
    assert shared_light(light, pulse, final) > 0.2
    told = cautions(tissue, light, pulse, final)
    assert [c.weight for c in told] == ["warn", "note"]


def test_doubt_about_the_light_of_warm_skin_is_told(heat):
    tissue, pulse = heat_tissue(GRID, 5e3, 1e3, slope=-40.0), heat_pulse(1e-3)
    flown = np.full(GRID.shape, 5e-4)
    light = replace(scattered(GRID, 1e8), path=flown, path_spread=0.6 * flown)
    moments = list(evolve(heat, tissue, light, pulse, None, 2e-3))
    hottest = max((m for m in moments if m.time <= 1e-3), key=lambda m: m.time)
    assert doubtful_light(tissue, light, moments[0]) < doubtful_light(tissue, light, hottest)
    texts = [c.text for c in cautions(tissue, light, pulse, moments[-1], hottest)]
    assert any("at the absorption of skin at rest" in text for text in texts)
    assert doubtful_light(tissue, replace(light, collimated=True), hottest) == 0.0


def test_steps_that_miss_their_tolerance_are_told(heat):
    profile = np.exp(-2 * (GRID.r / 40e-6) ** 2)
    tissue, pulse = heat_tissue(GRID, 5e4, 1e4), heat_pulse(1e-3)
    light = scattered(GRID, 6e8 * profile * np.exp(-GRID.z[:, None] / 100e-6))
    strict = type(heat)(tolerance=1e-5)
    final = list(evolve(strict, tissue, light, pulse, None, 2e-3))[-1]
    assert final.missed > strict.tolerance
    assert any("as short as steps get" in c.text for c in cautions(tissue, light, pulse, final))
    calm = list(evolve(heat, tissue, light, pulse, None, 2e-3))[-1]
    assert calm.missed == 0.0


def test_light_beyond_the_pulse_is_left_out_and_told(heat):
    # Skin that takes up twice as much when warm, and a pulse that holds little more than it takes up when cold.
    tissue, light = heat_tissue(GRID, 5e3, 1e3, slope=400.0), scattered(GRID, 2.3e8)
    pulse = replace(heat_pulse(1e-3), energy=1.05 * float(np.sum(light.energy * GRID.volume)))
    final = list(evolve(heat, tissue, light, pulse, None, 2e-3))[-1]
    assert final.balance.withheld > 0.01 * pulse.energy
    assert left(final.balance) == pytest.approx(final.balance.supplied, abs=1e-12)
    told = [c for c in cautions(tissue, light, pulse, final) if "more than enters the skin" in c.text]
    assert [c.weight for c in told] == ["stop"]
