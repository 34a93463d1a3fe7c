"""Ten plain questions of a new user, as the guide asks them, to one small plan; and what the answers have to say."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from tests.guides.reading import GUIDES, Step, steps
from tests.journeys.commands import TREATMENT, run_here

import microthermal
from microthermal.cli.__main__ import EXIT_UNMET

pytestmark = pytest.mark.slow

PAGE = GUIDES / "ten_questions.md"
LIBRARY = Path(microthermal.__file__).parent / "library"


def followed() -> list[Step]:
    """What the guide tells to do, in its order."""
    return steps(PAGE)


def asked(words: str) -> tuple[str, ...]:
    """The one command of the guide that holds some words, as it is typed."""
    lines = [line for step in followed() if step.kind == "commands" for line in step.text.splitlines()]
    (found,) = (line for line in lines if words in line)
    program, *arguments = shlex.split(found)
    assert program == "mtz"
    return tuple(arguments)


def answer(folder: Path, words: str, *more: str, ends: int = 0) -> str:
    """What the command of the guide answers, on one line."""
    code, out, said = run_here(*asked(words), *more, "--quiet", folder=folder)
    assert code == ends, said
    return " ".join(out.split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the guide, in a folder of their own."""
    found = tmp_path_factory.mktemp("ten")
    for step in followed():
        if step.kind == "file":
            (found / step.path).write_text(step.text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def planned(folder: Path) -> str:
    """What the plan says; its files are beside the case, for all that is asked of it."""
    return answer(folder, "--state", "--workers", "1")


def test_which_setting_and_which_day(folder: Path, planned: str) -> None:
    assert "mJ" in planned and "/cm²" in planned
    assert "triamcinolone on day" in planned or "triamcinolone on the same day" in planned
    assert "visits" in planned and "without laser" in planned
    told = json.loads((folder / "scar.json").read_text(encoding="utf-8"))
    assert told["front"]["tried"] == 24


def test_is_this_good_enough(planned: str) -> None:
    said = planned.partition("Is this good enough: ")[2].partition(" - ")[0]
    assert said.startswith(("by its own gains, yes", "not yet, give it more evaluations"))
    assert "may be found by going on" in said


def test_with_less_downtime(folder: Path, planned: str) -> None:
    said = answer(folder, "downtime < 1 day")
    assert "Asked for: downtime at most 24 h." in said
    assert "over the scenarios" in said and "Against the first laser before" in said
    # Medicine alone has no downtime at all: whoever asks for little has to be told.
    assert "alone keeps it too, with a robust value of" in said


def test_which_limit_stands_in_the_way_and_what_is_nearest(folder: Path, planned: str) -> None:
    said = answer(folder, "depth > 3 mm", ends=EXIT_UNMET)
    assert "each breaks the limit 'depth at least 3 mm', and no smaller set does so" in said
    assert "The nearest candidate stands first here: it breaks 'depth at least 3 mm' by" in said


def test_why_this_one_and_not_that_one(folder: Path, planned: str) -> None:
    said = answer(folder, "scar.nc#1 scar.nc#3")
    told, plan = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in (
        "scar-1_beside_scar-3", "scar"))  # fmt: skip
    # Sides are the courses of the plan, and score what they score there.
    assert told["a"]["score"] == pytest.approx(plan["options"][0]["score"], rel=1e-9)
    assert told["b"]["score"] == pytest.approx(plan["options"][2]["score"], rel=1e-9)
    assert "Visits" in said and "By the aims of" in said and "scar.nc, option 3" in said


def test_beside_what_was_published(folder: Path, planned: str) -> None:
    said = answer(folder, "blome2016")
    assert "(published treatment)" in said and "By the aims of" in said
    told = json.loads((folder / "scar_beside_blome2016.json").read_text(encoding="utf-8"))
    assert told["b"]["settings"]["Visits"] != "1"


def test_which_parameter_matters_most(folder: Path) -> None:
    said = answer(folder, "sensitivity", "--workers", "1")
    assert "what moves it most is the scattering of the skin" in said
    assert "first" not in said.partition("- The depth")[0], "no column of indices that were not asked for"


def test_what_my_histology_says(folder: Path) -> None:
    said = answer(folder, "fit zones.csv", "--workers", "1")
    assert "radius" in said and "The data" in said
    assert (folder / "zones_fit_library").is_dir() and (folder / "zones_fit_case.toml").is_file()


def test_a_table_for_pandas_and_going_on(folder: Path, planned: str) -> None:
    said = answer(folder, "sweep", "--workers", "1")
    assert "8 runs of 8, 8 of them now" in said
    assert len((folder / "table.csv").read_text(encoding="utf-8").splitlines()) == 9
    assert "8 runs of 8, 0 of them now" in answer(folder, "sweep", "--workers", "1")


def test_my_own_device(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "my_library" / "devices").mkdir(parents=True)
    text = (LIBRARY / "devices" / "er_glass_1550.toml").read_text(encoding="utf-8")
    mine = folder / "my_library" / "devices" / "my_laser.toml"
    mine.write_text(text.replace("Fractional Er 1550 nm, class", "My laser"), encoding="utf-8")
    (folder / "mine.toml").write_text(TREATMENT.replace("er_glass_1550", "my_laser"), encoding="utf-8")
    monkeypatch.setenv("MTZ_LIBRARY", str(folder / "my_library"))
    assert run_here("library", "check", "--no-debts", folder=folder)[0] == 0
    code, out, said = run_here("simulate", "mine.toml", "--quiet", folder=folder)
    assert code == 0 and "My laser" in out, said
