"""Reading what a person brings along, and the day on which a course begins."""

from __future__ import annotations

import datetime
from typing import Any

from microthermal import catalog
from microthermal.cases.parts import tried
from microthermal.documents.sentences import read_choice
from microthermal.errors import Fault, InputError, brief
from microthermal.units import DAY

# More than all that any rule asks for.
_MOST = 50


def read_history(value: Any) -> tuple[str, ...]:
    """Items of a history, each of which some rule of the library asks for.

    Raises
    ------
    InputError
        If it is no list of names, or names what no rule knows.
    """
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(f'must be a list of names, for example ["isotretinoin"], not {brief(value)}')
    if len(value) > _MOST:
        raise InputError(f"names {len(value)} items; at most {_MOST} are read")
    known, faults = catalog.history_items(), list[Fault]()
    for number, item in enumerate(value):
        tried(faults, f"{number}", read_choice, item, known, "item of a history")
    if faults:
        raise InputError(faults)
    return tuple(dict.fromkeys(value))


def read_date(value: Any) -> str:
    """Day of the first treatment as text, year first.

    Raises
    ------
    InputError
        If it is no date.
    """
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise InputError(f'must be a date, for example "2026-03-02", not {brief(value)}') from None


def day_after(date: str, seconds: float) -> str:
    """Date some time after another one, year first; empty if the other is."""
    if not date:
        return ""
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=round(seconds / DAY))).isoformat()
