"""Release, diffusion and removal of a substance in a layered cylinder: implicit finite volumes, adaptive steps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.depot_balance import (
    DepotCourse,
    DepotMoment,
    empty_book,
    fraction_above,
    longer,
    write,
)
from microthermal.numerics.transport.depot_mesh import (
    Control,
    Depot,
    DrugRemoval,
    Mesh,
    Substance,
    empty_state,
    rates_at,
)
from microthermal.numerics.transport.depot_steps import extrapolate, solve

Array = NDArray[np.float64]

_MOST_STEPS = 200_000
_GROW, _SHRINK, _SAFETY = 1.6, 0.3, 0.9
_LEAP = 5.0  # growth of a step once the remaining mass is negligible


def cylinder_depot(
    mesh: Mesh,
    substance: Substance,
    removal: DrugRemoval,
    start: tuple[Array, Array],
    noted: tuple[Array, Array],
    span: tuple[float, float],
    control: Control,
) -> DepotCourse:
    """Course of a depot that dissolves, spreads and is removed in a layered cylinder.

    Parameters
    ----------
    mesh : Mesh
        From :func:`microthermal.numerics.transport.depot_mesh.mesh_of`.
    substance, removal : Substance, Removal
        What is in the cells, and how it leaves them.
    start : tuple of Array (n,)
        Free concentration, and undissolved mass per volume, at the beginning.
    noted : tuple of Array (marks, n), (levels,)
        Weights of the means that are noted; concentrations whose time above is counted.
    span : tuple
        Begin and end.
    control : Control
        Steps and their error.

    Returns
    -------
    Course
        One row for each step.

    Notes
    -----
    K dc/dt = div(K D grad c) - k c - dS/dt. Particles shrink as spheres, S = S0 u^(3/2),
    du/dt = -(2/3) constant (Cs - c), u >= 0, which is Noyes and Whitney's law with kd = constant S0^(2/3) S^(1/3).
    Each step is one backward Euler step and two halves of it, for c and u at once (Newton), unsplit: steady states are
    exact for any step, and the matrix is an M-matrix, so nothing becomes negative. Their difference measures the error
    and, subtracted flux by flux, makes the step second order in time; fluxes are cut (Zalesak) where a cell would give
    more than it has. Fluxes between cells cancel in the sum, so mass is conserved to round-off.
    """
    store = mesh.volume * np.repeat(substance.capacity, mesh.rings)
    depot = Depot(mesh, store, start[1].copy(), float(substance.solubility), float(substance.dissolution))
    course: DepotCourse = _march(depot, removal, start[0], noted, (float(span[0]), float(span[1])), control)
    return course


@njit(cache=True, nogil=True)
def _goals(moments, span):  # type: ignore[no-untyped-def]
    """Times at which a step must end: where the removal jumps, and the end; no step then lies across a jump."""
    found = [moments[k] for k in range(1, moments.size) if moments[k] == moments[k - 1]]
    return [goal for goal in found if span[0] < goal < span[1]] + [span[1]]


@njit(cache=True, nogil=True)
def _march(depot, removal, free, noted, span, control):  # type: ignore[no-untyped-def]
    rings, marks, levels = depot.mesh.rings, noted[0], noted[1]
    n, nz = free.size, removal.rates.shape[1]
    c, dry = free.copy(), depot.first_solid.copy()
    surface = np.where(dry > 0.0, 1.0, 0.0)  # (radius / first radius)²
    peak, area, above = c.copy(), np.zeros(n), np.zeros((n, levels.size))
    taken, lost, misplaced = np.zeros(nz), np.zeros(n), 0.0
    book = empty_book(256, nz, marks.shape[0])
    count = write(book, 0, depot, marks, DepotMoment(time=span[0], free=c, dry=dry, taken=taken, misplaced=misplaced))
    whole, half, last = empty_state(n), empty_state(n), empty_state(n)
    c_new, dry_new, band = np.empty(n), np.empty(n), np.empty((n, rings + 1))
    rate, rate_half = np.empty(nz), np.empty(nz)
    goals = _goals(removal.moments, span)
    now, width, tries, next_goal = span[0], control.first, 0, 0
    while now < span[1] and tries < _MOST_STEPS:
        tries += 1
        goal = goals[next_goal]
        lands = now + 1.2 * width >= goal
        step = goal - now if lands else width
        rates_at(removal, now + step, rate)
        rates_at(removal, now + 0.5 * step, rate_half)
        good = solve(depot, band, step, rate, (c, surface, c), whole)
        half.free[:] = 0.5 * (c + whole.free)
        good = good and solve(depot, band, 0.5 * step, rate_half, (c, surface, half.free), half)
        good = good and solve(depot, band, 0.5 * step, rate, (half.free, half.grain, whole.free), last)
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
        misplaced += wrong * np.sqrt(wrong / max(content, 1e-300))
        extrapolate(depot, step, (rate, rate_half), (whole, half, last), dry, (c_new, dry_new, lost))
        for i in range(n):
            taken[i // rings] += lost[i]
            area[i] += step * (c[i] + 4.0 * half.free[i] + c_new[i]) / 6.0
            peak[i] = max(peak[i], c_new[i])
            for k in range(levels.size):
                above[i, k] += step * fraction_above(c[i], c_new[i], levels[k])
            c[i], dry[i] = c_new[i], dry_new[i]
            surface[i] = (dry[i] / depot.first_solid[i]) ** (2.0 / 3.0) if dry[i] > 0.0 else 0.0
        if lands:
            next_goal += 1
        now = goal if lands else now + step
        if count == book.time.size:
            book = longer(book)
        count = write(
            book, count, depot, marks, DepotMoment(time=now, free=c, dry=dry, taken=taken, misplaced=misplaced)
        )
        grow = _GROW if content > control.least else _LEAP
        width = min(max(_SAFETY * np.sqrt(allowed / max(wrong, 1e-300)), _SHRINK), grow) * step
    return DepotCourse(
        time=book.time[:count].copy(),
        solid=book.solid[:count].copy(),
        error=book.error[:count].copy(),
        dissolved=book.dissolved[:count].copy(),
        taken=book.taken[:count].copy(),
        mean=book.mean[:count].copy(),
        peak=peak,
        area=area,
        above=above,
        free=c,
        left=dry,
        done=now >= span[1],
    )
