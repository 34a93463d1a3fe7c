"""What the server answers to the pages of skin, device, zone and field."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from microthermal import catalog
from microthermal.cases.treatment import treatment_case
from microthermal.errors import InputError
from microthermal.simulation.chain import simulate
from microthermal.units import DAY, show

pytest.importorskip("fastapi", reason="the extra 'web' is not installed: fastapi, uvicorn")

import itertools

from microthermal.units import parse
from microthermal.web.offers import device_offer, offered_devices
from microthermal.web.pages import KINDS, Work, answer

CASE: dict[str, Any] = {
    "title": "a cheek", "skin": "cheek_iii", "condition": "healthy", "device": "er_glass_1550",
    "pulse": {"energy": "20 mJ"}, "pattern": {"density": "250 /cm²", "passes": 2},
    "settings": {"cell": "20 um", "persons": 2},
}  # fmt: skip


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(lambda *_: None, tmp_path)


def test_settings_that_are_offered_are_those_of_the_devices() -> None:
    for name in offered_devices():
        device, one = catalog.device(name), device_offer(name)
        joules = [parse(text, "J") for text in one["energies"]]
        seconds = [parse(text, "s") for text in one["durations"]]
        assert one["energy"] in one["energies"] and seconds == sorted(seconds)
        assert seconds[0] == pytest.approx(device.duration.low, rel=1e-5)
        assert seconds[-1] == pytest.approx(device.duration.high, rel=1e-5)
        assert device.energy.low * (1 - 1e-5) <= min(joules) <= max(joules) <= device.energy.high * (1 + 1e-5)


def test_skin_is_told_with_its_condition() -> None:
    healthy = answer("skin", {"skin": "cheek_iii", "condition": "healthy"})
    keloid = answer("skin", {"skin": "cheek_iii", "condition": "keloid"})
    edges = [(one["top"], one["bottom"]) for one in healthy["layers"]]
    assert edges[0][0] == 0.0 and all(one[1] == two[0] for one, two in itertools.pairwise(edges))
    assert "scar_core" in {one["name"] for one in keloid["places"]} - {one["name"] for one in healthy["places"]}
    assert keloid["layers"][3]["bottom"] > healthy["layers"][3]["bottom"], "a keloid is thicker"
    assert keloid["parts"][0]["text"] and all(one["shallow"] <= one["depth"] <= one["deep"] for one in keloid["places"])
    depths = {one["wavelength"]: one["depth"] for one in healthy["light"]}
    drawn = next(one for one in keloid["parts"][1]["parts"] if one["kind"] == "shapes")
    assert {one["text"] for one in drawn["shapes"]} >= {place["title"] for place in keloid["places"]}
    assert depths["1.064 µm"] > depths["1.55 µm"] > depths["1.927 µm"]


@pytest.mark.parametrize("request_", [{"skin": "cheek_iii"}, {"skin": "moon_iii", "condition": "healthy"}])
def test_a_skin_that_is_none_is_refused(request_: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        answer("skin", request_)


def test_a_device_shows_its_settings_and_what_they_amount_to() -> None:
    found = answer("device", CASE)
    settings, amounts = dict(found["settings"]), dict(found["amounts"])
    assert settings["Energy of a microbeam"] == "20 mJ" and settings["Pulse length"] == "667 µs"
    assert settings["Density of a treatment"] == "500 /cm²", "this device counts all passes together"
    assert amounts["Mean fluence, all passes"] == "10 J/cm²" and amounts["Power while it shines"] == "30 W"
    by_power = next(name for name in catalog.names("device") if catalog.device(name).basis.setting == "power")
    device = catalog.device(by_power)
    asked = {**CASE, "device": by_power, "pulse": {"energy": show(device.energy.low, "J", 6)},
             "pattern": {"density": show(device.density.low, "1/m**2", 6), "passes": 1}}  # fmt: skip
    assert {"Power", "Dwell time"} <= dict(answer("device", asked)["settings"]).keys()


def test_every_fault_of_a_case_is_told() -> None:
    with pytest.raises(InputError) as error:
        answer("device", {**CASE, "device": "er_glas", "skin": "chek_iii"})
    assert {fault.path for fault in error.value.faults} >= {"skin", "device"}
    with pytest.raises(InputError, match="no files"):
        answer("device", {**CASE, "skin": "/etc/skin.toml"})


@pytest.mark.parametrize("device", ["er_glass_1550", "fractional_co2"])
def test_a_zone_is_laid_out_with_the_digits_of_a_whole_simulation(device: str, work: Work) -> None:
    case = {**CASE, "device": device, "settings": {"cell": "20 um", "persons": 1}}
    found, asked = answer("zone", case, work), treatment_case(case)
    whole = simulate(asked.skin, asked.treatment, asked.condition, replace(asked.settings, until=2 * DAY))
    native = {name: reach for name, _, _, _, reach in found["told"]["shown"]}
    assert native["dermal_cells"]["depth"] == whole.zone.depth.value
    assert found["told"]["channel"] == whole.zone.channel_depth.value
    assert found["told"]["ablates"] == (device == "fractional_co2")
    count = len(found["told"]["energies"]) if found["told"]["ablates"] else 1
    assert len(found["starts"]["fine"]) == len(found["starts"]["coarse"]) == count
    for text, place in found["places"]["energy"].items():
        joules = parse(text, "J") * asked.device.basis.output
        assert found["told"]["energies"][place] == pytest.approx(joules, rel=1e-5)
    labels = [one.get("label") for one in found["told"]["bodies"]]
    assert "follicle" in labels and sum("loose" in one for one in found["told"]["bodies"]) == 15
    json.dumps(found, allow_nan=False)


def test_a_field_is_told_from_above_over_depth_and_over_time(work: Work) -> None:
    found, asked = answer("field", CASE, work), treatment_case(CASE)
    whole = simulate(asked.skin, asked.treatment, asked.condition, replace(asked.settings, until=DAY, persons=1))
    cards = {one["label"]: one["value"].replace("\N{NO-BREAK SPACE}", " ") for one in found["cards"]}
    assert cards["Surface in zones"] == show(whole.lattice.coverage, "%")
    assert cards["Rise between the zones"] == show(whole.lattice.bulk_rise, "delta_degC")
    half = 0.5e6 * found["side"]
    inside = [one for one in found["zones"] if abs(one[0]) <= half and abs(one[1]) <= half]
    wanted = asked.treatment.pattern.density * 2 * found["side"] ** 2
    assert len(inside) == pytest.approx(wanted, rel=0.15) and {one[3] for one in inside} == {0, 1}
    assert [one[2] for one in found["zones"]] == sorted(one[2] for one in found["zones"])
    peak = found["plots"][0]["series"][0]["points"]
    assert max(peak) == pytest.approx(whole.lattice.bulk_rise, rel=1e-4)
    assert len(peak) == len(found["plots"][0]["xs"]) and found["map"]["src"].startswith("data:image/png;base64,")
    assert len(found["column"][0]) == len(found["column"][1]) == len(found["column"][2])
    json.dumps(found, allow_nan=False)


def test_every_kind_of_question_has_an_answer() -> None:
    import importlib

    for name, kind in KINDS.items():
        module = importlib.import_module(f"microthermal.web.pages.{kind.module}")
        assert callable(getattr(module, kind.function)), name
