"""What files of earlier versions call a metric; they are read as before."""

from __future__ import annotations

from typing import Any, Final

_METRICS: Final = {
    "apoptotic_share": "apoptotic_fraction",
    "depth_share": "depth_fraction",
    "necrotic_share": "necrotic_fraction",
}


def with_names_of_today(value: Any) -> Any:
    """The same tables and lists, with metrics called as they are today."""
    if isinstance(value, list | tuple):
        return [with_names_of_today(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _METRICS.get(item, item) if key == "metric" and isinstance(item, str) else with_names_of_today(item)
        for key, item in value.items()
    }
