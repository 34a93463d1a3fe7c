"""Settings as a link holds them: names of the library and numbers with units, that fit together when they leave."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from microthermal import catalog
from microthermal.domain.inputs.skin import PHOTOTYPES, SITES
from microthermal.errors import InputError
from microthermal.units import parse
from microthermal.web.offers import device_offer, offered_devices, unmoved

State: TypeAlias = dict[str, str]
# What every setting begins with; a link holds those that differ.
BEGIN: State = {
    "page": "skin", "site": "cheek", "phototype": "III", "condition": "healthy",
    "device": "er_glass_1550", "energy": "", "duration": "", "density": "", "passes": "1", "stack": "1",
    "goal": "", "devices": "er_glass_1550 fractional_co2", "drugs": "", "effort": "60",
    "drug": "", "strength": "", "day": "0", "spacing": "10 mm", "needle": "1.5 mm", "volume": "0.1 mL",
    "a": "settings", "b": "other", "b_device": "", "b_energy": "", "b_density": "", "by": "",
    "kind": "", "entry": "", "question": "simulate",
}  # fmt: skip
# A name of the library, some of them, or a number with its unit: no title, no sentence, no name of a person.
_SAFE = re.compile(r"[a-z0-9_]+(?: [a-z0-9_]+)*|[IV]+|-?[\d.]+(?:e-?\d+)? ?[A-Za-zµ°%²³/ ]{0,12}")
# An option of a plan of this visit: the name of its job, and its number.
OPTION = re.compile(r"([0-9a-f]{16})_(\d{1,3})")
_LONGEST, _PASSES, _DAYS = 400, 20, (-14, 84)


def cleaned(given: Mapping[str, Any]) -> State:
    """Every setting: what is given, or what it begins with where that is none."""
    return {name: _clean(given.get(name), first) for name, first in BEGIN.items()}


def _clean(value: object, first: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return first
    return value if not value or _SAFE.fullmatch(value) else first


def complete(state: State) -> State:
    """Settings that are offered: names that there are, and of each range what lies nearest to what is asked."""
    device = device_offer(state["device"] if state["device"] in offered_devices() else BEGIN["device"])
    beside = other_device(state)
    return {
        **state,
        "site": listed(SITES, state["site"]),
        "phototype": state["phototype"] if state["phototype"] in PHOTOTYPES else BEGIN["phototype"],
        "condition": state["condition"] if state["condition"] in catalog.names("condition") else BEGIN["condition"],
        "goal": listed(catalog.names("goal"), state["goal"]),
        "drug": state["drug"] if state["drug"] in catalog.names("drug") else "",
        "device": str(device["name"]),
        "energy": nearest(device["energies"], state["energy"], device["energy"], "J"),
        "density": nearest(device["densities"], state["density"], usual_density(device), "1/m**2"),
        "duration": nearest(device["durations"], state["duration"], "", "s") if state["duration"] else "",
        "stack": _whole(state["stack"], 1, device["stack"], 1),
        "passes": _whole(state["passes"], 1, _PASSES, 1),
        "day": _whole(state["day"], *_DAYS, 0),
        "b_device": beside["name"] if state["b_device"] else "",
        "b_energy": state["b_energy"] if state["b_energy"] in beside["energies"] else "",
        "b_density": state["b_density"] if state["b_density"] in beside["densities"] else "",
    }


def changed(asked: State, found: State) -> list[str]:
    """Sentences about settings that a link asks for and that are not offered as they stand."""
    other = unmoved(asked["device"])
    said = [f"{other} Here {catalog.title('device', found['device'])} is taken."] if other else []
    return said + [
        f"This page offers no {name} of {asked[name]} here: {found[name] or 'the usual one'} is taken."
        for name in ("energy", "density", "duration")
        if asked[name] and asked[name] != found[name]
    ]


def listed(names: Iterable[str], name: str) -> str:
    """The name, or the first of them if it is none."""
    every = tuple(names)
    return name if name in every else every[0]


def other_device(state: State) -> dict[str, Any]:
    """The device of the other side of a comparison: the first that is not the one at hand, unless one is chosen."""
    names = offered_devices()
    found = next((one for one in names if one == state["b_device"]), None)
    return device_offer(found or next(one for one in names if one != state["device"]))


def usual_density(device: Mapping[str, Any]) -> str:
    """The density that a device begins with: a quarter of the way through what it offers."""
    return str(device["densities"][len(device["densities"]) // 4])


def nearest(texts: Sequence[str], text: str, otherwise: str, unit: str) -> str:
    """The text, if it is offered; else what is nearest to it, by ratio; else, if it is no amount, ``otherwise``."""
    if text in texts:
        return text
    wanted = _amount(text, unit)
    if wanted <= 0.0:
        return otherwise
    return min(texts, key=lambda one: abs(math.log(_amount(one, unit) / wanted)))


def _amount(text: str, unit: str) -> float:
    try:
        return parse(text, unit)
    except InputError:
        return 0.0


def _whole(text: str, least: int, most: int, otherwise: int) -> str:
    found = int(text) if re.fullmatch(r"-?\d{1,4}", text) else otherwise
    return str(min(max(found, least), most))
