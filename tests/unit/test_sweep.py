"""Sweeps: points are even and the same again, rows are what a simulation gives, nothing is run twice or lost."""

from __future__ import annotations

import csv
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.reference.digits import raw_numbers
from tests.sweeps.dying import Killer, die, double
from tests.sweeps.kills import mapping, table

from microthermal import catalog, report
from microthermal.cases.treatment import treatment_case
from microthermal.errors import DamagedError, InputError, WorkerError
from microthermal.parallel.streams import as_done
from microthermal.planning.metrics import metrics
from microthermal.report.sweeping.page import SweepPage
from microthermal.simulation.chain import simulate
from microthermal.studies.fields import with_fields
from microthermal.studies.sweep import columns, export, study_of, sweep
from microthermal.studies.sweep.database import opened
from microthermal.studies.sweep.points import points
from microthermal.studies.sweep.running import Engine
from microthermal.studies.sweep.tasks import Row, Task, evaluate

ONE = Engine(workers=1)


def told(asked: dict) -> list[str]:
    with pytest.raises(InputError) as error:
        study_of(asked)
    return [str(fault) for fault in error.value.faults]


# Points


def test_a_grid_has_every_combination_in_order() -> None:
    asked = mapping(10) | {"kind": "grid"}
    del asked["runs"]
    asked["inputs"] = {
        "pulse.energy": {"low": "10 mJ", "high": "30 mJ", "points": 3},
        "pattern.passes": {"low": 1, "high": 2, "points": 2},
    }
    study = study_of(asked)
    found = [(one["pulse.energy"], one["pattern.passes"]) for one in points(study)]
    assert found == [(f"{e} J", n) for e in ("0.01", "0.02", "0.03") for n in (1, 2)]


@pytest.mark.parametrize("kind", ["sobol", "latin_hypercube"])
def test_drawn_points_are_even_in_every_input(kind: str) -> None:
    """Each sixteenth of a range holds its sixteenth of the points; a random draw does so once in a million times."""
    asked = mapping(64) | {"kind": kind}
    asked["inputs"] = {
        "pulse.energy": {"low": "8 mJ", "high": "32 mJ", "scale": "log"},
        "pattern.density": {"low": "50 / cm**2", "high": "250 / cm**2"},
    }
    found = list(points(study_of(asked)))
    energies = np.log([float(one["pulse.energy"].split()[0]) / 8e-3 for one in found]) / np.log(4.0)
    densities = [(float(one["pattern.density"].split()[0]) / 1e4 - 50.0) / 200.0 for one in found]
    for places in (energies, densities):
        assert np.bincount((np.asarray(places) * 16).astype(int), minlength=16).tolist() == [4] * 16


def test_points_hang_on_the_seed_alone() -> None:
    asked = mapping(16)
    assert list(points(study_of(asked))) == list(points(study_of(asked)))
    assert list(points(study_of(asked))) != list(points(study_of(asked | {"seed": 4})))


def test_more_sobol_runs_leave_the_first_as_they_are() -> None:
    few, many = (list(points(study_of(mapping(n) | {"kind": "sobol"}))) for n in (20, 50))
    assert many[:20] == few


# Fields


def test_a_field_is_set_wherever_it_stands() -> None:
    dose = {"drug": "triamcinolone", "concentration": "5 mg/mL"}
    case = {"skin": "cheek_iii", "pulse": {"energy": "1 mJ"}, "doses": [dose, dose]}
    found = with_fields(case, {"skin.phototype": "V", "pulse.energy": "2 mJ", "doses.1.concentration": "9 mg/mL"})
    assert found["skin"] == {"site": "cheek", "phototype": "V"} and found["pulse"]["energy"] == "2 mJ"
    assert [one["concentration"] for one in found["doses"]] == ["5 mg/mL", "9 mg/mL"]
    assert case["pulse"] == {"energy": "1 mJ"} and case["skin"] == "cheek_iii"
    every = with_fields(case, {"dose.concentration": "3 mg/mL"})
    assert {one["concentration"] for one in every["doses"]} == {"3 mg/mL"}


@pytest.mark.parametrize("path", ["dose.concentration", "device.energy", "pulse..energy", "topicals.0.film"])
def test_a_path_that_leads_nowhere_is_a_sentence(path: str) -> None:
    with pytest.raises(InputError) as error:
        with_fields({"device": "er_glass_1550"}, {path: 1})
    assert error.value.faults[0].path == path


# Reading


def test_all_faults_are_told_at_once() -> None:
    asked = mapping(10) | {
        "kind": "sobl", "runs": 0, "metrics": ["dept"], "colour": "red",
        "inputs": {
            "pulse.energy": {"low": "30 mJ", "high": "10 mJ"}, "pattern.density": {"low": "1 / cm**2"},
            "pulse.duration": {"low": "1 ms", "high": "2 mm", "step": 3}, "title": {"values": [1]},
            "skin.phototype": {"values": []}, "cooling": {"low": True, "high": "1 xyzzy"},
        },
    }  # fmt: skip
    faults = "\n".join(told(asked))
    for words in (
        "kind: there is no kind of sweep 'sobl'", "runs: must be a whole number from 2 to 1000000",
        "metrics.0: there is no metric 'dept'; did you mean 'depth'?", "colour: this field is not known",
        "inputs.pulse.energy.high: must be greater than low", "inputs.pattern.density.high: this field is missing",
        "inputs.pulse.duration.step: this field is not known", "inputs.title: changes nothing that is computed",
        "inputs.skin.phototype.values: must be a list of 1 to 1000 values", "inputs.cooling.low: must be a number",
        "inputs.cooling.high: '1 xyzzy' is neither a number nor in a known unit",
    ):  # fmt: skip
        assert words in faults


def test_a_field_that_no_case_has_is_refused_before_anything_runs() -> None:
    asked = mapping(10)
    asked["inputs"] = {"pulse.enrgy": {"low": "10 mJ", "high": "20 mJ"}}
    assert any("pulse.enrgy: this field is not known; did you mean 'energy'?" in one for one in told(asked))


def test_a_wrong_case_is_told_in_the_words_of_cases() -> None:
    asked = mapping(10)
    asked["case"] = {**asked["case"], "device": "er_glas_1550"}
    assert told(asked)[0].startswith("case.device: ")


def test_a_grid_of_more_than_a_million_is_refused() -> None:
    asked = mapping(10) | {"kind": "grid"}
    del asked["runs"]
    ends = {"low": "10 mJ", "high": "30 mJ", "points": 2000}
    asked["inputs"] = {"pulse.energy": ends, "pulse.duration": {"low": "2 ms", "high": "3 ms", "points": 2000}}
    assert told(asked) == ["inputs: the points of the grid make 4000000 runs; a sweep has 2 to 1000000"]


# Rows


def test_a_row_is_what_the_simulation_of_its_case_gives(tmp_path: Path) -> None:
    study = study_of(mapping(12))
    sweep(study, tmp_path / "a.db", ONE)
    found = columns(tmp_path / "a.db")
    number = 7
    values = list(points(study))[number]
    asked = treatment_case(with_fields(study.case, values))
    one = simulate(asked.skin, asked.treatment, asked.condition, asked.settings)
    for name in study.metrics:
        assert found[name][number] == metrics[name](one).value
    assert found["pulse.energy"][number] == values["pulse.energy"] and found["pattern.density"][number] > 5e5


@pytest.mark.slow
def test_a_point_that_fails_is_a_row_with_its_sentence(tmp_path: Path) -> None:
    done = sweep(study_of(mapping(40)), tmp_path / "a.db", ONE)
    found = columns(tmp_path / "a.db")
    failed = found["state"] == "failed"
    assert 0 < done.failed == failed.sum() < 40 and done.runs == 40
    assert all("is beyond what er_glass_1550 offers" in one for one in found["sentence"][failed])
    assert np.isnan(found["depth"][failed]).all() and np.isfinite(found["depth"][~failed]).all()


def test_equal_points_are_run_once_and_are_a_row_each(tmp_path: Path) -> None:
    asked = mapping(10) | {"kind": "sobol"}
    asked["inputs"] = {"pattern.passes": {"values": [1, 2]}}
    ran: list[str] = []
    done = sweep(study_of(asked), tmp_path / "a.db", Engine(workers=1, work=lambda task: counted(task, ran)))
    assert len(ran) == 2 and done.runs == 10 and len(table(tmp_path / "a.db")) == 10


def counted(task: Task, ran: list[str]) -> list[Row]:
    ran += [key for key, _ in task.points]
    return evaluate(task)


# Durability


@pytest.mark.slow
def test_what_is_done_is_not_run_again(tmp_path: Path) -> None:
    study, path, ran = study_of(mapping(40)), tmp_path / "a.db", []

    def stopped(task: Task) -> list[Row]:
        if len(ran) > 12:
            raise KeyboardInterrupt
        return counted(task, ran)

    with pytest.raises(KeyboardInterrupt):
        sweep(study, path, Engine(workers=1, work=stopped, most=4))
    there = {row[1] for row in table(path)}
    assert 0 < len(there) < 40
    again: list[str] = []
    done = sweep(study, path, Engine(workers=1, work=lambda task: counted(task, again), most=4))
    assert not there & set(again) and done.found == len(there) and len(table(path)) == 40
    sweep(study, tmp_path / "calm.db", ONE)
    assert table(path) == table(tmp_path / "calm.db")
    assert sweep(study, path, Engine(workers=1, work=refuse)).found == 40


def refuse(task: Task) -> list[Row]:
    raise AssertionError("nothing was left to run")


def test_a_row_is_committed_once_whatever_comes_later(tmp_path: Path) -> None:
    study, path = study_of(mapping(10)), tmp_path / "a.db"
    sweep(study, path, ONE)
    before = table(path)
    with opened(path, write=True) as database:
        key = before[0][1]
        database.commit([(Row(key, (0.0,) * 4), {0: ("8 mJ", 1, 5e5)})])
    assert table(path) == before


@pytest.mark.slow
def test_two_workers_one_of_which_is_killed_give_the_table_of_one(tmp_path: Path) -> None:
    study = study_of(mapping(24))
    sweep(study, tmp_path / "one.db", ONE)
    sweep(study, tmp_path / "two.db", Engine(workers=2, work=Killer(tmp_path / "mark"), most=3))
    assert (tmp_path / "mark").exists()
    assert table(tmp_path / "one.db") == table(tmp_path / "two.db")


@pytest.mark.slow
def test_workers_that_always_die_are_told() -> None:
    with pytest.raises(WorkerError, match="ended one after the other"):
        list(as_done([(die, (), "always")] * 20, 2))


@pytest.mark.slow
def test_results_come_as_they_are_done_and_calls_are_asked_for_one_by_one() -> None:
    asked: list[int] = []

    def calls():
        for number in range(20):
            asked.append(number)
            yield double, (number,), "double"

    found = as_done(calls(), 2)
    first = next(found)
    assert first in (0, 2) and len(asked) < 20
    assert sorted([first, *found]) == [2 * number for number in range(20)]


def test_another_study_library_or_program_is_not_put_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    sweep(study_of(mapping(10)), path, ONE)
    with pytest.raises(InputError, match="holds runs of another study; name another file"):
        sweep(study_of(mapping(10) | {"seed": 9}), path, ONE)
    monkeypatch.setattr("microthermal.studies.sweep.database.program_digest", lambda: "0")
    with pytest.raises(InputError, match="another version of the program"):
        sweep(study_of(mapping(10)), path, ONE)


def test_a_worker_with_another_library_is_refused() -> None:
    with pytest.raises(InputError, match="a worker has another library"):
        evaluate(Task(case="{}", metrics=(), library_digest="0", program_digest="", points=()))


def test_two_processes_do_not_write_to_one_database(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "a.db"
    hold = (
        "import sys, time; from pathlib import Path; from microthermal.files import alone\n"
        f"with alone(Path({str(path)!r} + '.lock'), 'sweep', 0.0): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(InputError, match="another process is just running"):
            sweep(study_of(mapping(10)), path, ONE)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    for _ in range(50):  # the system takes the lock back a moment later
        try:
            assert sweep(study_of(mapping(10)), path, ONE).runs == 10
            return
        except InputError:
            time.sleep(0.1)
    pytest.fail("the lock of a killed process stayed")


# Files


@pytest.mark.slow
def test_the_database_alone_runs_the_study_again(tmp_path: Path) -> None:
    sweep(study_of(mapping(16)), tmp_path / "a.db", ONE)
    with opened(tmp_path / "a.db") as database:
        again = study_of(database.document)
        assert database.held["library_digest"] == catalog.library().digest and database.held["version"]
    sweep(again, tmp_path / "b.db", ONE)
    assert table(tmp_path / "a.db") == table(tmp_path / "b.db")


@pytest.mark.slow
def test_a_table_is_read_back_to_the_last_bit(tmp_path: Path) -> None:
    sweep(study_of(mapping(30)), tmp_path / "a.db", ONE)
    assert export(tmp_path / "a.db", tmp_path / "a.csv") == 30
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    depth = columns(tmp_path / "a.db")["depth"]
    assert [float(one["depth"]) if one["depth"] else None for one in lines] == [
        None if np.isnan(one) else one for one in depth
    ]


def test_parquet_holds_the_same_with_units(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    sweep(study_of(mapping(30)), tmp_path / "a.db", ONE)
    export(tmp_path / "a.db", tmp_path / "a.parquet")
    found = parquet.read_table(tmp_path / "a.parquet")
    assert found.column("depth").to_pylist() == [row[8] for row in table(tmp_path / "a.db")]
    assert found.schema.field("depth").metadata[b"unit"] == b"m"
    assert found.schema.metadata[b"microthermal:study_digest"]


def test_a_table_of_another_kind_is_a_sentence(tmp_path: Path) -> None:
    sweep(study_of(mapping(10)), tmp_path / "a.db", ONE)
    with pytest.raises(InputError, match=r"'a.xls' must end in .csv or .parquet"):
        export(tmp_path / "a.db", tmp_path / "a.xls")


def test_what_is_no_database_of_a_sweep_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("title = 'x'", encoding="utf-8")
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("CREATE TABLE runs (a)")
    connection.commit()
    connection.close()
    sweep(study_of(mapping(10)), tmp_path / "torn.db", ONE)
    whole = (tmp_path / "torn.db").read_bytes()
    (tmp_path / "torn.db").write_bytes(whole[:100] + b"\xff" * 4000)
    for name, kind, words in (
        ("text.db", InputError, "is no database"), ("other.db", InputError, "of another program"),
        ("torn.db", DamagedError, "cannot be read"), ("none.db", InputError, "there is no file"),
    ):  # fmt: skip
        with pytest.raises(kind, match=words), opened(tmp_path / name) as database:
            list(database.rows())


def test_progress_tells_all_and_the_time_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microthermal.studies.sweep.running._PAUSE", 0.0)
    said: list[tuple[int, int, str]] = []
    sweep(study_of(mapping(24)), tmp_path / "a.db", Engine(workers=1, most=4), lambda *words: said.append(words))
    assert said[0][:2] == (0, 24) and said[-1][:2] == (24, 24)
    assert [one[0] for one in said] == sorted(one[0] for one in said)
    assert any("left" in text for _, _, text in said)


@pytest.mark.slow
def test_the_page_shows_every_metric_and_what_failed(tmp_path: Path) -> None:
    asked = mapping(40)
    asked["inputs"]["settings.seed"] = {"values": [7]}
    sweep(study_of(asked), tmp_path / "a.db", ONE)
    found = SweepPage(tmp_path / "a.db")
    # What has one value in every run is told, and is no axis.
    assert {one[0] for one in found.of("input")} - {one[0] for one in found.varied} == {"settings.seed"}
    page = report.html(found)
    assert "in every run" in page and f">{len(found.varied)}<" in page
    assert raw_numbers(page) == {}
    assert "40 of 40" in page and "What failed" in page and page.count("<figure>") == 4
    assert "is beyond what er_glass_1550 offers" in page


def test_the_title_is_no_part_of_a_study() -> None:
    study = study_of(mapping(10))
    assert replace(study, title="another").digest == study.digest
    assert study_of(mapping(11)).digest != study.digest
