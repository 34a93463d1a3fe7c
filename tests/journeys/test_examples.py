"""Every example script runs, and gives a number that physics expects."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from microthermal import catalog
from microthermal.cli.__main__ import main
from microthermal.planning.front import assembly

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


def test_two_hairs(capsys):
    middle, outside = load("two_hairs").main(voxel=25e-6, photons=4_000)
    # As far from one hair, but near two of them or near one: the middle is the warmer.
    assert middle > outside + 1.0
    assert float(re.search(r"closes to (\S+) of", capsys.readouterr().out).group(1)) < 1e-3


def test_vessel_beside_a_zone(capsys):
    held, bare = load("vessel_beside_a_zone").main(voxel=25e-6, photons=4_000)
    # Blood is water at 1550 nm: the vessel is nearly as warm as skin at the same place, and far from boiling.
    assert abs(held - bare) < 6.0
    assert 310.0 < held < 350.0
    said = capsys.readouterr().out
    assert float(re.search(r"closes to (\S+) of", said).group(1)) < 1e-3
    # The side that faces the beam closes, the other does not.
    assert 0 < int(re.search(r"beam (\d+)% of the vessel", said).group(1)) < 100


def test_two_needles(capsys):
    toward, away = load("two_needles").main(voxel=62.5e-6)
    # Current takes the short way: the sides that face each other get more of the heat.
    assert away + 5.0 < toward < 373.15
    said = capsys.readouterr().out
    assert float(re.search(r"closes to (\S+) of", said).group(1)) < 1e-9
    near, far = map(int, re.search(r"die in (\d+) µm .* in (\d+) µm behind", said).groups())
    assert near >= far > 0
    first, last = map(int, re.search(r"are (\d+) ohm at first and (\d+) ohm", said).groups())
    # Warm skin conducts better.
    assert 0.5 * first < last < 0.9 * first


def test_every_script_is_tested():
    tested = {"one_treatment", "depth_over_energy", "two_hairs", "two_needles", "vessel_beside_a_zone"}
    assert {path.stem for path in EXAMPLES.glob("*.py")} == tested


def command(path: Path) -> str:
    """The command that an example says it is for."""
    found = re.search(rf"# Run: mtz (\w+) examples/(?:studies/)?{path.name}", path.read_text(encoding="utf-8"))
    assert found, f"{path.name} does not say how to run it"
    return found.group(1)


CASES = sorted(EXAMPLES.glob("*.toml"))
STUDIES = sorted((EXAMPLES / "studies").glob("*.toml"))
COARSE = """
[settings]
cell = "20 um"
numerical_error = false
persons = 2
"""
# Photons are followed where light is given; current and sound have engines of their own.
DIMMER = 'deposition = { kind = "monte_carlo", photons = 640 }\n'


def quick(path: Path) -> str:
    """Text of an example on a coarse grid, and of a plan with fewer candidates: the way through is the same."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(energies|densities) = \d+", r"\1 = 1", text)
    text = re.sub(r"evaluations = \d+", "evaluations = 8\nshown = 1\npopulation = 4", text)
    text = re.sub(r'injection_days = \[("[^"]+")[^\]]*\]', r"injection_days = [\1]", text)
    coarse = COARSE if {"current", "sound"} & set(tomllib.loads(text)) else COARSE + DIMMER
    return re.sub(r"\n\[settings\]\n(?:.+\n)*", "\n", text) + coarse


def test_there_is_a_plan_for_each_goal_of_the_library():
    cases = [tomllib.loads(path.read_text(encoding="utf-8")) for path in CASES if command(path) == "plan"]
    planned = {goal for case in cases for goal in (case.get("goals") or [case["goal"]])}
    # Presets that differ from another goal in weights and limits alone need no example of their own.
    assert planned == set(catalog.names("goal")) - {
        "revascularisation",
        "burn_scar",
        "skin_graft",
        "structural_repair_atrophic",
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_reaches_its_end(path, tmp_path, monkeypatch, capsys):
    """`make examples` runs them as they are; this runs each to its report with fewer candidates on coarser cells."""
    case = tmp_path / path.name
    case.write_text(quick(path), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    kind = command(path)
    arguments = [kind, str(case)] if kind == "healing" else [kind, str(case), "--output", str(tmp_path / "out")]
    # One candidate with light is told under all scenarios: what more of them add is asked of a plan's own tests.
    for module in ("finalists", "plan"):
        monkeypatch.setattr(f"microthermal.planning.{module}.FINALISTS", 1)
    # The same of a front: that each of its options is told under every scenario is asked in test_front_planning.
    every = assembly.course_scenarios
    monkeypatch.setattr(assembly, "course_scenarios", lambda one, library: every(one, library)[:2])
    # One process: what several of them change is asked elsewhere, and each has to begin.
    arguments += {"timing": ["--workers", "1", "--scenarios", "2"], "plan": ["--workers", "1"]}.get(kind, [])
    main(arguments)  # it ends the process where something is wrong
    if kind == "healing":
        assert "Scalp with daily minoxidil" in capsys.readouterr().out
    else:
        page = (tmp_path / "out.html").read_text(encoding="utf-8")
        assert page.rstrip().endswith("</html>") and "nan" not in re.sub(r"<[^>]+>", " ", page).lower().split()


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_every_study_reaches_its_end(path, tmp_path, monkeypatch, capsys):
    """The study as it stands, on coarse cells and with few runs."""
    case = EXAMPLES / "cheek.toml"
    (tmp_path / case.name).write_text(quick(case), encoding="utf-8")
    folder = tmp_path / "studies"
    folder.mkdir()
    text = re.sub(r"runs = \d+", "runs = 6", path.read_text(encoding="utf-8"))
    (folder / path.name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main([command(path), str(folder / path.name), "--workers", "1"])
    assert "6 runs of 6" in capsys.readouterr().out and (tmp_path / f"{path.stem}.html").exists()
