"""Which points of a set no other one betters, and how much of the space of losses they leave no room in.

Losses lie from 0, all that was aimed at, to 1, nothing of it; less is better.
"""

from __future__ import annotations

import numpy as np

from microthermal.numerics.roots import root_between
from microthermal.numerics.wholes import WHOLE
from microthermal.quantity import Array

# Points that fill the space of losses evenly; a volume is the fraction of them that a front betters. Its error is about
# a third of a percent of the whole (tests/unit/test_front_dominance.py).
SAMPLES = 1 << 14
# Losses that differ by less are not told apart: a step of the score, as a loss.
APART = 0.008


def betters(one: Array, other: Array) -> bool:
    """Whether a point is at least as good in every loss and better in one, beyond rounding."""
    return bool(np.all(one <= other + WHOLE) and np.any(one < other - WHOLE))


class Kept:
    """Points that no other one betters so far, by their places in the order in which all were added."""

    def __init__(self) -> None:
        self.places: list[int] = []
        self._losses: list[tuple[float, ...]] = []
        self._added = 0

    def add(self, losses: tuple[float, ...] | None) -> None:
        """Add a point; None stands for one that breaks a limit, which betters nothing."""
        place, self._added = self._added, self._added + 1
        if losses is None:
            return
        if self.places:
            mine, held = np.array(losses), np.array(self._losses)
            if bool(np.any(np.all(held <= mine + WHOLE, axis=1))):
                return
            left = np.any(held < mine - WHOLE, axis=1)
            self.places = [one for one, stays in zip(self.places, left, strict=True) if stays]
            self._losses = [one for one, stays in zip(self._losses, left, strict=True) if stays]
        self.places.append(place)
        self._losses.append(losses)


def front_of(losses: Array, among: Array) -> Array:
    """Places of the points that no other point betters, in their order; of equal ones the first.

    Parameters
    ----------
    losses : Array (point, objective)
        Losses [1].
    among : Array (point,)
        1 where a point counts, 0 where it breaks a limit.
    """
    kept = Kept()
    for mine, counts in zip(losses.tolist(), among.tolist(), strict=True):
        kept.add(tuple(mine) if counts > 0.5 else None)
    return np.array(kept.places, dtype=np.int64)


def even_points(dimensions: int, count: int = SAMPLES) -> Array:
    """Points that fill the unit box evenly (count, dimensions); the first ones stay the same whatever the count.

    Notes
    -----
    Fractions of (n + 1/2) / g^k with g^(d + 1) = g + 1, which fill d dimensions more evenly than chance.
    """
    root = root_between(lambda g: g ** (dimensions + 1) - g - 1.0, 1.0, 2.0, "the step of a sequence of even points")
    steps = root ** -np.arange(1, dimensions + 1, dtype=np.float64)
    found: Array = (0.5 + np.arange(count, dtype=np.float64)[:, None] * steps) % 1.0
    return found


def volumes(losses: Array, among: Array) -> Array:
    """Fraction of the box of losses that the points so far better, after each of them (point,).

    Parameters
    ----------
    losses, among : Array
        As for :func:`front_of`, in the order in which the points were found.

    Notes
    -----
    With two objectives exact; with one, one less its least loss; with more, the fraction of :data:`SAMPLES` even
    points.
    """
    count, dimensions = losses.shape
    found = np.zeros(count)
    if dimensions == 2:
        held: list[tuple[float, float]] = []
        for place in range(count):
            if among[place] > 0.5:
                held = _kept(held, (float(losses[place, 0]), float(losses[place, 1])))
            found[place] = _area(held)
        return found
    samples = even_points(dimensions)
    left, before, kept = samples, np.empty((count, dimensions)), 0
    for place in range(count):
        mine = losses[place]
        # What an earlier point is as good as betters nothing more: most points are of that kind.
        if among[place] > 0.5 and left.size and not np.any(np.all(before[:kept] <= mine, axis=1)):
            left = left[~np.all(left >= mine, axis=1)]
            before[kept], kept = mine, kept + 1
        found[place] = 1.0 - left.shape[0] / samples.shape[0]
    if dimensions == 1:  # a line has no need of samples
        usable = np.where(among > 0.5, losses[:, 0], 1.0)
        found = 1.0 - np.minimum.accumulate(np.minimum(usable, 1.0))
    return found


def _kept(held: list[tuple[float, float]], new: tuple[float, float]) -> list[tuple[float, float]]:
    """Points of two losses that none betters, the least first loss first, with a new one."""
    if any(one[0] <= new[0] and one[1] <= new[1] for one in held):
        return held
    rest = [one for one in held if not (new[0] <= one[0] and new[1] <= one[1])]
    return sorted([*rest, new])


def _area(held: list[tuple[float, float]]) -> float:
    """Area of the unit square that points bettered by none better."""
    ends = [*(one[0] for one in held[1:]), 1.0]
    return sum(max(0.0, min(end, 1.0) - one[0]) * max(0.0, 1.0 - one[1]) for one, end in zip(held, ends, strict=False))


def spread_out(losses: Array, places: Array, most: int) -> Array:
    """So many places of a front that lie apart: the one that betters most of the box, then each time the farthest.

    Parameters
    ----------
    losses : Array (point, objective)
        Losses of all points.
    places : Array (front,)
        From :func:`front_of`.
    most : int
        How many at most.

    Notes
    -----
    Two points are as far apart as they are in the objective in which they differ most. One that is nearer than
    :data:`APART` to another that is shown differs from it by less than a step of the score, and is left out.
    """
    if not places.size:
        return places
    samples = even_points(losses.shape[1], SAMPLES // 4)
    gains = [int(np.count_nonzero(np.all(samples >= losses[one], axis=1))) for one in places]
    chosen = [int(places[gains.index(max(gains))])]
    while len(chosen) < most:
        gaps = np.abs(losses[places][:, None, :] - losses[chosen][None, :, :]).max(axis=2).min(axis=1)
        farthest = int(np.argmax(gaps))
        if gaps[farthest] < APART:
            break
        chosen.append(int(places[farthest]))
    return np.array(chosen, dtype=np.int64)


def room_left(volume: Array) -> tuple[float, float]:
    """How much of the volume the second half of the evaluations added, and how much more may come [1].

    Notes
    -----
    Gains of the second quarter and of the second half are taken for terms of a geometric series, whose rest is told;
    where the gain does not fall off, as much again is told for the next doubling. A statement on this search, not on
    what there is.
    """
    count = volume.size
    if count < 4:
        return 0.0, 1.0
    quarter, half, whole = (float(volume[count // part - 1]) for part in (4, 2, 1))
    earlier, last = max(half - quarter, 0.0), max(whole - half, 0.0)
    if last <= WHOLE:
        return 0.0, 0.0
    ratio = last / earlier if earlier > 0.0 else 1.0
    rest = last * ratio / (1.0 - ratio) if ratio < 0.5 else last
    return last, min(rest, 1.0 - whole)
