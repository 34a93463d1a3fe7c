"""Draw mutants of each room, ask tests, and add what they say to ``risk/mutants.csv``: ``python -m chores.mutants``.

It goes on where the last run stopped: outcomes that are there are kept. ``--page`` writes the page alone.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path

from chores.mutants.outcomes import Outcome, add, outcomes
from chores.mutants.page import PAGE, page
from chores.mutants.rooms import ROOMS, ROOT, SEED


def main() -> int:
    """Try as many mutants of each room as were asked for, the rooms in turn."""
    parser = argparse.ArgumentParser(prog="python -m chores.mutants", description=__doc__)
    parser.add_argument("--each", type=int, default=40, metavar="N", help="mutants of each room")
    parser.add_argument("--rooms", nargs="*", default=list(ROOMS), choices=list(ROOMS), metavar="ROOM")
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "mutants", help="where the copy is kept")
    parser.add_argument("--page", action="store_true", help="write the page from the outcomes, and try none")
    chosen = parser.parse_args()
    if not chosen.page:
        _try(chosen.rooms, chosen.each, chosen.folder)
    PAGE.write_text(page(outcomes(), SEED), encoding="utf-8")
    return 0


def _try(rooms: list[str], each: int, folder: Path) -> None:
    from chores.mutants.drawing import drawn
    from chores.mutants.trying import Laboratory

    folder.mkdir(parents=True, exist_ok=True)
    laboratory = Laboratory(folder)
    done = {outcome.id for outcome in outcomes()}
    draws = {room: list(itertools.islice(drawn(room, SEED), each)) for room in rooms}
    for turn in range(each):
        for room in rooms:
            mutant = draws[room][turn]
            if mutant.id in done:
                continue
            verdict, by, took = laboratory.outcome(mutant)
            add(Outcome(room, mutant.id, verdict, by, round(took, 1)))
            print(f"{room:<15} {verdict:<9} {took:6.1f} s  {mutant.id}  {by}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
