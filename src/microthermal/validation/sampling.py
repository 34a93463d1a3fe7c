"""Open settings: a small designed sample over the ranges that a source leaves open."""

from __future__ import annotations

from itertools import product

# Points inside the ranges, beside the middle and the corners.
_INSIDE = 3
# More open settings than this would need more corners than a case is worth.
MOST_OPEN = 3


def design(count: int) -> tuple[tuple[float, ...], ...]:
    """Points of the unit cube: the middle, every corner, and a few that fill the inside evenly.

    Parameters
    ----------
    count : int
        Number of open settings, at most :data:`MOST_OPEN`.

    Returns
    -------
    tuple of tuples
        The middle first; 1, 6, 8 or 12 points for 0 to 3 settings.

    Notes
    -----
    The inside is filled by the additive recurrence with the powers of the generalised golden ratio, the positive
    root of x^(n+1) = x + 1: a low-discrepancy sequence that needs no table and draws no random numbers.

    Examples
    --------
    >>> design(0)
    ((),)
    >>> [len(design(count)) for count in range(4)]
    [1, 6, 8, 12]
    """
    if count == 0:
        return ((),)
    middle = (0.5,) * count
    corners = tuple(product((0.0, 1.0), repeat=count))
    root = _ratio(count)
    inside = tuple(
        tuple((0.5 + number * root ** -(axis + 1)) % 1.0 for axis in range(count)) for number in range(1, _INSIDE + 1)
    )
    return (middle, *corners, *inside)


def _ratio(count: int) -> float:
    ratio = 1.5
    for _ in range(60):
        ratio = (1.0 + ratio) ** (1.0 / (count + 1))
    return ratio


def between(low: float, middle: float, high: float, place: float) -> float:
    """Value at a place from 0 (low) over 0.5 (middle) to 1 (high); by ratio between positive ends.

    Examples
    --------
    >>> between(1.0, 2.0, 4.0, 0.5), between(1.0, 2.0, 4.0, 1.0)
    (2.0, 4.0)
    """
    start, end, fraction = (low, middle, 2 * place) if place < 0.5 else (middle, high, 2 * place - 1)
    if start <= 0.0 or fraction in (0.0, 1.0):
        return start + fraction * (end - start)
    return float(start * (end / start) ** fraction)
