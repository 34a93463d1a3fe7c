"""Release, diffusion and elimination of a substance in a layered cylinder: implicit finite volumes, adaptive steps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.depot_balance import (
    ERROR,
    SLABS,
    SOLID,
    TIME,
    DepotCourse,
    fraction_above,
    write,
)
from microthermal.numerics.transport.depot_correction import extrapolate
from microthermal.numerics.transport.depot_mesh import (
    Control,
    Elimination,
    Mesh,
    Substance,
    depot_of,
    empty_state,
    rates_at,
)
from microthermal.numerics.transport.depot_steps import grains, solve

Array = NDArray[np.float64]

_MOST_STEPS = 200_000
_GROW, _SHRINK, _SAFETY = 1.6, 0.3, 0.9
_LEAP = 5.0  # growth of a step once the remaining mass is negligible


def cylinder_depot(
    mesh: Mesh,
    substance: Substance,
    elimination: Elimination,
    start: tuple[Array, Array],
    noted: tuple[Array, Array],
    span: tuple[float, float],
    control: Control,
    whole: Array | None = None,
) -> DepotCourse:
    """Course of a depot that dissolves, spreads and is eliminated in a layered cylinder.

    Parameters
    ----------
    mesh : Mesh
        From :func:`microthermal.numerics.transport.depot_mesh.mesh_of`.
    substance, elimination : Substance, Elimination
        What is in the cells, and how it leaves them.
    start : tuple of Array (n,)
        Free concentration, and undissolved mass per volume, at the beginning.
    noted : tuple of Array (marks, n), (levels,)
        Weights of the means that are noted; concentrations whose time above is counted.
    span : tuple
        Begin and end.
    control : Control
        Steps and their error.
    whole : Array (n,), optional
        Undissolved mass per volume at which the grains had the radius that the dissolution constant is for; that of
        the beginning where it is not told. A course that goes on from another tells it: its grains have shrunk.

    Returns
    -------
    Course
        One row for each step.

    Notes
    -----
    K dc/dt = div(K D grad c) - k c - dS/dt. Particles shrink as spheres, S = S0 u^(3/2),
    du/dt = -(2/3) constant (Cs - c), u >= 0, which is Noyes and Whitney's law with kd = constant S0^(2/3) S^(1/3).
    Each step is one backward Euler step and two halves of it, for c and u at once (Newton), unsplit: steady states are
    exact for any step, and the matrix is an M-matrix, so nothing becomes negative and nothing exceeds the greatest
    concentration before, or the solubility where there are grains. Their difference measures the error and, subtracted
    flux by flux, makes the step second order in time; fluxes are cut where these bounds would be broken
    (:mod:`microthermal.numerics.transport.depot_correction`). Fluxes between cells cancel in the sum, so mass is
    conserved to round-off.
    """
    depot, order = depot_of(mesh, substance, start[1] if whole is None else whole)
    marks = np.ascontiguousarray(noted[0][:, order])
    begin, end = float(span[0]), float(span[1])
    first = start[0][order], start[1][order]
    table, cells, above, done = _march(depot, elimination, first, (marks, noted[1]), (begin, end), control)
    slabs, back = elimination.rates.shape[1], np.argsort(order)
    peak, area, free, left = cells[:, back]
    return DepotCourse(
        time=table[:, TIME],
        solid=table[:, SOLID],
        error=table[:, ERROR],
        dissolved=table[:, SLABS : SLABS + slabs],
        taken=table[:, SLABS + slabs : SLABS + 2 * slabs],
        mean=table[:, SLABS + 2 * slabs :],
        peak=peak,
        area=area,
        above=above[back],
        free=free,
        left=left,
        done=done,
    )


@njit(cache=True, nogil=True)
def _goals(moments, span):  # type: ignore[no-untyped-def]
    """Times at which a step must end: where the elimination jumps, and the end; no step then lies across a jump."""
    # An array: a list that grows would ask for the compiler's own library, and the code could not be kept.
    found, count = np.empty(moments.size + 1), 0
    for k in range(1, moments.size):
        if moments[k] == moments[k - 1] and span[0] < moments[k] < span[1]:
            found[count] = moments[k]
            count += 1
    found[count] = span[1]
    return found


@njit(cache=True, nogil=True)
def _march(depot, elimination, start, noted, span, control):  # type: ignore[no-untyped-def]
    """Table; peak, integral, free concentration and solid of the cells (4, n); times above levels; whether it ended."""
    (marks, levels), n, nz = noted, start[0].size, elimination.rates.shape[1]
    c, dry = start[0].copy(), start[1].copy()
    surface, shrunk = np.empty(n), np.empty(n)  # (radius / first radius)² of the grains
    grains(depot, dry, surface)
    peak, area, above = c.copy(), np.zeros(n), np.zeros((n, levels.size))
    table = np.zeros((256, SLABS + 2 * nz + marks.shape[0]))
    table[0, TIME] = span[0]
    write(table[0], depot, marks, c, dry)
    whole, half, last = empty_state(n), empty_state(n), empty_state(n)
    c_new, dry_new, lost, band = np.empty(n), np.empty(n), np.empty(n), np.empty((n, depot.row + 1))
    rate, rate_half = np.empty(nz), np.empty(nz)
    goals = _goals(elimination.moments, span)
    now, width, tries, next_goal, count = span[0], control.first, 0, 0, 1
    while now < span[1] and tries < _MOST_STEPS:
        tries += 1
        goal = goals[next_goal]
        lands = now + 1.2 * width >= goal
        step = goal - now if lands else width
        rates_at(elimination, now + step, rate)
        rates_at(elimination, now + 0.5 * step, rate_half)
        good = solve(depot, band, step, rate, (c, surface, c), whole)
        # Loops: an assignment between arrays would bring the wording of its errors into the kernel.
        for i in range(n):
            half.free[i] = 0.5 * (c[i] + whole.free[i])
        good = good and solve(depot, band, 0.5 * step, rate_half, (c, surface, half.free), half)
        # Of the released mass, so that the second half cannot release more than the first has left.
        for i in range(n):
            shrunk[i] = dry[i] - half.released[i]
        grains(depot, shrunk, shrunk)
        good = good and solve(depot, band, 0.5 * step, rate, (half.free, shrunk, whole.free), last)
        if not good:
            width = 0.25 * step
            continue
        wrong, content = 0.0, 0.0
        for i in range(n):
            wrong += depot.store[i] * abs(last.free[i] - whole.free[i])
            content += depot.store[i] * last.free[i]  # relative to what is left, so that a tail is followed down
        allowed = control.tolerance * (content + control.least)
        if wrong > 2.0 * allowed and step > control.first:
            width = max(_SHRINK, _SAFETY * np.sqrt(allowed / wrong)) * step
            continue
        if lands:
            next_goal += 1
        now = goal if lands else now + step
        if count == table.shape[0]:
            table = _longer(table)
        row, before = table[count], table[count - 1]
        for k in range(row.size):
            row[k] = before[k]
        row[TIME] = now
        row[ERROR] += wrong * np.sqrt(wrong / max(content, 1e-300))
        extrapolate(depot, step, (rate, rate_half), (whole, half, last), (c, dry), (c_new, dry_new, lost))
        for i in range(n):
            row[SLABS + nz + depot.slab[i]] += lost[i]
            area[i] += step * (c[i] + 4.0 * half.free[i] + c_new[i]) / 6.0
            peak[i] = max(peak[i], c_new[i])
            for k in range(levels.size):
                above[i, k] += step * fraction_above(c[i], c_new[i], levels[k])
            c[i], dry[i] = c_new[i], dry_new[i]
        grains(depot, dry, surface)
        write(row, depot, marks, c, dry)
        count += 1
        grow = _GROW if content > control.least else _LEAP
        width = min(max(_SAFETY * np.sqrt(allowed / max(wrong, 1e-300)), _SHRINK), grow) * step
    cells = np.empty((4, n))
    for i in range(n):
        cells[0, i], cells[1, i], cells[2, i], cells[3, i] = peak[i], area[i], c[i], dry[i]
    return table[:count].copy(), cells, above, now >= span[1]


@njit(cache=True, nogil=True)
def _longer(table):  # type: ignore[no-untyped-def]
    """The table with as many rows of zeros below it."""
    found = np.zeros((2 * table.shape[0], table.shape[1]))
    for row in range(table.shape[0]):
        for column in range(table.shape[1]):
            found[row, column] = table[row, column]
    return found
