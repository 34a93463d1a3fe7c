"""From a kernel and the kinds of its arguments to machine code: as it came, as it was kept, or made now."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from microthermal.files import alone
from microthermal.numerics.entries.entry import Entry
from microthermal.numerics.entries.kept import Code, Label, keep, kept
from microthermal.numerics.entries.kinds import Kinds, local, short, words_of
from microthermal.numerics.entries.loading import loaded
from microthermal.numerics.entries.places import room
from microthermal.numerics.sources import DIGESTS, MAKING

# No kernel takes longer to compile than this [s], with those that it calls, on a busy machine; after it a process no
# longer waits for another one.
_LONGEST = 600.0


class Source(Protocol):
    """What is asked of a kernel: its function, the options of the compiler, and where to note what was compiled."""

    py_func: Any
    targetoptions: dict[str, Any]
    made: list[str]

    @property
    def inner(self) -> Any:
        """The kernel as other kernels call it, for the compiler."""


def entry_of(kernel: Source, kinds: Kinds, arguments: tuple[Any, ...]) -> Entry | None:
    """Machine code of a kernel for arguments of some kinds; None if it gives back what no block holds.

    Parameters
    ----------
    kernel : Source
        The kernel.
    kinds : tuple
        Kinds of the arguments.
    arguments : tuple
        Arguments of these kinds, from which the compiler reads its types.
    """
    label = label_of(kernel, kinds)
    code = kept(label) or _made(kernel, label, arguments)
    if code is None:
        return None
    return Entry(loaded(label.symbol, code), kinds, code.result, alone=not kernel.targetoptions.get("nogil", False))


def label_of(kernel: Any, kinds: Kinds) -> Label:
    """What is written on the code of a kernel for arguments of some kinds."""
    words = words_of(kinds)
    module = str(kernel.__module__).removeprefix("microthermal.numerics.")
    options = repr(sorted(kernel.targetoptions.items()))
    # Who lives elsewhere, as in a test, has sources that nobody knows.
    known = "" if local((kernel.py_func, *kinds)) else DIGESTS.get(module, "")
    return Label(f"{module}.{kernel.__name__}", words, short(f"{known} {options} {MAKING}") if known else "")


def _made(kernel: Source, label: Label, arguments: tuple[Any, ...]) -> Code | None:
    folder = room() if label.sources else None
    if folder is None:
        return _compiled(kernel, label, arguments)
    with alone(folder / "compiling.lock", label.name, _LONGEST):
        code = kept(label)  # from another process, while this one waited
        if code is None:
            code = _compiled(kernel, label, arguments)
            if code is not None:
                keep(folder, label, code)
        return code


def _compiled(kernel: Source, label: Label, arguments: tuple[Any, ...]) -> Code | None:
    from microthermal.numerics.entries.making import make

    with _uncollected():
        code = make(kernel.inner, arguments, label.symbol)
    if code is not None:
        kernel.made.append(label.words)
    return code


@contextmanager
def _uncollected() -> Iterator[None]:
    # A compiler makes millions of objects that are needed to its end: to look through them takes an eighth of its time.
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
