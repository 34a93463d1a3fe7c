"""`mtz sweep`: killed and gone on with, stopped, exported; on a cluster whose processes are killed at random."""

from __future__ import annotations

import csv
import json
import os
import signal
import time
from pathlib import Path

import pytest
from tests.journeys.commands import all_gone, finished, run, run_here, start, wait_for, write_cases
from tests.sweeps.kills import disturbed, mapping, table, write_study

from microthermal.studies.sweep import study_of, sweep
from microthermal.studies.sweep.running import Engine


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Table of 60 runs that nothing has disturbed."""
    path = tmp_path_factory.mktemp("calm") / "calm.db"
    sweep(study_of(mapping(60)), path, Engine(workers=1))
    return path


def test_a_study_to_its_table(tmp_path: Path) -> None:
    write_study(tmp_path, 24)
    code, out, said = run("sweep", "kills.toml", "--to", "t.csv", "--workers", "1", folder=tmp_path)
    assert code == 0, said
    assert "24 runs of 24, 24 of them now" in out and "failed; each is a row with its sentence" in out
    assert "24/24" in said
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 24
    assert "24 of 24" in (tmp_path / "kills.html").read_text(encoding="utf-8")
    code, out, _ = run_here("sweep", "kills.toml", folder=tmp_path)
    assert code == 0 and "24 runs of 24, 0 of them now" in out
    code, out, _ = run_here("sweep", "kills.db", "--to", "again.csv", folder=tmp_path)
    assert code == 0 and out.startswith("24 rows")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "t.csv").read_bytes()


def test_a_study_of_which_no_run_can_be_simulated_ends_as_wrong_input(tmp_path: Path) -> None:
    write_cases(tmp_path)
    study = 'title = "too strong"\ncase = "cheek.toml"\nkind = "sobol"\nruns = 2\nmetrics = ["depth"]\n[inputs]\n'
    study += '"pulse.energy" = { low = "60 J", high = "90 J" }\n'
    (tmp_path / "strong.toml").write_text(study, encoding="utf-8")
    code, out, said = run_here("sweep", "strong.toml", "--workers", "1", "--quiet", folder=tmp_path)
    assert code == 2 and "2 failed; each is a row with its sentence" in out
    assert "no run of this study could be simulated" in said and (tmp_path / "strong.db").exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_command_that_was_stopped_is_gone_on_with(tmp_path: Path, calm: Path, number: int) -> None:
    write_study(tmp_path, 60)
    process = start("sweep", "kills.toml", "--workers", "2", folder=tmp_path)
    wait_for(process, "left")
    os.kill(process.pid, number)
    code, _, said = finished(process)
    assert code in (-9, 130) and all_gone(process.pid)
    if number == signal.SIGINT:
        assert "written before: 'kills.db'" in said
    assert 0 < len(table(tmp_path / "kills.db")) < 60
    code, _, said = run_here("sweep", "kills.toml", "--workers", "1", "--quiet", folder=tmp_path)
    assert code == 0, said
    assert table(tmp_path / "kills.db") == table(calm)


def test_a_cluster_whose_processes_are_killed(tmp_path: Path, calm: Path) -> None:
    pytest.importorskip("distributed")
    study = write_study(tmp_path, 60)
    # One worker: its two are killed by `make test-sweep-kills`, and each takes seconds to start.
    told = disturbed(tmp_path, study, tmp_path / "kills.db", 3, seed=2, pause=(0.2, 1.0), workers=1)
    assert set(told.kills) == {"client", "scheduler", "worker0"} and told.lost == 0
    assert table(tmp_path / "kills.db") == table(calm)


def test_a_scheduler_that_nobody_started_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from microthermal.errors import WorkerError
    from microthermal.studies.sweep.cluster import on_cluster

    begin = time.monotonic()
    with pytest.raises(WorkerError, match="no scheduler has answered at"):
        list(on_cluster("tcp://127.0.0.1:1", patience=0.5)([1], str))
    assert time.monotonic() - begin < 30


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("none.toml",), "there is no file 'none.toml'"),
        (("none.db", "--to", "t.csv"), "there is no file 'none.db'"),
        (("kills.toml", "--to", "t.xls"), "must end in .csv or .parquet"),
        (("kills.toml", "--cluster", "somewhere"), "is no address of a scheduler"),
        (("kills.toml", "--output", "nowhere/x"), "nowhere"),
        (("empty.toml",), "case: this field is missing"),
    ],
)
def test_a_wrong_sweep_is_a_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    write_study(tmp_path, 10)
    (tmp_path / "empty.toml").write_text(f"title = {json.dumps('nothing')}", encoding="utf-8")
    code, _, said = run_here("sweep", *arguments, "--quiet", folder=tmp_path)
    assert code == 2 and words in said and "Traceback" not in said
