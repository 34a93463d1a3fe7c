"""Which doubt makes how much of the band of a zone's depth, by made-up depths."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from microthermal import catalog
from microthermal.planning.window.depth_shares import depth_shares
from microthermal.simulation.scenarios import Scenario

USUAL = Scenario(name="", text="")


def deep(depth: float, device: str = "er_glass_1550") -> Any:
    """A simulation of which nothing but its kind and the depth of its zone are known [µm]."""
    treatment = SimpleNamespace(exposure=catalog.device(device))
    return SimpleNamespace(zone=SimpleNamespace(depth=SimpleNamespace(value=1e-6 * depth)), treatment=treatment)


def scenario(**changes: float) -> Scenario:
    return replace(USUAL, name="changed", **changes)  # type: ignore[arg-type]


ENERGY = scenario(energy=0.8), scenario(energy=1.2)
WATER = (scenario(water=0.9),)


def test_a_cause_has_the_width_that_it_gives_alone_over_that_of_all() -> None:
    found = depth_shares(deep(600), (deep(580), deep(610), deep(660)), (*WATER, *ENERGY))
    assert [one.cause for one in found] == ["output of the device", "water of the skin"]
    assert [one.depth.low for one in found] == pytest.approx([600e-6, 580e-6])
    assert [one.depth.high for one in found] == pytest.approx([660e-6, 600e-6])
    assert [one.fraction for one in found] == pytest.approx([60 / 80, 20 / 80])


def test_the_own_depth_is_an_end_of_every_cause() -> None:
    (one,) = depth_shares(deep(600), (deep(620), deep(640)), ENERGY)
    assert (one.depth.low, one.depth.high, one.fraction) == pytest.approx((600e-6, 640e-6, 1.0))


def test_what_is_changed_together_is_one_cause() -> None:
    (one,) = depth_shares(deep(600), (deep(650),), (scenario(energy=1.2, water=0.9),))
    assert sorted(one.cause.split(", ")) == ["output of the device", "water of the skin"]


def test_depths_that_stay_have_no_share() -> None:
    found = depth_shares(deep(600), (deep(600), deep(600)), (*WATER, ENERGY[0]))
    assert [one.fraction for one in found] == [0.0, 0.0]


def test_scenarios_that_were_not_all_run_say_nothing() -> None:
    assert depth_shares(deep(600), (deep(650),), ENERGY) == depth_shares(deep(600), (), ENERGY) == ()
    assert depth_shares(deep(600), (), ()) == ()


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("er_glass_1550", "size of the spot"),
        ("rf_insulated", "radius of the bare tip"),
        ("ulthera_4_45", "width of the focus"),
    ],
)
def test_what_changes_in_size_is_named_for_what_is_given(device: str, words: str) -> None:
    (one,) = depth_shares(deep(600, device), (deep(620, device),), (scenario(radius=1.0),))
    assert one.cause == words
