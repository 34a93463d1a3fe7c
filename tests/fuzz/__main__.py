"""Change inputs at random, simulate those that are valid still, then break files: ``python -m tests.fuzz``.

It goes on where the last run of the same seed stopped (``out/fuzz``), and ends with what it found on
``docs/fuzzing.md``. Parts that are not asked for (``--only``) stay on that page as they are. ``--number`` tries one input
alone and shows all of its fault, ``--case`` one that is simulated.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tests.fuzz.page import PARTS, cases_part, files_part, inputs_part, write_page

ROOT = Path(__file__).parents[2]
_KEPT = ROOT / "out" / "fuzz"
# Saved runs of the first version ask a process each: one for so many others.
_OLD = 50
# Told to the end of a run, one for each last line of a trace.
_TOLD = 40


def main() -> int:
    """Try as many inputs as asked for, or those that are left; returns 1 if there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, metavar="N")
    parser.add_argument("--files", type=int, default=1000, metavar="N", help="damaged files of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=500, metavar="N", help="valid cases that are simulated")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts alone")
    parser.add_argument("--number", type=int, help="one input alone")
    parser.add_argument("--case", type=int, help="one input alone that is simulated")
    parser.add_argument("--folder", type=Path, default=_KEPT, help="where a run is kept")
    chosen = parser.parse_args()
    os.environ.setdefault("MICROTHERMAL_CACHE_DIR", str(chosen.folder / "cache"))
    if chosen.number is not None or chosen.case is not None:
        return _alone(chosen.number, chosen.case, chosen.seed, _made(chosen.folder / "one"))
    folder, parts, faults = _made(chosen.folder), {}, False
    if "inputs" in chosen.only:
        state = _inputs(chosen.seed, chosen.inputs, folder)
        parts["inputs"], faults = inputs_part(state), bool(state["faults"])
    if "cases" in chosen.only:
        whole = _cases(chosen.seed, chosen.cases, folder)
        parts["cases"], faults = cases_part(whole), faults or bool(whole["faults"])
    if "files" in chosen.only:
        parts["files"] = files_part(_files(chosen.files))
    write_page(parts)
    return int(faults)


def _alone(number: int | None, case: int | None, seed: int, folder: Path) -> int:
    from tests.fuzz import trial, whole

    if number is not None:
        ending = trial.tried(number, seed, folder)
        print(*ending, sep="\n")
        return int(ending.how == "fault")
    assert case is not None
    found = whole.valid(case, seed, folder)
    if found is None:
        print("This case is not valid: it is refused before it is simulated.")
        return 0
    whole.warmed()
    print(found[1], end := whole.simulated(*found), end.words, sep="\n")
    return int(end.how == "fault")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _inputs(seed: int, inputs: int, folder: Path) -> dict[str, Any]:
    from tests.fuzz.trial import tried

    kept = folder / f"seed-{seed}.json"
    state: dict[str, Any] = {"seed": seed, "next": 0, "ended": {}, "slowest": [], "faults": {}}
    if kept.is_file():
        state = json.loads(kept.read_text(encoding="utf-8"))
    ended = Counter(state["ended"])
    for number in range(state["next"], inputs):
        ending = tried(number, seed, folder)
        ended[f"{ending.kind}|{ending.how}"] += 1
        state["slowest"] = sorted([*state["slowest"], [round(ending.seconds, 3), number, ending.kind]])[-5:]
        if ending.how == "fault":
            _tell(state, number, ending.kind, ending.words)
        if number % 200 == 199 or number + 1 == inputs:
            state |= {"next": number + 1, "ended": dict(sorted(ended.items()))}
            kept.write_text(json.dumps(state, indent=1), encoding="utf-8")
    return state


def _cases(seed: int, cases: int, folder: Path) -> dict[str, Any]:
    """Change cases until so many valid ones were simulated."""
    from tests.fuzz.whole import simulated, valid, warmed

    kept = folder / f"cases-{seed}.json"
    state: dict[str, Any] = {"seed": seed, "next": 0, "done": 0, "ended": {}, "slowest": [], "faults": {}}
    if kept.is_file():
        state = json.loads(kept.read_text(encoding="utf-8"))
    ended = Counter(state["ended"])
    if state["done"] < cases:
        warmed()
    while state["done"] < cases:
        number = state["next"]
        state["next"] += 1
        try:
            found = valid(number, seed, folder)
        except Exception:  # a fault of reading, which the run has to survive
            ended["not read|fault"] += 1
            _tell(state, number, "not read", traceback.format_exc(limit=-6))
            continue
        if found is None:
            continue
        end = simulated(*found)
        ended[f"{end.name}|{end.how}"] += 1
        state["slowest"] = sorted([*state["slowest"], [round(end.seconds, 3), number, end.name]])[-5:]
        if end.how == "fault":
            _tell(state, number, end.name, end.words)
        state |= {"done": state["done"] + 1, "ended": dict(sorted(ended.items()))}
        kept.write_text(json.dumps(state, indent=1), encoding="utf-8")
    return state


def _tell(state: dict[str, Any], number: int, kind: str, words: str) -> None:
    last = words.strip().splitlines()[-1][:200]
    if last not in state["faults"] and len(state["faults"]) < _TOLD:
        state["faults"][last] = number
        print(f"input {number} ({kind}): {words}", flush=True)


def _files(times: int) -> dict[str, dict[str, int]]:
    """How damaged files, killed and rival writers ended; an assertion tells what went wrong."""
    from tests.fuzz import faults

    found = {}
    asked = {
        "saved runs": lambda folder: faults.runs(times, folder),
        "saved runs of the first version, which have no seal": lambda folder: faults.runs(
            max(1, times // _OLD), folder, old=True
        ),
        "kept results": lambda folder: faults.results(times, folder),
        "machine code of kernels": lambda folder: faults.kernels(times, folder),
        "the library as it was kept": lambda folder: faults.libraries(times, folder),
        "writers that were killed": lambda folder: faults.kills(max(1, times // 5), folder),
        "reads beside two writers": lambda folder: faults.two_writers(max(1, times // 20), folder),
    }
    for name, ask in asked.items():
        with tempfile.TemporaryDirectory() as folder:
            found[name] = dict(ask(Path(folder)))
            print(name, found[name], flush=True)
    for one in (faults.versions, faults.full_disks):
        with tempfile.TemporaryDirectory() as folder:
            one(Path(folder))
    return found


if __name__ == "__main__":
    sys.exit(main())
