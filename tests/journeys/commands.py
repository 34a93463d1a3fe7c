"""``mtz`` as a process of its own, in a session of its own, as a terminal starts it; or within this one."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from microthermal.cli.__main__ import main

COARSE = """
[settings]
cell = "20 um"
numerical_error = false
persons = 4
deposition = { kind = "monte_carlo", photons = 1600 }
"""
TREATMENT = (
    """
title = "a cheek"
skin = "cheek_iii"
device = "er_glass_1550"
pulse = { energy = "20 mJ", duration = "3 ms" }
pattern = { density = "250 / cm**2" }
"""
    + COARSE
)
INJECTION = (
    TREATMENT
    + """
[[doses]]
drug = "triamcinolone"
concentration = "5 mg/mL"
volume = "0.05 mL"
depth = "1 mm"
spacing = "10 mm"
time = "1 day"
"""
)
PLAN = (
    """
title = "a small plan"
skin = { site = "abdomen", phototype = "III" }
goal = "hypertrophic_scar"
devices = ["er_glass_1550"]
drugs = []
search = { kind = "grid", energies = 2, densities = 1, injection_days = [] }
"""
    + COARSE
)
MTZ = ("-m", "microthermal.cli.__main__")
CASES = {"cheek.toml": TREATMENT, "day.toml": INJECTION, "scar.toml": PLAN}


def write_cases(folder: Path) -> None:
    """Case files of this module in a folder."""
    for name, text in CASES.items():
        (folder / name).write_text(text, encoding="utf-8")


def _as_started_by_a_person(file_limit: int | None) -> None:
    # A test run in the background of a script ignores SIGINT, and a child would inherit that.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if file_limit is not None:
        import resource  # Windows has none, and reads this file too

        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))


def start(
    *arguments: str, folder: Path, file_limit: int | None = None, prefix: tuple[str, ...] = MTZ, **environment: str
) -> subprocess.Popen[str]:
    """Start a command; nothing it writes may be larger than so many bytes.

    It has a cache as a user's command has one, which all that tests start share; the answer is the same without.
    """
    kept = {"MICROTHERMAL_CACHE_DIR": os.environ["TESTS_COMMANDS_CACHE"]}
    return subprocess.Popen(
        [sys.executable, *prefix, *arguments],
        cwd=folder,
        env={**os.environ, **kept, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: _as_started_by_a_person(file_limit),
    )


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    """Read what a command says on its way, until it says certain words."""
    said = []
    for line in process.stderr or ():
        said.append(line)
        if words in line:
            return
    pytest.fail(f"the command ended without saying '{words}':\n{''.join(said)}")


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code of a command, and all that it says from now on."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def run(
    *arguments: str, folder: Path, file_limit: int | None = None, prefix: tuple[str, ...] = MTZ, **environment: str
) -> tuple[int, str, str]:
    """Exit code, results and complaints of a command that runs to its end."""
    return finished(start(*arguments, folder=folder, file_limit=file_limit, prefix=prefix, **environment))


def run_here(*arguments: str, folder: Path) -> tuple[int, str, str]:
    """The same without a process of its own, for answers that do not hang on one: it loads nothing anew."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(arguments)
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
    return code, out.getvalue(), err.getvalue()


def alive(session: int) -> list[int]:
    """Processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state, _, _, of = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(of) == session and state != "Z":
            found.append(int(entry.name))
    return found


def all_gone(session: int) -> bool:
    """Whether all processes of a session end, given a while."""
    for _ in range(200):
        if not alive(session):
            return True
        time.sleep(0.1)
    return False
