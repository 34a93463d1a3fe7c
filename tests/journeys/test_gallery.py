"""Scripts of the gallery: they use nothing but public names, and two of the quickest run. `make docs` runs all."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import matplotlib
import pytest

import microthermal

SCRIPTS = sorted((Path(__file__).parents[2] / "examples" / "gallery").glob("plot_*.py"))
QUICK = ("plot_06_cooling", "plot_09_healing")


def test_there_are_twelve() -> None:
    assert len(SCRIPTS) == 12


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_only_public_names_are_used(script: Path) -> None:
    tree = ast.parse(script.read_text(encoding="utf-8"))
    title = (ast.get_docstring(tree) or "").splitlines()
    assert title[0].endswith("?") and title[1] == "=" * len(title[0])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert all(not name.name.startswith("microthermal.") for name in node.names)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("microthermal"):
            assert node.module == "microthermal.units"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "mt":
            assert node.attr in microthermal.__all__


@pytest.mark.parametrize("name", QUICK)
def test_a_script_runs_and_names_its_axes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    monkeypatch.setattr(plt, "show", lambda: None)
    plt.close("all")
    runpy.run_path(str(next(path for path in SCRIPTS if path.stem == name)))
    figures = [plt.figure(number) for number in plt.get_fignums()]
    assert figures
    for figure in figures:
        figure.canvas.draw()
        assert all(axes.has_data() for axes in figure.axes)
        for side in ("get_xlabel", "get_ylabel"):
            assert any(getattr(axes, side)() for axes in figure.axes)
    plt.close("all")
