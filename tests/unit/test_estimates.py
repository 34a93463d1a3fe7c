"""Estimates as people read them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference import synthetic

from microthermal.domain.inputs.goal import Aim, Estimate
from microthermal.planning.estimates import band_text, fell, fraction_text, risk_text, score_texts, told, value_text
from microthermal.planning.window.verdicts import outcome, reached


def of(value: float, low: float | None = None, high: float | None = None, **more: object) -> Estimate:
    ends = {"low": value if low is None else low, "high": value if high is None else high}
    return Estimate(**{"value": value, "unit": "%", "meaning": "fall of T cells", **ends, **more})  # type: ignore[arg-type]


@given(value=st.floats(allow_nan=True, allow_infinity=True))
def test_no_fraction_is_shown_that_no_one_can_read(value):
    text = fraction_text(value)
    assert text == "not defined" or (number := re.fullmatch(r"[<>]? ?(-?[\d.]+) %", text))
    if text != "not defined":
        assert abs(float(number[1])) <= 1000.0


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.00"), (0.634, "0.63"), (0.994, "0.99"), (0.9953, "0.995"), (0.99996, "0.99996"),
     (1.0 - 1e-9, "just below 1"), (1.0, "1.00"), (1.001, "1.00")],
)  # fmt: skip
def test_a_risk_reads_as_one_only_where_a_stop_limit_is_used_up(value, text):
    assert risk_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(5e23, "> 1000 %"), (21.7, "> 1000 %"), (-30.0, "< -1000 %"), (3.35, "335 %")]
)
def test_quotients_of_almost_nothing_are_not_shown(value, text):
    assert fraction_text(value) == text


def test_a_negative_fall_is_a_rise():
    turned = told(of(-0.234, -0.3, -0.1))
    assert (turned.meaning, value_text(turned), band_text(turned)) == ("rise of T cells", "23.4 %", "10 % to 30 %")
    assert fell(of(-0.234)) == "a rise of 23.4 %" and fell(of(0.234)) == "23.4 %"


def test_a_band_has_the_unit_of_its_value():
    hours = of(162000.0, 151200.0, 194400.0, unit="s")
    assert (value_text(hours), band_text(hours)) == ("45 h", "42 h to 54 h")


def test_a_band_of_another_size_has_a_unit_of_its_own_and_gives_it_to_zero():
    months = of(350.0, 0.0, 1.01e7, unit="s")
    assert (value_text(months), band_text(months)) == ("5.83 min", "0 d to 117 d")
    nothing = of(0.0, 0.0, 28332.0, unit="s")
    assert (value_text(nothing), band_text(nothing)) == ("0 h", "0 h to 7.87 h")


def test_what_is_not_defined_says_why_and_reaches_no_aim():
    none = of(0.0, undefined="skin without a raised scar")
    assert value_text(none) == "not defined: skin without a raised scar" and band_text(none) == ""
    assert score_texts(none) == ("not defined: skin without a raised scar", "–")
    assert reached(Aim(metric="x", want="low", target=0.0, zero=1.0), none) == 0.0


def test_no_metric_of_a_simulation_is_told_without_sense():
    for simulation in (synthetic.simulation(), synthetic.simulation(ablative=True, dosed=False)):
        for result in outcome(simulation).results:
            text = value_text(result.estimate)
            assert not re.search(r"e\d|nan|inf|∞", text.removeprefix("not defined: ")) or "e-" in text, (
                result.metric,
                text,
            )
