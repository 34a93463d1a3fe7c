"""Judge a release: run all that it is judged by, and write what moved since the last one.

``make release-check`` runs everything (hours); ``--stored`` holds what the checkout stores against the last release
without running anything. ``make release-files`` keeps the files of the version that ``pyproject.toml`` names.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

from chores.release import files
from chores.release.moves import explanations, moves, page
from chores.release.numbers import Sources, numbers

ROOT: Final = Path(__file__).parents[2]
OUT: Final = ROOT / "out" / "release"
_SUMMARIES: Final = OUT / "summaries"
_TIMES: Final = OUT / "performance.md"


def steps() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is run, in order: a name, and arguments for this Python."""
    return (
        ("files of every release", ("-m", "pytest", "-q", "tests/cases/test_releases.py")),
        ("verification", ("-m", "tests.verification.page")),
        ("tests of verification", ("-m", "pytest", "-q", "tests/verification")),
        ("tests of validation", ("-m", "pytest", "-q", "tests/validation")),
        ("tests of all devices", ("-m", "pytest", "-q", "-n", "2", "-m", "devices")),
        ("sweeps that are killed", ("-m", "tests.sweeps.kills")),
        ("synthetic fits", ("-m", "tests.validation.fit_recovery")),
        ("validation", ("-m", "tests.validation.page")),
        ("open benchmark", ("-m", "benchmarks.mtz")),
        ("examples", ("-m", "tests.summaries", "write", "--folder", str(_SUMMARIES))),
        ("times", ("-m", "benchmarks.run", "--page", str(_TIMES))),
    )


def main() -> int:
    """Run, compare, write ``out/release/moved.md``; returns 1 if a step failed or a move is unexplained."""
    parser = argparse.ArgumentParser(prog="python -m chores.release", description=__doc__)
    parser.add_argument("what", choices=("check", "files"))
    parser.add_argument("--stored", action="store_true", help="compare what the checkout stores; run nothing")
    parser.add_argument("--skip", nargs="*", default=[], metavar="STEP", help="steps to leave out; it says so")
    options = parser.parse_args()
    if options.what == "files":
        print(f"written: {files.write(version(), numbers(Sources.of(ROOT))).relative_to(ROOT)}")
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    failed = [] if options.stored else _run(options.skip)
    sources = Sources.of(ROOT)
    if not options.stored:
        ran = {"summaries": _SUMMARIES, "times": _TIMES}
        names = {"summaries": "examples", "times": "times"}
        sources = sources._replace(**{one: path for one, path in ran.items() if names[one] not in options.skip})
    return _judged(sources, failed, options.skip)


def _run(skip: list[str]) -> list[str]:
    """Names of the steps that failed."""
    failed = []
    for name, command in steps():
        if name in skip:
            print(f"SKIPPED {name}: this is no judgement of a release", flush=True)
            continue
        print(f"{name} ...", flush=True)
        if subprocess.run([sys.executable, *command], cwd=ROOT).returncode:
            failed.append(name)
    return failed


def _judged(sources: Sources, failed: list[str], skipped: list[str]) -> int:
    last = files.versions()[-1]
    why = explanations(files.RELEASES / last / "moves.toml", notes())
    found = moves(files.stored_numbers(last), numbers(sources), why)
    path = OUT / "moved.md"
    path.write_text(page(last, found, why), encoding="utf-8")
    bare = [one for one in found if not one.note]
    print(f"{len(found)} numbers and verdicts moved since {last}, {len(bare)} unexplained: {path.relative_to(ROOT)}")
    for one in bare[:20]:
        print(f"    {one.path}: {one.before or 'not there'} -> {one.now or 'not there'}")
    for name in failed:
        print(f"FAILED {name}")
    return 1 if failed or bare or skipped else 0


def notes() -> tuple[str, ...]:
    """What may explain a move: notes in ``changes/`` of the kind ``model``, and titles of the changelog."""
    here = [path.name for path in sorted((ROOT / "changes").glob("*.model.md"))]
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return (*here, *re.findall(r"^#### (.+)$", log, re.MULTILINE))


def version() -> str:
    """Version that ``pyproject.toml`` names."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


if __name__ == "__main__":
    sys.exit(main())
