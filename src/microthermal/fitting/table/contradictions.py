"""Rows that cannot both be true: the same settings, and sizes that lie apart by many standard deviations."""

from __future__ import annotations

from itertools import combinations

from microthermal.errors import Fault
from microthermal.fitting.table.zones import WORDS, MeasuredSize, MeasuredZone
from microthermal.units import show

# Means of equal settings may lie apart by so many standard deviations from zone to zone, persons included.
APART = 5.0
# Without a standard deviation they may differ by this factor.
_FACTOR = 3.0


def contradictions(zones: tuple[MeasuredZone, ...]) -> list[Fault]:
    """A fault for each pair of rows of the same settings whose means of a size lie too far apart.

    Notes
    -----
    Apart are |a - b| / sqrt(s_a² + s_b²) > 5, with the standard deviations from zone to zone, not those of the means:
    persons and days differ by more than zones of one person. If neither row states one, a factor of 3.
    """
    found = []
    for one, other in combinations(zones, 2):
        if one.settings != other.settings:
            continue
        theirs = {size.name: size for size in other.sizes}
        for size in one.sizes:
            apart = _apart(size, theirs[size.name]) if size.name in theirs else ""
            if apart:
                text = (
                    f"the same settings as {other.name}, but the {WORDS[size.name]} is {show(size.mean, 'm')} here and "
                    f"{show(theirs[size.name].mean, 'm')} there, {apart}; one of the two cannot be meant"
                )
                found.append(Fault(one.name, text))
    return found


def _apart(one: MeasuredSize, other: MeasuredSize) -> str:
    """How far two means lie apart, in words; empty if that is not too far."""
    deviations = [size.deviation for size in (one, other) if size.deviation is not None]
    if deviations:
        # A row without its own deviation is taken to scatter as much as the other.
        square = sum(deviation**2 for deviation in deviations) * 2.0 / len(deviations)
        many = abs(one.mean - other.mean) / square**0.5
        return f"{many:.0f} standard deviations apart" if many > APART else ""
    low, high = sorted((one.mean, other.mean))
    return f"more than {_FACTOR:.0f} times as much" if high > _FACTOR * low else ""
