"""From a case file to a report and back, on coarse grids, through the command line."""

from __future__ import annotations

import html
import json
import tomllib
from pathlib import Path

import pytest
from tests.journeys.commands import TREATMENT, run_here
from tests.reference.pairs import contradictions

from microthermal import store
from microthermal.cli.__main__ import main
from microthermal.planning.case import read_plan_case
from microthermal.planning.plan import plan_of
from microthermal.store import load

pytestmark = pytest.mark.xdist_group("a cheek")

EXAMPLES = Path(__file__).parents[2] / "examples"
COARSE = """
[settings]
cell = "20 um"
numerical_error = false
persons = 2
deposition = { kind = "monte_carlo", photons = 3200 }
"""
SIMULATE = (
    """
title = "a cheek"
skin = "cheek_iii"
device = "er_glass_1550"
pulse = { energy = "20 mJ", duration = "3 ms" }
pattern = { density = "250 / cm**2", passes = 4 }

[[doses]]
drug = "triamcinolone"
concentration = "5 mg/mL"
volume = "0.05 mL"
depth = "1 mm"
spacing = "10 mm"
time = "1 day"
"""
    + COARSE
)
PLAN = (
    """
title = "a small plan"
skin = { site = "abdomen", phototype = "III" }
goal = "hypertrophic_scar"
devices = ["er_glass_1550"]
drugs = ["triamcinolone"]
search = { kind = "grid", energies = 2, densities = 1, injection_days = ["0 day"] }
"""
    + COARSE
)


DOSE = """
[[doses]]
drug = "triamcinolone"
concentration = "2.5 mg/mL"
volume = "0.05 mL"
depth = "0.8 mm"
spacing = "10 mm"
time = "0 day"
"""


def run(*arguments: str) -> int:
    """Exit code of one command."""
    try:
        main(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


_simulated: list[tuple[Path, str, str]] = []


def simulated_cheek(factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Folder of a case that was simulated, results and complaints of the command; once for all files of the group."""
    if not _simulated:
        folder = factory.mktemp("simulated")
        (folder / "cheek.toml").write_text(SIMULATE, encoding="utf-8")
        code, out, err = run_here("simulate", "cheek.toml", "--verbose", folder=folder)
        assert code == 0, err
        _simulated.append((folder, out, err))
    return _simulated[0]


_asked: dict[str, tuple[Path, str, str]] = {}


def _once(factory: pytest.TempPathFactory, name: str, *words: str, **files: bytes) -> tuple[Path, str, str]:
    """Folder of a command that was given some files, its results and complaints; once for all files of the group."""
    if name not in _asked:
        folder = factory.mktemp(name)
        for file, content in files.items():
            (folder / file.replace("_", ".")).write_bytes(content)
        code, out, err = run_here(*words, folder=folder)
        assert code == 0, err
        _asked[name] = folder, out, err
    return _asked[name]


def planned_scar(factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The small plan: run, summary and page are ``one``, and what is told is one document."""
    words = ("plan", "scar.toml", "--workers", "1", "--json", "--output", "one")
    return _once(factory, "planned", *words, scar_toml=PLAN.encode())


def reported_cheek(factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The page of the simulated case, written again from its run file, ``run.nc``."""
    run_file = (simulated_cheek(factory)[0] / "cheek.nc").read_bytes()
    return _once(factory, "reported", "report", "run.nc", "--json", run_nc=run_file)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    return simulated_cheek(tmp_path_factory)


def test_simulate_writes_run_summary_and_report_that_report_writes_again(
    simulated, tmp_path_factory, monkeypatch, capsys
):
    folder, said, _ = simulated
    monkeypatch.chdir(folder)
    assert "depth" in said and "no medical advice" in said
    assert sorted(file.name for file in folder.iterdir()) == ["cheek.html", "cheek.json", "cheek.nc", "cheek.toml"]
    first = (folder / "cheek.html").read_text(encoding="utf-8")
    assert "<h1>a cheek</h1>" in first or ">a cheek</h1>" in first
    again, _, _ = reported_cheek(tmp_path_factory)
    assert (again / "run.html").read_text(encoding="utf-8") == first
    summary = json.loads((folder / "cheek.json").read_text(encoding="utf-8"))
    assert summary["device"] == "er_glass_1550" and "device/er_glass_1550" in summary["stamp"]["entries"]
    band = summary["metrics"]["depth"]["over_scenarios"]
    assert band["low"] != band["high"]
    assert len(summary["bands_over"]) == 10
    hair = summary["scores"]["hair_density_change"]["over_persons_and_calibration"]
    assert hair["low"] != hair["high"]
    assert contradictions(load("cheek.nc"), first) == []
    capsys.readouterr()
    assert run("cite", "cheek.nc") == 0
    assert "Henriques" in capsys.readouterr().out


def test_plan_gives_the_same_answer_for_any_number_of_workers(tmp_path_factory, monkeypatch):
    folder, _, _ = planned_scar(tmp_path_factory)
    monkeypatch.chdir(folder)
    store.save_json(plan_of(read_plan_case(Path("scar.toml")), workers=2), Path("two.json"))
    one, two = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("one", "two"))
    for summary in (one, two):
        summary["stamp"].pop("date")
    assert one == two
    page = (folder / "one.html").read_text(encoding="utf-8")
    assert "not medical advice" in page.lower()
    # Medicine alone has no scenarios of light.
    assert ("Pale: the band over 10 scenarios" in page) == (one["device"] == "er_glass_1550")
    # Medicine alone is a candidate, and may be the first.
    assert one["ranking"]["rule"] in html.unescape(page) and one["device"] in ("er_glass_1550", "no_laser")
    # A day after the laser is a hypothesis; where no laser leads there is no such day to speak of.
    assert ("hypothesis" in page) == (one["device"] == "er_glass_1550")
    assert contradictions(load("one.nc"), page) == []
    assert run("report", "one.nc", "--output", "again.html") == 0


def test_progress_is_told_step_by_step(simulated):
    folder, _, err = simulated
    assert "2/2 report" in err
    page = (folder / "cheek.html").read_text(encoding="utf-8")
    assert page.count("Pale: the band over 10 scenarios") == 2
    assert "at half the zones" in page and "are not known; the default of this project" in page


def test_timing_writes_a_picture_and_a_table_and_says_that_it_is_a_hypothesis(folder, capsys):
    (folder / "day.toml").write_text(SIMULATE + DOSE, encoding="utf-8")
    chosen = ("--goal", "acne_scar", "--scenarios", "2", "--from", "-1 day", "--until", "2 day", "--workers", "1")
    assert run("timing", "day.toml", "--quiet", *chosen) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "No trial has compared days" in said
    assert "Rule: atrophic scars" in said
    assert (folder / "day_timing.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "No trial has compared" in (folder / "day_timing.html").read_text(encoding="utf-8")
    lines = (folder / "day_timing.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * 5


def test_timing_without_an_injection_is_refused(folder, capsys):
    bare = SIMULATE.split("[[doses]]")[0]
    (folder / "cheek.toml").write_text(bare, encoding="utf-8")
    assert run("timing", "cheek.toml") == 2
    assert "[[doses]]" in capsys.readouterr().err
    (folder / "day.toml").write_text(SIMULATE + DOSE, encoding="utf-8")
    assert run("timing", "day.toml") == 2
    assert "name one of" in capsys.readouterr().err
    assert run("timing", "day.toml", "--goal", "keloid", "--from", "3 day") == 2
    assert "--from" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("--help",), ("plan", "--help"), ("library", "--help"), ("--version",)])
def test_help_answers(arguments, capsys):
    assert run(*arguments) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("fly",), ("plan",), ("simulate", "a", "b"), ("plan", "x.toml", "--workers", "0")]
)
def test_wrong_use_is_refused_with_the_code_of_wrong_input(arguments, folder, capsys):
    assert run(*arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_library_lists_shows_and_checks(folder, capsys):
    assert run("library", "list") == 0
    assert "fractional_co2" in capsys.readouterr().out
    assert run("library", "show", "device", "er_glass_1550") == 0
    assert "SkinTherapyLetter" in capsys.readouterr().out.replace("\n", "")
    assert run("library", "check") == 0
    assert "Debts" in capsys.readouterr().out
    assert run("library", "show", "device", "er_glas_1550") == 2
    assert run("library", "list", "gadget") == 2


def test_a_device_added_by_one_file_appears_everywhere(folder, monkeypatch, capsys):
    source = EXAMPLES.parent / "src" / "microthermal" / "library" / "devices" / "er_glass_1550.toml"
    (folder / "mine" / "devices").mkdir(parents=True)
    text = source.read_text(encoding="utf-8").replace("Fractional Er 1550 nm, class", "My laser")
    (folder / "mine" / "devices" / "my_laser.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("MTZ_LIBRARY", str(folder / "mine"))
    assert run("library", "list", "device") == 0
    assert "my_laser" in capsys.readouterr().out
    assert run("library", "check", "--no-debts") == 0
    (folder / "case.toml").write_text(TREATMENT.replace("er_glass_1550", "my_laser"), encoding="utf-8")
    assert run("simulate", "case.toml", "--quiet") == 0


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.toml")))
def test_example_case_can_be_read(name):
    from microthermal.cases.treatment import read_treatment_case
    from microthermal.planning.case import read_plan_case

    asks = tomllib.loads((EXAMPLES / name).read_text(encoding="utf-8"))
    reader = read_plan_case if {"goal", "goals"} & set(asks) else read_treatment_case
    assert reader(EXAMPLES / name).title


def test_healing_prints_scores_and_writes_what_other_programs_read(folder, capsys):
    (folder / "cheek.toml").write_text(SIMULATE, encoding="utf-8")
    assert run("healing", "cheek.toml", "--visits", "2", "--export", "run.omex", "--quiet") == 0
    said = capsys.readouterr().out
    assert "downtime" in said and "papilla" in said and "no medical advice" in said
    assert (folder / "run.omex").stat().st_size > 10_000
    assert run("healing", "cheek.toml", "--export", "run.doc") == 2
    assert ".omex" in capsys.readouterr().err


def test_healing_refuses_visits_in_words(folder, capsys):
    (folder / "cheek.toml").write_text(SIMULATE, encoding="utf-8")
    for interval, words in (("28", "'28 day'"), ("2 hour", "between 1 day and 1 year")):
        assert run("healing", "cheek.toml", "--visits", "2", "--interval", interval, "--quiet") == 2
        said = capsys.readouterr().err
        assert "--interval" in said and words in said


def test_healing_follows_a_film_that_is_laid_on_daily(folder, capsys):
    film = '[[topicals]]\ndrug = "minoxidil"\nconcentration = "50 mg/mL"\nfilm = "10 uL/cm**2"\nfirst = "1 day"\n'
    case = SIMULATE + "\n" + film + 'every = "1 day"\nlast = "20 day"\n'
    (folder / "film.toml").write_text(case, encoding="utf-8")
    assert run("healing", "film.toml", "--quiet", "--export", "film.csv") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Minoxidil 50 mg/mL on the skin, day 1 to 20, every day" in said and "enters the dermis" in said
    assert (folder / "film.csv").read_text(encoding="utf-8").startswith("time [day]")
    assert run("simulate", "film.toml", "--quiet", "--output", "run.nc") == 0
    assert (folder / "run.nc").exists() and (folder / "run.html").exists()
    page = (folder / "run.html").read_text(encoding="utf-8")
    assert (
        "Applications" in page and "What it amounts to" in page and "density of hairs" in page and "POSAS" not in page
    )
    (folder / "film.toml").write_text(case.replace('"50 mg/mL"', '"5 g/mL"'), encoding="utf-8")
    assert run("healing", "film.toml", "--quiet") == 2
    assert "topicals.0.concentration" in capsys.readouterr().err
