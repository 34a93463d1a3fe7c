"""Cases of the verification page for heat and damage: finite volumes and damage integrals against exact solutions."""

from __future__ import annotations

import numpy as np
from tests.verification import heat_problems as problems
from tests.verification import heat_varied
from tests.verification.heat_cases import (
    WATER,
    column,
    heat_grid,
    heat_pulse,
    heat_tissue,
)
from tests.verification.heat_fineness import finer, order_in_time
from tests.verification.rows import Row
from tests.verification.test_damage_integrals import exact, omega

from microthermal.heat.boundary import BOILING_RANGE, TOLERANCE, WARMING
from microthermal.heat.models import evolve
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection
from microthermal.units import celsius


def smooth() -> list[Row]:
    """The worst cell of the finest of three grids, and the order seen in them."""
    rows = []
    for name, (_, coarsest) in problems.SMOOTH.items():
        _, orders = problems.refined(name)
        cells = f"cells of {1e6 * coarsest / 4:g} µm"
        for steps, tolerance in (("tight", problems.TIGHT), ("usual", TOLERANCE)):
            _, allowed, true, ours = problems.worst(name, tolerance)
            quantity = f"change in the worst cell, K, {cells}, {steps} steps"
            rows.append(Row(name, quantity, "exact", true, ours, 0.0, allowed))
        rows.append(Row(name, "order of convergence in space", "theory", 2.0, float(orders[-1]), 0.0, 0.1))
    return rows


def time() -> list[Row]:
    """Order seen when steps become finer."""
    streams = {
        "Gaussian source while it is on": problems.warmed, "Gaussian source that cools": problems.relaxing,
        "half-space under convection": problems.chilling,
        "the first, absorption falls with heat": lambda: problems.warmed(-4.0),
    }  # fmt: skip
    rows = [
        Row(name, "order of convergence in time", "theory", 2.0, float(order_in_time(stream)[0][-1]), 0.0, 0.6)
        for name, stream in streams.items()
    ]
    with problems.varied_by(warming=WARMING):
        order = float(order_in_time(problems.warmed)[0][-1])
    return [*rows, Row("the first, conductivity rises", "order of convergence in time", "theory", 1.0, order, 0.0, 0.4)]


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
        for snapshot in evolve(model, heat_tissue(grid, 5.5e4, 1.7e4), light, heat_pulse(3e-4), None, 0.1):
            b = snapshot.balance
            missing = b.supplied - b.stored - b.surface - b.perfused - b.vapour - b.ejected
            worst = max(worst, abs(missing) / max(b.supplied, 1e-12))
        case = f"channel, {model.kind.replace('_', '-')}"
        rows.append(Row(case, "energy that is missing, fraction of what was supplied", "exact", 0.0, worst, 0.0, 1e-6))
    return rows


def drying() -> list[Row]:
    """Cells that boil at one temperature and over a range, in one go and in four."""
    rows = []
    for boiling_range, pieces in ((0.0, 1), (BOILING_RANGE, 1), (BOILING_RANGE, 4)):
        (temperature, water), (true, left) = heat_varied.dried_over(boiling_range, 0.5, pieces)
        case = f"half of what boils a cell dry over {boiling_range:g} K, in {pieces} pieces of a pulse"
        rows += [
            Row(case, "water left, kg/m³", "exact", left, water, 0.0, 1e-9 * WATER),
            Row(case, "temperature, K", "exact", true, temperature, 0.0, 1e-6),
        ]
    return rows


def varied() -> list[Row]:
    """Conductivity that rises with temperature, vessels that close."""
    rows = []
    for warming in (WARMING, 0.01):
        (coarse, exact_coarse), (ours, true) = (heat_varied.warming_slab(cell, warming) for cell in (25e-6, 12.5e-6))
        case = f"heated slab, conductivity rises by {1e2 * warming:g} % per K"
        order = float(np.log2(np.abs(coarse - exact_coarse).max() / np.abs(ours - true).max()))
        rows += [
            Row(
                case,
                "rise at the bottom, K, cells of 12.5 µm",
                "Kirchhoff",
                float(true[-1]),
                float(ours[-1]),
                0.0,
                0.01,
            ),
            Row(case, "order of convergence in space", "theory", 2.0, order, 0.0, 0.1),
        ]
    with finer(8.0):
        (temperature, given), (true, carried), _ = heat_varied.cooled_by_closing_vessels()
    case = "a cell whose vessels close"
    return [
        *rows,
        Row(case, "temperature, K", "exact (quadrature)", true, temperature, 0.0, 3e-3),
        Row(case, "heat given to blood, J/m³", "exact (quadrature)", carried, given, 0.0, 3e-4 * carried),
    ]


def damage() -> list[Row]:
    def course(time: float) -> float:
        return celsius(60.0) + 10.0 * time

    true = exact(course, 1.0)
    return [
        Row("damage integral, 60 to 70 °C in 1 s, 50 steps", "omega", "exact (quadrature)", true,
            omega(course, 1.0, 50), 0.0, 1e-4 * true),
    ]  # fmt: skip


CASES = (smooth, time, fronts, mirrored, drying, varied, removal, balance, damage)
