"""Patterns as cases write them: density, pitch or coverage; histories; dates."""

from __future__ import annotations

import datetime

import pytest

from microthermal.cases.history import day_after, read_date, read_history
from microthermal.cases.pattern import read_pattern
from microthermal.errors import InputError
from microthermal.units import cm


def test_density_pitch_and_coverage_are_three_ways_to_one_pattern() -> None:
    by_coverage = read_pattern({"coverage": {"fraction": "5 %", "diameter": "120 um"}, "passes": 2})
    assert by_coverage.density == pytest.approx(442 / cm**2, rel=1e-3)
    assert by_coverage.passes == 2
    assert read_pattern({"pitch": "500 um", "layout": "square"}).density == pytest.approx(400 / cm**2)
    assert read_pattern({"density": "400 / cm**2", "order": "stamp"}).order == "stamp"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"passes": 2}, "names none of them"),
        ({"density": "100 / cm**2", "pitch": "1 mm"}, "density and pitch"),
        ({"coverage": "5 %"}, "does not say of which discs"),
        ({"coverage": {"fraction": "5 %"}}, "diameter"),
        ({"coverage": {"fraction": "120 %", "diameter": "120 um"}}, "fraction"),
        ({"pitch": "20 um"}, "pitch"),
        ({"pitch": "5 mJ"}, "pitch"),
        ("dense", "must be a table"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(value: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_pattern(value)


def test_histories_name_what_rules_ask_for() -> None:
    assert read_history(["isotretinoin", "isotretinoin"]) == ("isotretinoin",)
    with pytest.raises(InputError, match="isotretinoin"):
        read_history(["isotretinon"])
    with pytest.raises(InputError, match="list of names"):
        read_history("isotretinoin")


def test_dates_are_dates() -> None:
    assert read_date(datetime.date(2026, 3, 2)) == read_date("2026-03-02") == "2026-03-02"
    assert day_after("2026-03-02", 28 * 86400) == "2026-03-30"
    assert day_after("", 1.0) == ""
    with pytest.raises(InputError, match="must be a date"):
        read_date("2nd of March")
