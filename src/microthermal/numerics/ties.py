"""Order where values count as equal: what differs by less than a tolerance is tied, and the next value decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
T = TypeVar("T")
# What is compared, less first, and the difference up to which two are tied.
Key: TypeAlias = tuple[Callable[[Any], float], float]

# Values of a curve that differ by less than this fraction of its scale are one: no model tells such days or depths
# apart.
ALIKE: Final = 1e-6


def ordered(items: Sequence[T], keys: Sequence[Key], last: Callable[[T], Any]) -> list[T]:
    """Items by several values, each with a tolerance.

    Parameters
    ----------
    items : sequence
        What is to be ordered.
    keys : sequence of tuple
        Values, the first the weightiest, less first; with each the difference up to which two are tied.
    last : callable
        Decides among those that are tied in all values; what it leaves equal keeps its order.

    Notes
    -----
    All that lie within the tolerance of the least one are tied with it; the next one begins a new group. Within a group
    the next value orders. A chain of near values is split from its least member on, whatever their order.
    """
    if not keys:
        return sorted(items, key=last)
    (value, tolerance), rest = keys[0], keys[1:]
    found: list[T] = []
    group: list[T] = []
    for item in sorted(items, key=value):
        if group and value(item) - value(group[0]) > tolerance:
            found += ordered(group, rest, last)
            group = []
        group.append(item)
    return found + (ordered(group, rest, last) if group else [])


def first_of_greatest(items: Sequence[T], value: Callable[[T], float], tolerance: float = ALIKE) -> T:
    """The first item whose value lies within a tolerance, as a fraction of 1 or of the value, of the greatest."""
    most = max(value(item) for item in items)
    return next(item for item in items if value(item) >= most - tolerance * max(1.0, abs(most)))


def first_greatest(values: Array, scale: float | None = None) -> int:
    """Place of the first value that is the greatest to a millionth of a scale; without one, of the greatest size.

    Examples
    --------
    >>> import numpy as np
    >>> first_greatest(np.array([0.0, 2.0, 2.0 + 4e-16, 1.0]))
    1
    """
    size = float(np.max(np.abs(values))) if scale is None else scale
    return int(np.flatnonzero(values >= float(np.max(values)) - ALIKE * size)[0])
