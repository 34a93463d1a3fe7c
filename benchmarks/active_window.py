"""What cells that follow the front could save at most: rows below the deepest change are left out (decision 0074).

Run with ``python -m benchmarks.active_window``; ``NUMBA_CPU_NAME=haswell`` and an empty ``NUMBA_CPU_FEATURES`` compile
for processors without AVX-512. A first run of each case notes, step by step, how deep anything happens. Others are
then handed the upper rows alone, by the kernels as they are: a window that costs nothing to find. Light is cached.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import Any, NamedTuple

import numpy as np

from benchmarks.heat_battery import Case, battery
from microthermal.catalog.library import library
from microthermal.damage import Fold
from microthermal.heat.evolution import Evolution, Watching
from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.links import links_for
from microthermal.numerics.conduction.pieces import layered
from microthermal.numerics.heat.beam_records import Microbeam
from microthermal.numerics.heat.microbeam import advance, begin
from microthermal.numerics.heat.watch import Ledger, watch_for
from microthermal.simulation.exposures.lighting import Lit, lit
from microthermal.simulation.settings import Settings
from microthermal.tissue.resting import STILL_AIR

# Rows that are followed below the deepest change, and by how much a window grows at least.
MARGIN, GROWTH = 5, 1.1
# Fields of Matter that hold a number for each slab, or for each cell.
OF_SLABS = (
    "dry", "per_water", "dry_conductivity", "conductivity_per_water", "exchange", "full", "start_temperature",
    "start_water",
)  # fmt: skip


class Seen(NamedTuple):
    """One step: rows that have to be followed, fractions of the cells, of the rows and of their box that change."""

    rows: int
    cells: float
    box: float


def started(case: Case, begun: Lit) -> Evolution:
    """The first pulse of a case, with the usual laws of damage."""
    shape = begun.tissue.grid.shape
    watching = Watching(Fold(begun.laws, shape).integrals, watch_for(shape, steps=64), 0)
    until = case.pulse.duration + Settings().relaxation
    return begun.heat.begin(begun.tissue, begun.deposited, case.pulse, case.cooling or STILL_AIR, until, watching)


def noted(case: Case, begun: Lit, tolerance: float) -> list[Seen]:
    """Steps of the first pulse; what changes by less than the tolerance [K] in its span of time does not count."""
    evolution, whole = started(case, begun), begun.tissue.grid.shape[0]
    beam, found, progress, ledger = evolution.beam, [], _start(case, begun, evolution.beam), Ledger()
    state, spans = beam.scene.state, beam.course.begin.size
    reference = state.temperature.copy()
    while progress.span < spans:
        span, before = progress.span, state.temperature.copy()
        progress, ledger, _, _ = advance(beam, progress, ledger, 1, spans)
        moved = np.abs(state.temperature - before) > tolerance / 3
        changed = moved | (np.abs(state.temperature - reference) > tolerance)
        deepest = int(np.flatnonzero(changed.any(1)).max(initial=-1)) + 1
        widest = int(np.flatnonzero(changed.any(0)).max(initial=-1)) + 1
        # Scattered light reaches all rows.
        everywhere = beam.course.power[span] > 0.0 and not begun.deposited.collimated
        rows = whole if everywhere else min(deepest + MARGIN, whole)
        found.append(Seen(rows, float(moved.mean()), deepest * widest / changed.size))
        if progress.span != span:
            reference = state.temperature.copy()
    return found


def stretches(seen: list[Seen], whole: int) -> list[tuple[int, int]]:
    """Rows and number of steps of windows that grow, one after the other."""
    found: list[tuple[int, int]] = []
    rows = 0
    for step in seen:
        if step.rows > rows:
            rows = min(whole, max(step.rows, int(rows * GROWTH)))
            found.append((rows, 0))
        found[-1] = (rows, found[-1][1] + 1)
    return found


def upper(beam: Microbeam, rows: int) -> Microbeam:
    """The first rows of a microbeam, on the arrays of the whole one."""
    scene = beam.scene
    shape = (rows, scene.state.temperature.shape[1])
    matter: Any = scene.matter
    cut = {name: getattr(matter, name)[:rows] for name in OF_SLABS}
    space, matter = scene.space._replace(heights=scene.space.heights[:rows]), matter._replace(**cut)
    matter = matter._replace(pieces=layered(shape))
    state = scene.state._replace(**{name: getattr(scene.state, name)[:rows] for name in scene.state._fields})
    work = workspace_for(space, matter)
    powers = beam.powers._replace(
        now=beam.powers.now[: work.source.size], before=beam.powers.before[: work.source.size]
    )
    scene = scene._replace(space=space, matter=matter, state=state)
    return beam._replace(scene=scene, links=links_for(shape), workspace=work, powers=powers)


def timed(case: Case, begun: Lit, windows: list[tuple[int, int]]) -> float:
    """Processor time [s] of the first pulse, the steps taken in these windows; the last one goes on to the end."""
    evolution = started(case, begun)
    beam, progress, ledger = evolution.beam, _start(case, begun, evolution.beam), Ledger()
    spans, cut = beam.course.begin.size, [(upper(beam, rows), steps) for rows, steps in windows]
    start = time.process_time()
    for number, (part, steps) in enumerate(cut):
        left = 10**6 if number == len(cut) - 1 else steps
        while left > 0 and progress.span < spans:
            progress, ledger, count, _ = advance(part, progress, ledger, min(left, 64), spans)
            left -= count
    return time.process_time() - start


def _start(case: Case, begun: Lit, beam: Microbeam) -> Any:
    heat: Any = begun.heat
    return begin(beam, beam.pace.first * case.pulse.duration, heat.tolerance, 0)


def line(case: Case, tolerance: float, pairs: int) -> str:
    """What changes in a case, mean over its steps, and time with windows over time without."""
    begun = lit(case.skin, case.pulse, case.cooling, Settings(), library())
    seen, whole = noted(case, begun, tolerance), begun.tissue.grid.shape[0]
    windows = stretches(seen, whole)
    all_rows = [(whole, steps) for _, steps in windows]
    timed(case, begun, windows), timed(case, begun, all_rows)
    ratios = [timed(case, begun, windows) / timed(case, begun, all_rows) for _ in range(pairs)]
    mean = [
        100 * statistics.fmean(part) for part in zip(*((s.cells, s.box, s.rows / whole) for s in seen), strict=True)
    ]
    return (
        f"{case.name:<30} {len(seen):4d} steps, {mean[0]:3.0f} % of cells, {mean[1]:3.0f} % in the box, "
        f"{mean[2]:3.0f} % of rows; time {statistics.median(ratios):.3f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tolerance", type=float, default=1e-3, help="what does not count [K]")
    parser.add_argument("--pairs", type=int, default=5, help="how often each is timed")
    options = parser.parse_args()
    for case in battery():
        print(line(case, options.tolerance, options.pairs), flush=True)


if __name__ == "__main__":
    main()
