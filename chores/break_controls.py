"""Break the control of every hazard on purpose, and see that its test fails: ``python -m chores.break_controls``.

``risk/hazards.csv`` names for each hazard its control and the test that proves it; ``risk/breaks.toml`` says how the
control is broken: a text of a file in ``src`` and what stands there instead. Each break is made in a copy, never here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from chores.hazards import HAZARDS, Hazard, breaks, hazards

ROOT = Path(__file__).parents[1]
_SOURCES = "src"


def main() -> int:
    """Break each control in turn; returns 1 if a test passed without its control, or failed with it."""
    parser = argparse.ArgumentParser(prog="python -m chores.break_controls", description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], metavar="ID", help="hazards to look at; all by default")
    chosen = parser.parse_args().only
    good = True
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / _SOURCES
        shutil.copytree(ROOT / _SOURCES, copy, ignore=shutil.ignore_patterns("*.pyc"))
        for hazard in hazards():
            if chosen and hazard.id not in chosen:
                continue
            whole = passes(hazard, copy)
            broken = whole and _passes_broken(hazard, copy)
            words = (
                "its test fails as it stands" if not whole else "ITS TEST PASSES WITHOUT IT" if broken else "noticed"
            )
            print(f"{hazard.id:<6} {hazard.control:<55} {words}", flush=True)
            good &= whole and not broken
    print(f"Every control of {HAZARDS.name} is needed by its test." if good else "NOT every control is proven.")
    return 0 if good else 1


def _passes_broken(hazard: Hazard, copy: Path) -> bool:
    done = breaks()[hazard.id]
    path = copy / done["file"]
    text = path.read_text(encoding="utf-8")
    if text.count(done["old"]) != 1:
        raise SystemExit(f"{hazard.id}: {done['file']} holds its text {text.count(done['old'])} times, must be once")
    path.write_text(text.replace(done["old"], done["new"]), encoding="utf-8")
    try:
        return passes(hazard, copy)
    finally:
        path.write_text(text, encoding="utf-8")


def passes(hazard: Hazard, copy: Path) -> bool:
    """Whether the test of a hazard passes with the sources of a copy."""
    paths = os.pathsep.join((str(copy), str(ROOT)))
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", hazard.test]
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if run.returncode not in (0, 1, 2):
        raise SystemExit(f"{hazard.id}: {hazard.test} was not run:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
