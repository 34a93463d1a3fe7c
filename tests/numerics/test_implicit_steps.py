"""What a long implicit step of conduction states as its error, against how far it is from many short steps."""

from __future__ import annotations

import numpy as np
import pytest
from tests.numerics.test_heat_kernels import material

from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.enthalpy import State, cylinder
from microthermal.numerics.conduction.links import Surroundings, link, links_for
from microthermal.numerics.conduction.step import IMPLICIT_FROM, Step, conduct

CELL, START = 1e-6, 310.0
AROUND = Surroundings(START, 0.0, START, 0.0)
# Slabs and rings: heat that flows along rings alone, along slabs alone, and along both.
ALONG = {"rings": (1, 140), "slabs": (140, 1), "both": (140, 140)}


def warmed(shape: tuple[int, int]) -> np.ndarray:
    """Temperatures of a smooth warm place, many cells wide, at the axis and the surface."""
    slabs, rings = (CELL * (np.arange(count) + 0.5) if count > 1 else np.zeros(1) for count in shape)
    return START + 20.0 * np.exp(-((rings / 40e-6) ** 2)) * np.exp(-((slabs / 40e-6) ** 2))[:, None]


def conducted(shape: tuple[int, int], step: float, count: int) -> tuple[np.ndarray, Step]:
    """Temperatures after so many equal steps, and what the last of them says of itself."""
    start, water = warmed(shape), np.full(shape, 700.0)
    edges_z, edges_r = (CELL * np.arange(size + 1) for size in shape)
    space, matter = cylinder(edges_r, edges_z), material(np.ones(shape[0]), start, water)
    state = State(start.copy(), water.copy(), np.zeros(shape), np.zeros(shape))
    links, workspace = links_for(shape), workspace_for(space, matter)
    link(space, matter, state, AROUND, links)
    for _ in range(count):
        found = conduct(space, matter, state, links, workspace, step / count, np.inf)
    return state.temperature, found


@pytest.mark.parametrize("along", ALONG)
def test_an_implicit_step_states_how_far_it_is_off(along):
    """The trapezoidal rule has no splitting error along one axis: its own error was not seen there at all."""
    step = 4e-4
    long, stated = conducted(ALONG[along], step, 1)
    short, one_of_many = conducted(ALONG[along], step, 64)
    assert stated.stages >= IMPLICIT_FROM > one_of_many.stages
    assert stated.error == pytest.approx(np.abs(long - short).max(), rel=0.15)


@pytest.mark.parametrize("along", ALONG)
def test_a_longer_step_states_more_than_it_is_off_and_never_less(along):
    for step in (8e-4, 1.6e-3):
        long, stated = conducted(ALONG[along], step, 1)
        short, _ = conducted(ALONG[along], step, 64)
        off = np.abs(long - short).max()
        assert off < stated.error < 2.0 * off
