"""Where results cannot be saved: told before computing where it can be known, and nothing computed is lost."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from tests.journeys.commands import finished, run, run_here, start, wait_for, write_cases

from microthermal import store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders and limits of POSIX")
SIMULATE = ("simulate", "cheek.toml", "--quiet")
TIMING = ("timing", "day.toml", "--goal", "acne_scar", "--scenarios", "2", "--until", "2 day", "--quiet")
WINDOW = ("window", "cheek.toml", "--quiet")
COMMANDS = [SIMULATE, ("plan", "scar.toml", "--quiet"), TIMING, WINDOW]
# No user, and not even root, can make a file here.
NOWHERE = "/proc/self"


@pytest.fixture
def folder(tmp_path):
    write_cases(tmp_path)
    return tmp_path


@pytest.fixture
def temporary(folder):
    (folder / "temporary").mkdir()
    return folder / "temporary"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("absent/x", "there is no folder 'absent'"),
        ("absent/", "there is no folder 'absent'"),
        (f"{NOWHERE}/x", "cannot be written"),
        ("n" * 300, "its name is too long"),
        ("/dev/null", "is a device"),
        ("taken", "is a folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_before_computing(command, name, words, folder):
    for ending in (".html", ".nc"):
        (folder / f"taken{ending}").mkdir()
    before = sorted(folder.iterdir())
    # One place of each command is asked of a process of its own.
    ask = run if name == "absent/x" else run_here
    code, out, err = ask(*command, "--output", name, folder=folder)
    assert code == 2
    assert "--output: " in err and words in err and "Traceback" not in err
    assert out == "" and sorted(folder.iterdir()) == before


def test_other_commands_tell_it_before_computing_too(folder):
    for command in (
        ("healing", "cheek.toml", "--export", f"{NOWHERE}/run.csv"),
        ("validate", "--quick", "--output", NOWHERE),
    ):
        code, _, err = run_here(*command, folder=folder)
        assert code == 2 and "cannot be written" in err
        assert len(err.splitlines()) == 2  # no stage was told


@pytest.mark.parametrize("command", [SIMULATE, ("plan", "scar.toml", "--quiet", "--workers", "1")])
def test_a_full_disk_costs_no_result(command, folder, temporary):
    # The page is the largest file; the run and the summary would have room.
    before = sorted(folder.iterdir())
    code, out, err = run(*command, folder=folder, file_limit=400_000, TMPDIR=str(temporary))
    assert code == 2
    assert "larger than this system lets a file be" in err and "Traceback" not in err
    assert len(err.splitlines()) == 2
    assert "no medical advice" in out  # what was computed is shown
    assert sorted(folder.iterdir()) == before and not list(temporary.rglob("*.*"))


def test_what_finds_no_room_is_saved_in_the_temporary_folder(folder, temporary):
    process = start("simulate", "cheek.toml", "--output", "out/x", folder=_with(folder, "out"), TMPDIR=str(temporary))
    wait_for(process, "1/2")
    (folder / "out").rmdir()  # as a disk that is taken away
    code, out, err = finished(process)
    assert code == 2
    assert "there is no folder" in err and f"everything was saved in '{temporary}" in err
    saved = sorted(temporary.rglob("x-*.*"))
    assert [file.suffix for file in saved] == [".html", ".json", ".nc"]
    assert store.load(saved[2]).title == "a cheek"
    assert all(str(file) in out.replace("\n", "") for file in saved)


def _with(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder


def test_what_a_killed_run_left_is_swept_by_the_next(folder):
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom microthermal.files import draft_of\n"
        "with draft_of(Path('cheek.nc')) as draft:\n"
        "    draft.write_text('half')\n    print('writing', file=sys.stderr, flush=True)\n    time.sleep(600)\n"
    )
    process = start(folder=folder, prefix=("-c", code))
    wait_for(process, "writing")
    live = list(folder.glob(".*.partial"))
    assert len(live) == 1
    assert run("healing", "cheek.toml", "--export", "a.csv", "--quiet", folder=folder)[0] == 0
    assert list(folder.glob(".*.partial")) == live, "that of a process that lives stays"
    process.send_signal(signal.SIGKILL)
    finished(process)
    assert run("healing", "cheek.toml", "--export", "b.csv", "--quiet", folder=folder)[0] == 0
    assert not list(folder.glob(".*.partial"))


def test_a_reader_who_has_read_enough_ends_the_command_in_silence(folder):
    process = start("library", "list", folder=folder)
    process.stdout.readline()
    process.stdout.close()
    with process.stderr as err:
        assert err.read() == ""
    assert process.wait(timeout=60) in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_words_that_find_no_room_are_told_in_one_sentence(folder):
    shell = "import os; os.dup2(os.open('/dev/full', os.O_WRONLY), 1); "
    code = shell + "import sys; sys.argv[0] = 'mtz'; from microthermal.cli.__main__ import main; main()"
    status, _, err = run("library", "list", folder=folder, prefix=("-c", code))
    assert status == 2 and "No space left" in err and "Traceback" not in err


def test_a_run_that_is_killed_while_it_saves_leaves_whole_files_or_none(folder):
    process = start("simulate", "cheek.toml", folder=folder)
    wait_for(process, "2/2")
    process.kill()
    finished(process)
    assert not list(folder.glob("cheek.nc")) or store.load(folder / "cheek.nc").title == "a cheek"
    assert run("healing", "cheek.toml", "--export", "a.csv", "--quiet", folder=folder)[0] == 0
    assert not list(folder.glob(".*.partial"))
