"""From kernels to LLVM's language: each entry takes the place of one block of eight-byte slots in memory."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numba
from numba.core import types
from numba.core.compiler_lock import global_compiler_lock

from microthermal.numerics.entries.door import door
from microthermal.numerics.slots import ByAddress

# A type of Numba, whose classes state too few hints to be checked.
Kind: TypeAlias = Any
_Tuple: Any = types.BaseTuple
_Array: Any = types.Array
_typeof: Any = numba.typeof


class Entry(NamedTuple):
    """A kernel that can be called from outside, with an example of its arguments, which tells their kinds."""

    kernel: Any
    example: tuple[Any, ...]

    @property
    def name(self) -> str:
        """Name of the kernel, and of the entry."""
        return str(self.kernel.__name__)

    @property
    def types(self) -> tuple[Kind, ...]:
        """Types of the arguments."""
        return tuple(_typeof(argument) for argument in self.example)

    @property
    def made(self) -> Any:
        """What the compiler makes of the kernel for these types, before any optimisation."""
        self.kernel.inner.compile(self.types)
        return self.kernel.inner.overloads[self.types]


class Field(NamedTuple):
    """One number or array that an entry takes or gives.

    ``kind`` is ``"f64"``, ``"i64"`` or ``"flag"`` (0 or 1), of an array that of its elements; ``axes`` how many axes
    an array has, 0 for a number; ``slot`` where it begins in the block. A number is the slot itself. An array takes
    1 + axes slots: where its elements lie in memory, then the length of each axis; the last axis runs fastest.
    """

    name: str
    kind: str
    axes: int
    slot: int


_KINDS = {types.float64: "f64", types.int64: "i64", types.boolean: "flag"}


def fields_of(entry: Entry, result: Kind) -> tuple[list[Field], list[Field]]:
    """Fields that an entry takes, and those that it gives, which follow them in the block."""
    named = zip(inspect.signature(entry.kernel.py_func).parameters, entry.types, strict=True)
    takes = list(_numbered((leaf for name, kind in named for leaf in _leaves(name, kind)), 0))
    end = takes[-1].slot + 1 + takes[-1].axes
    return takes, list(_numbered(_leaves("", result), end))


def _leaves(name: str, kind: Kind) -> Iterator[tuple[str, Kind]]:
    kind = kind.record if isinstance(kind, ByAddress) else kind
    if isinstance(kind, _Tuple):
        parts = getattr(kind, "fields", range(len(kind)))
        for part, inner in zip(parts, kind, strict=True):
            yield from _leaves(f"{name}.{part}" if name else str(part), inner)
    elif kind != types.none:
        yield name or "result", kind


def _numbered(leaves: Iterator[tuple[str, Kind]], slot: int) -> Iterator[Field]:
    for name, kind in leaves:
        axes = kind.ndim if isinstance(kind, _Array) else 0
        yield Field(name, _KINDS[kind.dtype if axes else kind], axes, slot)
        slot += 1 + axes


def lowered(entries: Sequence[Entry]) -> tuple[str, dict[str, tuple[list[Field], list[Field]]]]:
    """LLVM's language of all entries and what they call, and the fields of each.

    Parameters
    ----------
    entries : sequence of Entry
        Kernels.

    Returns
    -------
    tuple
        The text of one module, in which an entry is a function of a pointer to its block that returns 0, or another
        number where the kernel raised an error; and the fields that each entry takes and gives.
    """
    fields = {}
    library: Any = None
    with global_compiler_lock:
        for entry in entries:
            made = entry.made
            if library is None:
                library = made.target_context.codegen().create_library("portable")
            fields[entry.name] = fields_of(entry, made.signature.return_type)
            library.add_ir_module(door(library, made, entry.name))
            library.add_linking_library(made.library)
        library.finalize()
    return library.get_llvm_str(), fields
