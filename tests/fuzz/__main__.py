"""Change inputs at random, a hundred thousand of them, then break files a thousand times: ``python -m tests.fuzz``.

It goes on where the last run of the same seed stopped (``out/fuzz``), and ends with what it found on
``docs/fuzzing.md``. ``--number`` tries one input alone and shows all of its fault.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.fuzz.page import write_page

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
    parser.add_argument("--simulate", type=int, default=20, metavar="N", help="one input of N to its end; 0: none")
    parser.add_argument("--number", type=int, help="one input alone")
    parser.add_argument("--folder", type=Path, default=_KEPT, help="where a run is kept")
    chosen = parser.parse_args()
    os.environ.setdefault("MICROTHERMAL_CACHE_DIR", str(chosen.folder / "cache"))
    if chosen.number is not None:
        from tests.fuzz.trial import tried

        ending = tried(chosen.number, chosen.seed, _made(chosen.folder / "one"))
        print(*ending, sep="\n")
        return int(ending.how == "fault")
    state = _inputs(chosen.seed, chosen.inputs, chosen.simulate, _made(chosen.folder))
    files = _files(chosen.files)
    write_page(state, files)
    return int(bool(state["faults"]))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _inputs(seed: int, inputs: int, every: int, folder: Path) -> dict[str, Any]:
    from tests.fuzz.trial import tried, warmed

    if every:
        warmed()
    kept = folder / f"seed-{seed}.json"
    state: dict[str, Any] = {"seed": seed, "next": 0, "every": every, "ended": {}, "slowest": [], "faults": {}}
    if kept.is_file():
        state = json.loads(kept.read_text(encoding="utf-8"))
    ended = Counter(state["ended"])
    for number in range(state["next"], inputs):
        to_the_end = bool(every) and number % every == every - 1
        ending = tried(number, seed, folder, to_the_end=to_the_end)
        ended[f"{ending.kind}|{ending.how}"] += 1
        if not to_the_end:
            state["slowest"] = sorted([*state["slowest"], [round(ending.seconds, 3), number, ending.kind]])[-5:]
        if ending.how == "fault":
            last = ending.words.strip().splitlines()[-1][:200]
            if last not in state["faults"] and len(state["faults"]) < _TOLD:
                state["faults"][last] = number
                print(f"input {number} ({ending.kind}): {ending.words}", flush=True)
        if number % 200 == 199 or number + 1 == inputs:
            state |= {"next": number + 1, "ended": dict(sorted(ended.items()))}
            kept.write_text(json.dumps(state, indent=1), encoding="utf-8")
    return state


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
