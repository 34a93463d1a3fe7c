"""Settings of a link: what the server makes of them, the controls and the question of each page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.planning.case import plan_case

pytest.importorskip("fastapi", reason="the extra 'web' is not installed: fastapi, uvicorn")

from microthermal.web.forms.pages import PAGES
from microthermal.web.forms.state import BEGIN
from microthermal.web.offers import offered_devices
from microthermal.web.pages import KINDS, answer
from microthermal.web.texts import KINDS as TOLD


def settled(**state: str) -> dict[str, Any]:
    """What a page is told of settings, as JSON carries it."""
    told: dict[str, Any] = json.loads(json.dumps(answer("settle", {"state": state}), allow_nan=False))
    return told


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_controls_that_stand_at_what_is_set(name: str) -> None:
    told = settled(page=name)
    assert told["state"]["page"] == name and told["subject"] and told["said"] == []
    for one in told["controls"]:
        assert one["key"] in BEGIN
        if one["kind"] == "slider":
            assert one["value"] in one["texts"] and len(one["texts"]) == len(one["words"])
            assert len(set(one["texts"])) == len(one["texts"])
        if one["kind"] == "choice":
            assert one["value"] in {option["name"] for option in one["options"]}
    assert told["ask"] is None or told["ask"]["kind"] in KINDS
    assert told["texts"]["kind"] in TOLD


@pytest.mark.parametrize("name", PAGES)
def test_settling_twice_is_settling_once(name: str) -> None:
    once = settled(
        page=name, device="er_yag_2940", drug="triamcinolone", b_device="fractional_co2", strength="12 mg/mL"
    )
    assert settled(**once["state"]) == once


def test_what_is_no_setting_is_dropped() -> None:
    named = {"title": "Anna", "site": "Anna Smith", "drug": "Anna", "strength": "for Anna!"}
    told = settled(**named, energy="<b>", device="../../etc/passwd")
    assert "Anna" not in json.dumps(told) and "passwd" not in json.dumps(told)
    assert told["state"]["site"] == "cheek" and told["state"]["device"] == BEGIN["device"]
    for wrong in ({"state": 3}, {"state": {"energy": ["20 mJ"], "page": None}}, {}):
        assert answer("settle", wrong)["state"] == settled()["state"]


def test_the_nearest_that_is_offered_is_taken_and_told() -> None:
    told = settled(page="device", device="er_glass_1550", energy="0.0201 J", density="1 /cm²")
    assert told["state"]["energy"] == "20 mJ"
    assert "no energy of 0.0201 J here: 20 mJ is taken" in told["said"][0] and "density of 1 /cm²" in told["said"][1]
    needles = settled(page="device", device="rf_insulated", energy="3 J")
    assert needles["state"]["device"] == BEGIN["device"] and len(needles["said"]) == 2
    assert "mtz init --device rf_insulated" in needles["said"][0]
    assert settled(page="device", device="fractional_co2")["said"] == []
    assert settled(energy="7 furlongs")["state"]["energy"] == settled()["state"]["energy"]


@pytest.mark.parametrize("device", offered_devices())
def test_the_case_of_every_offered_device_is_one(device: str) -> None:
    asked = settled(page="device", device=device, drug="triamcinolone")["ask"]["request"]
    found = treatment_case(asked)
    assert found.device.name == device and len(found.treatment.doses) == 1


def test_a_goal_makes_a_plan_and_two_sides_make_a_comparison() -> None:
    walked = settled(page="plan", goal="keloid", drugs="none")["ask"]["request"]["case"]
    assert plan_case(walked).goal.name == "keloid" and walked["drugs"] == []
    usual = settled(page="plan", goal="keloid")["ask"]["request"]["case"]
    assert usual["drugs"] == list(catalog.goal("keloid").drugs)
    option = f"{'0' * 16}_3"
    sides = settled(page="compare", a=option, b="blome2016")["ask"]["request"]
    assert sides["a"] == {"of": "0" * 16, "number": 3} and sides["b"] == {"published": "blome2016"}
    other = settled(page="compare")["ask"]["request"]["b"]["case"]
    assert other["device"] != "er_glass_1550" and treatment_case(other).device.name == other["device"]
