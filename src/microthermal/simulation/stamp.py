"""The stamp of a result: version, moment, seed and a digest of all that was asked."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from microthermal.catalog.library import Library
from microthermal.documents import write
from microthermal.quantity import fields_of
from microthermal.simulation.records import Stamp


def stamp(inputs: tuple[Any, ...], methods: tuple[str, ...], seed: int, library: Library) -> Stamp:
    """Stamp of a result.

    Parameters
    ----------
    inputs : tuple of records
        All that was asked.
    methods : tuple of str
        What was chosen.
    seed : int
        Seed of the random numbers.
    library : Library
        What the result was made with.
    """
    text = json.dumps([*(write(record) for record in inputs), library.digest], sort_keys=True)
    return Stamp(
        version=_version(), date=datetime.now(UTC).isoformat(timespec="seconds"), seed=seed,
        digest=hashlib.sha256(text.encode()).hexdigest(), methods=methods, entries=_entries(inputs),
        library_digest=library.digest, library=library,
    )  # fmt: skip


@cache  # it is read from a file of the installed program
def _version() -> str:
    return version("microthermal")


def _entries(inputs: tuple[Any, ...]) -> tuple[str, ...]:
    found = {origin for record in inputs for origin in _origins(record)}
    return tuple(sorted(found))


def _origins(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [origin for item in value for origin in _origins(item)]
    if not hasattr(type(value), "__dataclass_fields__"):
        return []
    own = [value.origin] if getattr(value, "origin", "") else []
    return own + [origin for name in _holding(value.__class__) for origin in _origins(getattr(value, name))]


@cache  # a class never changes
def _holding(cls: Any) -> tuple[str, ...]:
    """Fields of a record that are no numbers and no texts."""
    return tuple(field.name for field in fields_of(cls) if field.quantity is None and field.kind not in (str, bool))
