"""A question of a page as a case file and as Python: nothing can be done there that ten lines of Python cannot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pprint import pformat
from typing import Any

_TREATMENT = "from microthermal.cases.treatment import treatment_case"
_SIMULATED = (
    "asked = treatment_case(case)",
    "found = mt.simulate(asked.skin, asked.treatment, asked.condition, asked.settings)",
)
_REPORT = 'mt.report.write(found, "report.html")'
# What answers each kind of question in Python: imports, then calls; ``case`` is what the page asks with.
_CALLS: dict[str, tuple[str, ...]] = {
    "simulate": (_TREATMENT, *_SIMULATED, _REPORT),
    "weeks": (_TREATMENT, *_SIMULATED, 'print(found.healing.of("erythema"))', _REPORT),
    "injection": (_TREATMENT, *_SIMULATED, "print([one.spread for one in found.deliveries])", _REPORT),
    "gauges": (
        _TREATMENT, "from microthermal.planning.window.map import banded", *_SIMULATED, "found = banded(found)",
        "print(*found.judgement.sentences)", _REPORT,
    ),
    "window": (
        _TREATMENT, "from microthermal.planning.window.map import window_of",
        "found = window_of(treatment_case(case))", _REPORT,
    ),
    "plan": (
        "from microthermal.planning.case import plan_case", "from microthermal.planning.plan import plan_of",
        "found = plan_of(plan_case(case))", 'print(found.prefer("downtime < 3 day").options[0])', _REPORT,
    ),
    "compare": (
        _TREATMENT, "from microthermal.studies.compare.comparing import compare",
        "a, b = (treatment_case(case[name]) for name in \"ab\")", "found = compare(a, b)", _REPORT,
    ),
    "entry": ("print(*mt.catalog.entry(**case).rows, sep=\"\\n\")",),
    "judge": (
        "from microthermal.validation import validate", "found = validate(quick=not case[\"whole\"])", _REPORT,
    ),
}  # fmt: skip
KINDS = tuple(_CALLS)
# In the place of a case: a treatment of the literature, and an option of a plan that was saved.
_PUBLISHED = 'next(one for one in mt.catalog.library().published if one.name == "{}")'
_CHOSEN = 'Chosen(mt.store.load("plan.nc"), {})'


def toml(case: Mapping[str, Any]) -> str:
    """The case as a file that ``mtz`` reads.

    Parameters
    ----------
    case : Mapping
        Texts, numbers, lists and tables.
    """
    return "\n".join(f"{_key(key)} = {_value(value)}" for key, value in case.items()) + "\n"


def python(case: Mapping[str, Any], kind: str) -> str:
    """The same in Python: what is asked as it is, and the call that answers it.

    Parameters
    ----------
    case : Mapping
        What is asked.
    kind : str
        One of :data:`KINDS`.
    """
    call = list(_CALLS[kind])
    if kind == "compare":
        call = _sides(case, call)
    imports = [line for line in call if line.startswith("from")]
    rest = [line for line in call if not line.startswith("from")]
    held = pformat(dict(case), width=100, sort_dicts=False)
    return "\n".join(("import microthermal as mt", *imports, "", f"case = {held}", *rest, ""))


def _sides(case: Mapping[str, Any], call: list[str]) -> list[str]:
    """Calls of a comparison, each side as it is given: a case, a published treatment, an option of a plan."""
    sides = [_side(name, case.get(name)) for name in ("a", "b")]
    if any("Chosen" in side for side in sides):
        call.insert(0, "from microthermal.studies.compare.subjects import Chosen")
    return [f"a, b = {', '.join(sides)}" if line.startswith("a, b") else line for line in call]


def _side(name: str, given: Any) -> str:
    if isinstance(given, Mapping) and isinstance(given.get("published"), str):
        return _PUBLISHED.format("".join(letter for letter in given["published"] if letter.isalnum() or letter == "_"))
    if isinstance(given, Mapping) and "of" in given:
        number = given.get("number", 1)
        return _CHOSEN.format(number if isinstance(number, int) else 1)
    return f'treatment_case(case["{name}"]["case"])'


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
