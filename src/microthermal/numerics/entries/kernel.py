"""A kernel that Python and other kernels call: compiled once for each kind of arguments, on some machine, some day."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any

from microthermal.numerics.entries.kinds import Kinds, UnknownKindError, take

if TYPE_CHECKING:
    from microthermal.numerics.entries.entry import Entry

# One thread at a time looks for machine code or makes it.
_making = threading.RLock()


class Kernel:
    """A function that is called as machine code; the compiler is loaded where there is none yet.

    Parameters
    ----------
    function : callable
        The function.
    options : dict
        Options of ``numba.njit``.
    """

    def __init__(self, function: Callable[..., Any], options: dict[str, Any]) -> None:
        self.py_func = function
        self.targetoptions = options
        code: Any = function.__code__
        self._names: tuple[str, ...] = code.co_varnames[: code.co_argcount]
        # None where the code cannot be kept: the compiler's own entry takes these.
        self._entries: dict[Kinds, Entry | None] = {}
        self.made: list[str] = []
        """What was compiled in this process, in words."""
        update_wrapper(self, function)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the kernel as its source says."""
        if named or len(arguments) != len(self._names):
            arguments = self._in_order(arguments, named)
        kinds: list[Any] = []
        slots: list[Any] = []
        try:
            for argument in arguments:
                take(argument, kinds, slots)
        except UnknownKindError:
            return self.dispatcher(*arguments)
        found = tuple(kinds)
        if found not in self._entries:
            with _making:
                if found not in self._entries:
                    self._entries[found] = self._entry(found, arguments)
        entry = self._entries[found]
        return self.dispatcher(*arguments) if entry is None else entry(slots, arguments)

    def _in_order(self, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        usual = self.py_func.__defaults__ or ()
        rest = dict(zip(self._names[len(self._names) - len(usual) :], usual, strict=True)) | named
        ahead = self._names[len(arguments) :]
        if len(arguments) > len(self._names) or not (named.keys() <= set(ahead) <= rest.keys()):
            raise TypeError(f"{self.__name__} takes {', '.join(self._names)}")  # type: ignore[attr-defined]
        return (*arguments, *(rest[name] for name in ahead))

    def _entry(self, kinds: Kinds, arguments: tuple[Any, ...]) -> Entry | None:
        from microthermal.numerics.entries.finding import entry_of

        return entry_of(self, kinds, arguments)

    @cached_property
    def inner(self) -> Any:
        """The kernel as other kernels call it, for the compiler."""
        from microthermal.numerics.inner import inner_of

        return inner_of(self.py_func, self.targetoptions)

    @cached_property
    def dispatcher(self) -> Any:
        """The kernel as the compiler offers it to Python, for arguments that no block holds."""
        from microthermal.numerics.inner import dispatcher_of

        return dispatcher_of(self.py_func, self.targetoptions)

    @property
    def _numba_type_(self) -> Any:
        return self.inner._numba_type_

    def __reduce__(self) -> Any:
        """Name it, for another process."""
        return _named, (self.__module__, self.__qualname__)  # type: ignore[attr-defined]


def _named(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)
