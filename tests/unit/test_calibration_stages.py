"""What the library stores of the healing model is what ``make calibrate`` makes from the chain that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from chores import few_persons, ordering
from chores.younger import YOUNGER, Draws, chain, completed, from_prior, with_note

from microthermal.catalog.calibration import calibration_file, healing_priors
from microthermal.errors import LibraryError


def test_the_stored_draws_are_those_of_the_chain_completed_and_ordered() -> None:
    kept = ordering.kept()
    text = ordering.stored(1, lambda place, row: kept[place, row])
    assert text == calibration_file("healing_posterior.csv").read_text(encoding="utf-8")


def test_another_seed_asks_for_what_is_not_kept() -> None:
    kept = ordering.kept()
    with pytest.raises(KeyError):
        ordering.stored(2, lambda place, row: kept[place, row])


def test_the_first_persons_lack_a_condition_about_as_often_as_all() -> None:
    """Who keeps no such condition answers nothing: he is not like everybody for that."""
    kept = ordering.kept()
    found = ordering.order(200, lambda place, row: kept[place, row])
    lacking = np.isnan([kept[place, row] for place, row in enumerate(found[: ordering.CHOSEN])])
    of_all = np.isnan(list(kept.values())[:200]).mean(axis=0)
    assert 0.0 < of_all.max() < 0.2
    for few in (16, ordering.CHOSEN):
        assert np.abs(lacking[:few].mean(axis=0) - of_all).max() < 1.5 / few


@pytest.mark.slow
def test_responses_that_are_kept_are_those_of_the_model() -> None:
    kept, answer = ordering.kept(), ordering.answers(completed(chain()).posterior)
    for place, row in list(kept)[:2]:
        assert answer(place, row) == pytest.approx(kept[place, row], rel=1e-3, abs=1e-6, nan_ok=True)


def test_a_chain_is_completed_with_what_is_younger_and_loses_what_is_gone() -> None:
    old, new = chain(), completed(chain())
    assert set(old.names) - set(new.names) == {"fibrotic_lysis"}
    assert set(new.names) == {prior.name for prior in healing_priors()}
    assert "vacuole_closing and vacuole_shedding drawn from their priors; 800 kept" in new.words
    whole = completed(new)
    assert (whole.names, whole.rows, whole.words) == (new.names, new.rows, new.words)
    with pytest.raises(LibraryError, match="matrix_capacity"):
        completed(old, younger=("slack_tightening", "slackening_by_holes", "myofibroblast_release", "shaft_by_supply"))


def places(draws: Draws, names: Sequence[str]) -> np.ndarray:
    """Places of coefficients in their priors (coefficient, draw)."""
    priors = {prior.name: prior for prior in healing_priors()}
    columns = [[float(row[draws.names.index(name)]) for row in draws.rows] for name in names]
    middle, spread = np.array([[priors[name].middle, priors[name].spread] for name in names]).T[:, :, None]
    return (np.log(columns) - np.log(middle)) / spread


def test_no_two_younger_coefficients_have_the_same_places_in_their_priors() -> None:
    draws = completed(chain())
    younger = places(draws, YOUNGER)
    # Of 200 draws two that know nothing of each other correlate by 0.07; 0.35 is five times that.
    assert np.abs(np.triu(np.corrcoef(younger), 1)).max() < 0.35
    others = [name for name in draws.names if name not in YOUNGER]
    between = np.corrcoef(np.concatenate([younger, places(draws, others)]))[: len(YOUNGER), len(YOUNGER) :]
    assert np.abs(between).max() < 0.35
    assert np.abs(younger.mean(axis=1)).max() < 0.3 and younger.std(axis=1) == pytest.approx(1.0, abs=0.2)


def test_no_coefficient_that_comes_later_can_repeat_one() -> None:
    # Whatever the priors are called, each has numbers of its own: those of today, and names of none.
    shape = healing_priors()[0]
    names = [prior.name for prior in healing_priors()] + ["a", "b", "ab", "ba", "aa"]
    drawn = [tuple(from_prior(replace(shape, name=name), 200)) for name in names]
    assert len(set(drawn)) == len(names)
    logs = np.log(np.array(drawn, dtype=float))
    assert np.abs(np.triu(np.corrcoef(logs), 1)).max() < 0.45
    assert drawn[0] == from_prior(replace(shape, name=names[0]), 200), "the same again"
    longer = from_prior(replace(shape, name=names[0]), 300)
    assert longer[:200] == drawn[0], "more draws leave the first as they are"


def test_a_note_comes_before_the_signs_of_convergence() -> None:
    assert with_note("a chain; 800 kept, longest 65", "ordered") == "a chain; ordered; 800 kept, longest 65"
    assert Draws("words", ("a",), (("1",), ("2",))).text((1, 0)) == "# words\na\n2\n1\n"


def test_few_persons_in_order_stand_for_all_and_weights_do_not_help() -> None:
    found = few_persons.errors(few_persons.standardised(), repeats=2)
    assert found.asked < 0.5 * found.chance
    assert found.unasked < 0.95 * found.chance
    assert found.weighted > 0.8 * found.unasked
    # Weights do what they are for: means of what they were fitted to.
    some = few_persons.standardised()[:16]
    fitted = few_persons.weights(some)
    assert fitted.min() >= 0.0 and fitted.sum() == pytest.approx(1.0, abs=1e-3)
    assert np.abs(fitted @ some).max() < np.abs(some.mean(axis=0)).max()
