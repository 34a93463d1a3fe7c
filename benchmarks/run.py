"""Time a zone, healing, a simulation, a study and a first result; beside them another version, and the machine.

Run with ``make bench``. Processor time, medians; every version is asked in turn, call by call, so that ratios hold on a
busy machine. ``--against REV`` takes another revision for that than the last one before kernels were made fast, or
``HEAD`` for what is not committed yet; ``--avx2`` times both compiled for processors without AVX-512 as well, ``--page
docs/performance.md`` writes the page, ``--compile`` plans without compiled kernels (minutes).
"""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from pathlib import Path

from benchmarks import compiles
from benchmarks.heat_speed import BOILING, COLD, Rate, conduction
from benchmarks.page import Found, page, table
from benchmarks.portable import portable_rows
from benchmarks.rows import ROWS, zone
from benchmarks.versions import AVX2, ROOT, Version, timings, unpacked
from microthermal.simulation.settings import Settings

# Cells of a usual zone, more than the second cache holds, and more than any cache holds.
SHAPES = ((90, 60), (250, 200), (1500, 1000))
# The last commit before kernels and chain were made fast. Tags are not in every clone; a commit is, with its history.
BEFORE = "c714cd6"


def accuracy(parts: int = 4) -> str:
    """How far the zone that is timed is from that on finer cells, in words."""
    usual, fine = (zone("nafl_1550_cheek", Settings().cell / factor)().zone for factor in (1, parts))
    off = [
        f"{name} {100 * (getattr(usual, name).value / getattr(fine, name).value - 1):+.1f} %"
        for name in ("depth", "radius")
    ]
    return f"{' and '.join(off)} from cells of 1/{parts} ({1e6 * usual.depth.value:.0f} µm deep)"


def conducted() -> dict[str, Rate]:
    """Conduction of several grids, where nothing can boil and where everything might."""
    return {
        f"{slabs} × {rings} cells, {words}": conduction(slabs, rings, size)
        for slabs, rings in SHAPES
        for size, words in ((COLD, "cold"), (BOILING, "may boil"))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), help="only these")
    parser.add_argument("--against", metavar="REV", default=BEFORE, help="a revision to be timed in the same run")
    parser.add_argument("--avx2", action="store_true", help="also compiled for a processor without AVX-512")
    parser.add_argument("--compile", action="store_true", help="also a plan without compiled kernels; minutes")
    parser.add_argument("--page", type=Path, help="write the page to this file")
    options = parser.parse_args()
    commit, tree = unpacked(options.against)
    title = "before" if options.against == BEFORE else options.against
    trees = {"today": ROOT, title if title == commit else f"{title} ({commit})": tree}
    kinds = {"": {}, ", AVX2": AVX2} if options.avx2 else {"": {}}
    load = os.getloadavg()[0]
    with ExitStack() as stack:
        versions = []
        for kind, variables in kinds.items():
            for title, tree in trees.items():
                version = Version(title + kind, tree, variables)
                stack.callback(version.close)
                versions.append(version)
        times = timings(options.rows, versions)
        titles = [version.title for version in versions]
    found = Found(
        titles=titles, times=times, accuracy=accuracy() if "zone" in options.rows else "",
        conduction=conducted(), portable=portable_rows(),
        compiles={title: compiles.measured(tree) for title, tree in trees.items()} if options.compile else {},
        load=(load, os.getloadavg()[0]),
    )  # fmt: skip
    print(table(found))
    if options.page:
        options.page.write_text(page(found), encoding="utf-8")
    else:
        print(page(found))


if __name__ == "__main__":
    main()
