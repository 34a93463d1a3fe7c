"""Courses of healing as panels that follow a day: curves, and what each says on every day in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from microthermal.units import show
from microthermal.web.documents.axes import days_axis, plotted, short

# Species that a reader looks at first, day by day.
_FIRST = (
    "open_epidermis", "erythema", "oedema", "inflammation", "debris", "denatured_collagen", "new_collagen_1",
    "new_collagen_3", "fibrotic_collagen", "perfusion",
)  # fmt: skip
# Remainders of a decay are next to nothing, and are told so.
_LEAST = 5e-4


def panels_document(told: dict[str, Any]) -> dict[str, Any]:
    """What a page shows of the courses that :func:`microthermal.web.pages.weeks.courses` tells.

    Returns
    -------
    dict
        ``panels`` with their ``plot`` and a key that has texts for every day; ``rows``, those that a reader looks at
        first; ``said``, the days in words; ``alts``, the cut skin on each day in words.
    """
    days, marks = told["days"], [one["day"] for one in told["doses"]]
    curves = [one for panel in told["panels"] for one in _titled(panel)]
    first = [one for name in _FIRST for one in curves if one["species"] == name]
    said = [f"hour {round(24 * day)}" if day < 1.0 else f"day {short(round(day, 1))}" for day in days]
    rows = [{"label": one["title"], "levels": _levels(one), "bands": _bands(one), "grade": one["grade"] or "–"}
            for one in first]  # fmt: skip
    return {
        "panels": [{**panel, **_panel(panel, days, marks)} for panel in told["panels"]], "said": said,
        "rows": rows,
        "alts": [f"Skin cut open on {day}: " + ", ".join(f"{row['label']} {row['levels'][k]}" for row in rows)
                 for k, day in enumerate(said)],
    }  # fmt: skip


def _titled(panel: dict[str, Any]) -> list[dict[str, Any]]:
    """Curves with a name of their own outside their panel."""
    return [
        {**one, "title": f"{panel['title']}, {_name(one)}" if re.match("[a-z]", one["label"]) else _name(one)}
        for one in panel["curves"]
    ]


def _panel(panel: dict[str, Any], days: Sequence[float], marks: Sequence[float]) -> dict[str, Any]:
    curves = panel["curves"]
    high = 1.05 * max(0.02, *(value for one in curves for value in (*one["treated"], *one.get("high", ()))))
    series = [
        {"points": one["treated"], "dashed": one["untreated"], "role": role,
         **({"low": one["low"], "high": one["high"]} if "low" in one else {})}
        for role, one in enumerate(curves)
    ]  # fmt: skip
    words = "; ".join(
        f"{one['label']} from {_level(one['treated'][0])}, at most {_level(max(one['treated']))}, at the end "
        f"{_level(one['treated'][-1])}"
        for one in curves
    )
    key = [
        {"label": _name(one), "levels": _levels(one), "rest": [f" ({band}) {one['grade']}" for band in _bands(one)]}
        for one in curves
    ]
    return {
        "plot": plotted(days, days_axis(days[-1]), high, series, f"{panel['title']} over time: {words}", marks=marks),
        "key": key,
    }  # fmt: skip


def _name(curve: dict[str, Any]) -> str:
    return str(curve["label"]).replace(" (scenario)", "")


def _levels(curve: dict[str, Any]) -> list[str]:
    return [_level(value) for value in curve["treated"]]


def _bands(curve: dict[str, Any]) -> list[str]:
    if "low" not in curve:
        return ["–"] * len(curve["treated"])
    return [f"{_level(low)} to {_level(high)}" for low, high in zip(curve["low"], curve["high"], strict=True)]


def _level(value: float) -> str:
    return "< 0.001" if value != 0.0 and abs(value) < _LEAST else show(value, "1")
