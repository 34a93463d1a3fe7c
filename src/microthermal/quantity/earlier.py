"""Fields of files of earlier versions, put where records hold them today."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from microthermal.quantity.fields import fields_of


def of_today(cls: type, value: Any) -> Any:
    """A mapping of fields with every field under its name of today, in the record that holds it today.

    Parameters
    ----------
    cls : type
        The record that the mapping is read as.
    value : Any
        What a document holds; all but a mapping is given back as it is.

    Notes
    -----
    What stands beside the fields in the earlier way wins over what the small record says: someone has added it to
    what the program had written.
    """
    if isinstance(value, dict) and isinstance(own := getattr(cls, "kind", None), str) and value.get("kind") == own:
        value = {key: item for key, item in value.items() if key != "kind"}  # as written beside those of other kinds
    names, places = _names(cls), _places(cls)
    if not isinstance(value, dict) or not (names or places):
        return value
    found: dict[str, Any] = {}
    moved: list[tuple[str, str, Any]] = []
    for key, item in value.items():
        field, part = places.get(key, (key, ""))
        # A field that holds a small record today may have been the name of one of its numbers.
        today = key == field and isinstance(item, Mapping)
        if part and not today and (field in places or isinstance(value.get(field, {}), Mapping)):
            moved.append((field, part, item))
        else:
            name: Any = names.get(key, key)
            found[key if name in value else name] = item
    for field, part, item in moved:
        found[field] = {**found.get(field, {}), part: item}
    return found


@cache
def _names(cls: type) -> dict[str, str]:
    return {field.quantity.was: field.name for field in fields_of(cls) if field.quantity and field.quantity.was}


@cache
def _places(cls: type) -> dict[str, tuple[str, str]]:
    return {flat: (field.name, part) for field in fields_of(cls) for part, flat in field.earlier}
