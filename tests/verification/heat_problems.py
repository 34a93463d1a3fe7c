"""Problems with exact solutions, posed to the heat model through its contract: records in, snapshots out.

Each function takes the size of a cell and returns what the model found and what is exact, both in K above or below a
stated temperature, so that halving the cell shows the order of convergence. The model is told of nothing but records:
what lies behind ``evolve`` may change.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

import numpy as np
from tests.verification import heat_exact as exact
from tests.verification.heat_cases import (
    CAPACITY,
    CONDUCTIVITY,
    DRY_CAPACITY,
    START,
    VACUUM,
    WATER,
    column,
    heat_grid,
    heat_pulse,
    heat_tissue,
    scattered,
)  # fmt: skip
from tests.verification.heat_fineness import finer

from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.grid import Grid
from microthermal.heat.channel import Plume
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection
from microthermal.heat.water import (
    BLOOD_HEAT_CAPACITY,
    BOILING_TEMPERATURE,
    LATENT_HEAT,
)  # fmt: skip

DIFFUSIVITY = CONDUCTIVITY / CAPACITY
# A pulse so short that it is over at once.
AT_ONCE = 1e-6
# Error of one step [K], so small that cells speak, not steps.
TIGHT = 1e-3
# Exact solutions are of bodies with constant properties that boil at one temperature. Dry matter may be this hot before
# it is taken for residue that leaves; no steam is caught, no plume.
QUIET = BoilOff(
    air=VACUUM, residue_temperature=1500.0, plume=Plume(extinction=0.0), escape_depth=1e-2, boiling_range=0.0,
    warming=0.0, vessel_frequency=0.0, tolerance=TIGHT,
)  # fmt: skip


def last(stream):
    """The last of a stream."""
    return deque(stream, maxlen=1)[0]


def matter(grid, conductivity, capacity, start, water=0.0, dry=None, perfusion=0.0):
    """Tissue of given properties along z; without ``dry`` its properties do not depend on water."""
    (k, c), one = dry or (conductivity, capacity), np.ones(grid.shape[0])
    fields = {"initial_water": np.max(water), "heat_capacity": capacity, "dry_heat_capacity": c,
              "conductivity": conductivity, "dry_conductivity": k, "perfusion": perfusion}  # fmt: skip
    return dataclasses.replace(
        heat_tissue(grid),
        **{name: value * one for name, value in fields.items()},
        temperature=np.zeros(grid.shape) + start,
        water=np.zeros(grid.shape) + water,
    )


def run(tissue, energy=0.0, duration=AT_ONCE, until=None, model=None, cooling=None):
    """Last snapshot; ``energy`` is absorbed per volume in the pulse."""
    light = scattered(tissue.grid, energy)
    return last(evolve(model or QUIET, tissue, light, heat_pulse(duration), cooling, until or duration))


def column_of(depth, cell):
    """One ring of cells: a problem in depth alone."""
    return heat_grid(10e-6, depth, 10e-6, cell)


def graded(radius, depth, cell, finest, growth=1.15):
    """Cells of one size out to ``finest``, then growing by a factor: how fine is fine enough far out."""

    def edges(far):
        found = list(np.arange(round(finest / cell) + 1) * cell)
        while found[-1] < far:
            found.append(found[-1] + growth * (found[-1] - found[-2]))
        return np.array(found)

    return Grid(r_edges=edges(radius), z_edges=edges(depth))


def instant_point(cell):
    """3 µJ at once in the two cells beside 60 µm deep on the axis, of dry matter; 2.5 ms later."""
    grid, depth, until, energy = heat_grid(240e-6, 300e-6, cell, cell), 60e-6, 2.5e-3, 3e-6
    where = np.zeros(grid.shape)
    where[round(depth / cell) - 1 : round(depth / cell) + 1, 0] = 0.5
    dry = matter(grid, CONDUCTIVITY, CAPACITY, START)
    final = run(dry, energy * where / grid.volume, until=until)
    true = energy / CAPACITY * exact.blob(grid, 4 * DIFFUSIVITY * (until - AT_ONCE / 2), depth)
    return final.temperature - START, true


def instant_gaussian(cell, grid=None):
    """A Gaussian blob of moist tissue, 40 µm wide and 50 µm deep, warmed at once by 60 K; 5 ms later."""
    grid, depth, until, wide = grid or heat_grid(240e-6, 300e-6, cell, cell), 50e-6, 5e-3, 40e-6**2
    energy = 60.0 * CAPACITY * (np.pi * wide) ** 1.5
    final = run(heat_tissue(grid), energy * exact.blob(grid, wide, depth), until=until)
    wider = wide + 4 * DIFFUSIVITY * (until - AT_ONCE / 2)
    return final.temperature - START, energy / CAPACITY * exact.blob(grid, wider, depth)


def instant_gaussian_on_graded_cells(cell):
    """The same on cells that grow beyond 120 µm: by 15 % if they begin with 20 µm, by half of it if with half."""
    return instant_gaussian(cell, graded(260e-6, 320e-6, cell, 120e-6, 1.0 + 0.15 * cell / 20e-6))


def steady_point(cell):
    """1 mW for 5 ms in the two cells beside 60 µm deep on the axis, of dry matter; cells beyond 30 µm from there."""
    grid, depth, until, power = heat_grid(240e-6, 300e-6, cell, cell), 60e-6, 5e-3, 1e-3
    where = np.zeros(grid.shape)
    where[round(depth / cell) - 1 : round(depth / cell) + 1, 0] = 0.5
    dry = matter(grid, CONDUCTIVITY, CAPACITY, START)
    final = run(dry, power * until * where / grid.volume, duration=until)
    true = power / CAPACITY * exact.blob_kept_up(grid, 0.0, depth, DIFFUSIVITY, until, 30e-6)
    far = np.hypot(grid.r[None, :], grid.z[:, None] - depth) > 40e-6
    return (final.temperature - START)[far], true[far]


def steady_gaussian(cell):
    """The Gaussian blob, warmed evenly for 5 ms, at the end of it."""
    grid, depth, until, wide = heat_grid(240e-6, 300e-6, cell, cell), 50e-6, 5e-3, 40e-6**2
    energy = 120.0 * CAPACITY * (np.pi * wide) ** 1.5
    final = run(heat_tissue(grid), energy * exact.blob(grid, wide, depth), duration=until)
    true = energy / until / CAPACITY * exact.blob_kept_up(grid, wide, depth, DIFFUSIVITY, until)
    return final.temperature - START, true


def disc(cell):
    """A disc of 60 µm on the surface takes up 0.4 W/mm² for 5 ms; temperature along its axis at the end."""
    grid, radius, until, flux = heat_grid(240e-6, 300e-6, cell, cell), 60e-6, 5e-3, 4e5
    where = np.zeros(grid.shape)
    where[0] = grid.r < radius
    final = run(heat_tissue(grid), flux * until * where / cell, duration=until)
    true = exact.disc(grid.z, radius, flux, CONDUCTIVITY, DIFFUSIVITY, until)
    return final.temperature[:, 0] - START, true


def line(cell):
    """A line of 20 µm along the whole axis, warmed at once by 60 K; 10 ms later."""
    grid, until, wide = heat_grid(300e-6, 20e-6, cell, 10e-6), 10e-3, 40e-6**2
    start, later = (
        -np.diff(np.exp(-(grid.r_edges**2) / w)) * np.pi * wide / grid.ring_area
        for w in (wide, wide + 4 * DIFFUSIVITY * (until - AT_ONCE / 2))
    )
    final = run(heat_tissue(grid), 60.0 * CAPACITY * np.tile(start, (grid.shape[0], 1)), until=until)
    return final.temperature[0] - START, 60.0 * later


def convective(cell, coefficient=4000.0):
    """A half-space under something 44 K colder for 0.2 s."""
    grid, until = column_of(1.5e-3, cell), 0.2
    cold = dataclasses.replace(QUIET, air=Cooling(temperature=263.15, coefficient=coefficient))
    final = run(heat_tissue(grid), until=until, model=cold)
    true = exact.cooled(grid.z, 263.15 - START, coefficient, CONDUCTIVITY, DIFFUSIVITY, until)
    return final.temperature[:, 0] - START, true


def contact(cell):
    """The same under a contact so good (100 kW/m²/K) that the surface is nearly as cold."""
    return convective(cell, 1e5)


def pennes(cell):
    """2 mm with strong perfusion under moving air for 15 time constants: the steady state."""
    grid, thickness, perfusion = column_of(2e-3, cell), 2e-3, 0.5
    exchange = perfusion * BLOOD_HEAT_CAPACITY
    air = Cooling(temperature=275.0, coefficient=500.0)
    body = matter(grid, CONDUCTIVITY, CAPACITY, START, WATER, perfusion=perfusion)
    final = run(body, until=15 * CAPACITY / exchange, model=dataclasses.replace(QUIET, air=air))
    true = exact.pennes(
        grid.z, thickness, body.core_temperature, exchange, CONDUCTIVITY, air.temperature, air.coefficient
    )
    return final.temperature[:, 0] - body.core_temperature, true - body.core_temperature


def two_layers(cell, flipped=False):
    """0.3 mm at 87 °C on 0.5 mm of fat at 27 °C, insulated, for 0.2 s: heat has met both ends."""
    grid, until = column_of(0.8e-3, cell), 0.2
    layers = (0.3e-3, 360.15, 0.5, 3.55e6), (0.5e-3, 300.15, 0.2, 1.9e6)
    above = grid.z < layers[0][0]
    start, k, c = (np.where(above, layers[0][n], layers[1][n]) for n in (1, 2, 3))
    true = exact.slab_of_two(grid.z_edges, *layers, until)
    if flipped:
        start, k, c, true = start[::-1], k[::-1], c[::-1], true[::-1]
    final = run(matter(grid, k, c, start[:, None], WATER), until=until)
    return final.temperature[:, 0] - 300.15, true - 300.15


def two_half_spaces(cell):
    """The same layers, each 0.8 mm thick, 30 ms after they touched: the ends know nothing yet."""
    grid, until = column_of(1.6e-3, cell), 30e-3
    layers = (360.15, 0.5, 3.55e6), (300.15, 0.2, 1.9e6)
    above = grid.z < 0.8e-3
    start, k, c = (np.where(above, *values) for values in zip(*layers, strict=True))
    final = run(matter(grid, k, c, start[:, None], WATER), until=until)
    return final.temperature[:, 0] - 300.15, exact.touching(grid.z - 0.8e-3, *layers, until) - 300.15


def drying(cell, cold, dry, until):
    """A dry half-space at 1200 K on a wet one, which boils dry behind Neumann's front.

    Returns depth of the front from the water that has left, its exact depth, temperatures and exact temperatures.
    """
    grid, contact_depth, hot = column_of(1.6e-3, cell), 0.8e-3, 1200.0
    wet, below = (CONDUCTIVITY, CAPACITY), grid.z[:, None] > contact_depth
    body = matter(grid, *wet, np.where(below, cold, hot), np.where(below, WATER, 0.0), dry=dry)
    final = run(body, until=until)
    latent = WATER * LATENT_HEAT
    speed = exact.drying_front(hot, cold, BOILING_TEMPERATURE, latent, dry, wet)
    true = exact.beside_front(grid.z - contact_depth, until, speed, hot, cold, BOILING_TEMPERATURE, dry, wet)
    dried = float(((body.water - final.water)[:, 0] / WATER * np.diff(grid.z_edges)).sum())
    return dried, speed * np.sqrt(until), final.temperature[:, 0], true


def stefan(cell):
    """Boiling front in water-logged tissue that is at 100 °C already and dries without change of its properties."""
    return drying(cell, BOILING_TEMPERATURE, (CONDUCTIVITY, CAPACITY), 50e-3)


def neumann(cell):
    """The same in tissue at 34 °C; dry, it conducts and holds half as much heat."""
    return drying(cell, START, (CONDUCTIVITY / 2, CAPACITY / 2), 0.1)


def warmed(slope=0.0):
    """Snapshots of the evenly warmed Gaussian blob on 10 µm; with a slope its absorption falls as it warms."""
    grid, wide, duration = heat_grid(240e-6, 300e-6, 10e-6, 10e-6), 40e-6**2, 5e-3
    light = scattered(grid, 120.0 * CAPACITY * (np.pi * wide) ** 1.5 * exact.blob(grid, wide, 50e-6))
    pulse = heat_pulse(duration, energy=3.0 * float((light.energy * grid.volume).sum()))
    return evolve(QUIET, heat_tissue(grid, 700.0, 50.0, slope), light, pulse, None, duration)


def relaxing():
    """Snapshots of the Gaussian blob that cools."""
    grid, wide = heat_grid(240e-6, 300e-6, 10e-6, 10e-6), 40e-6**2
    light = scattered(grid, 60.0 * CAPACITY * (np.pi * wide) ** 1.5 * exact.blob(grid, wide, 50e-6))
    return evolve(QUIET, heat_tissue(grid), light, heat_pulse(AT_ONCE), None, 20e-3)


def chilling():
    """Snapshots of the half-space under convection."""
    grid = column_of(1.5e-3, 20e-6)
    cold = dataclasses.replace(QUIET, air=Cooling(temperature=263.15, coefficient=4000.0))
    return evolve(cold, heat_tissue(grid), scattered(grid, 0.0), heat_pulse(AT_ONCE), None, 0.2)


@cache
def drilling_speed(residue):
    """Speed of a wide floor [m/s] late in a pulse of 1.2 GW/m², and what the enthalpy of removal says."""
    grid, duration, fluence = column_of(900e-6, 3e-6), 1e-3, 1.2e6
    model = BoilOff(residue_temperature=residue, air=VACUUM)
    stream = evolve(model, heat_tissue(grid, 5.5e4, 1.7e4), column(grid, fluence), heat_pulse(duration), None, duration)
    times, depths = np.array([(s.time, s.removed.sum() * 3e-6) for s in stream]).T
    late = times > 0.3 * duration
    enthalpy = exact.ablation_enthalpy(CAPACITY, DRY_CAPACITY, WATER, START, residue)
    return float(np.polyfit(times[late], depths[late], 1)[0]), fluence / duration / enthalpy


@cache
def ejected_depth(fluence, enthalpy=1.7e9, absorption=1e6):
    """Depth [m] that one wide pulse throws out, and what the ejection enthalpy says."""
    grid = column_of(200e-6, 1e-6)
    stream = evolve(
        Ejection(ejection_enthalpy=enthalpy, air=VACUUM),
        heat_tissue(grid, absorption, 2e4),
        column(grid, fluence),
        heat_pulse(2e-4),
        None,
        1e-3,
    )
    return float(last(stream).removed.sum() * 1e-6), exact.ejection_depth(fluence, enthalpy, absorption + 2e4)


# Each problem and its coarsest cell [m]; a half and a quarter of it follow.
SMOOTH = {
    "instantaneous point source": (instant_point, 20e-6),
    "instantaneous Gaussian source": (instant_gaussian, 20e-6),
    "instantaneous Gaussian source, graded cells": (instant_gaussian_on_graded_cells, 20e-6),
    "continuous point source": (steady_point, 10e-6),
    "continuous Gaussian source": (steady_gaussian, 20e-6),
    "disc source on the surface": (disc, 30e-6),
    "line source": (line, 20e-6),
    "half-space under convection": (convective, 40e-6),
    "half-space under contact": (contact, 40e-6),
    "Pennes steady state": (pennes, 80e-6),
    "two-layer slab": (two_layers, 50e-6),
    "two half-spaces in contact": (two_half_spaces, 50e-6),
}
FRONTS = {"Stefan's front, properties alike": stefan, "Neumann's front, dry half as conductive": neumann}
# Fraction of the largest value that tight steps may leave.
STEPS = 5e-4
# Fraction of the tolerance of one step that all steps together may leave; measured is up to 0.045.
KEPT = 0.06
# Coarsest cell of the fronts [m].
FRONT_CELL = 40e-6


@cache
def refined(name):
    """Root mean square errors of a problem on three grids [K], and their orders.

    Steps are four times finer than tight ones, so that space alone speaks.
    """
    problem, coarsest = SMOOTH[name]
    with finer(4.0):
        runs = [problem(coarsest / 2**k) for k in range(3)]
    errors = np.array([np.sqrt(np.mean((ours - true) ** 2)) for ours, true in runs])
    return errors, np.log2(errors[:-1] / errors[1:])


@cache
def tightly(name):
    """The two finer grids of a problem with tight steps: what was found and what is exact on each."""
    problem, coarsest = SMOOTH[name]
    return [problem(coarsest / 2**k) for k in (1, 2)]


@cache
def worst(name, tolerance=TIGHT):
    """Largest error on the finest of these grids, what it may be, and the exact value with ours where it is [K].

    Second order leaves a third of the change from the grid before; the allowance is 0.4 of it, and ``STEPS``. Looser
    steps may add ``KEPT`` of their tolerance.
    """
    problem, coarsest = SMOOTH[name]
    (before, true_before), (ours, true) = tightly(name)
    error, error_before = np.abs(ours - true).max(), np.abs(before - true_before).max()
    allowed = 0.4 * abs(error_before - error) + STEPS * float(np.abs(true).max())
    if tolerance != TIGHT:
        with stepping_by(tolerance):
            ours, true = problem(coarsest / 4)
        error, allowed = np.abs(ours - true).max(), allowed + KEPT * tolerance
    place = np.unravel_index(np.argmax(np.abs(ours - true)), true.shape)
    return float(error), float(allowed), float(true[place]), float(ours[place])


@contextmanager
def stepping_by(tolerance):
    """All quiet models step by this error [K] while it lasts."""
    with varied_by(tolerance=tolerance):
        yield


@contextmanager
def varied_by(**choices):
    """All quiet models have these choices while it lasts."""
    with patch.dict(globals(), QUIET=dataclasses.replace(QUIET, **choices)):
        yield
