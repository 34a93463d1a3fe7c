"""What the choice of persons makes of a score: computed by leaving each out, and held against other persons."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from tests.unit.test_beside import case_of, nothing, under
from tests.unit.test_planning import GOAL, dosed, estimate, option_of, outcome_of

from microthermal import catalog
from microthermal.catalog.library import Library
from microthermal.domain.inputs.laser import Device
from microthermal.domain.inputs.treatment import Treatment
from microthermal.planning.beside.turning import turning_sentence
from microthermal.planning.beside.weights import weighed
from microthermal.planning.beside.without_laser import no_laser, without_laser
from microthermal.planning.design.candidates import goal_course
from microthermal.planning.evaluate import evaluate, quickly
from microthermal.planning.front.robust import robustly_ranked
from microthermal.planning.noise.differences import SURE, noise, noises
from microthermal.planning.noise.shifted import shifted
from microthermal.planning.ranking import apart, lacks, medicine_alone, ranked, short_of
from microthermal.planning.records import LeftOut, Option
from microthermal.units import mJ


def over(option: Option, values: np.ndarray, first: int = 0) -> Option:
    """An option whose score is the mean of what its persons have."""
    mean, count = float(values.mean()), len(values)
    without = (mean * count - values) / (count - 1)
    left = tuple(LeftOut(person=first + n, score=float(one), reached=(float(one),)) for n, one in enumerate(without))
    return replace(option, score=mean, left_out=left)


def test_of_a_mean_the_noise_is_the_standard_error() -> None:
    rng = np.random.default_rng(3)
    mine, theirs = rng.uniform(0.2, 0.8, 40), rng.uniform(0.2, 0.8, 25)
    one, other = over(option_of(0.5, 0.1), mine), over(option_of(0.5, 0.1), theirs, first=1000)
    errors = [float(each.std(ddof=1)) / np.sqrt(len(each)) for each in (mine, theirs)]
    assert noise(one, other) == pytest.approx(np.hypot(*errors), rel=1e-9)
    assert noise(one, option_of(0.5, 0.1)) == pytest.approx(errors[0], rel=1e-9)
    paired = over(option_of(0.5, 0.1), mine - 0.1)
    assert noise(one, paired) < 1e-12, "what moves both alike falls out"
    shuffled = over(option_of(0.5, 0.1), mine + rng.normal(0.0, 0.02, 40))
    difference = (np.array([o.score for o in shuffled.left_out]) - np.array([o.score for o in one.left_out])) * 39
    assert noise(one, shuffled) == pytest.approx(float(difference.std(ddof=1)) / np.sqrt(40), rel=1e-9)
    assert noises(one, shuffled, np.array([[1.0]]))[0] == pytest.approx(noise(one, shuffled), rel=1e-9)


def test_a_difference_within_the_noise_is_none() -> None:
    values = np.random.default_rng(1).uniform(0.3, 0.7, 30)
    one = over(option_of(0.5, 0.1), values)
    error = float(values.std(ddof=1)) / np.sqrt(30)
    for factor, told in ((0.9 * SURE, False), (1.1 * SURE, True)):
        other = option_of(one.score + factor * error, 0.1)
        assert apart(one, other) is told and apart(other, one) is told
        assert (short_of(other, one) == 0.0) is told


def medicine(gain: float, risk: float) -> Option:
    given = dosed(gain, 0.0)
    dark = nothing(gain)
    treatment = replace(dark.treatment, doses=given.treatment.doses)
    return under(replace(option_of(gain, risk), treatment=treatment, device=dark.device), gain, gain)


def test_a_laser_leads_only_where_it_adds_something_to_its_medicine() -> None:
    alone, plain = medicine(0.86, 0.38), under(nothing(0.3), 0.3, 0.3)
    both = under(replace(dosed(0.87, 0.0), risk=0.36), 0.84, 0.9)
    # It betters medicine alone in score and risk in nominal skin, and yet not in every skin.
    first = ranked((both, alone, plain))[0][0]
    assert not first.lasered and first.score == 0.86
    assert medicine_alone(both, (both, alone, plain)) == alone
    said = turning_sentence((alone, both, plain), GOAL)
    assert (
        "changes the score by −2.0 to +4.0 points" in said and "To lead it would have to reach 4.0 points more" in said
    )
    assert "a fraction: 91 % in place of 87 %" in said
    little = under(replace(dosed(0.89, 0.0), risk=0.36), 0.87, 0.92)
    assert apart(little, alone) and ranked((little, alone, plain))[0][0].score == 0.86, "told apart, and yet too little"
    assert "what one adds is too little" in turning_sentence((alone, little, plain), GOAL)
    more = under(replace(dosed(0.92, 0.0), risk=0.36), 0.87, 0.94)
    assert ranked((more, both, alone, plain))[0][0] == replace(more, front=True)
    assert lacks(more, alone) == 0.0 and lacks(little, alone) == pytest.approx(0.02, abs=1e-9)
    # Of a laser alone there is no medicine to ask, and another medicine is none of its own.
    assert medicine_alone(under(option_of(0.87, 0.3), 0.84), (alone,)) is None
    other = replace(alone, treatment=replace(alone.treatment, doses=dosed(0.8, 0.0, "fluorouracil").treatment.doses))
    assert medicine_alone(both, (other,)) is None


def test_the_same_rule_holds_for_fronts_and_under_other_weights() -> None:
    alone, both = medicine(0.86, 0.38), under(replace(dosed(0.87, 0.0), risk=0.36), 0.86, 0.9)
    assert not robustly_ranked((both, alone))[0][0].lasered
    more = under(replace(dosed(0.92, 0.0), risk=0.36), 0.88, 0.94)
    assert robustly_ranked((more, both, alone))[0][0].lasered
    two = replace(GOAL, aims=(*GOAL.aims, replace(GOAL.aims[0], metric="bridge")))
    two_aims = tuple(
        replace(one, scenario_scores=tuple(replace(each, reached=(each.score, 1.0)) for each in one.scenario_scores))
        for one in (alone, both)
    )
    found = weighed(two_aims, two)
    assert found is not None and found.leads == 1.0


def test_what_a_scenario_changes_is_put_on_all_persons() -> None:
    whole, few = outcome_of(gain=0.5, harm=0.02), outcome_of(gain=0.4, harm=0.05)
    found = shifted(whole, few, outcome_of(gain=0.3, harm=0.01))
    assert found.of("gain").value == pytest.approx(0.4)
    assert found.of("harm").value == 0.0, "nothing becomes less than nothing"
    untold = replace(estimate(0.2), undefined="nobody")
    held = replace(outcome_of(gain=0.3), results=(replace(outcome_of(gain=0.3).results[0], estimate=untold),))
    assert shifted(whole, few, held).of("gain") == untold
    assert shifted(whole, whole, whole) == whole


@lru_cache(maxsize=2)
def options_of(first: int) -> tuple[Option, ...]:
    """Lasers with and without triamcinolone and medicine alone in a hypertrophic scar, over persons from one on."""
    held = {"cell": "15 um", "numerical_error": False, "persons": 16}
    case = case_of(drugs=["triamcinolone"], devices=["er_glass_1550"], settings=held)
    library: Library = catalog.library()
    rolled = {
        name: replace(each, values=np.roll(each.values, -first, axis=0)) for name, each in library.posteriors.items()
    }
    library = replace(library, posteriors=rolled)
    device: Device = case.devices[0]
    pulses = [device.pulse(energy=energy * mJ) for energy in (10.0, 40.0)]
    treatments: tuple[Treatment, ...] = without_laser(case, pulses[0])
    alone = [quickly(case, goal_course(case.goal, no_laser(device), one), library) for one in treatments]
    return (*alone, *(one for pulse in pulses for one in evaluate(case, device, pulse, library)))


@pytest.mark.slow
def test_other_persons_turn_no_order_that_is_told_apart() -> None:
    """Of the differences of two sets of persons, most lie within the noise that each states of itself."""
    mine, theirs = options_of(0), options_of(64)
    assert len(mine) == len(theirs) >= 6
    within = []
    for left, right in itertools.combinations(range(len(mine)), 2):
        one, other = (mine[left], mine[right]), (theirs[left], theirs[right])
        gains = [pair[0].score - pair[1].score for pair in (one, other)]
        if apart(*one) and apart(*other):
            assert gains[0] * gains[1] > 0.0, (mine[left].treatment, mine[right].treatment)
        error = float(np.hypot(noise(*one), noise(*other)))
        if error > 1e-6:
            within.append(abs(gains[0] - gains[1]) <= 2.0 * error)
    assert len(within) >= 10 and np.mean(within) >= 0.85
    assert max(noise(mine[0], one) for one in mine) > 0.01, "there is noise, and it is told"
