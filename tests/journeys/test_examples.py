"""Every example script runs, and gives a number that physics expects."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_one_treatment(tmp_path):
    depth = load("one_treatment").main(tmp_path)
    assert 0.4e-3 < depth < 1.1e-3
    assert (tmp_path / "cheek.html").stat().st_size > 100_000


def test_depth_over_energy():
    depths = load("depth_over_energy").main((5e-3, 20e-3))
    # Four times the energy: deeper, by less than four times, because light is spread and absorbed on its way.
    assert depths[0] < depths[1] < 4 * depths[0]


def test_every_script_is_tested():
    tested = {"one_treatment", "depth_over_energy"}
    assert {path.stem for path in EXAMPLES.glob("*.py")} == tested


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_case_says_how_to_run_it(path):
    kinds = {
        "cheek": "simulate",
        "train_with_cryogen": "simulate",
        "injection_day": "timing",
        "daily_minoxidil": "healing",
    }
    command = kinds.get(path.stem, "plan")
    assert f"# Run: mtz {command} examples/{path.name}" in path.read_text(encoding="utf-8")
