"""Cases of the verification page for the field: overlap against geometry and counting, warmth against a plain sum."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from math import pi, sqrt
from unittest.mock import patch

import numpy as np
from scipy.spatial import cKDTree
from tests.verification.field_cases import COEFFICIENT, SKIN, Z_EDGES, heat, one_column, summed
from tests.verification.rows import Row

from microthermal.domain.inputs.pattern import Layout, Pattern, Polygon
from microthermal.domain.inputs.skin import Skin
from microthermal.units import cm, mm, um
from microthermal.zones.bulk import greens_functions as responses
from microthermal.zones.bulk.greens_functions import kept_fraction, middles, response_of, rises
from microthermal.zones.patterns import covered, pitch, twice
from microthermal.zones.scanning import scan

DENSITY = 400 / cm**2
REGULAR: tuple[Layout, ...] = ("hexagonal", "square")


def union_of_discs(layout: Layout, ratio: float, rows: int = 20_000) -> float:
    """Fraction of a lattice of pitch 1 that discs cover: chords along x united exactly, rows by the midpoint rule."""
    slow = 0.5 * sqrt(3.0) if layout == "hexagonal" else 1.0
    height = 2.0 * slow if layout == "hexagonal" else 1.0
    covered_length = 0.0
    for y in (np.arange(rows) + 0.5) / rows * height:
        intervals = []
        for j in range(-3, 6):
            half = ratio**2 - (y - j * slow) ** 2
            if half > 0.0:
                lean = 0.5 * (j % 2) if layout == "hexagonal" else 0.0
                intervals += [(i + lean - sqrt(half), i + lean + sqrt(half)) for i in range(-2, 4)]
        reached = 0.0
        for low, high in sorted(intervals):
            begin, end = max(low, reached), min(high, 1.0)
            if end > begin:
                covered_length += end - begin
                reached = end
    return covered_length / rows


def geometry() -> list[Row]:
    """One pass of discs that lie apart, overlap, and close their holes."""
    rows = []
    for layout in REGULAR:
        pattern = Pattern(density=DENSITY, layout=layout)
        for ratio in (0.3, 0.5, 0.54, 0.6):
            ours = float(covered(np.array(ratio * pitch(pattern)), pattern))
            case = f"{layout} lattice, one pass, radius {ratio:g} of the pitch"
            rows.append(Row(case, "coverage", "union of chords", union_of_discs(layout, ratio), ours, 0.0, 1e-3))
    return rows


def shifted(layout: Layout, passes: int, size: float, generator: np.random.Generator) -> np.ndarray:
    """Points of some passes over a square with room to spare, each pass shifted at random, or all at random."""
    if layout == "random":
        wide = size + 1e-3
        count = generator.poisson(passes * DENSITY * wide**2)
        return generator.uniform(-5e-4, size + 5e-4, (count, 2))
    step = pitch(Pattern(density=DENSITY, layout=layout))
    slow = 0.5 * sqrt(3.0) if layout == "hexagonal" else 1.0
    many = int(1.2 * size / step) + 6
    i, j = np.meshgrid(np.arange(-3, many), np.arange(-3, many))
    lean = 0.5 * (j % 2) if layout == "hexagonal" else 0.0 * j
    one = np.column_stack(((i + lean).ravel(), (slow * j).ravel())) * step
    cell = step * np.array([[1.0, 0.0], [0.5 if layout == "hexagonal" else 0.0, slow]])
    return np.concatenate([one + generator.uniform(0, 1, 2) @ cell for _ in range(passes)])


def passes() -> list[Row]:
    """Four passes at random against each other, beside brute force and beside 1 - (1 - c)^n."""
    rows, size, count, radius = [], 5e-3, 4, 75 * um
    for layout in (*REGULAR, "random"):
        generator = np.random.default_rng(5)
        pattern = Pattern(density=DENSITY, layout=layout, passes=count)
        once, double = [], []
        for _ in range(400):
            tree = cKDTree(shifted(layout, count, size, generator))
            hits = tree.query_ball_point(generator.uniform(0, size, (1000, 2)), radius, return_length=True)
            once.append(np.mean(hits >= 1))
            double.append(np.mean(hits >= 2))
        case, source = f"{layout}, four passes, discs of 150 µm", "Monte Carlo, 400 fields"
        for name, counted, ours in (
            ("coverage", once, float(covered(np.array(radius), pattern))),
            ("fraction hit at least twice", double, float(twice(np.array(radius), pattern))),
        ):
            rows.append(Row(case, name, source, float(np.mean(counted)), ours, float(np.std(counted) / 20.0)))
        alone = float(covered(np.array(radius), Pattern(density=DENSITY, layout=layout)))
        found = float(covered(np.array(radius), pattern))
        rows.append(Row(case, "coverage", "1 - (1 - c)^n", 1.0 - (1.0 - alone) ** count, found, 0.0, 1e-12))
    return rows


def laid() -> list[Row]:
    """Microbeams that a scan lays on a polygon, beside density times area to the nearest whole one."""
    outline = Polygon(x=(0.0, 30 * mm, 22 * mm, 5 * mm), y=(0.0, 4 * mm, 25 * mm, 18 * mm))
    rows = []
    for layout in (*REGULAR, "random"):
        for order in ("serpentine", "roller", "stamp"):
            pattern = Pattern(density=DENSITY, layout=layout, order=order, outline=outline)
            wanted = pattern.density * outline.area
            ours = float(len(scan(pattern, 1e-3).zones))
            rows.append(Row(f"{layout}, {order}, a polygon of four", "microbeams", "n A", wanted, ours, 0.0, 0.5))
    return rows


@cache
def _columns() -> np.ndarray:
    return one_column(600)


def brute_force() -> list[Row]:
    """Ten by ten zones: the column that differs most at four hole centres and four times."""
    pattern = Pattern(density=600 / cm**2, layout="square", area=(10 / np.sqrt(600) * cm) ** 2, dwell=4e-3)
    zones = scan(pattern, 1e-3).zones
    found = response_of(heat(), SKIN, COEFFICIENT, 2.0)
    depths, rows = 0.5 * (Z_EDGES[1:] + Z_EDGES[:-1]), []
    for when in (0.41, 0.5, 0.8, 1.2):
        worst, ours, theirs = -1.0, 0.0, 0.0
        for index in (44, 55, 99):
            place = zones[index, :2] + 0.5 * pitch(pattern)
            brute = summed(_columns(), zones, tuple(place), when)
            here = np.interp(depths, middles(found), rises(found, _scan(zones), 0.0, _probe(place, when), 0.0)[0])
            gap = np.abs(here - brute) * (depths < 1.5e-3)
            if float(gap.max() / brute.max()) > worst:
                at = int(gap.argmax())
                worst, ours, theirs, greatest = float(gap.max() / brute.max()), here[at], brute[at], brute.max()
        case = f"ten by ten zones in 0.4 s, {when:g} s after the first"
        rows.append(
            Row(case, "rise at the worst place and depth, K", "one zone in rings and slabs, summed", float(theirs),
                float(ours), 0.0, 0.02 * float(greatest))
        )  # fmt: skip
    return rows


def _scan(zones: np.ndarray) -> responses.Scan:
    return responses.Scan(zones, zones[-1:, 2])


def _probe(place: np.ndarray, when: float) -> np.ndarray:
    return np.array([[*place, when, 0.0]])


def balance() -> list[Row]:
    """Heat of the whole field, added up over a map wider than it, beside what is left of what came in."""
    zones = scan(Pattern(density=100 / cm**2), 1e-3)
    found = response_of(heat(), SKIN, 0.0, 10.0)
    grid, when = np.arange(-6e-3, 16e-3, 2.5e-4), float(zones.ends[-1]) + 0.5
    x, y = np.meshgrid(grid, grid)
    probes = np.column_stack((x.ravel(), y.ravel(), np.full(x.size, when), np.full(x.size, -1.0)))
    held = found.slabs.capacity * np.diff(found.slabs.edges)
    ours = float(rises(found, zones, 0.0, probes, (2e-4) ** 2).sum(axis=0) * 2.5e-4**2 @ held)
    came = len(zones.zones) * heat().total
    blood = kept_fraction(found, heat(), zones, when)
    # Gaussians are cut at 14 squared widths, and the map has an end: both take less than a thousandth.
    return [
        Row("a hundred zones, insulated surface", "heat in the skin, J", "left, less what blood has taken",
            blood * came, ours, 0.0, 5e-3 * came),
    ]  # fmt: skip


@contextmanager
def refined(ages: int, finest: float, growth: float) -> Iterator[None]:
    """The field with other steps of age and other slabs."""
    with (
        patch.object(responses, "_AGES", ages),
        patch.object(responses, "_FINEST", finest),
        patch.object(responses, "_GROWTH", growth),
    ):
        yield


_DEPTHS = np.linspace(5e-5, 1.5e-3, 30)


# One layer: borders of layers shift the slabs beside them, so that halved steps would not be halved there.
_EVEN = replace(SKIN, layers=(replace(SKIN.layers[3], thickness=12e-3),))


def _middle(ages: int = 48, fineness: float = 1.0, skin: Skin = SKIN) -> np.ndarray:
    """Rise in the middle of 150 zones at forty times and thirty depths (time, z)."""
    pattern = Pattern(density=600 / cm**2, area=0.25 * cm**2, dwell=2e-3)
    zones = scan(pattern, 1e-3)
    with refined(ages, 1e-5 / fineness, 1.07 ** (1.0 / fineness)):
        found = response_of(heat(), skin, COEFFICIENT, 3.0)
    when = np.linspace(0.35, 2.5, 40)
    probes = np.column_stack((np.full((40, 2), 2.5 * mm), when, np.full(40, -1.0)))
    here = rises(found, zones, 0.0, probes, 1.0 / (pi * pattern.density))
    return np.array([np.interp(_DEPTHS, middles(found), row) for row in here])


def _order(coarse: np.ndarray, middle: np.ndarray, fine: np.ndarray) -> float:
    """Order from three solutions whose steps halve."""
    return float(np.log2(np.linalg.norm(coarse - middle) / np.linalg.norm(middle - fine)))


def convergence() -> list[Row]:
    """Order in steps of age and in slabs; what the usual ones leave, in the root mean square of times and depths."""
    usual, case = _middle(), "a field of 150 zones, its middle at forty times and thirty depths"
    rows = []
    finer = (("ages", _middle(ages=767), "767 ages"), ("slabs", _middle(fineness=3.0), "slabs a third as thick"))
    for name, fine, source in finer:
        mean = float(np.sqrt(np.mean(fine**2)))
        off = float(np.sqrt(np.mean((usual - fine) ** 2)))
        rows.append(Row(case, f"what usual {name} leave, fraction of the rise", source, 0.0, off / mean, 0.0, 5e-3))
    # An even ladder has one step less than ages above the first.
    ages = _order(*(_middle(ages=2 + count) for count in (23, 46, 92)))
    slabs = _order(*(_middle(fineness=fineness, skin=_EVEN) for fineness in (0.75, 1.5, 3.0)))
    return [
        *rows,
        Row(case, "order in steps of age", "theory", 2.0, ages, 0.0, 0.5),
        Row(case, "order in slabs, one layer", "theory", 2.0, slabs, 0.0, 0.5),
    ]


CASES = (geometry, passes, laid, brute_force, balance, convergence)
