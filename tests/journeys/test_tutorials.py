"""Tutorials that run: what their cells would show is there; `make docs` runs all of them."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path
from typing import Any

import pytest

import microthermal

FOLDER = Path(__file__).parents[2] / "examples" / "tutorials"
SCRIPTS = sorted(FOLDER.glob("plot_*.py"))


def test_there_are_three() -> None:
    assert len(SCRIPTS) == 3


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_names_of_the_package_are_public_ones(script: Path) -> None:
    tree = ast.parse(script.read_text(encoding="utf-8"))
    title = (ast.get_docstring(tree) or "").splitlines()
    assert title[1] == "=" * len(title[0])
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "mt":
            assert node.attr in microthermal.__all__


def test_cells_of_the_first_show_pictures() -> None:
    script = SCRIPTS[0]
    held: dict[str, Any] = runpy.run_path(str(script))
    cells = [node.value for node in ast.parse(script.read_text(encoding="utf-8")).body if isinstance(node, ast.Expr)]
    shown = [eval(compile(ast.Expression(cell), script.name, "eval"), held) for cell in cells[1:]]
    drawn = [one._repr_html_() for one in shown if hasattr(one, "_repr_html_")]
    assert len(drawn) == 6
    assert all("data:image/svg+xml" in text for text in drawn)
