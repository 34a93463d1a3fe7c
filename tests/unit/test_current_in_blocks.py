"""A pair of needles in a block of voxels: energy, generator, conductivity that follows, what is refused."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from microthermal import catalog
from microthermal.deposition.current.conducting import Conducting
from microthermal.deposition.current.in_blocks import block_of, needles_of
from microthermal.deposition.current.poles import conductor_in
from microthermal.deposition.engines.joule import Joule
from microthermal.domain.inputs.exposures.current import Current, Electrode
from microthermal.domain.inputs.pulse_timing import Train
from microthermal.errors import InputError
from microthermal.simulation.around.current import follow_current

SKIN, LIBRARY = catalog.skin("cheek_iii"), catalog.library()
LAWS, JOULE = LIBRARY.chosen_laws()[:1], LIBRARY.engine("joule")
PAIR = Electrode(radius=125e-6, bare=3e-4, depth=6e-4, insulated=3e-4, spacing=0.8e-3, pins=2)
USUAL = Current(frequency=1e6, electrode=PAIR, energy=40e-3, duration=0.1)
BLOCK = block_of(USUAL, SKIN, 62.5e-6, 0.4e-3)


@cache
def followed(until: float = 0.15, moved: float = 0.05, **changes):
    return follow_current(BLOCK, SKIN, replace(USUAL, **changes), LAWS, JOULE, until=until, moved=moved)


@pytest.mark.parametrize("changes", [
    {}, {"control": "power", "power": 0.4}, {"control": "voltage", "voltage": 20.0},
    {"train": Train(count=3, pause=0.02)}, {"energy": 0.2, "voltage": 60.0},
], ids=str)  # fmt: skip
def test_all_energy_is_heat_of_the_block_or_beyond_it(changes):
    found = followed(**changes)
    balance, course = found.balance, found.current
    left = balance.stored + balance.surface + balance.perfused + balance.vapour
    assert left == pytest.approx(balance.supplied, rel=1e-9)
    begins = np.concatenate(([0.0], course.time[:-1]))
    lasting = np.diff(np.concatenate(([0.0], course.energy))) / (course.voltage**2 / course.impedance)
    if "train" not in changes:
        assert lasting == pytest.approx(course.time - begins, rel=1e-9)
    # Two pins; what goes beyond the walls is not heat of the block.
    given = 2.0 * course.energy[-1]
    assert 0.9 * given < balance.supplied < given
    if changes.get("control") != "voltage" and "voltage" not in changes:
        assert course.energy[-1] == pytest.approx(USUAL.energy, rel=1e-9)
    assert course.time[-1] == pytest.approx(USUAL.duration, rel=1e-12)


def test_a_generator_at_its_highest_voltage_gives_less_and_says_so():
    held = followed(energy=0.2, voltage=25.0)
    assert np.all(held.current.voltage == 25.0)
    assert held.current.energy[-1] < 0.15
    assert any("highest voltage" in caution.text for caution in held.cautions)
    assert not any("highest voltage" in caution.text for caution in followed().cautions)


def test_no_energy_warms_nothing():
    found, still = followed(energy=0.0), followed(control="voltage", voltage=0.1)
    assert found.balance.supplied == 0.0
    assert not found.current.voltage.any()
    # A tenth of a volt adds next to nothing to what blood and air do meanwhile.
    np.testing.assert_allclose(still.peak, found.peak, atol=1e-3)
    assert 0.0 < still.balance.supplied < 1e-5


def test_the_field_is_solved_anew_as_often_as_it_moves():
    coarse, fine = followed(moved=0.1), followed(moved=0.02)
    assert fine.current.time.size > 3 * coarse.current.time.size
    # Between two fields the conductance moved by no more than was asked, since heat that flows away lowers it.
    for found, moved in ((coarse, 0.1), (fine, 0.02)):
        steps = np.abs(np.diff(1.0 / found.current.impedance)) * found.current.impedance[:-1]
        assert steps.max() < moved
        assert steps.max() > 0.3 * moved
    np.testing.assert_allclose(coarse.peak, fine.peak, atol=1.5)
    assert followed(energy=1e-4).current.time.size == 1


def test_a_field_that_was_kept_too_long_is_told_of():
    """Without a highest voltage skin that dries runs away: within one portion it moves by more than was asked."""
    found = followed(energy=0.2, until=0.11)
    assert any("moved by" in caution.text and caution.weight == "warn" for caution in found.cautions)
    assert not any("moved by" in caution.text for caution in followed().cautions)


def test_skin_that_does_not_follow_has_one_field():
    fixed = Joule(conducting=Conducting(rise=0.0))
    found = follow_current(BLOCK, SKIN, replace(USUAL, energy=0.02), LAWS, fixed, until=0.15)
    assert found.current.time.size == 1


def test_a_pair_warms_what_is_between_it_and_is_alike_on_both_sides():
    found = followed(until=0.3)
    slab, row = int(np.searchsorted(BLOCK.z, PAIR.depth - 0.5 * PAIR.bare)), BLOCK.shape[1] // 2
    line = found.peak[slab, row]
    np.testing.assert_allclose(line, line[::-1], atol=1e-3)
    at = BLOCK.x + 0.5 * PAIR.spacing
    toward, away = (float(np.interp(place, at, line)) for place in (3e-4, -3e-4))
    assert toward > away + 3.0


def test_a_row_of_one_pole_needs_no_partner():
    one = replace(USUAL, electrode=replace(PAIR, layout="monopolar"))
    found = follow_current(block_of(one, SKIN, 62.5e-6, 0.4e-3), SKIN, one, LAWS, JOULE, until=0.11)
    pair = followed(until=0.11)
    # Pins of one pole stand in each other's way; pins of both poles help each other.
    assert found.current.impedance[0] > 1.3 * pair.current.impedance[0]
    # Most of the way to a far return lies beyond the block.
    assert found.balance.supplied < 0.8 * 2.0 * found.current.energy[-1]
    assert any("infinitely far away" in caution.text for caution in found.cautions)


def refused(word: str, block=BLOCK, exposure=USUAL, **settings) -> None:
    with pytest.raises(InputError, match=word):
        follow_current(block, SKIN, exposure, LAWS, JOULE, **settings)


def test_what_does_not_fit_is_refused():
    coarse, other = block_of(USUAL, SKIN, 130e-6), replace(PAIR, spacing=1e-3)
    refused("no wider than the radius", block=coarse)
    refused("must be the needles of this electrode", exposure=replace(USUAL, electrode=other))
    refused("as many pins", exposure=replace(USUAL, electrode=replace(PAIR, pins=3)))
    refused("lie between two needles", exposure=replace(USUAL, electrode=replace(PAIR, spacing=3e-4)))
    refused("longer than the pulse", until=0.05)
    refused("above 0", moved=0.0)
    refused("follows one pulse", exposure=replace(USUAL, stack=2, interval=0.2))
    refused("must be open", block=replace(BLOCK, sides="periodic"))


def test_needles_stand_in_a_row_about_the_middle():
    places = [needle.x for needle in needles_of(replace(PAIR, pins=4))]
    assert places == pytest.approx([-1.2e-3, -0.4e-3, 0.4e-3, 1.2e-3])
    level = conductor_in(BLOCK, PAIR, np.ones(BLOCK.shape)).level
    assert level[:, :, BLOCK.x < 0.0].max() == 1.0
    assert level[:, :, BLOCK.x > 0.0].min() == -1.0
    assert level.sum() == 0.0
