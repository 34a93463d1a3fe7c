"""Kill scheduler, workers and client of a sweep at random, and hold its table against an undisturbed one.

`make test-sweep-kills` runs 5 000 runs with ten kills; the suite runs the same with fewer.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.sweeps.cluster import Processes, keep_up, start_cluster

from microthermal.studies.sweep import study_of, sweep
from microthermal.studies.sweep.running import Engine

CASE: dict[str, Any] = {
    "skin": "cheek_iii", "device": "er_glass_1550", "pulse": {"energy": "20 mJ", "duration": "3 ms"},
    "pattern": {"density": "250 / cm**2"},
    "settings": {
        "cell": "20 um", "numerical_error": False, "warm_start": False, "persons": 0, "until": "30 day",
        "deposition": {"kind": "monte_carlo", "photons": 3200},
    },
}  # fmt: skip


def mapping(runs: int) -> dict[str, Any]:
    """A study of cheap runs that share zones, some of which fail: 400 per cm² in five passes are beyond the device."""
    inputs = {
        "pulse.energy": {"values": ["8 mJ", "16 mJ", "24 mJ", "32 mJ"]},
        "pattern.passes": {"values": [1, 2, 3, 10]},
        "pattern.density": {"low": "50 / cm**2", "high": "400 / cm**2"},
    }
    return {
        "title": "kills", "case": CASE, "kind": "latin_hypercube", "runs": runs, "seed": 3,
        "metrics": ["depth", "coverage", "closure_time", "bulk_rise"], "inputs": inputs,
    }  # fmt: skip


def table(path: Path) -> list[tuple[Any, ...]]:
    """Rows of a sweep, every bit of them."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT * FROM runs ORDER BY number").fetchall()
    connection.close()
    return found


@dataclass
class Told:
    """What was killed, and what was seen of the table on the way."""

    kills: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    lost: int = 0
    seconds: float = 0.0


def disturbed(
    folder: Path, study: Path, database: Path, kills: int, seed: int, pause: tuple[float, float], workers: int = 2
) -> Told:
    """Run a study on a cluster to its end, while that many of its processes are killed, each kind in turn at random."""
    told, chance, begin = Told(), random.Random(seed), time.monotonic()
    processes = Processes(folder)
    try:
        address = start_cluster(processes, workers)
        line = ("-m", "microthermal.cli", "sweep", str(study), "--output", str(database), "--cluster", address)
        processes.start("client", *line, "--quiet")
        kinds = ["client", "scheduler", *(f"worker{number}" for number in range(workers))]
        victims = (kinds * (kills // len(kinds) + 1))[:kills]
        chance.shuffle(victims)
        due = time.monotonic() + chance.uniform(*pause)
        while (code := processes.code("client")) is None or code != 0 or victims:
            time.sleep(0.05)
            there = _count(database)
            told.lost += there < told.seen
            told.seen = max(told.seen, there)
            if victims and there > 0 and time.monotonic() > due:
                name = victims.pop()
                processes.kill(name)
                told.kills[name] += 1
                processes.again(name)
                due = time.monotonic() + chance.uniform(*pause)
            elif code is not None and code != 0:
                raise RuntimeError((folder / "client.log").read_text(encoding="utf-8")[-3000:])
            elif code == 0:  # done before the last kill: a command that finds all done changes nothing
                processes.again("client")
            keep_up(processes)
    finally:
        processes.end()
    told.seconds = time.monotonic() - begin
    return told


def _count(database: Path) -> int:
    if not database.exists():
        return 0
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10.0)
    try:
        return int(connection.execute("SELECT count(*) FROM runs").fetchone()[0])
    finally:
        connection.close()


def main() -> int:
    """0 if the tables are equal to the last bit, else 1."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=5000)
    asked.add_argument("--kills", type=int, default=10)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--pause", type=float, nargs=2, default=(4.0, 12.0), help="seconds between two kills")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        calm = folder / "calm.db"
        begin = time.monotonic()
        sweep(study_of(mapping(given.runs)), calm, Engine(workers=1))
        print(f"undisturbed: {len(table(calm))} rows in {time.monotonic() - begin:.0f} s", flush=True)
        study = write_study(folder, given.runs)
        told = disturbed(folder, study, folder / "kills.db", given.kills, given.seed, tuple(given.pause))
        one, other = table(calm), table(folder / "kills.db")
    failed = sum(row[2] == "failed" for row in one)
    print(f"killed {sum(told.kills.values())} times: {dict(told.kills)}; {len(other)} rows in {told.seconds:.0f} s")
    print(f"rows {len(one)} and {len(other)}, {failed} of them failed points; equal to the last bit: {one == other}; "
          f"rows that vanished on the way: {told.lost}")  # fmt: skip
    return int(one != other or told.lost > 0 or len(one) != given.runs)


def write_study(folder: Path, runs: int) -> Path:
    """The database of a study that nobody has run yet stands for its file: it holds all of it."""
    import json

    text = [f'title = "kills"\nkind = "latin_hypercube"\nruns = {runs}\nseed = 3']
    held = mapping(runs)
    text.append(f"metrics = {json.dumps(held['metrics'])}")
    text += ["[inputs]"] + [f'"{path}" = {_toml(one)}' for path, one in held["inputs"].items()]
    text += ["[case]"] + [f"{name} = {_toml(one)}" for name, one in held["case"].items()]
    path = folder / "kills.toml"
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


if __name__ == "__main__":
    sys.exit(main())
