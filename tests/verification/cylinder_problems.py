"""Heated cylinders on the axis, posed to the heat model through its contract: a hair shaft and what is around it.

As in ``heat_problems``: each function takes the size of a cell and returns what was found and what is exact [K].
"""

from __future__ import annotations

from functools import cache

import numpy as np
from tests.verification import cylinder_exact as exact
from tests.verification.heat_cases import START, heat_pulse, scattered
from tests.verification.heat_fineness import finer
from tests.verification.heat_problems import AT_ONCE, QUIET, last, matter

from microthermal.domain.inputs.block import Body, Inclusion
from microthermal.domain.inputs.skin import Thermal
from microthermal.domain.results.grid import Grid
from microthermal.heat.models import evolve
from microthermal.tissue.bodies import with_bodies

RADIUS, DIFFUSIVITY = 35e-6, 1.1e-7
CAPACITY = 3.55e6
SKIN = (DIFFUSIVITY * CAPACITY, CAPACITY)
# A shaft that holds and conducts less than the skin around it.
SHAFT = (0.2, 1300.0 * 1500.0)
RISE = 60.0


def shaft(material=SHAFT, radius=RADIUS, absorption=0.0, water=0.0, length=None, depth=0.0):
    """A body of (conductivity, heat capacity)."""
    conductivity, capacity = material
    inclusion = Inclusion(
        name="shaft", shape="cylinder", depth=depth, radius=radius, length=length, absorption=absorption,
        scattering=0.0, anisotropy=0.0,
    )  # fmt: skip
    thermal = Thermal(density=1300.0, specific_heat=capacity / 1300.0, conductivity=conductivity, perfusion=0.0)
    return Body(inclusion=inclusion, thermal=thermal, water=water)


def rings(cell, fine=4.0 * RADIUS, end=1.2e-3, height=20e-6):
    """One slab; rings of one size, with an edge on the shaft, growing beyond ``fine`` by 15 % of 5 µm cells."""
    edges, growth = list(np.arange(round(fine / cell) + 1) * cell), 1.0 + 0.15 * cell / 5e-6
    while edges[-1] < end:
        edges.append(edges[-1] + growth * (edges[-1] - edges[-2]))
    return Grid(r_edges=np.array(edges), z_edges=np.array([0.0, height]))


def heated(cell, material, duration, until, absorbing=RADIUS):
    """Rise of each ring when the shaft has been heated evenly by ``RISE`` as if insulated."""
    grid = rings(cell)
    tissue = with_bodies(matter(grid, *SKIN, START), [shaft(material)])
    lit = np.where(grid.r < absorbing, RISE * material[1], 0.0)
    final = last(evolve(QUIET, tissue, scattered(grid, lit[None, :]), heat_pulse(duration), None, until))
    balance = final.balance
    left = balance.stored + balance.surface + balance.perfused + balance.vapour + balance.ejected
    assert abs(left - balance.supplied) < 1e-9 * balance.supplied
    return grid, final.temperature[0] - START


def at_once(cell):
    """A1 on the axis and around it: a cylinder warmer at once, 4 ms later; skin and shaft alike."""
    until = 4e-3
    grid, found = heated(cell, SKIN, AT_ONCE, until)
    near = grid.r < 5.0 * RADIUS
    return found[near], RISE * exact.in_other(grid.r[near], RADIUS, until - AT_ONCE / 2, SKIN, SKIN)


def during_pulse(cell):
    """A2, A3: heated evenly for 10 ms, at its end and at places beyond."""
    grid, found = heated(cell, SKIN, 10e-3, 20e-3)
    near = grid.r < 5.0 * RADIUS
    return found[near], RISE * np.array([exact.around(r, RADIUS, DIFFUSIVITY, 10e-3, 20e-3) for r in grid.r[near]])


def unlike(cell):
    """A shaft that conducts half as well as the skin and holds less heat, warmer at once, 4 ms later."""
    until = 4e-3
    grid, found = heated(cell, SHAFT, AT_ONCE, until)
    near = grid.r < 5.0 * RADIUS
    return found[near], RISE * exact.in_other(grid.r[near], RADIUS, until - AT_ONCE / 2, SHAFT, SKIN)


def better_conductor(cell):
    """The other way round: a body of skin in tissue that conducts as badly as the shaft."""
    until, grid = 4e-3, rings(cell)
    tissue = with_bodies(matter(grid, *SHAFT, START), [shaft(SKIN)])
    lit = np.where(grid.r < RADIUS, RISE * SKIN[1], 0.0)
    final = last(evolve(QUIET, tissue, scattered(grid, lit[None, :]), heat_pulse(AT_ONCE), None, until))
    near = grid.r < 5.0 * RADIUS
    true = RISE * exact.in_other(grid.r[near], RADIUS, until - AT_ONCE / 2, SKIN, SHAFT)
    return final.temperature[0, near] - START, true


PROBLEMS = {
    "cylinder heated at once, as the skin": at_once,
    "cylinder heated for 10 ms, 10 ms later": during_pulse,
    "shaft heated at once, conducts less": unlike,
    "cylinder heated at once, conducts more": better_conductor,
}
COARSEST = 7e-6


@cache
def refined(name):
    """Root mean square errors [K] on three grids, their orders, and what the finest found beside what is exact.

    Steps are four times finer than tight ones, so that space alone speaks.
    """
    with finer(4.0):
        runs = [PROBLEMS[name](COARSEST / 2**k) for k in range(3)]
    errors = np.array([np.sqrt(np.mean((ours - true) ** 2)) for ours, true in runs])
    return errors, np.log2(errors[:-1] / errors[1:]), runs[-1]


def on_axis(material, duration, until, cell=COARSEST / 4):
    """Rise on the axis over that of an insulated shaft, from the two rings nearest to it."""
    grid, found = heated(cell, material, duration, until)
    inner, outer = grid.r[:2] ** 2
    return float(found[0] + (found[0] - found[1]) * inner / (outer - inner)) / RISE
