"""Controls of a page, as the browser draws them: each sets one setting, and may clear others that hang on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from microthermal import catalog
from microthermal.domain.inputs.skin import PHOTOTYPES, SITES
from microthermal.web.forms.state import OPTION, State, other_device, usual_density
from microthermal.web.offers import OTHERS, device_offer, titled

Control: TypeAlias = dict[str, Any]
_TANS = {
    "I": "always burns, never tans", "II": "burns easily, tans little", "III": "sometimes burns, tans slowly",
    "IV": "burns little, tans well", "V": "rarely burns, brown", "VI": "never burns, dark brown or black",
}  # fmt: skip
_NATURAL = "as short as power allows"


def choice(key: str, label: str, options: Sequence[dict[str, str]], value: str, **more: Any) -> Control:
    """A list to choose from; ``clears`` names settings that begin anew, ``note`` stands below it."""
    return {"kind": "choice", "key": key, "label": label, "options": list(options), "value": value, **more}


def slider(key: str, label: str, texts: Sequence[str], value: str, words: Sequence[str] = ()) -> Control:
    """A slider over texts; ``words`` are what it says it stands at, where that is not the text itself."""
    return {"kind": "slider", "key": key, "label": label, "texts": list(texts), "value": value,
            "words": list(words or texts)}  # fmt: skip


def whole(key: str, label: str, least: int, most: int, value: str) -> Control:
    """A whole number between two ends."""
    return {"kind": "line", "key": key, "label": label, "least": least, "most": most, "value": value}


def line(key: str, label: str, value: str, placeholder: str) -> Control:
    """A line of text: an amount with its unit."""
    return {"kind": "line", "key": key, "label": label, "value": value, "placeholder": placeholder}


def boxes(key: str, label: str, options: Sequence[dict[str, str]], chosen: Sequence[str], none: str) -> Control:
    """Some of a list; ``none`` is what is set if none is chosen."""
    return {"kind": "boxes", "key": key, "label": label, "options": list(options), "value": list(chosen), "none": none}


def skin(state: State) -> list[Control]:
    """Site, phototype and condition."""
    types = [{"name": name, "title": f"{name}: {_TANS[name]}"} for name in PHOTOTYPES]
    sites = [{"name": site, "title": catalog.title("site", site)} for site in SITES]
    return [
        choice("site", "Site", sites, state["site"]), choice("phototype", "Phototype", types, state["phototype"]),
        choice("condition", "Condition", titled("condition"), state["condition"], clears=["strength"]),
    ]  # fmt: skip


def device(state: State) -> Control:
    """The device, whose settings begin anew when it is changed."""
    clears, words = ["energy", "density", "duration", "stack"], device_offer(state["device"])["words"]
    words = f"{words}. {OTHERS}"
    return choice("device", "Device", titled("device"), state["device"], clears=clears, note=words)


def settings(state: State, *keys: str) -> list[Control]:
    """Settings of the device at hand."""
    offer = device_offer(state["device"])
    every = {
        "energy": slider("energy", "Energy of a microbeam", offer["energies"], state["energy"]),
        "duration": slider("duration", "Pulse length", ["", *offer["durations"]], state["duration"],
                           [_NATURAL, *offer["durations"]]),
        "density": slider("density", "Density of a pass", offer["densities"], state["density"]),
        "passes": whole("passes", "Passes", 1, 20, state["passes"]),
        "stack": whole("stack", "Pulses on one spot", 1, offer["stack"], state["stack"]),
    }  # fmt: skip
    return [every[key] for key in keys]


def injection(state: State) -> list[Control]:
    """A medicine, how it is given, and its day."""
    drugs = [{"name": "", "title": "none"}, *titled("drug")]
    return [
        choice("drug", "Medicine", drugs, state["drug"], clears=["strength"]),
        line("strength", "Strength", state["strength"], "as usual in this condition"),
        line("spacing", "Points every", state["spacing"], "10 mm"),
        line("needle", "Depth of the tip", state["needle"], "1.5 mm"),
        line("volume", "Volume of a point", state["volume"], "0.1 mL"),
        whole("day", "Day after the laser", -14, 84, state["day"]),
    ]  # fmt: skip


def plan(state: State, drugs: Sequence[str]) -> list[Control]:
    """What is wanted, and what is at hand for it."""
    efforts = (("60", "quick"), ("120", "usual"), ("240", "thorough"))
    search = [{"name": name, "title": f"{word}: {name} candidates"} for name, word in efforts]
    return [
        choice("goal", "What is wanted", titled("goal"), state["goal"], clears=["drugs"]),
        choice("effort", "How long to search", search, state["effort"]),
        boxes("devices", "Devices at hand", titled("device"), state["devices"].split(), "er_glass_1550"),
        boxes("drugs", "Medicines that may be injected", titled("drug"), drugs, "none"),
    ]  # fmt: skip


def beside(state: State, published: Sequence[dict[str, str]]) -> list[Control]:
    """Two sides of a comparison, and settings of the other one where those are asked for."""
    own, goals = {"name": "settings", "title": "These settings"}, [{"name": "", "title": "no goal"}, *titled("goal")]
    earlier = dict.fromkeys(state[key] for key in "ab" if OPTION.fullmatch(state[key]))
    kept = [{"name": name, "title": f"Option {name.partition('_')[2]} of an earlier plan"} for name in earlier]
    other = {"name": "other", "title": "Other settings, same skin"}
    found = [
        choice("a", "A", [own, *kept], state["a"]),
        choice("b", "B", [other, *published, own, *kept], state["b"]),
        choice("by", "Scored by", goals, state["by"]),
    ]
    if state["b"] != "other":
        return found
    offer = other_device(state)
    energy, density = state["b_energy"] or offer["energy"], state["b_density"] or usual_density(offer)
    return [
        *found,
        choice("b_device", "Device of B", titled("device"), offer["name"], clears=["b_energy", "b_density"]),
        slider("b_energy", "Energy of B", offer["energies"], energy),
        slider("b_density", "Density of B", offer["densities"], density),
    ]
