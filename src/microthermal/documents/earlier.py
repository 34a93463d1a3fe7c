"""What files of earlier versions call a metric; they are read as before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from microthermal.errors import brief

_METRICS: Final = {
    "apoptotic_share": "apoptotic_fraction",
    "depth_share": "depth_fraction",
    "necrotic_share": "necrotic_fraction",
}


# No record names a metric deeper than this; what is nested deeper is refused elsewhere.
_DEEPEST: Final = 12


def with_names_of_today(value: Any, deep: int = 0) -> Any:
    """The same tables and lists, with metrics called as they are today, and no list that is made as it is read."""
    if deep > _DEEPEST:
        return value
    if isinstance(value, list | tuple):
        return [with_names_of_today(item, deep + 1) for item in value]
    if isinstance(value, range | Iterator):  # no file holds one, and one that does not end would be waited for
        return brief(value)
    if not isinstance(value, dict):
        return value
    return {
        key: _METRICS.get(item, item)
        if key == "metric" and isinstance(item, str)
        else with_names_of_today(item, deep + 1)
        for key, item in value.items()
    }
