"""The pages in the order of thought: title, controls, and what each of them asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from microthermal import catalog
from microthermal.report.spelling import spelt
from microthermal.web.forms import controls
from microthermal.web.forms.cases import around, case_of, drugs_of, place_of, plan_case_of, side_of, skin_of
from microthermal.web.forms.state import State

Asked: TypeAlias = dict[str, Any]


class Form(NamedTuple):
    """A page: what the menu calls it, its controls, what it asks, what it says as a file and as Python, its subject.

    ``texts`` is what "show as TOML" writes, where that is not the question; ``module`` is its file among those of the
    browser, ``blocks`` for a page that shows an answer as it comes. ``about`` says what it takes to answer.
    """

    title: str
    controls: Callable[[State], list[controls.Control]]
    asks: Callable[[State], Asked | None]
    texts: Callable[[State], Asked] | None = None
    subject: Callable[[State], str] | None = None
    module: str = ""
    about: str = ""


def _none(state: State) -> list[controls.Control]:
    return []


def _treatment(kind: str) -> Callable[[State], Asked]:
    return lambda state: {"kind": kind, "request": case_of(state)}


def _of_case(kind: str) -> Callable[[State], Asked]:
    return lambda state: {"kind": kind, "request": {"case": case_of(state)}}


def _settings(*keys: str) -> Callable[[State], list[controls.Control]]:
    return lambda state: controls.settings(state, *keys)


def _skin(state: State) -> Asked:
    return {"kind": "skin", "request": {"skin": skin_of(state), "condition": state["condition"]}}


def _device(state: State) -> list[controls.Control]:
    every = controls.settings(state, "energy", "duration", "density", "passes", "stack")
    return [controls.device(state), *every]


def _injection(state: State) -> Asked | None:
    return _of_case("injection")(state) if state["drug"] else None


def _gauges(state: State) -> Asked:
    return {"kind": "gauges", "request": {"case": case_of(state), "scenarios": False}, "around": around(state)}


def _plan(state: State) -> list[controls.Control]:
    return controls.plan(state, drugs_of(state))


def _beside(state: State) -> list[controls.Control]:
    known = [one for one in catalog.library().published if not one.unstated]
    return controls.beside(state, [{"name": one.name, "title": spelt(f"Published: {one.title}")} for one in known])


def _compare(state: State) -> Asked:
    return {"kind": "compare", "request": {"a": side_of(state, "a"), "b": side_of(state, "b"), "goal": state["by"]}}


def _compared(state: State) -> Asked:
    return {"kind": "compare", "request": {key: side_of(state, key) for key in "ab"}}


def _entry(state: State) -> Asked:
    return {"kind": "entry", "request": {"kind": state["kind"] or "device", "name": state["entry"] or "er_glass_1550"}}


def _opened(state: State) -> Asked | None:
    return _entry(state) if state["entry"] else None


def _question(state: State) -> Asked:
    kind = state["question"] if state["question"] in ("simulate", "window", "plan") else "simulate"
    return {"kind": kind, "request": plan_case_of(state, front=False) if kind == "plan" else case_of(state)}


def _walked(state: State) -> Asked:
    return {"kind": "front", "request": {"case": plan_case_of(state, front=True)}}


def _planned(state: State) -> Asked:
    return {"kind": "plan", "request": plan_case_of(state, front=True)}


def _goal(state: State) -> str:
    return f"{catalog.goal(state['goal']).title}; {place_of(state)}."


_DAYS = "Every day from two before the laser to four weeks after it, in eight scenarios: a minute."
_EVERY = (
    "Every option shown is simulated in full and under every scenario: a minute or more. Needles, ultrasound, "
    "low-level light and broad beams are planned by the command line, named among the devices of a case: mtz plan CASE."
)
_SHARED = (
    "Both sides are simulated in nominal skin and under every doubt that they share: half a minute. A published "
    "treatment is done in this skin."
)
_WHOLE = (
    "A report holds everything at once, is printed like a paper and needs no server. One treatment takes seconds, a "
    "window or a plan minutes."
)
PAGES: dict[str, Form] = {
    "skin": Form("Skin and condition", controls.skin, _skin, _treatment("simulate"), module="blocks",
                 subject=lambda _: "What is treated. All other pages ask about this skin."),
    "device": Form("Device and settings", _device, _treatment("device"), _treatment("simulate"), module="blocks"),
    "zone": Form("Zone", _settings("energy", "duration", "stack"), _treatment("zone"), _treatment("simulate")),
    "field": Form("Field", _settings("energy", "density", "passes"), _treatment("field"), _treatment("simulate")),
    "weeks": Form("Weeks", _none, _of_case("weeks"), _treatment("weeks")),
    "injection": Form("Injection", controls.injection, _injection, _treatment("injection"), about=_DAYS),
    "window": Form("Window", _none, _gauges, _treatment("gauges")),
    "plan": Form("Goal and plan", _plan, _walked, _planned, _goal, about=_EVERY),
    "compare": Form("Compare", _beside, _compare, _compared, about=_SHARED),
    "library": Form("Library", _none, _opened, _entry,
                    lambda _: "Every number with its unit, spread and source, how it was read, what is still owed."),
    "validation": Form("Validation", _none, lambda _: None, lambda _: {"kind": "judge", "request": {"whole": False}},
                       lambda _: "Does the model describe skin? Every measured zone at hand, good and bad alike."),
    "report": Form("Report", _none, _question, about=_WHOLE),
}  # fmt: skip
