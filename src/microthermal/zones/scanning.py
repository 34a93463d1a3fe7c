"""The scan: where every microbeam of a treatment falls, and when."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

import numpy as np

from microthermal.domain.inputs.pattern import Pattern, Polygon
from microthermal.errors import Fault, InputError
from microthermal.numerics.wholes import WHOLE, nearest_whole, whole_steps
from microthermal.quantity import Array
from microthermal.units import show
from microthermal.zones.patterns import pitch

# More microbeams than this are not summed one by one: the field is cut down around its middle.
MOST_ZONES = 50_000
# Ratio of the golden section: steps of this fraction of all places never come near the last few ones.
_GOLDEN = 0.6180339887498949


# Columns of `Scan.zones` after the place.
TIME, PASS = 2, 3


class Scan(NamedTuple):
    """All microbeams in order of time (zone, 4): x, y [m], time [s], pass; and when each pass ends [s]."""

    zones: Array
    ends: Array


def outline_of(pattern: Pattern) -> Polygon:
    """Outline of the scanned area: that of the pattern, or a square of its area."""
    if pattern.outline is not None:
        return pattern.outline
    side = sqrt(pattern.area)
    return Polygon(x=(0.0, side, side, 0.0), y=(0.0, 0.0, side, side))


@lru_cache(maxsize=8)
def scan(pattern: Pattern, busy: float, seed: int = 1) -> Scan:
    """Lay all passes of a pattern.

    Parameters
    ----------
    pattern : Pattern
        Density, layout, order, outline and times.
    busy : float
        Time that one microbeam (or stack) takes [s]; the next one falls no sooner.
    seed : int, optional
        Seed of the shifts of passes against each other and of random places and orders.

    Returns
    -------
    Scan
        As many microbeams as density and area say, to the nearest whole one over all passes; at most 50 000: a larger
        field is cut to its middle, where lines are then shorter and follow each other sooner than they would, so that
        it is warmed rather too much. Kept by content and read-only, because the field is summed anew for each start of
        the zone.

    Raises
    ------
    InputError
        If a pass has no microbeam in the area.
    """
    generator = np.random.default_rng(seed)
    outline = _held(outline_of(pattern), pattern)
    every, now, ends = [], 0.0, []
    interval = max(pattern.dwell, busy)
    wanted = pattern.density * outline.area
    if nearest_whole(wanted) == 0:
        text = (
            f"no microbeam of a pass falls into {show(pattern.treated_area, 'm**2')} at "
            f"{show(pattern.density, '1/m**2')}; take a larger area"
        )
        raise InputError([Fault("Pattern.area", text)])
    for number in range(pattern.passes):
        # What one pass lacks or has too much by rounding, the next one makes up for.
        count = max(1, nearest_whole(wanted * (number + 1)) - nearest_whole(wanted * number))
        places, row = _places(pattern, outline, count, generator)
        times, order = _times(pattern, places, row, interval, generator)
        every.append(np.column_stack((places[order], times + now, np.full(order.size, float(number)))))
        ends.append(now + float(times[-1]) + busy)
        now = ends[-1] + pattern.pass_interval
    found = Scan(np.concatenate(every), np.array(ends))
    for array in found:
        array.setflags(write=False)
    return found


def _held(outline: Polygon, pattern: Pattern) -> Polygon:
    count = pattern.density * pattern.passes * outline.area
    if count <= MOST_ZONES:
        return outline
    shrink = sqrt(MOST_ZONES / count)
    middle_x, middle_y = float(np.mean(outline.x)), float(np.mean(outline.y))
    x = tuple(middle_x + shrink * (each - middle_x) for each in outline.x)
    y = tuple(middle_y + shrink * (each - middle_y) for each in outline.y)
    return Polygon(x=x, y=y)


def _places(pattern: Pattern, outline: Polygon, count: int, generator: np.random.Generator) -> tuple[Array, Array]:
    """Places of one pass (zone, 2), shifted at random, and the scan line of each (zone,).

    Notes
    -----
    Of a lattice those that lie deepest inside the outline: where its edge cuts a line, some of its places lie outside
    by less than a pitch, or some of those inside are left out, so that the area gets the stated fluence.
    """
    low, high = np.array([min(outline.x), min(outline.y)]), np.array([max(outline.x), max(outline.y)])
    if pattern.layout == "random":
        places = _thrown(outline, low, high, count, generator)
        return places, np.floor((places[:, 1] - low[1]) * sqrt(pattern.density))
    step = pitch(pattern)
    slow = step * (0.5 * sqrt(3.0) if pattern.layout == "hexagonal" else 1.0)
    shift = generator.uniform(0.0, 1.0, 2)
    columns, rows = (whole_steps(high[i] - low[i], each) + 2 for i, each in ((0, step), (1, slow)))
    i, j = np.meshgrid(np.arange(-1, columns), np.arange(-1, rows))
    lean = 0.5 * (j % 2) if pattern.layout == "hexagonal" else 0.0 * j
    places = np.column_stack((((i + lean + shift[0]) * step).ravel(), ((j + shift[1]) * slow).ravel())) + low
    # Places of one line lie equally deep but for rounding, which must not choose among them.
    depth = np.round(depth_inside(outline, places) / step, 6)
    chosen = np.sort(np.argsort(-depth, kind="stable")[:count])
    return places[chosen], j.ravel()[chosen].astype(np.float64)


def _thrown(outline: Polygon, low: Array, high: Array, count: int, generator: np.random.Generator) -> Array:
    """Random places (zone, 2) in the outline: of those thrown into its box the first that fall inside."""
    places = np.empty((0, 2))
    while len(places) < count:
        thrown = generator.uniform(low, high, (whole_steps(count * float(np.prod(high - low)), outline.area), 2))
        places = np.concatenate((places, thrown[contains(outline, thrown)]))
    return places[:count]


def depth_inside(outline: Polygon, places: Array) -> Array:
    """Distance of each place (n, 2) from the outline [m] (n,), negative outside."""
    corners = np.column_stack((outline.x, outline.y))
    nearest = np.full(len(places), np.inf)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = end - start
        length = float(along @ along)
        fraction = np.clip((places - start) @ along / length, 0.0, 1.0) if length > 0.0 else np.zeros(len(places))
        nearest = np.minimum(nearest, np.hypot(*(places - start - fraction[:, None] * along).T))
    return np.where(contains(outline, places), nearest, -nearest)


def contains(outline: Polygon, places: Array) -> np.ndarray:
    """Whether each place (n, 2) lies inside an outline: an odd number of sides to its right."""
    x, y = places[:, 0], places[:, 1]
    inside = np.zeros(x.size, dtype=bool)
    corners = list(zip(outline.x, outline.y, strict=True))
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        if y0 == y1:
            continue
        crosses = (y0 > y) != (y1 > y)
        inside ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return inside


def _times(
    pattern: Pattern, places: Array, row: Array, interval: float, generator: np.random.Generator
) -> tuple[Array, np.ndarray]:
    """Times of one pass in order [s], and the order of its places."""
    count, x, y = len(places), places[:, 0], places[:, 1]
    if count == 0:
        return np.empty(0), np.empty(0, dtype=int)
    strip = _strips(x, pattern.width) if pattern.order in ("roller", "stamp") else np.zeros(count)
    block = _strips(y, pattern.width) if pattern.order == "stamp" else np.zeros(count)
    sense = np.where((pattern.order == "serpentine") & (row % 2 == 1), -1.0, 1.0)
    order = np.lexsort((sense * x, row, block, strip))
    if pattern.order == "stamp":
        key = strip[order] * (block.max() + 1) + block[order]
        stamps = np.concatenate(([0], np.cumsum(np.diff(key) != 0)))
        return stamps * (interval + pattern.return_time), order
    if pattern.order == "random":
        order = generator.permutation(count)
    if pattern.order == "scattered":
        order = order[_far_apart(count)]
    line = strip if pattern.order == "roller" else row
    if pattern.order in ("random", "scattered"):
        turns = np.zeros(count)
    else:
        turns = np.concatenate(([0], np.cumsum(np.diff(line[order]) != 0)))
    return interval * np.arange(count) + pattern.return_time * turns, order


def _strips(places: Array, width: float) -> Array:
    """Number of the strip of a tip in which each place lies (n,); a place on the border belongs to the next strip."""
    quotient = (places - places.min()) / width
    return np.asarray(np.floor(quotient + WHOLE * np.maximum(1.0, quotient)))


def _far_apart(count: int) -> np.ndarray:
    """Every place once, each far from the last few: steps of the golden section, made coprime to the count."""
    step = max(1, round(_GOLDEN * count))
    while np.gcd(step, count) != 1:
        step += 1
    return np.asarray(np.arange(count) * step % count)
