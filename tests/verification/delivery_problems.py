"""Depots with exact solutions: what tests refine and what stands on the verification page."""

from __future__ import annotations

import math

import numpy as np
from numpy.testing import assert_allclose

from microthermal.delivery import depot
from microthermal.domain.results.response import Perfusion
from microthermal.numerics.transport.darcy_cylinder import press_in
from microthermal.numerics.transport.darcy_mesh import FluidLayers, Infusion
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.numerics.transport.depot_cylinder import cylinder_depot
from microthermal.numerics.transport.depot_mesh import Control, Elimination, Mesh, Substance, mesh_of

DAY, MINUTE = 86400.0, 60.0
SPREAD, CAPACITY, REMOVAL, SOLUBILITY = 3e-11, 2.1, 0.05 / MINUTE, 0.01291
REST = Perfusion(time=[0.0, 1.0], factor=[1.0, 1.0])


def run(
    net: Mesh,
    free: np.ndarray,
    until: float,
    elimination: float = REMOVAL,
    solid: np.ndarray | None = None,
    dissolution: float = 0.0,
    begin: float = 0.0,
    tolerance: float = 1e-2,
    first: float = 1.0,
) -> DepotCourse:
    count = net.volume.size // net.rings
    return cylinder_depot(
        net,
        Substance(np.full(count, CAPACITY), SOLUBILITY, dissolution),
        Elimination(np.array([0.0, 1.0]), np.full((2, count), elimination)),
        (free, np.zeros(free.size) if solid is None else solid),
        (np.ones((1, free.size)) / free.size, np.array([1e-6])),
        (begin, until),
        Control(first, tolerance, 0.0),
    )


def box(rings: int, slabs: int, radius: float, height: float) -> tuple[Mesh, np.ndarray]:
    """Mesh, and distance of its cells from the middle of the axis."""
    r, z = np.linspace(0.0, radius, rings + 1), np.linspace(0.0, height, slabs + 1)
    flux = np.full(slabs, CAPACITY * SPREAD)
    middle = 0.5 * (z[1:] + z[:-1]) - 0.5 * height
    return mesh_of(r, z, flux, flux), np.hypot(middle[:, None], 0.5 * (r[1:] + r[:-1])[None, :]).ravel()


def balanced(course: DepotCourse) -> None:
    total = course.solid + course.dissolved.sum(axis=1) + course.taken.sum(axis=1)
    assert_allclose(total, total[0], rtol=1e-10)  # the promise is 1e-9
    assert course.free.min() >= 0.0
    assert course.left.min() >= 0.0


def point(count: int) -> tuple[float, float, DepotCourse]:
    """Greatest error over the greatest value, that value, course; count by 2 count cells.

    c = M / K (4 pi D t)^(-3/2) exp(-r² / 4 D t - k t / K), from one Gaussian to a later one.
    """
    start, end = 4000.0, 8000.0
    net, distance = box(count, 2 * count, 4e-3, 8e-3)

    def exact(time: float) -> np.ndarray:
        return (4 * math.pi * SPREAD * time) ** -1.5 * np.exp(
            -(distance**2) / (4 * SPREAD * time) - REMOVAL * (time - start) / CAPACITY
        )

    course = run(net, exact(start), end, begin=start, tolerance=4e-4)
    return float(np.abs(course.free - exact(end)).max() / exact(end).max()), float(exact(end).max()), course


def sphere() -> tuple[np.ndarray, np.ndarray, DepotCourse]:
    """Exact and found concentrations of a sphere of solution, and its course; exp(-k t / K) of it is left."""
    radius, time = 1.5e-3, 2000.0
    net, distance = box(32, 64, 4e-3, 8e-3)
    fine, far = box(128, 256, 4e-3, 8e-3)
    inside = (far <= radius).reshape(64, 4, 32, 4)
    weight = fine.volume.reshape(64, 4, 32, 4)
    fraction = (inside * weight).sum(axis=(1, 3)) / weight.sum(axis=(1, 3))
    width = math.sqrt(4 * SPREAD * time)
    erf = np.vectorize(math.erf)
    shape = 0.5 * (erf((radius - distance) / width) + erf((radius + distance) / width)) - width / (
        2 * distance * math.sqrt(math.pi)
    ) * (np.exp(-(((radius - distance) / width) ** 2)) - np.exp(-(((radius + distance) / width) ** 2)))
    course = run(net, fraction.ravel(), time, tolerance=2e-3)
    return shape * math.exp(-REMOVAL * time / CAPACITY), course.free, course


def slab(count: int) -> tuple[float, DepotCourse]:
    """Greatest relative error of a cosine that decays between closed walls under clearance, and its course."""
    height, time = 2e-3, 3000.0
    wave, rate = math.pi / height, REMOVAL / CAPACITY
    z = np.linspace(0.0, height, count + 1)
    flux = np.full(count, CAPACITY * SPREAD)
    net = mesh_of(np.array([0.0, 1e-3]), z, flux, flux)
    middle = 0.5 * (z[1:] + z[:-1])
    exact = math.exp(-rate * time) * (1.0 + 0.5 * math.exp(-SPREAD * wave**2 * time) * np.cos(wave * middle))
    course = run(net, 1.0 + 0.5 * np.cos(wave * middle), time, tolerance=1e-6)
    return float(np.abs(course.free / exact - 1.0).max()), course


def saturated_tail() -> tuple[np.ndarray, np.ndarray]:
    """Exact and found concentrations beyond a slab that stays saturated: c = Cs exp(-x / L), L = sqrt(K D / k)."""
    edges = np.linspace(0.0, 6e-3, 481)
    flux = np.full(480, CAPACITY * SPREAD)
    net = mesh_of(np.array([0.0, 1e-3]), edges, flux, flux)
    middle = 0.5 * (edges[1:] + edges[:-1])
    solid = np.where(middle < 1e-3, 1e4, 0.0)
    course = run(net, np.where(solid > 0.0, SOLUBILITY, 0.0), 10 * DAY, solid=solid, dissolution=1.0)
    length = math.sqrt(CAPACITY * SPREAD / REMOVAL)
    last_wet = middle[middle < 1e-3][-1]
    tail = (middle > 1e-3) & (middle < 4e-3)
    return SOLUBILITY * np.exp(-(middle[tail] - last_wet) / length), course.free[tail]


def dissolving() -> tuple[np.ndarray, np.ndarray, DepotCourse]:
    """Exact and found solid in a perfect sink, S = S0 (1 - t / tau)^(3/2), tau = rho r0² / (2 D Cs), and its course."""
    density, radius = 1300.0, 9.33e-6
    tau = density * radius**2 / (2 * SPREAD * SOLUBILITY)
    net, _ = box(1, 1, 1e-3, 1e-3)
    constant = depot.dissolution_constant(SPREAD, density, radius)
    course = run(net, np.zeros(1), 1.2 * tau, elimination=1e9, solid=np.ones(1), dissolution=constant)
    return np.clip(1 - course.time / tau, 0, 1) ** 1.5, course.solid / course.solid[0], course


def cleared() -> tuple[np.ndarray, np.ndarray, DepotCourse]:
    """Exact and found solid of a well-mixed depot that stays at its solubility and loses k Cs, down to 5 %."""
    net, _ = box(2, 2, 1e-3, 1e-3)
    course = run(net, np.full(4, SOLUBILITY), 4 * DAY, solid=np.full(4, 5.0), dissolution=100.0)
    line = 1.0 - REMOVAL * SOLUBILITY * course.time / 5.0
    early = line > 0.05
    return line[early], (course.solid / course.solid[0])[early], course


def pressed(rings: int) -> tuple[float, float]:
    """Error of the pressure over its exact greatest value, and fraction of the volume that is missing.

    p = Q mu / (4 pi k r) erfc(r / sqrt(4 c t)), c = k M / mu, in a medium that does not soften.
    """
    mobility, stiffness, rate, time = 1e-14 / 6.9e-4, 1e5, 1e-8, 2.0
    r, z = np.linspace(0, 12e-3, rings + 1), np.linspace(0, 24e-3, 2 * rings + 2)
    one = np.ones(2 * rings + 1)
    found = press_in(
        r, z, FluidLayers(one * mobility, one, one * stiffness, one / 3, 0 * one), (0.0, 1.0),
        Infusion(rings, rate, time, time, 0.002),
    )  # fmt: skip
    height = 0.5 * (z[1:] + z[:-1]) - 12e-3
    distance = np.hypot(height[:, None], 0.5 * (r[1:] + r[:-1])[None, :])
    width = math.sqrt(4 * mobility * stiffness * time)
    exact = rate / (4 * math.pi * mobility * distance) * np.vectorize(math.erfc)(distance / width)
    near = (distance > 1.5e-3) & (distance < 4e-3)
    volume = (found.strain * np.diff(z)[:, None] * math.pi * np.diff(r**2)).sum()
    missing = abs(volume + found.drained - found.injected) / found.injected
    return float(np.abs(found.pressure - exact)[near].max() / exact[near].max()), float(missing)


def steady(rings: int) -> float:
    """Error of steady flow from a line to an open wall, p = Q / (2 pi m H) ln(R / r) (Thiem).

    The greatest one over the greatest value, beyond a quarter of the radius: the line is a ring of cells.
    """
    mobility, rate, radius, height = 1.4e-11, 1e-8, 5e-3, 2e-3
    r, one = np.linspace(0.0, radius, rings + 1), np.ones(1)
    # Across the slab nothing flows: the bottom is open in the kernel.
    layers = FluidLayers(one * 1e-12 * mobility, one * 1e12, one * 1e6, one / 3, 0 * one)
    found = press_in(r, np.array([0.0, height]), layers, (0.0, 1.0), Infusion(0, rate, 60.0, 60.0, 0.1))
    middle = 0.5 * (r[1:] + r[:-1])
    exact = rate / (2 * math.pi * mobility * height) * np.log(radius / middle)
    beyond = middle > 0.25 * radius
    return float(np.abs(found.pressure[0] - exact)[beyond].max() / exact[beyond].max())


def unbalanced(course: DepotCourse) -> float:
    """Greatest fraction of a depot's mass that is missing or too much at any moment."""
    total = course.solid + course.dissolved.sum(axis=1) + course.taken.sum(axis=1)
    return float(np.abs(total / total[0] - 1.0).max())
