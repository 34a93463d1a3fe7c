"""The command line: begin by asking, answers for programs, sources to quote, no silence, colours only where wanted."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import time
import webbrowser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.journeys.test_commands import SIMULATE, planned_scar, reported_cheek, run, simulated_cheek

from microthermal import catalog
from microthermal.cases.treatment import read_treatment_case
from microthermal.catalog.reading.state import one_state
from microthermal.cli.__main__ import mtz
from microthermal.domain.inputs.exposures import FAMILIES
from microthermal.planning.case import read_plan_case

pytestmark = pytest.mark.xdist_group("a cheek")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    found = capsys.readouterr()
    return found.out, found.err


# Begin


@pytest.mark.parametrize("goal", catalog.names("goal"))
def test_a_case_for_every_goal_can_be_planned_as_it_stands(folder, goal):
    assert run("init", "--goal", goal, "case.toml") == 0
    case = read_plan_case(folder / "case.toml")
    assert case.goal.name == goal
    assert case.devices
    assert (folder / "case.toml").read_text(encoding="utf-8").count("#") >= 6


@pytest.mark.parametrize("device", catalog.names("device"))
def test_a_case_for_every_device_can_be_simulated_as_it_stands(folder, device):
    assert run("init", "--device", device) == 0
    case = read_treatment_case(folder / f"{device}.toml")
    held = catalog.device(device)
    assert held.energy.low <= held.setting(case.treatment.exposure) <= held.energy.high * (1 + 1e-9)
    assert case.treatment.exposure.device == device
    # What the device is meant for is there, and a density is set where there is no such thing.
    assert (case.skin.structure is not None) == bool(held.basis.structure)
    text = (folder / f"{device}.toml").read_text(encoding="utf-8")
    assert ("\ndensity = " in text) != bool(held.basis.structure)


@one_state()
def closed_to(goal: str) -> list[str]:
    """Devices that a goal does not allow."""
    held = catalog.goal(goal)
    barred = [one for one in catalog.bars() if any(one.holds(family, held.condition) for family in FAMILIES)]
    return [
        name
        for name in catalog.names("device")
        if (family := catalog.device(name).family) in held.barred
        or any(one.holds(family, held.condition) for one in barred)
    ]


@pytest.mark.parametrize("goal", catalog.names("goal"))
def test_a_device_is_asked_for_among_those_that_the_goal_allows(folder, goal):
    number = 1 + catalog.names("goal").index(goal)
    found = CliRunner().invoke(mtz, ["init"], input=f"1\n{number}\n1\ncheek\nIII\n")
    assert found.exit_code == 0, found.output
    shut = closed_to(goal)
    assert shut
    assert not [name for name in shut if f" {name} " in found.output]
    assert run("init", "--goal", goal, "--device", shut[0], "shut.toml") == 2


def test_init_asks_and_takes_numbers_and_names(folder):
    answers = "2\nno such device\n999\ner_glass_1550\nscalp\n4\n"
    found = CliRunner().invoke(mtz, ["init"], input=f"{answers}")
    assert found.exit_code == 0, found.output
    case = read_treatment_case(folder / "er_glass_1550.toml")
    assert (case.skin.site, case.skin.phototype) == ("scalp", "IV")
    assert found.output.count("write a number from 1") == 2


def test_init_overwrites_nothing_and_tells_all_faults_at_once(folder, capsys):
    (folder / "keloid.toml").write_text("mine", encoding="utf-8")
    assert run("init", "--goal", "keloid") == 2
    assert "is there already" in said(capsys)[1]
    assert (folder / "keloid.toml").read_text(encoding="utf-8") == "mine"
    assert run("init", "--goal", "keloit", "--device", "er_glas_1550", "--site", "nose") == 2
    err = said(capsys)[1]
    assert "3 things to mend" in err
    assert "did you mean 'keloid'" in err
    assert "did you mean 'er_glass_1550'" in err
    assert run("init", "--goal", "keloid", "--device", "er_glass_1550", "new.toml") == 0


# Answers for programs


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cases")
    (folder / "cheek.toml").write_text(SIMULATE, encoding="utf-8")
    made, out, err = simulated_cheek(tmp_path_factory)
    for ending in ("nc", "json", "html"):
        shutil.copy(made / f"cheek.{ending}", folder / f"run.{ending}")
    (folder / "out.txt").write_text(out, encoding="utf-8")
    (folder / "err.txt").write_text(err, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("command", "kind", "key"),
    [
        (("simulate", "cheek.toml"), "simulation", "metrics"),
        (planned_scar, "plan", "options"),
        (("window", "cheek.toml", "--workers", "1"), "window", "map"),
        (("healing", "cheek.toml"), "healing", "scores"),
        (("timing", "cheek.toml", "--goal", "acne_scar", "--scenarios", "2", "--until", "2 day"), "timing", "days"),
        (reported_cheek, "report", "files"),
        (("export", "run.nc", "--to", "csv", "--to", "vtk"), "export", "files"),
    ],
)
def test_json_is_one_document_and_nothing_else(
    cases, command, kind, key, folder, capsys, monkeypatch, tmp_path_factory
):
    # The ends of a map are enough to see that it is told.
    monkeypatch.setattr("microthermal.planning.window.map._ENERGIES", 2)
    monkeypatch.setattr("microthermal.planning.window.map._DENSITIES", 2)
    if callable(command):  # what other tests look at as well
        name, (made, out, err) = kind, command(tmp_path_factory)
        monkeypatch.chdir(made)
    else:
        name, file, *rest = command
        more = ("--output", str(folder)) if name != "healing" else ()
        assert run(name, str(cases / file), *rest, "--json", *more) == 0
        out, err = said(capsys)
    document = json.loads(out)
    assert document["kind"] == kind
    assert document[key]
    assert all(Path(file).is_file() for file in document["files"])
    assert "1/" in err or "2/" in err or name in ("plan", "window")
    if name == "simulate":  # the document is the summary that is written
        written = json.loads((folder / "cheek.json").read_text(encoding="utf-8"))
        assert [Path(file).name for file in document.pop("files")] == ["cheek.nc", "cheek.json", "cheek.html"]
        assert document == written


def test_a_quiet_command_prints_its_document_alone(cases, capsys):
    assert run("healing", str(cases / "cheek.toml"), "--json", "--quiet") == 0
    out, err = said(capsys)
    assert err == ""
    assert json.loads(out)["kind"] == "healing"


def test_a_fault_leaves_the_document_empty_and_the_code_tells(folder, capsys):
    (folder / "case.toml").write_text("skin = 1", encoding="utf-8")
    assert run("simulate", "case.toml", "--json") == 2
    assert said(capsys)[0] == ""


def test_verbose_tells_times_every_caution_and_what_was_chosen(cases):
    out, err = ((cases / name).read_text(encoding="utf-8") for name in ("out.txt", "err.txt"))
    held = json.loads((cases / "run.json").read_text(encoding="utf-8"))
    assert all(caution["text"] in out for caution in held["cautions"])
    assert f"Chosen: {held['stamp']['methods'][0]}" in out
    assert re.search(r"^ +\d+\.\d s  1/2 scenarios$", err, re.MULTILINE)


# Open, complete, cite


def test_open_shows_the_last_report_and_prints_where_it_is(cases, folder, monkeypatch, capsys):
    shown = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(shown.append(address)) or True)
    page = (cases / "run.html").read_text(encoding="utf-8")
    for number, name in enumerate(("old.html", "new.html", "foreign.html")):
        (folder / name).write_text("<html>" if name == "foreign.html" else page, encoding="utf-8")
        os.utime(folder / name, (1e9 + number, 1e9 + number))
    assert run("open") == 0
    assert said(capsys) == ("new.html\n", "")
    assert shown == [(folder / "new.html").as_uri()]
    assert run("open", str(cases / "run.nc"), "--no-browser") == 0
    assert said(capsys)[0] == f"{cases / 'run.html'}\n"
    assert len(shown) == 1


def test_open_without_browser_or_report_says_so(cases, folder, monkeypatch, capsys):
    assert run("open") == 2
    assert "there is no report in" in said(capsys)[1]
    assert run("open", "gone.nc") == 2
    assert "write one with: mtz report gone.nc" in said(capsys)[1]
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    assert run("open", str(cases)) == 0
    assert "No browser was found" in said(capsys)[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_of_each_shell_asks_mtz_itself(shell, capsys):
    assert run("completion", shell) == 0
    assert f"_MTZ_COMPLETE={shell}_complete" in said(capsys)[0]


def test_commands_options_and_names_of_the_library_are_completed():
    def completed(*words: str) -> set[str]:
        asked = {
            "_MTZ_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("mtz", *words)),
            "COMP_CWORD": str(len(words)),
        }
        script = "from microthermal.cli.__main__ import mtz; mtz.main(args=None, prog_name='mtz')"
        found = subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, **asked}, capture_output=True, text=True, check=True
        )
        return {line.split(",", 1)[1] for line in found.stdout.splitlines()}

    assert completed("sim") == {"simulate"}
    assert completed("init", "--goal", "kel") == {"keloid"}
    assert "--json" in completed("plan", "--j")


def entries(text: str) -> dict[str, dict[str, str]]:
    """Entries of BibTeX by their keys, read brace by brace."""
    found = {}
    for kind, key, body in re.findall(r"^@(\w+)\{([^,]+),\n(.*?)^\}$", text, re.MULTILINE | re.DOTALL):
        assert kind.isalpha()
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", body, re.MULTILINE))
        assert len(fields) == len(body.splitlines())
        assert all(value.count("{") == value.count("}") for value in fields.values())
        words = [value for name, value in fields.items() if name not in ("doi", "url")]
        assert not any(re.search(r"(?<!\\)[&%#$_]", value) for value in words)
        found[key] = fields
    return found


def test_cite_gives_bibtex_of_every_work_and_says_what_is_lacking(cases, capsys):
    assert run("cite", str(cases / "run.nc")) == 0
    listed, _ = said(capsys)
    assert run("cite", str(cases / "run.nc"), "--bibtex") == 0
    out, err = said(capsys)
    found = entries(out)
    works = catalog.works()
    assert len(found) == len(listed.splitlines()) + 1 > 20
    assert found.pop("microthermal")["author"] == "{The microthermal developers}"
    for key, fields in found.items():
        assert fields["title"].replace("\\", "") == works[key].title
        assert ("author" in fields) == bool(works[key].author)
        if works[key].kind == "article" and not works[key].author:
            assert "look them up before citing" in fields["note"]
            assert key in err
        if "paraphrased" in works[key].note:
            assert "paraphrased" in fields["note"]
            assert key in err


def test_every_work_of_the_library_can_be_written_as_bibtex():
    works = {work.key: work for work in catalog.works().values()}
    found = entries("\n".join(work.bibtex() for work in works.values()))
    assert found.keys() == works.keys()


# Silence and colour

SLOW = """
import sys, time
from microthermal.cli.telling import Voice
voice = Voice(quiet=False, verbose=False, as_json=False)
voice.begin()
time.sleep(1.2)
with voice.progress("slow work") as tell:
    tell(0, 2, "first")
    time.sleep(0.9)
    tell(2, 2, "second")
print("done")
"""


def on_a_terminal(script: str, **environment: str) -> tuple[list[tuple[float, bytes]], bytes]:
    """What a script writes to a terminal: pieces with the time of each, and all of it."""
    pty = pytest.importorskip("pty", reason="this system has no terminals that programs can make")
    above, below = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdin=below, stdout=below, stderr=below,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )  # fmt: skip
    os.close(below)
    pieces = []
    while True:
        try:
            piece = os.read(above, 4096)
        except OSError:  # the other end is closed: the child has ended
            break
        if not piece:
            break
        pieces.append((time.monotonic(), piece))
    assert child.wait() == 0
    os.close(above)
    return pieces, b"".join(piece for _, piece in pieces)


def test_a_terminal_sees_something_move_before_and_while_work_is_done():
    pieces, text = on_a_terminal(SLOW)
    assert len({piece for _, piece in pieces}) > 6
    assert text.index(b"loading") < text.index(b"slow work") < text.index(b"done")
    moments = [moment for moment, _ in pieces]
    silent = [later - earlier for earlier, later in pairwise(moments)]
    assert sorted(silent)[len(silent) // 2] < 0.5  # the middle: a crowded machine may stop the child once
    assert b"left" in text


def test_nothing_moves_where_no_terminal_listens(cases, folder):
    found = subprocess.run(
        [sys.executable, "-m", "microthermal.cli", "open", "--no-browser", str(cases)], capture_output=True, check=True
    )
    assert b"\x1b" not in found.stdout + found.stderr
    script = SLOW.replace("1.2", "0.1").replace("0.9", "0.1")
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert b"\x1b" not in found.stdout + found.stderr
    assert b"loading" not in found.stderr


@pytest.mark.parametrize(("value", "coloured"), [("", True), ("1", False)])
def test_no_color_is_honoured(value, coloured):
    script = "from microthermal.cli.__main__ import main; main(['library', 'show', 'goal', 'keloid'])"
    _, text = on_a_terminal(script, NO_COLOR=value)
    assert b"keloid" in text
    assert (re.search(rb"\x1b\[[\d;]*m", text) is not None) == coloured


def test_a_process_looks_for_garbage_rarely_and_a_caller_as_before(folder, capsys):
    usual = gc.get_threshold()
    assert run("--version") == 0
    assert gc.get_threshold() == usual
    code = "import gc, sys; from microthermal.cli.__main__ import main; sys.argv[1:] = ['cite', '--help']\n"
    code += "try:\n    main()\nfinally:\n    print(gc.get_threshold()[0])\n"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(found.stdout.splitlines()[-1]) > 10_000


def test_help_tells_the_exit_codes(capsys):
    assert run("--help") == 0
    out = said(capsys)[0]
    assert re.search(r"Exit codes:\n +0 +done\n +2 ", out)
