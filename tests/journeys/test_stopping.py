"""A stop in each stage of a long command: one sentence, a code of its own, no process and no file left."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from tests.journeys.commands import all_gone, finished, start, wait_for, write_cases

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
INT, TERM = signal.SIGINT, signal.SIGTERM
PLAN = ("plan", "scar.toml", "--workers", "2")
SIMULATE = ("simulate", "cheek.toml")
WINDOW = ("window", "cheek.toml", "--workers")
TIMING = ("timing", "day.toml", "--goal", "acne_scar", "--scenarios", "2", "--until", "7 day", "--workers")
HEALING = ("healing", "cheek.toml", "--export", "run.csv")
# Command, words after which it is stopped, signal, whether the whole group gets it, as from a terminal.
STAGES = [
    (PLAN, "0/", INT, True),  # workers start
    (PLAN, "1/", TERM, False),  # search
    (PLAN, "plan ready", INT, False),  # scenarios of the best, report, saving
    (SIMULATE, "0/2", INT, True),
    (SIMULATE, "1/2", TERM, True),
    (SIMULATE, "2/2", INT, False),
    ((*WINDOW, "1"), "0/", TERM, True),  # in this process: workers that start are those of a plan
    ((*WINDOW, "2"), "3/", INT, True),  # map
    ((*TIMING, "1"), "0/2", INT, False),
    ((*TIMING, "2"), "1/2", INT, True),
    ((*TIMING, "1"), "2/2", TERM, False),
    (HEALING, "0/1", TERM, False),
    (("validate", "--quick"), "0/", INT, True),
]


@pytest.fixture
def folder(tmp_path):
    write_cases(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("command", "words", "number", "group"), STAGES)
def test_a_stop_ends_the_command_its_workers_and_its_drafts(command, words, number, group, folder):
    before = sorted(folder.iterdir())
    process = start(*command, folder=folder)
    wait_for(process, words)
    (os.killpg if group else os.kill)(process.pid, number)
    code, out, err = finished(process)
    assert code == 128 + number
    said = "Stopped" if number == INT else "Stopped from outside (SIGTERM)"
    # Steps that ended before the signal came may still be told; a traceback may not.
    assert err.splitlines()[-1] == f"{said}; nothing was written."
    assert "Traceback" not in err and "resource_tracker" not in err and out == ""
    assert all_gone(process.pid)
    assert sorted(folder.iterdir()) == before


# Every command has its workers from one place, `parallel.processes.executor`: one command is asked.
@pytest.mark.parametrize("words", ["0/", "1/"])
def test_workers_end_when_their_parent_is_killed(words, folder):
    process = start(*PLAN, folder=folder)
    wait_for(process, words)
    process.kill()
    assert all_gone(process.pid)
    finished(process)


@pytest.mark.parametrize("workers", [1, 2])
def test_python_callers_are_interrupted_and_keep_no_worker(workers, folder):
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from microthermal.planning.case import read_plan_case\n"
        "from microthermal.planning.plan import plan_of\n"
        "def tell(done, steps, text): print(f'{done}/{steps}', file=sys.stderr, flush=True)\n"
        "try:\n"
        "    plan_of(read_plan_case(Path('scar.toml')), int(sys.argv[1]), tell)\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(7)\n"
    )
    process = start(str(workers), folder=folder, prefix=("-c", script))
    wait_for(process, "1/")
    os.killpg(process.pid, INT)
    code, _, err = finished(process)
    assert code == 7 and "Traceback" not in err
    assert all_gone(process.pid)


def test_a_worker_that_is_killed_is_told_in_one_sentence(folder):
    process = start(*PLAN, folder=folder)
    wait_for(process, "1/")
    workers = [pid for pid in _children(process.pid) if "spawn_main" in _words(pid)]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    code, _, err = finished(process)
    assert code == 5
    assert "ended by signal 9" in err and "--workers 1" in err and "Traceback" not in err
    assert all_gone(process.pid)


def test_a_signal_that_is_ignored_from_the_start_stays_ignored(folder):
    script = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"  # what nohup does
        "os.execv(sys.executable, [sys.executable, '-m', 'microthermal.cli.__main__', *sys.argv[1:]])\n"
    )
    process = start(*HEALING, folder=folder, prefix=("-c", script))
    wait_for(process, "0/1")
    os.kill(process.pid, signal.SIGHUP)
    assert finished(process)[0] == 0
    assert (folder / "run.csv").exists()


def _children(parent: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()]


def _words(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")
