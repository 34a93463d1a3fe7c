"""Run the tests in fresh environments: oldest dependencies on the oldest Python, newest ones on every Python.

``make test-versions`` runs it. Interpreters are looked for by name on the path (``python3.12``); one that is missing is
told, and the chore then fails, since it has not done what it says. Environments and logs lie in ``out/versions``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.versions.bounds import ROOT, oldest_pins, project, pythons, requirements

FOLDER = ROOT / "out" / "versions"
# Without --whole: all that touches a dependency by itself, and one journey from file to report; not the physics, whose
# answers the other machines' chore compares.
SUBSET = ("tests/unit", "tests/contracts", "tests/numerics", "tests/journeys")
EXTRAS = ("dev",)
# Newer than any Python that was run: only that every dependency has a wheel for it.
RESOLVED_ONLY = ("3.14",)


class Environment(NamedTuple):
    """A Python, and which end of the ranges of dependencies."""

    python: str
    end: str

    @property
    def name(self) -> str:
        """Name of its folder and in the table."""
        return f"{self.python}-{self.end}"


class Verdict(NamedTuple):
    """What came of an environment: passed or not, in a sentence."""

    passed: bool
    text: str


def main() -> int:
    """Build and test each environment that was asked for; print a table of verdicts."""
    found = project()
    parser = argparse.ArgumentParser(prog="python -m tests.versions", description=__doc__)
    parser.add_argument("--only", nargs="*", metavar="NAME", help="environments, for example 3.11-oldest 3.12-newest")
    parser.add_argument("--whole", action="store_true", help="every test instead of " + ", ".join(SUBSET))
    parser.add_argument("--select", nargs="*", metavar="PATH", help="these tests instead")
    parser.add_argument("--workers", default="2", help="processes of pytest (2)")
    options = parser.parse_args()
    named = pythons(found)
    wanted = [Environment(named[0], "oldest"), *(Environment(python, "newest") for python in named)]
    chosen = [item for item in wanted if not options.only or item.name in options.only]
    tests = options.select or (["tests"] if options.whole else list(SUBSET))
    FOLDER.mkdir(parents=True, exist_ok=True)
    table = {item.name: run(item, tests, options.workers) for item in chosen}
    if not options.only:
        table |= {f"{python} resolved": resolved(python) for python in RESOLVED_ONLY}
    print(f"\nTests: {' '.join(tests)}")
    for name, verdict in table.items():
        print(f"{name:<14} {verdict.text}")
    return 0 if table and all(verdict.passed for verdict in table.values()) else 1


def run(environment: Environment, tests: list[str], workers: str) -> Verdict:
    """Make an environment anew, install the package as a user would, and run tests in it."""
    interpreter = interpreter_of(environment.python)
    if interpreter is None:
        return Verdict(False, f"not run: {no_interpreter(environment.python)}")
    place, log = FOLDER / environment.name, FOLDER / f"{environment.name}.log"
    shutil.rmtree(place, ignore_errors=True)
    log.write_text("", encoding="utf-8")
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    pins = FOLDER / f"{environment.name}.pins.txt"
    pins.write_text("\n".join(oldest_pins(project(), EXTRAS)) if environment.end == "oldest" else "", encoding="utf-8")
    # The variable reaches the environment in which the package is built, too; an option of pip would not.
    steps = (
        ("venv", [interpreter, "-m", "venv", str(place)]),
        ("install", [str(python), "-m", "pip", "install", f"{ROOT}[{','.join(EXTRAS)}]"]),
        ("pip check", [str(python), "-m", "pip", "check"]),
        ("list", [str(python), "-m", "pip", "list"]),
        ("tests", [str(python), "-m", "pytest", "-n", workers, "-p", "no:cacheprovider", *tests]),
    )
    started = time.monotonic()
    for step, command in steps:
        print(f"{environment.name}: {step}", flush=True)
        if logged(command, log, {"PIP_CONSTRAINT": str(pins)}) != 0:
            return Verdict(False, f"FAILED at {step}: {_last(log)} (see {log.relative_to(ROOT)})")
    return Verdict(True, f"passed: {_last(log)} ({(time.monotonic() - started) / 60.0:.0f} min)")


def interpreter_of(python: str) -> str | None:
    """An interpreter of this version by its name on the path, if it starts and is of that version."""
    found = shutil.which(f"python{python}")
    if found is None:
        return None
    asked = [found, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found if answer.returncode == 0 and answer.stdout.strip() == python else None


def no_interpreter(python: str) -> str:
    """Why a Python could not be had; a shim of pyenv works only where a variable names its version."""
    held = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = sorted(path.name for path in held.glob(f"{python}.*"))
    there = f"; pyenv holds {found[-1]}: name it in PYENV_VERSION, beside the one in use" if found else ""
    return f"there is no working python{python} on the path{there}"


def resolved(python: str) -> Verdict:
    """Whether pip finds a set of wheels for a Python that need not be here; nothing is installed or run."""
    log = FOLDER / f"{python}-resolved.log"
    log.write_text("", encoding="utf-8")
    command = [
        sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--only-binary=:all:",
        "--python-version", python, "--target", str(FOLDER / "nowhere"), *requirements(project(), (*EXTRAS, "docs")),
    ]  # fmt: skip
    if logged(command, log, {}) != 0:
        return Verdict(False, f"FAILED: {_last(log)} (see {log.relative_to(ROOT)})")
    return Verdict(True, "every dependency has a wheel; not run")


def logged(command: list[str], log: Path, variables: dict[str, str]) -> int:
    """Exit status of a command whose output goes to the end of a file."""
    # Nothing of the environment from which this was started may stand in for what was installed.
    held = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    with log.open("a", encoding="utf-8") as file:
        file.write(f"$ {' '.join(command)}\n")
        file.flush()
        done = subprocess.run(
            command, cwd=ROOT, env=held | variables, stdout=file, stderr=subprocess.STDOUT, check=False
        )
    return done.returncode


def _last(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8").splitlines() if line.strip()]
    return lines[-1][:160] if lines else "no output"


if __name__ == "__main__":
    sys.exit(main())
