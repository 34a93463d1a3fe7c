"""Cases of the verification page for delivery: depots and pressed fluid against exact solutions, balances, orders."""

from __future__ import annotations

import math

import numpy as np
from tests.verification import delivery_problems as problems
from tests.verification.rows import Row


def depots() -> list[Row]:
    """Point, sphere and slab under clearance."""
    found = [problems.point(count) for count in (8, 16, 32)]
    case = "point in an infinite medium with clearance"
    order = float(np.log2(found[1][0] / found[2][0]))
    exact, ours, course = problems.sphere()
    slabs = [problems.slab(count)[0] for count in (6, 12, 24)]
    left = course.dissolved[-1].sum() / course.dissolved[0].sum()
    kept = math.exp(-problems.REMOVAL * 2000.0 / problems.CAPACITY)
    worst = float(np.abs(ours - exact).max() / exact.max())
    closed, ball = "cosine in a closed slab with clearance", "sphere in an infinite medium with clearance"
    return [
        Row(case, "greatest error over the peak, 32 by 64 cells", "exact", 0.0, found[2][0], 0.0, 0.01),
        Row(case, "order of convergence in space", "theory", 2.0, order, 0.0, 0.3),
        Row(ball, "greatest error over the peak", "exact", 0.0, worst, 0.0, 0.02),
        Row(ball, "fraction that is left", "exact", kept, left, 0.0, 2e-3 * kept),
        Row(closed, "greatest relative error, 24 slabs", "exact", 0.0, slabs[2], 0.0, 2e-3),
        Row(closed, "order of convergence in space", "theory", 2.0, float(np.log2(slabs[1] / slabs[2])), 0.0, 0.2),
    ]  # fmt: skip


def ends() -> list[Row]:
    """What limits a suspension: dissolution or clearance; and the tail that it feeds."""
    rows = []
    for case, problem, allowed in (
        ("dissolution-limited end, (1 - t/tau)^(3/2)", problems.dissolving, 2e-3),
        ("clearance-limited end, a straight line", problems.cleared, 1e-3),
    ):
        exact, found, _ = problem()
        worst = float(np.abs(found - exact).max())
        rows.append(Row(case, "greatest error of the fraction undissolved", "exact", 0.0, worst, 0.0, allowed))
    exact, found = problems.saturated_tail()
    worst = float(np.abs(found / exact - 1.0).max())
    return [
        *rows,
        Row("saturated slab, exp(-x/L)", "greatest relative error of its tail", "exact", 0.0, worst, 0.0, 0.02),
    ]


def balances() -> list[Row]:
    """Mass at every moment of every depot."""
    courses = {
        "point": problems.point(16)[2], "sphere": problems.sphere()[2], "slab": problems.slab(12)[1],
        "suspension in a sink": problems.dissolving()[2], "suspension, well mixed": problems.cleared()[2],
    }  # fmt: skip
    return [
        Row(name, "mass that is missing, fraction", "exact", 0.0, problems.unbalanced(course), 0.0, 1e-9)
        for name, course in courses.items()
    ]


def darcy() -> list[Row]:
    """Pressure around a tip, and the volume of the fluid."""
    errors = {rings: problems.pressed(rings) for rings in (12, 24, 48)}
    case, line = "point source in soft tissue, Darcy flow", "steady flow from a line to an open wall (Thiem)"
    flows = [problems.steady(rings) for rings in (16, 32, 64)]
    return [
        Row(case, "greatest error of the pressure, 48 rings", "exact", 0.0, errors[48][0], 0.0, 0.05),
        Row(line, "greatest error of the pressure, 64 rings", "exact", 0.0, flows[2], 0.0, 1e-3),
        Row(line, "order of convergence in space", "theory", 2.0, float(np.log2(flows[1] / flows[2])), 0.0, 0.2),
        Row(case, "fluid that is missing, fraction", "exact", 0.0, errors[48][1], 0.0, 1e-9),
    ]  # fmt: skip


CASES = (depots, ends, balances, darcy)
