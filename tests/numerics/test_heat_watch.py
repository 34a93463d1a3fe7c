"""Moments that are kept while a microbeam is followed, where they lie inside a step."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.numerics.test_ablation_kernels import light
from tests.numerics.test_heat_kernels import EDGES_R, EDGES_Z, NEVER, case

from microthermal.numerics.conduction.enthalpy import cylinder
from microthermal.numerics.heat.absorber import Scene
from microthermal.numerics.heat.watch import (
    BOOKED,
    STEP,
    STORED,
    SUPPLIED,
    SURFACE,
    TIME,
    Ledger,
    book,
    keep_moments,
    note_before,
    watch_for,
)  # fmt: skip

BEGUN, LONG = 3e-3, 4e-4


@pytest.mark.parametrize("offset", [0.0, 2e-2])
def test_a_moment_inside_a_step_lies_on_the_line_between_its_ends(offset):
    """Fields and books; the step begins neither with the pulse nor with the stack of pulses."""
    matter, state = case(3)
    scene = Scene(cylinder(EDGES_R, EDGES_Z), matter, light(True), NEVER, state)
    fractions = (0.0, 0.25, 0.8, 1.0, 1.5)
    watch = watch_for(state.water.shape, [offset + BEGUN + part * LONG for part in fractions])._replace(offset=offset)

    def now(ledger, time, step):
        row = np.zeros(BOOKED)
        book(scene, ledger, time, step, row)
        water = state.water * (1.0 - state.removed)
        return row, np.array([state.temperature, state.removed, water])

    ledger = Ledger(supplied=1e-3, surface=2e-4, perfused=-3e-5, missed=0.1)
    row_before, before = now(ledger, offset + BEGUN, 0.0)
    note_before(watch, scene, ledger, 0, BEGUN, LONG)
    state.temperature[:] += 12.0
    state.water[3] = 500.0
    state.removed[2, :2] = 1.0
    ledger = Ledger(supplied=1.5e-3, surface=1e-4, perfused=-5e-5, missed=0.3)
    row_after, after = now(ledger, offset + BEGUN + LONG, LONG)
    assert keep_moments(watch, scene, ledger, 0, BEGUN + LONG, LONG) == 4
    for number, part in enumerate(fractions[:4]):
        assert_allclose(watch.kept[number], before + part * (after - before), rtol=1e-9, atol=1e-9)
        expected = row_before + part * (row_after - row_before)
        assert_allclose(watch.books[number], expected, rtol=1e-9, atol=1e-15)
        assert watch.books[number, TIME] == pytest.approx(offset + BEGUN + part * LONG, rel=1e-12)
        assert watch.books[number, STEP] == pytest.approx(part * LONG, abs=1e-12)
    # Something did happen between the ends, and what lies beyond the step is not kept yet.
    assert np.all(row_after[[SUPPLIED, SURFACE, STORED]] != row_before[[SUPPLIED, SURFACE, STORED]])
    assert not watch.kept[4].any() and not watch.books[4].any()
