"""`mtz compare`: saved runs, options of plans, cases and published treatments, and what names none of these."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.journeys.commands import TREATMENT, run, run_here, write_cases

from microthermal import store
from microthermal.cases.treatment import read_treatment_case
from microthermal.planning.case import read_plan_case
from microthermal.planning.plan import plan_of
from microthermal.simulation.chain import simulate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("compare")
    write_cases(place)
    (place / "weak.toml").write_text(TREATMENT.replace("20 mJ", "8 mJ"), encoding="utf-8")
    # Run files alone are compared: no report of them is drawn.
    case = read_treatment_case(place / "cheek.toml")
    one = simulate(case.skin, case.treatment, case.condition, case.settings)
    store.save(replace(one, title=case.title), place / "cheek.nc")
    store.save(plan_of(read_plan_case(place / "scar.toml")), place / "scar.nc")
    (place / "cheek.html").write_text("<html></html>", encoding="utf-8")
    return place


def test_a_run_beside_a_case(folder: Path) -> None:
    code, out, said = run("compare", "cheek.nc", "weak.toml", folder=folder)
    assert code == 0, said
    assert "A larger" in out and "Research software" in out
    told = json.loads((folder / "cheek_beside_weak.json").read_text(encoding="utf-8"))
    depth = next(one for one in told["metrics"] if one["metric"] == "depth")
    assert (
        depth["of_b_against_a"] == "smaller" and depth["a"]["value"] == store.load(folder / "cheek.nc").zone.depth.value
    )
    assert (folder / "cheek_beside_weak.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_two_options_of_a_plan_are_scored_by_its_goal(folder: Path) -> None:
    code, out, said = run_here("compare", "scar.nc", "scar.nc#2", "--json", "--quiet", folder=folder)
    assert code == 0, said
    told = json.loads(out)
    assert told["goal"] == "hypertrophic_scar" and told["a"]["kind"] == "plan"
    assert told["b"]["title"] == "scar.nc, option 2"
    # An option is a course in a comparison, too: it scores what it scores in its plan.
    options = store.load(folder / "scar.nc").options[:2]
    assert max(one.sessions for one in options) > 1
    for side, option in zip((told["a"], told["b"]), options, strict=True):
        assert side["score"] == pytest.approx(option.score, rel=1e-9)
        assert side["settings"]["Visits"].partition(",")[0] == str(option.sessions)
    files = told.pop("files")
    assert [Path(file).suffix for file in files] == [".html", ".json"]
    assert said == "" and json.loads((folder / files[1]).read_text(encoding="utf-8")) == told


def test_a_plan_beside_a_published_treatment(folder: Path) -> None:
    code, out, said = run_here("compare", "scar.nc", "belis_burn", "--verbose", folder=folder)
    assert code == 0, said
    assert "published treatment" in out
    held = json.loads((folder / "scar_beside_belis_burn.json").read_text(encoding="utf-8"))
    assert held["cautions"] and all(caution["text"] in out for caution in held["cautions"])
    assert "Chosen: " in out
    assert re.search(r"^ +\d+\.\d s  ", said, re.MULTILINE)  # each step with its time


def test_what_names_nothing_is_told_at_once(folder: Path) -> None:
    code, _, said = run_here("compare", "none.nc", "alexis201", "--goal", "keloidd", folder=folder)
    assert code == 2 and said.count("\n  - ") == 3
    assert "there is no file 'none.nc'" in said and "did you mean 'alexis2012'" in said and "keloid" in said


@pytest.mark.parametrize(
    ("a", "words"),
    [
        ("scar.nc#99", "and no option 99"),
        ("scar.nc#two", "no number of an option"),
        ("cheek.nc#2", "holds one simulation and no options"),
        ("cheek.toml#2", "a case has no options"),
        ("cheek.html", "neither a run file (.nc) nor a case (.toml)"),
        ("scar.toml", "this is a case for 'mtz plan'"),
    ],
)
def test_a_wrong_side_is_one_sentence(folder: Path, a: str, words: str) -> None:
    code, _, said = run_here("compare", a, "cheek.toml", "--quiet", folder=folder)
    assert code == 2 and words in said and said.count("\n  - ") == 1 and "Traceback" not in said


def test_two_published_treatments(folder: Path) -> None:
    code, _, said = run_here("compare", "alexis2012", "blome2016", "--quiet", folder=folder)
    assert code == 2 and "--skin" in said
