"""Verdicts in words: on which side of a limit, by how much, what is nearest, and what a limit rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.test_verdicts import FLOOR, LOWER, UPPER, verdict

from microthermal.domain.inputs.goal import Limit
from microthermal.planning.records import State
from microthermal.planning.window.words import crosses, limit_source, nearest_words, verdict_sentence


@pytest.mark.parametrize(
    ("limit", "state", "found", "said"),
    [
        (UPPER, "stop", {"value": 5.0}, "above the limit of 4 °C"),
        (UPPER, "warn", {"value": 3.0}, "above the limit of 2 °C"),
        (UPPER, "warn", {"value": 2.0, "high": 3.0}, "and its band goes above the limit of 2 °C"),
        (LOWER, "warn", {"value": 2.0}, "below the limit of 3 °C"),
        (LOWER, "warn", {"value": 3.0, "low": 2.0}, "and its band goes below the limit of 3 °C"),
        (UPPER, "warn", {"value": 1.0, "beyond": True, "high_beyond": True}, "not known to keep the limit of 2 °C"),
        (UPPER, "warn", {"value": 1.0, "high": 2.0, "high_beyond": True}, "in some scenarios not reached within"),
        (UPPER, "warn", {"value": 1.0, "high": 2.5, "high_beyond": True}, "and its band goes above the limit of 2 °C"),
    ],
)  # fmt: skip
def test_words_say_on_which_side_of_a_limit_a_value_lies(limit: Limit, state: State, found: dict, said: str) -> None:
    told = verdict_sentence(verdict(limit, state=state, **found))
    assert said in told, told


def test_a_band_that_passes_the_stop_limit_is_told() -> None:
    assert crosses(verdict(UPPER, 3.0, high=4.5)) and not crosses(verdict(UPPER, 3.0, high=4.0))
    assert crosses(verdict(LOWER, 2.0, low=0.5)) and not crosses(verdict(LOWER, 2.0, low=1.0))
    assert not crosses(verdict(UPPER, 5.0, "stop", high=9.0))
    said = verdict_sentence(verdict(UPPER, 3.0, high=4.5))
    assert "; in some scenarios it passes the stop limit of 4 °C" in said
    assert "scenarios" not in verdict_sentence(verdict(UPPER, 3.0, high=3.5))


def test_the_nearest_limit_is_told_with_that_against_harm_where_it_is_one_against_too_little() -> None:
    assert nearest_words(()) == "there is no stop limit"
    alone = nearest_words((verdict(UPPER, 3.0),))
    assert alone == "of the nearest stop limit 75 % is used (rise between the zones: 3 °C, stop above 4 °C)"
    both = nearest_words((verdict(UPPER, 3.0), verdict(FLOOR, 0.05)))
    # No more than ten times a limit is told.
    assert both == (
        "of the nearest stop limit 999 % is used (rise between the zones: 0.05 °C, stop below 1 °C); of those against "
        "harm at most 75 % (rise between the zones: 3 °C, stop above 4 °C)"
    )
    worse = nearest_words((verdict(UPPER, 200.0), verdict(FLOOR, 0.005)))
    assert "of those against harm at most 999 % (rise between the zones: 200 °C, stop above 4 °C)" in worse
    assert "against harm" not in nearest_words((verdict(UPPER, 3.0), verdict(LOWER, 0.5)))
    assert "against harm" not in nearest_words((verdict(FLOOR, 0.5),))


def test_a_limit_names_what_it_rests_on() -> None:
    named = replace(UPPER, name="bulk_heat", source="Kono2007", kind="measured", evidence="B")
    assert limit_source(verdict(named, 3.0)) == "bulk heat, Kono2007; measured; evidence B, trial"
    assert limit_source(verdict(UPPER, 3.0)) == "no source; assumed; evidence E, default of this project"
