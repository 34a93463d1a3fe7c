"""Conductors with exact answers, posed to the potential's kernels; curved electrodes cut links where they lie.

Each function takes the size of a cell over a length of the electrode, and returns what was found.
"""

from __future__ import annotations

import numpy as np

from microthermal.numerics.potential.conductor import CONDUCTS, EARTHED, HELD, Surfaces, Walls, conductor_of, links_of
from microthermal.numerics.potential.solution import potential_of, steady

SIGMA = 0.3


def edges(fine, cell, end, growth=0.08):
    """Edges of cells of one size up to ``fine``, growing beyond it so that all shrink alike with the cell."""
    found, size = list(np.arange(round(fine / cell) + 1) * cell), cell
    while found[-1] < end:
        size += growth * size * min(1.0, cell / (0.05 * fine))
        found.append(found[-1] + size)
    return np.array(found)


def around(centre, fine, cell, end):
    """Edges from 0 with cells of one size for ``fine`` around a centre that is an edge, growing on either side."""
    below = edges(fine, cell, end)
    above = edges(fine, cell, centre)
    return np.concatenate((centre - above[::-1] * centre / above[-1], centre + below[1:]))


def cut(level, r_edges, z_edges):
    """What each cell is and where links are cut, for an electrode that is where ``level(z, r)`` is below 0."""
    r, z = 0.5 * (r_edges[1:] + r_edges[:-1]), 0.5 * (z_edges[1:] + z_edges[:-1])
    there = level(z[:, None], r[None, :])
    kind = np.where(there < 0.0, HELD, CONDUCTS)
    across, along = np.ones((z.size, r.size + 1)), np.ones((z.size + 1, r.size))
    for i, j in zip(*np.nonzero((there[:, 1:] < 0.0) != (there[:, :-1] < 0.0)), strict=True):
        tissue = j + 1 if there[i, j] < 0.0 else j
        part = crossing(lambda s, i=i, j=j, t=tissue: level(z[i], r[t] + s * (r[2 * j + 1 - t] - r[t])))
        across[i, j + 1] = part * (r[j + 1] - r[j]) / (0.5 * (r_edges[tissue + 1] - r_edges[tissue]))
    for i, j in zip(*np.nonzero((there[1:] < 0.0) != (there[:-1] < 0.0)), strict=True):
        tissue = i + 1 if there[i, j] < 0.0 else i
        part = crossing(lambda s, i=i, j=j, t=tissue: level(z[t] + s * (z[2 * i + 1 - t] - z[t]), r[j]))
        along[i + 1, j] = part * (z[i + 1] - z[i]) / (0.5 * (z_edges[tissue + 1] - z_edges[tissue]))
    return kind, Surfaces(across, along)


def crossing(level):
    """Where a level that is positive at 0 and negative at 1 vanishes."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if level(middle) > 0.0 else (low, middle)
    return max(0.5 * (low + high), 1e-6)


def walls(shape, top=0.0, bottom=0.0, side=0.0):
    """Outer walls that are alike all over."""
    return Walls(np.full(shape[1], top), np.full(shape[1], bottom), np.full(shape[0], side))


def resistance(r_edges, z_edges, kind, outer, surfaces=None, sigma=SIGMA):
    """Resistance of a conductor of one conductivity [ohm]."""
    body = conductor_of(r_edges, z_edges, np.full(kind.shape, sigma), kind, outer, surfaces)
    return 1.0 / potential_of(body).conductance


def coax(per, a=0.125e-3, b=1.5e-3, length=1e-3):
    """C3: tissue between two cylinders; ``per`` cells for the inner radius."""
    cells = round(11 * per)
    r_edges = np.concatenate(([0.0], a + (b - a) * np.arange(cells + 1) / cells))
    kind = np.full((1, cells + 1), CONDUCTS)
    kind[0, 0] = HELD
    return resistance(r_edges, np.array([0.0, length]), kind, walls(kind.shape, side=np.inf))


def spheroid(per, c=0.5e-3, b=0.125e-3, far=60.0):
    """C4: a prolate spheroid, half of it above a mirror, with far walls that take what a monopole would send there."""
    cell = b / per
    r_edges, z_edges = edges(1.6 * b, cell, far * c), edges(c + 1.6 * b, cell, far * c)
    kind, surfaces = cut(lambda z, r: (z / c) ** 2 + (r / b) ** 2 - 1.0, r_edges, z_edges)
    return 0.5 * resistance(r_edges, z_edges, kind, monopole(r_edges, z_edges), surfaces)


def monopole(r_edges, z_edges, sigma=SIGMA):
    """Far walls through which a monopole at the origin sends its current: σ (n·x)/|x|² per area."""
    r, z = 0.5 * (r_edges[1:] + r_edges[:-1]), 0.5 * (z_edges[1:] + z_edges[:-1])
    end, out = z_edges[-1], r_edges[-1]
    return Walls(np.zeros(r.size), sigma * end / (end**2 + r**2), sigma * out / (out**2 + z**2))


def spheres(per, a=100e-6, d=1.5e-3, far=8.0):
    """C1: two spheres of opposite potential, one of them above the earthed plane between both."""
    cell, centre = a / per, 0.5 * d
    r_edges, z_edges = edges(1.4 * a, cell, far * d), around(centre, 1.4 * a, cell, far * d)
    kind, surfaces = cut(lambda z, r: np.hypot(z - centre, r) - a, r_edges, z_edges)
    outer = walls(kind.shape, top=np.inf)
    return 2.0 * resistance(r_edges, z_edges, kind, outer, surfaces)


def hottest(per, volts, slope=0.0, heat=0.45):
    """C5: steady rise [K] of tissue between two cold electrodes, of conductivity SIGMA (1 + slope · rise)."""
    cell = 0.125e-3 / per
    r_edges, z_edges = np.arange(9 * per + 1) * cell, np.arange(4 * per + 1) * cell
    kind = np.full((4 * per, 9 * per), CONDUCTS)
    # The needle ends half way: neither field nor heat is one-dimensional.
    kind[: 2 * per, :per] = HELD
    kind[:, -1] = EARTHED
    rise = np.zeros(kind.shape)
    cold = np.where(kind == CONDUCTS, CONDUCTS, EARTHED)
    for _ in range(1 if slope == 0.0 else 60):
        found = potential_of(conductor_of(r_edges, z_edges, SIGMA * (1.0 + slope * rise), kind))
        warm = conductor_of(r_edges, z_edges, np.full(kind.shape, heat), cold)
        rise = steady(warm, links_of(warm), volts**2 * found.power)
    return float(rise.max())


def series_of_spheres(a, d, sigma=SIGMA):
    """C1: resistance of two equal spheres in an unbounded medium, R = 1/(2π σ a S) with S = Σ sinh β / sinh nβ."""
    beta = np.arccosh(0.5 * d / a)
    n = np.arange(1, 400)
    terms = np.exp(-np.minimum((n - 1) * beta, 700.0)) * -np.expm1(-2.0 * beta) / -np.expm1(-2.0 * n * beta)
    return 1.0 / (2.0 * np.pi * sigma * a * float(terms.sum()))


def pair_of_cylinders(per, a=0.125e-3, d=1.5e-3, length=1e-3):
    """C2: two parallel cylinders, as twice the coax whose outer radius gives the same resistance.

    The pair has no axis. By images, each cylinder has the resistance of half the pair inside an earthed cylinder of the
    radius d/2 + √(d²/4 - a²) around itself.
    """
    return 2.0 * coax(per, a, 0.5 * d + np.sqrt(0.25 * d**2 - a**2), length)


def plates(cells=7, volts=20.0, gap=1e-3):
    """C6: heat per volume of tissue between two plates [W/m³], least and greatest, and what σE² says."""
    z_edges = np.concatenate(([0.0], 1e-4 + gap * np.linspace(0.0, 1.0, cells) ** 1.5))
    r_edges = np.linspace(0.0, 1.0, 4) ** 0.7 * 1e-3
    kind = np.full((cells, 3), CONDUCTS)
    kind[0] = HELD
    body = conductor_of(r_edges, z_edges, np.full(kind.shape, SIGMA), kind, walls(kind.shape, bottom=np.inf))
    volume = np.diff(z_edges)[:, None] * np.pi * np.diff(r_edges**2)[None, :]
    heat = (volts**2 * potential_of(body).power / volume)[1:]
    return float(heat.min()), float(heat.max()), SIGMA * (volts / gap) ** 2
