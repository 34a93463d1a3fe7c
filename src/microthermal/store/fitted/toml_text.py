"""Mappings as text of TOML: value tables on one line each, lists of tables at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from microthermal.catalog.reading.values import is_value


def toml(mapping: Mapping[str, Any]) -> str:
    """Text of a mapping of texts, numbers, value tables, tables and lists of tables."""
    lines = list(_lines(mapping))
    for name, item in mapping.items():
        if _tables(item):
            for one in item:
                lines += ["", f"[[{name}]]", *_lines(one)]
    return "\n".join(lines) + "\n"


def _lines(mapping: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for name, item in mapping.items():
        here = f"{path}{name}"
        if isinstance(item, Mapping) and not is_value(item):
            yield from _lines(item, f"{here}.")
        elif not _tables(item):
            yield f"{here} = {_plain(item)}"


def _tables(item: Any) -> bool:
    return isinstance(item, list) and bool(item) and all(isinstance(one, Mapping) for one in item)


def _plain(item: Any) -> str:
    if isinstance(item, Mapping):
        return "{ " + ", ".join(f"{name} = {_plain(inner)}" for name, inner in item.items()) + " }"
    if isinstance(item, list | tuple):
        return "[" + ", ".join(map(_plain, item)) + "]"
    # Texts, numbers and truth are written alike in both languages.
    return json.dumps(item, ensure_ascii=False)
