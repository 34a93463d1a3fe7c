"""A case of a page as a case file and as Python: nothing can be done there that ten lines of Python cannot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def toml(case: Mapping[str, Any]) -> str:
    """The case as a file that ``mtz`` reads.

    Parameters
    ----------
    case : Mapping
        Texts, numbers, lists and tables.
    """
    return "\n".join(f"{key} = {_value(value)}" for key, value in case.items()) + "\n"


def python(case: Mapping[str, Any], kind: str) -> str:
    """The same in Python: the case as it is, and the call that answers it."""
    calls = {
        "simulate": (
            "from microthermal.cases.treatment import treatment_case",
            "asked = treatment_case(case)",
            "found = mt.simulate(asked.skin, asked.treatment, asked.condition, asked.settings)",
        ),
        "window": (
            "from microthermal.cases.treatment import treatment_case",
            "from microthermal.planning.window.map import window_of",
            "found = window_of(treatment_case(case))",
        ),
        "plan": (
            "from microthermal.planning.case import plan_case",
            "from microthermal.planning.plan import plan_of",
            "found = plan_of(plan_case(case))",
        ),
    }
    call = calls.get(kind, calls["simulate"])
    imports = [line for line in call if line.startswith("from")]
    rest = [line for line in call if not line.startswith("from")]
    held = json.dumps(case, indent=4, ensure_ascii=False).replace(": true", ": True").replace(": false", ": False")
    return "\n".join(
        (
            "import microthermal as mt",
            *imports,
            "",
            f"case = {held}",
            *rest,
            'mt.report.write(found, "report.html")',
            "",
        )
    )


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
