"""Cases that settings make: the same that files hold."""

from __future__ import annotations

from typing import Any

from microthermal import catalog
from microthermal.units import show
from microthermal.web.forms.state import OPTION, State, other_device, usual_density
from microthermal.web.offers import offered_devices

# Options that a front shows: one in so many candidates, between two ends.
_EACH, _FEWEST, _MOST = 15, 5, 12


def skin_of(state: State) -> str:
    """Name of a skin."""
    return f"{state['site']}_{state['phototype'].lower()}"


def place_of(state: State) -> str:
    """Site and phototype in words."""
    return f"{catalog.title('site', state['site'])}, phototype {state['phototype']}"


def case_of(state: State) -> dict[str, Any]:
    """One treatment, with its injection if there is a medicine."""
    pulse: dict[str, Any] = {"energy": state["energy"]}
    if state["duration"]:
        pulse["duration"] = state["duration"]
    if state["stack"] != "1":
        pulse["stack"] = int(state["stack"])
    title = f"{place_of(state)}, {catalog.title('device', state['device'])}, {state['energy']}"
    case = {
        "title": title, "skin": skin_of(state), "condition": state["condition"], "device": state["device"],
        "pulse": pulse, "pattern": {"density": state["density"], "passes": int(state["passes"])},
    }  # fmt: skip
    return {**case, "doses": [_dose(state)]} if state["drug"] else case


def _dose(state: State) -> dict[str, str]:
    usual = show(catalog.drug(state["drug"]).strength(state["condition"]), "kg/m**3")
    return {
        "drug": state["drug"], "concentration": state["strength"] or usual, "volume": state["volume"] or "0.1 mL",
        "depth": state["needle"] or "1.5 mm", "spacing": state["spacing"] or "10 mm", "time": f"{state['day']} day",
    }  # fmt: skip


def around(state: State) -> str:
    """What a map over energy and density hangs on: all but the point in it and what is injected."""
    return " ".join(state[name] for name in ("site", "phototype", "condition", "device", "duration", "passes", "stack"))


def drugs_of(state: State) -> list[str]:
    """Medicines at hand for a goal: those that are chosen, or those that it is known for."""
    if state["drugs"] == "none":
        return []
    known = catalog.names("drug")
    return [one for one in state["drugs"].split() if one in known] or list(catalog.goal(state["goal"]).drugs)


def plan_case_of(state: State, *, front: bool) -> dict[str, Any]:
    """A plan for a goal; a front where it is to be walked."""
    known = offered_devices()
    case: dict[str, Any] = {
        "title": catalog.goal(state["goal"]).title, "skin": skin_of(state), "goal": state["goal"],
        "devices": [one for one in state["devices"].split() if one in known], "drugs": drugs_of(state),
    }  # fmt: skip
    if not front:
        return case
    tried = int(state["effort"]) if state["effort"].isdigit() else 60
    shown = min(max(round(tried / _EACH), _FEWEST), _MOST)
    return {**case, "search": {"kind": "front", "evaluations": tried, "shown": shown}}


def side_of(state: State, key: str) -> dict[str, Any]:
    """A side of a comparison: these settings, other ones, an option of a plan, or a published treatment."""
    name = state[key]
    if name == "settings":
        return {"case": case_of(state)}
    if name == "other":
        device = other_device(state)
        energy, density = state["b_energy"] or device["energy"], state["b_density"] or usual_density(device)
        return {"case": case_of({**state, "device": device["name"], "energy": energy, "density": density,
                                 "duration": "", "stack": "1"})}  # fmt: skip
    found = OPTION.fullmatch(name)
    return {"of": found[1], "number": int(found[2])} if found else {"published": name}
