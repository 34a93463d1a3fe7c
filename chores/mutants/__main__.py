"""Draw mutants of each room, ask tests, and add what they say to ``risk/mutants.csv``: ``python -m chores.mutants``.

It goes on where the last run stopped: outcomes that are there are kept. ``--again`` asks once more about those that
survived, of files that have not changed since: tests may have come that notice them. ``--page`` writes the page alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chores.mutants.outcomes import outcomes
from chores.mutants.page import PAGE, page
from chores.mutants.rooms import ROOMS, ROOT, SEED


def main() -> int:
    """Try as many mutants of each room as were asked for, the rooms in turn."""
    parser = argparse.ArgumentParser(prog="python -m chores.mutants", description=__doc__)
    parser.add_argument("--each", type=int, default=40, metavar="N", help="mutants of each room")
    parser.add_argument("--rooms", nargs="*", default=list(ROOMS), choices=list(ROOMS), metavar="ROOM")
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "mutants", help="where the copy is kept")
    parser.add_argument("--again", action="store_true", help="survivors once more, before others are drawn")
    parser.add_argument("--page", action="store_true", help="write the page from the outcomes, and try none")
    chosen = parser.parse_args()
    if not chosen.page:
        from chores.mutants.running import again, draw
        from chores.mutants.trying import Laboratory

        laboratory = Laboratory(chosen.folder)
        if chosen.again:
            again(laboratory, chosen.rooms)
        draw(laboratory, chosen.rooms, chosen.each)
    PAGE.write_text(page(outcomes(), SEED), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
