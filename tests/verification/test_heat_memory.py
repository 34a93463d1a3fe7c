"""Memory is flat in time: a stream holds one snapshot, however many have passed."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from tests.verification.heat_cases import column, heat_grid, heat_pulse, heat_tissue, scattered

from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection

GRID = heat_grid(200e-6, 400e-6, 4e-6, 4e-6)
SNAPSHOT = 3 * 8 * GRID.shape[0] * GRID.shape[1]


@pytest.mark.parametrize("model", [BoilOff(tolerance=1e-3), Ejection(tolerance=1e-3)])
@pytest.mark.parametrize(
    "light",
    [column(GRID, 3e4), scattered(GRID, 2e8 * np.exp(-GRID.z[:, None] / 50e-6))],
    ids=["collimated", "scattered"],
)
def test_a_stream_keeps_nothing_of_what_has_passed(model, light):
    # Once to its end, so that kernels are loaded before anything is counted.
    assert sum(1 for _ in evolve(model, heat_tissue(GRID, 5e4, 1e4), light, heat_pulse(1e-3), None, 0.1)) > 50
    stream = evolve(model, heat_tissue(GRID, 5e4, 1e4), light, heat_pulse(1e-3), None, 0.1)
    for _ in range(20):
        next(stream)
    tracemalloc.start()
    try:
        next(stream)
        early = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        passed = sum(1 for _ in stream)
        late, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert passed > 50
    assert late - early < SNAPSHOT
    # A few snapshots' worth while one is made: they are copies that cannot be written.
    assert peak < 10 * SNAPSHOT
