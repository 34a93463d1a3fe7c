"""Cases of the verification page for heat and damage: finite volumes and damage integrals against exact solutions."""

from __future__ import annotations

import numpy as np
from tests.verification import heat_problems as problems
from tests.verification.heat_cases import (
    CAPACITY,
    START,
    VACUUM,
    WATER,
    column,
    heat_grid,
    heat_pulse,
    heat_tissue,
    scattered,
)  # fmt: skip
from tests.verification.heat_fineness import order_in_time
from tests.verification.heat_problems import last
from tests.verification.rows import Row
from tests.verification.test_damage_integrals import burden, exact

from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection
from microthermal.heat.water import vaporisation_enthalpy
from microthermal.units import celsius


def smooth() -> list[Row]:
    """The worst cell of the finest of three grids, and the order seen in them."""
    rows = []
    for name, (_, coarsest) in problems.SMOOTH.items():
        _, allowed, true, ours = problems.with_usual_steps(name)
        _, orders = problems.refined(name)
        rows += [
            Row(
                name,
                f"change in the worst cell, K, cells of {1e6 * coarsest / 4:g} µm",
                "exact",
                true,
                ours,
                0.0,
                allowed,
            ),
            Row(name, "order of convergence in space", "theory", 2.0, float(orders[-1]), 0.0, 0.1),
        ]
    return rows


def time() -> list[Row]:
    """Order seen when steps become finer."""
    streams = {
        "Gaussian source while it is on": problems.warmed, "Gaussian source that cools": problems.relaxing,
        "half-space under convection": problems.chilling,
    }  # fmt: skip
    return [
        Row(name, "order of convergence in time", "theory", 2.0, float(order_in_time(stream)[0][-1]), 0.0, 0.5)
        for name, stream in streams.items()
    ]


def fronts() -> list[Row]:
    """Depth of boiling fronts, to a tenth of a cell."""
    cell, rows = problems.FRONT_CELL / 8, []
    for name, problem in problems.FRONTS.items():
        ours, true, *_ = problem(cell)
        quantity = f"depth of the front, µm, cells of {1e6 * cell:g} µm"
        rows.append(Row(name, quantity, "exact", 1e6 * float(true), 1e6 * ours, 0.0, 1e5 * cell))
    return rows


def mirrored() -> list[Row]:
    ours, _ = problems.two_layers(12.5e-6)
    other, _ = problems.two_layers(12.5e-6, flipped=True)
    difference = float(np.abs(ours - other[::-1]).max())
    return [Row("two-layer slab upside down", "largest difference, K", "exact", 0.0, difference, 0.0, 1e-9)]


def removal() -> list[Row]:
    """Floor and crater of wide beams."""
    speed, true_speed = problems.drilling_speed(673.15)
    depth, true_depth = problems.ejected_depth(2e5)
    return [
        Row("wide floor under 1.2 GW/m², boil-off", "speed, m/s", "I/H", true_speed, speed, 0.0, 0.01 * true_speed),
        Row("wide crater of 20 J/cm², ejection", "depth, µm", "F/H - 1/µ", 1e6 * true_depth, 1e6 * depth, 0.0, 3.0),
    ]


def balance() -> list[Row]:
    """What is missing of the energy of a pulse that boils and removes, at the worst moment."""
    grid = heat_grid(120e-6, 300e-6, 10e-6, 10e-6)
    light = column(grid, 1.5e6 * np.exp(-2 * (grid.r / 60e-6) ** 2))
    rows = []
    for model in (BoilOff(), Ejection()):
        worst = 0.0
        for snapshot in model.evolve(heat_tissue(grid, 5.5e4, 1.7e4), light, heat_pulse(3e-4), None, 0.1):
            b = snapshot.balance
            missing = b.supplied - b.stored - b.surface - b.perfused - b.vapour - b.ejected
            worst = max(worst, abs(missing) / max(b.supplied, 1e-12))
        case = f"channel, {model.kind.replace('_', '-')}"
        rows.append(Row(case, "energy that is missing, share of what was supplied", "exact", 0.0, worst, 0.0, 1e-6))
    return rows


def drying() -> list[Row]:
    grid = heat_grid(10e-6, 10e-6, 10e-6, 10e-6)
    energy = 0.5 * vaporisation_enthalpy(CAPACITY, WATER, START)
    model = BoilOff(air=VACUUM)
    final = last(model.evolve(heat_tissue(grid), scattered(grid, energy), heat_pulse(1e-3), None, 1e-3))
    left = WATER - (energy - CAPACITY * (373.15 - START)) / 2.256e6
    case = "half of what boils a cell dry"
    return [
        Row(case, "water left, kg/m³", "exact", left, float(final.water[0, 0]), 0.0, 1e-9 * WATER),
        Row(case, "temperature, K", "exact", 373.15, float(final.temperature[0, 0]), 0.0, 1e-6),
    ]


def damage() -> list[Row]:
    def course(time: float) -> float:
        return celsius(60.0) + 10.0 * time

    true = exact(course, 1.0)
    return [
        Row("damage integral, 60 to 70 °C in 1 s, 50 steps", "burden", "exact (quadrature)", true,
            burden(course, 1.0, 50), 0.0, 1e-4 * true),
    ]  # fmt: skip


CASES = (smooth, time, fronts, mirrored, drying, removal, balance, damage)
