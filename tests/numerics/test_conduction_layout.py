"""Cells as they are laid out for a step of conduction: their temperature over the heat that they take up."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.numerics.test_heat_kernels import EDGES_R, EDGES_Z, case, patched

from microthermal.numerics.conduction.blocks import (
    BENDS,
    FIRST,
    HOT,
    PLATEAU,
    SECOND,
    SLOPE,
    STEADY,
    THIRD,
    at,
    workspace_for,
)  # fmt: skip
from microthermal.numerics.conduction.boiling import Cell, boiling_point, heated, slab_of
from microthermal.numerics.conduction.enthalpy import cylinder
from microthermal.numerics.conduction.layout import lay_out

# Temperature [K], or the fraction of its water with which a cell boils; and water to which steam can condense.
CELLS = {
    "cold": (310.0, None, 0.0), "nearly boiling": (373.149, None, 0.0), "boiling": (None, 0.6, 0.0),
    "boiling, steam is caught": (None, 0.6, 1.0), "nearly dry": (None, 1e-3, 0.0), "dry": (700.0, 0.0, 0.0),
    "dry, steam is caught": (700.0, 0.0, 1.0),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("make", [case, patched], ids=["one material", "many"])
def test_bends_of_a_cell_below_boiling_and_above_are_those_of_its_enthalpy(name, make):
    (matter, state), (temperature, wet, caught) = make(1), CELLS[name]
    space, i, j = cylinder(EDGES_R, EDGES_Z), 4, 2
    slab = slab_of(matter, i, j)
    water = slab.full * (1.0 if wet is None else wet)
    state.temperature[i, j] = boiling_point(slab, water) if temperature is None else temperature
    state.water[i, j], state.ceiling[i, j] = water, caught * slab.full
    workspace = workspace_for(space, matter)
    layout = lay_out(space, matter, state, workspace, EDGES_Z.size - 1)
    k = (i + 1) * layout.stride + j + 1
    first, second, third, hot, plateau = (
        workspace.bends[at(k, BENDS) + field] for field in (FIRST, SECOND, THIRD, HOT, PLATEAU)
    )
    slope, volume = workspace.steady[at(k, STEADY) + SLOPE], space.heights[i] * space.areas[j]
    assert first <= second <= third
    # From far below the first bend to far above the last, and at each.
    taken = np.concatenate((np.linspace(-2.5e9, 3.5e9, 61) * volume, [first, second, third]))
    over = [np.maximum(taken - bend, 0.0) for bend in (first, second, third)]
    found = layout.boiling + np.minimum(taken - first, 0.0) * slope + over[0] * hot + (over[2] - over[1]) * plateau
    cell, ceiling = Cell(state.temperature[i, j], water), state.ceiling[i, j]
    expected = [heated(slab, cell, heat / volume, ceiling)[0] for heat in taken]
    assert_allclose(found, expected, rtol=0.0, atol=1e-6)
