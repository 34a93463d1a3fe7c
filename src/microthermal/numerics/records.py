"""Records that kernels are handed by their address: which classes they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

Record = TypeVar("Record")
_classes: Final[list[type[Any]]] = []
_listeners: Final[list[Callable[[type[Any]], None]]] = []


def by_address(record: type[Record]) -> type[Record]:
    """Let kernels take the records of a class, a named tuple, by their address."""
    _classes.append(record)
    for tell in _listeners:
        tell(record)
    return record


def tell_of_each(listener: Callable[[type[Any]], None]) -> None:
    """Call a function with each such class, those to come among them: the compiler, where it is loaded."""
    _listeners.append(listener)
    for record in _classes:
        listener(record)
