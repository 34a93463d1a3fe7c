"""A metric is a function: what its decorator states, what it may give, and who holds numbers against its unit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from microthermal import catalog
from microthermal.domain.inputs.goal import Aim, Limit
from microthermal.domain.inputs.rule import Criteria, Rule
from microthermal.errors import InputError, LibraryError
from microthermal.planning.metrics import Metric, Number, metric, metrics
from microthermal.planning.window.limits import check_goal, check_metrics, library_faults, limits_of
from microthermal.planning.window.rules import findings

ANY: Any = None  # a simulation that no function below looks at
LIMIT = """
[[limits]]
name = "mine"
metric = "METRIC"
warn = { value = "WARN", source = "proposed", kind = "assumed" }
stop = { value = "STOP", source = "proposed", kind = "assumed" }
"""


def made(function: Any, **stated: str) -> Metric:
    return Metric(function, "own", "m", "derived", "its meaning", stated.get("short", ""))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "limits").mkdir()
    monkeypatch.setenv("MTZ_LIBRARY", str(tmp_path))
    return tmp_path / "limits" / "mine.toml"


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test enters is forgotten after it."""
    metrics.kinds()
    monkeypatch.setattr(metrics, "_choices", dict(metrics._choices))


@pytest.fixture
def own() -> str:
    """A metric that a user's script brings along."""

    @metric("power_density", unit="W/m**2", grade="derived", meaning="power over area")
    def power_density(simulation: Any) -> float:
        return 2.0

    return power_density.kind


def test_a_number_alone_is_a_point() -> None:
    found = made(lambda _: 2)(ANY)
    assert (found.value, found.low, found.high, found.unit, found.meaning) == (2.0, 2.0, 2.0, "m", "its meaning")
    assert not found.beyond
    assert not found.undefined


def test_a_number_tells_its_band_its_bound_and_why_there_is_none() -> None:
    banded = made(lambda _: Number(2.0, (1.0, 1.5)))(ANY)
    assert (banded.low, banded.value, banded.high) == (1.0, 2.0, 2.0)
    late = made(lambda _: Number(9.0, beyond=True))(ANY)
    assert late.beyond
    assert late.high_beyond
    assert made(lambda _: Number(0.0, undefined="no hair"))(ANY).undefined == "no hair"


def test_two_metrics_of_one_name_are_refused() -> None:
    with pytest.raises(LibraryError, match="two choices of metric are called 'depth'"):
        metric("depth", unit="m", grade="derived", meaning="another")(lambda _: 0.0)
    assert metrics["depth"].meaning == "depth of the zone"


def test_limits_and_goals_may_ask_for_a_metric_of_ones_own(own: str, library: Path) -> None:
    text = LIMIT.replace("METRIC", own).replace("WARN", "1 W/cm**2").replace("STOP", "20 kW/m**2")
    library.write_text(text, encoding="utf-8")
    assert library_faults() == []
    mine = next(limit for limit in catalog.every_limit() if limit.name == "mine")
    assert (mine.warn, mine.stop, mine.unit) == (1e4, 2e4, "W/m**2")
    assert metrics[own](ANY).value == 2.0
    check_goal(replace(catalog.goal("keloid"), aims=(Aim(metric=own, want="low", target=1.0, zero=2.0),)))


@pytest.mark.parametrize(
    ("name", "warn", "stop", "words"),
    [
        ("coverag", "10 %", "20 %", "did you mean 'coverage'"),
        ("depth", "10 %", "20 %", "limits.depth: its numbers are not in a unit of this metric"),
        ("coverage", "0.1", "0.2", "write for example '5 %'"),
        ("bulk_rise", "10 degC", "20 degC", "write for example '5 delta_degC'"),
    ],
)
def test_a_limit_that_no_metric_fits_is_refused(library: Path, name: str, warn: str, stop: str, words: str) -> None:
    text = LIMIT.replace("METRIC", name).replace("WARN", warn).replace("STOP", stop)
    library.write_text(text, encoding="utf-8")
    assert any(words in str(fault) for fault in library_faults())
    pulse = catalog.device("er_glass_1550").pulse(energy=0.02)
    with pytest.raises(InputError, match=words.replace(".", r"\.")):
        limits_of(catalog.skin("cheek_iii"), catalog.condition("healthy"), pulse, catalog.library())


def test_numbers_of_one_limit_are_of_one_kind(library: Path) -> None:
    text = LIMIT.replace("METRIC", "closure_time").replace("WARN", "3 day").replace("STOP", "20 %")
    library.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=r"mine\.toml: limits\.0\.stop: must be in a unit of the same kind"):
        catalog.every_limit()


def test_goals_and_rules_are_held_against_the_metrics_too() -> None:
    goal = catalog.goal("keloid")
    wrong = replace(goal, limits=(*goal.limits, Limit(metric="rim", warn=1.0, stop=2.0, unit="s")))
    with pytest.raises(InputError, match=r"goal/keloid\.rim: its numbers are not in a unit of this metric"):
        check_goal(wrong)
    rule = Rule(name="x", title="X", action="warn", text="x", criteria=Criteria(metric="rim", above=1.0, unit="s"))
    with pytest.raises(InputError, match=r"rules\.rim"):
        findings(ANY, ANY, ANY, ANY, (rule,))
    check_metrics(
        (replace(rule, criteria=Criteria(metric="rim", above=1.0, unit="m")), replace(rule, criteria=Criteria())),
        "rules",
    )
