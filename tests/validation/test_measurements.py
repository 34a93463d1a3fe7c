"""Measured zones against the model: one file a measurement, good and bad ones alike.

A case states what would count as a hit, and whether the model hits today. A miss that turns into a hit fails
as loudly as a hit that turns into a miss: both change what the project may say of itself.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

from microthermal import catalog
from microthermal.simulation.choices import read_pulse
from microthermal.simulation.settings import Settings
from microthermal.simulation.zone_run import run_zone
from microthermal.units import parse, show

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
REMEMBERED = lru_cache(maxsize=16)(run_zone)
KEYS = {"source", "where", "read", "role", "note", "skin", "device", "pulse", "quantity", "low", "high", "verdict"}
QUANTITIES = {
    "depth": lambda zone: (zone.depth, zone.depth_error),
    "width": lambda zone: (2 * zone.radius, 2 * zone.radius_error),
    "channel_depth": lambda zone: (zone.channel_depth, zone.depth_error),
    "collagen_width": lambda zone: (2 * zone.reach("collagen").radius, 2 * zone.radius_error),
    "collagen_below_floor": lambda zone: (zone.reach("collagen").depth - zone.channel_depth, zone.depth_error),
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_measurement(path, record_property):
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(case) == KEYS
    assert case["role"] in ("calibration", "held_out")
    assert case["source"] in catalog.works()
    pulse = read_pulse(case["pulse"], catalog.device(case["device"]))
    zone = REMEMBERED(catalog.skin(case["skin"]), pulse, None, Settings()).zone
    value, error = QUANTITIES[case["quantity"]](zone)
    low, high = parse(case["low"], "m"), parse(case["high"], "m")
    record_property("model", f"{show(value, 'm')} ± {show(error, 'm', 2)}; measured {case['low']} to {case['high']}")
    # Agreement must not be an accident of the grid.
    assert error < 0.5 * (high - low)
    assert ("hit" if low <= value <= high else "miss") == case["verdict"], show(value, "m")


def test_calibration_and_test_do_not_share_a_source_and_quantity():
    seen: dict[tuple[str, str], str] = {}
    for path in CASES:
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        key = (case["source"], case["quantity"])
        assert seen.setdefault(key, case["role"]) == case["role"], key
