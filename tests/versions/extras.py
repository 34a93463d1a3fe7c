"""Each extra in an environment of its own: the wheel with it installs, and the commands that need it end well there.

``make test-extras`` runs it. Extras are tried with the interpreter that runs this, the package without any with every
Python that it is written for as well; one that is not on the path fails. Environments lie in ``out/extras``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from tests.versions.__main__ import interpreter_of, no_interpreter
from tests.versions.bounds import ROOT, project, pythons
from tests.versions.building import built, interpreter, missing

FOLDER = ROOT / "out" / "extras"
MTZ = ("-m", "microthermal.cli")
COARSE = """
[settings]
cell = "20 um"
numerical_error = false
persons = 2
until = "60 day"
deposition = { kind = "monte_carlo", photons = 3200 }
"""
CHEEK = 'skin = "cheek_iii"\ndevice = "er_glass_1550"\npulse = { energy = "20 mJ", duration = "3 ms" }\n' + (
    'pattern = { density = "250 / cm**2" }\n' + COARSE
)
FRONT = 'skin = "abdomen_iii"\ngoal = "hypertrophic_scar"\ndevices = ["er_glass_1550"]\ndrugs = []\n' + (
    'search = { kind = "front", evaluations = 8, population = 4, shown = 1 }\n' + COARSE
)
STUDY = 'title = "two"\ncase = "cheek.toml"\nkind = "grid"\nmetrics = ["depth"]\n[inputs]\n' + (
    '"pulse.energy" = { values = ["10 mJ", "20 mJ"] }\n'
)
CASES = {"cheek.toml": CHEEK, "front.toml": FRONT, "study.toml": STUDY}
PLAIN = (*MTZ, "simulate", "cheek.toml", "--quiet")


class Check(NamedTuple):
    """Lines for Python, one after another, and files that are there afterwards; or one line that serves a page."""

    lines: tuple[tuple[str, ...], ...]
    writes: tuple[str, ...] = ()
    served: bool = False


def program(text: str) -> tuple[str, ...]:
    """Words of a program in one line."""
    return ("-c", text)


_CLUSTER = (
    "from distributed import LocalCluster; from microthermal.cli.__main__ import main\n"
    "if __name__ == '__main__':\n"
    "    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as one:\n"
    "        main(['sweep', 'study.toml', '--cluster', one.scheduler_address, '--to', 'table.csv', '--quiet'])\n"
)
# By extra; "" is the package alone. What is only imported has chores of its own, which name it.
CHECKS = {
    "": Check(
        (PLAIN, (*MTZ, "library", "check", "--no-debts"), (*MTZ, "doctor")), ("cheek.html", "cheek.nc", "cheek.json")
    ),
    "web": Check(((*MTZ, "web", "--no-open", "--port", "{port}"),), served=True),
    "plan": Check(((*MTZ, "plan", "front.toml", "--quiet", "--workers", "1"),), ("front.html",)),
    "cluster": Check((("of_a_cluster.py",),), ("study.db", "table.csv")),
    "exchange": Check(((*MTZ, "healing", "cheek.toml", "--export", "run.omex", "--quiet"),), ("run.omex",)),
    "tables": Check(((*MTZ, "sweep", "study.toml", "--to", "table.parquet", "--quiet"),), ("table.parquet",)),
    "notebook": Check(
        (PLAIN, program("from microthermal.store import load; load('cheek.nc').to_xarray()"),
         program("from microthermal.store import load; load('cheek.nc').to_pandas('metrics')"))
    ),
    "pdf": Check((PLAIN, (*MTZ, "report", "cheek.nc", "--pdf", "--quiet")), ("cheek.pdf",)),
    "figures": Check((program("import cairosvg"),)),
    "docs": Check((program("import sphinx, myst_parser, furo, sphinx_gallery"),)),
    "calibrate": Check((program("import emcee"),)),
    "fuzz": Check((program("import schemathesis"),)),
    "wasm": Check((program("import wasmtime, ziglang"),)),
    "mutants": Check((program("from cosmic_ray import mutating, plugins"),)),
}  # fmt: skip
# The tests run in the first, by `make test-versions`; the second brings a gigabyte of readers of other programs.
ELSEWHERE = ("dev", "readers")


def main() -> int:
    """Make wheel and archive, and an environment for each extra; print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.versions.extras", description=__doc__)
    parser.add_argument(
        "extras", nargs="*", help="these alone; 'none' is the package without any, 'python3.12' another Python"
    )
    options = parser.parse_args()
    asked = {"" if name == "none" else name for name in options.extras if not name.startswith("python")}
    asked = asked if options.extras else set(CHECKS)
    if asked - set(CHECKS):
        parser.error(f"there is no check of {', '.join(sorted(asked - set(CHECKS)))}")
    files = built(FOLDER / "built")
    table = {"what is in them": "; ".join(missing(files))}
    for name in (name for name in CHECKS if name in asked):
        started = time.monotonic()
        table[name or "(none)"] = tried(name, files.wheel)
        print(f"{name or '(none)'}: {time.monotonic() - started:.0f} s", flush=True)
    for python in (
        python for python in pythons(project()) if not options.extras or f"python{python}" in options.extras
    ):
        table[f"python{python}"] = elsewhere(python, files.wheel)
    if not options.extras:
        table["from the archive"] = archived(files.sdist)
    for name, fault in table.items():
        print(f"{name:<18} {'FAILED: ' + fault if fault else 'passed'}")
    return 1 if any(table.values()) else 0


def tried(extra: str, wheel: Path) -> str:
    """Why an extra does not work; empty if it does."""
    wanted = f"{wheel}[{extra}]" if extra else str(wheel)
    place = FOLDER / (extra or "none")
    fault = installed(place, wanted)
    return fault or checked(CHECKS[extra], place)


def elsewhere(python: str, wheel: Path) -> str:
    """Why the package does not work on another Python; empty if it does."""
    other = interpreter_of(python)
    if other is None:
        return no_interpreter(python)
    place = FOLDER / f"python{python}"
    return installed(place, str(wheel), other) or checked(CHECKS[""], place)


def installed(place: Path, wanted: str, python: str = sys.executable) -> str:
    """Make an environment anew with one requirement in it; why that failed, or nothing."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "work").mkdir(parents=True)
    for line in (
        [python, "-m", "venv", str(place / "venv")],
        [str(interpreter(place / "venv")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted],
        [str(interpreter(place / "venv")), "-m", "pip", "check"],
    ):
        code, said = run(line, place / "work")
        if code != 0:
            return f"{' '.join(line[1:4])} ended with {code}: {said[-400:]}"
    for name, text in {**CASES, "of_a_cluster.py": _CLUSTER}.items():
        (place / "work" / name).write_text(text, encoding="utf-8")
    return ""


def checked(check: Check, place: Path) -> str:
    """Why the lines of a check do not end well in an environment, or nothing."""
    python, work = str(interpreter(place / "venv")), place / "work"
    if check.served:
        return served([python, *check.lines[0]], work)
    for line in check.lines:
        code, said = run([python, *line], work)
        if code != 0:
            return f"'{' '.join(line)}' ended with {code}: {said[-400:]}"
    gone = [name for name in check.writes if not (work / name).is_file()]
    return f"did not write {', '.join(gone)}" if gone else ""


def served(line: list[str], work: Path) -> str:
    """Why a server does not answer with its page within a minute, or nothing."""
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    words = [part.replace("{port}", str(port)) for part in line]
    server = subprocess.Popen(words, cwd=work, env=_clean(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    return "" if b"microthermal" in answer.read() else "its first page is another one"
            except OSError:
                time.sleep(0.5)
        return "the server did not answer within a minute"
    finally:
        server.terminate()
        server.wait(timeout=30)


def archived(sdist: Path) -> str:
    """Why the package built from its source archive does not work, or nothing."""
    place = FOLDER / "archive"
    return installed(place, str(sdist)) or checked(Check(((*MTZ, "library", "check", "--no-debts"),)), place)


def run(line: list[str], folder: Path) -> tuple[int, str]:
    """Exit code and words of a program in surroundings in which nothing stands in for what was installed."""
    done = subprocess.run(
        line, cwd=folder, env=_clean(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def _clean() -> dict[str, str]:
    # Kernels answer for their sources, so that one environment may use those that another has compiled.
    held = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return held | {"NUMBA_CACHE_DIR": str(FOLDER / "kernels"), "MICROTHERMAL_CACHE_DIR": str(FOLDER / "results")}


def unchecked() -> set[str]:
    """Extras of which nothing is said here."""
    return set(project()["project"]["optional-dependencies"]) - set(CHECKS) - set(ELSEWHERE)


if __name__ == "__main__":
    sys.exit(main())
