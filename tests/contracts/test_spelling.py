"""One spelling of numbers with units in all that people read."""

from __future__ import annotations

import ast
from pathlib import Path

import microthermal

SOURCE = Path(microthermal.__file__).parent


def own_percent(text: str) -> list[int]:
    """Lines of a Python file in which Python itself writes a percentage, without the space before the sign."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FormattedValue)
        and isinstance(node.format_spec, ast.JoinedStr)
        and any(isinstance(part, ast.Constant) and str(part.value).endswith("%") for part in node.format_spec.values)
    ]


def test_fractions_are_written_by_one_helper() -> None:
    assert own_percent('f"{fraction:.0%} of all"\nf"{time:%Y}"\n') == [1]
    found = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in sorted(SOURCE.rglob("*.py"))
        if (lines := own_percent(path.read_text(encoding="utf-8")))
    }
    assert not found, "units.show writes a fraction as 70 %, with the space that the page keeps together"
