"""One kernel for arguments of some kinds, as machine code that is called with a block."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Sequence
from typing import Any

from microthermal.numerics.entries.kinds import Kinds, format_of
from microthermal.numerics.entries.results import Result, error_of, read

_STATUS = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)
_STATUS_HELD = ctypes.PYFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)
_RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_int64)


class Entry:
    """Calls the machine code of a kernel.

    Parameters
    ----------
    places : tuple of int
        Where its code begins, and the code that gives its memory back.
    kinds : tuple
        Kinds of its arguments, from `kinds.take`.
    result : Result
        What it gives back.
    alone : bool
        Whether no other thread of Python runs meanwhile.
    """

    def __init__(self, places: tuple[int, int], kinds: Kinds, result: Result, alone: bool) -> None:
        self._call: Callable[[Any], int] = (_STATUS_HELD if alone else _STATUS)(places[0])
        self._release = _RELEASE(places[1])
        self._takes = format_of(kinds)
        self._gives = struct.Struct("=" + result.formats())
        self._result = result
        # Behind what is given there is the place of an error.
        self._wrong = self._takes.size + self._gives.size
        self._block: Any = ctypes.c_int64 * (self._wrong // 8 + 1)

    def __call__(self, slots: Sequence[Any], arguments: tuple[Any, ...]) -> Any:
        """Call it.

        Parameters
        ----------
        slots : sequence
            Slots of the arguments, from `kinds.take`.
        arguments : tuple
            The arguments, whose arrays stay as long as the kernel runs.

        Raises
        ------
        Exception
            What the kernel raises.
        """
        block = self._block()
        self._takes.pack_into(block, 0, *slots)
        if self._call(block) != 0:
            raise error_of(block[-1])
        return read(self._result, iter(self._gives.unpack_from(block, self._takes.size)), arguments, self._release)
