"""Other programs on pure diffusion, each skipped with a word where it is not installed.

py-pde (``pip install py-pde``) is finite differences compiled by numba; FiPy (``pip install fipy``) is finite volumes
with sparse matrices. Both know axisymmetric grids, of even cells only. Compiling is not counted, for nobody.

The case: a Gaussian blob, 40 µm wide and 60 K hot, 50 µm under an insulated surface. Errors are the greatest of any
cell against the exact solution.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from tests.verification.heat_cases import CAPACITY, CONDUCTIVITY, START, heat_grid, heat_pulse, heat_tissue, scattered
from tests.verification.heat_exact import blob
from tests.verification.heat_problems import QUIET, last

from microthermal.heat.models import evolve

DIFFUSIVITY = CONDUCTIVITY / CAPACITY
DEPTH, WIDE, PEAK = 50e-6, 40e-6**2, 60.0
# FiPy's factors of matrices and py-pde's adaptive steps take minutes on more cells than these.
MOST_SLOW_CELLS = 30_000
# Lengths in µm and times in ms, so that tolerances of other programs see numbers near 1.
LENGTH, TIME = 1e-6, 1e-3
SCALED = DIFFUSIVITY * TIME / LENGTH**2


class Case:
    """A grid of even cells, a time [s], and the rise in each cell at the start and then [K]."""

    def __init__(self, size: float, cell: float, until: float) -> None:
        self.grid, self.cell, self.until = heat_grid(size, size, cell, cell), cell, until
        heat = PEAK * (np.pi * WIDE) ** 1.5
        self.begin = heat * blob(self.grid, WIDE, DEPTH)
        self.true = heat * blob(self.grid, WIDE + 4 * DIFFUSIVITY * until, DEPTH)

    def __str__(self) -> str:
        slabs, rings = self.grid.shape
        return f"{1e3 * self.until:g} ms on {slabs} x {rings} cells of {1e6 * self.cell:g} µm"


CASES = (Case(0.8e-3, 5e-6, 50e-3), Case(2.5e-3, 10e-6, 0.5))


class Peer(NamedTuple):
    """What one program needs [s of processor time], and its greatest error [K]."""

    name: str
    seconds: float
    error: float


class SkippedError(Exception):
    """A program cannot run here; the message says why."""


def timed(name: str, case: Case, call: Callable[[], np.ndarray], repeats: int = 3) -> Peer:
    """Least processor time of some repeats; nothing runs before them, so what compiles has to be one of many."""
    seconds = []
    for _ in range(repeats):
        start = time.process_time()
        found = call()
        seconds.append(time.process_time() - start)
    return Peer(name, min(seconds), float(np.abs(found - case.true).max()))


def ours(case: Case) -> Iterator[Peer]:
    """The heat model as it is used: ready for boiling, blood, light and removal, with a snapshot after each step."""
    tissue = heat_tissue(case.grid)
    tissue = tissue.__class__(**{**vars(tissue), "temperature": START + case.begin})
    light, pulse = scattered(case.grid, 0.0), heat_pulse(1e-3)
    yield timed("ours", case, lambda: last(evolve(QUIET, tissue, light, pulse, None, case.until)).temperature - START)


def py_pde(case: Case) -> Iterator[Peer]:
    """Explicit steps: Euler at three quarters of the stable step, and adaptive Runge-Kutta.

    Raises
    ------
    SkippedError
        If it is missing.
    """
    pde = _module("pde", "py-pde")
    edges = case.grid.r_edges[-1] / LENGTH, (0.0, case.grid.z_edges[-1] / LENGTH)
    grid = pde.CylindricalSymGrid(*edges, case.grid.shape[::-1])
    equation = pde.DiffusionPDE(SCALED, bc={"derivative": 0.0})
    stable = 0.75 * (case.cell / LENGTH) ** 2 / (4.0 * SCALED)
    for name, kind, adaptive in (("Euler", "euler", False), ("adaptive Runge-Kutta", "runge-kutta", True)):
        if adaptive and case.begin.size > MOST_SLOW_CELLS:
            print(f"  py-pde, {name}: left out, it takes minutes on more than {MOST_SLOW_CELLS} cells")
            continue
        solver = pde.solvers.SolverBase.from_name(kind, equation, backend="numba", adaptive=adaptive)
        # The stepper is made and compiled once; solve() would compile it at each call.
        stepper = solver.make_stepper(pde.ScalarField(grid, case.begin.T), dt=stable)

        def call(stepper: Any = stepper) -> np.ndarray:
            field = pde.ScalarField(grid, case.begin.T)
            stepper(field, 0.0, case.until / TIME)
            return np.asarray(field.data.T)

        yield timed(f"py-pde, {name}", case, call)


def fipy(case: Case, steps: int = 60, first: float = 2e-5) -> Iterator[Peer]:
    """Crank-Nicolson in growing steps.

    Raises
    ------
    SkippedError
        If it is missing, or would take minutes.
    """
    module = _module("fipy", "fipy")
    if case.begin.size > MOST_SLOW_CELLS:
        raise SkippedError(f"its factors of matrices take minutes on more than {MOST_SLOW_CELLS} cells")
    (slabs, rings), cell = case.grid.shape, case.cell / LENGTH
    mesh = module.CylindricalGrid2D(nr=rings, nz=slabs, dr=cell, dz=cell)
    # Steps grow by one factor from the first, so that their sum is the whole time.
    growth = max(np.roots(np.append(np.ones(steps - 1), 1.0 - case.until / first)).real)
    widths = growth ** np.arange(steps)
    widths *= case.until / TIME / widths.sum()

    def call() -> np.ndarray:
        field = module.CellVariable(mesh=mesh, value=case.begin.ravel())
        half = 0.5 * SCALED
        equation = module.TransientTerm() == module.DiffusionTerm(half) + module.ExplicitDiffusionTerm(half)
        for width in widths:
            equation.solve(var=field, dt=float(width))
        return np.asarray(field.value).reshape(slabs, rings)

    yield timed(f"FiPy, Crank-Nicolson, {steps} steps", case, call, repeats=1)


def _module(name: str, package: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as problem:
        raise SkippedError(f"not installed (pip install {package})") from problem


PEERS = (ours, py_pde, fipy)


def compared(case: Case) -> list[Peer]:
    """All programs that are installed on one case, ours first; says which are skipped."""
    found: list[Peer] = []
    for program in PEERS:
        try:
            found += program(case)
        except SkippedError as reason:
            print(f"  {program.__name__}: skipped, {reason}")
    return found
