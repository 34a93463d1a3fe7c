"""From kernels to LLVM's language: each entry takes the place of one block of eight-byte slots in memory."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numba
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.core.compiler_lock import global_compiler_lock

# A type of Numba, whose classes state too few hints to be checked.
Kind: TypeAlias = Any
_Tuple: Any = types.BaseTuple
_Array: Any = types.Array
_typeof: Any = numba.typeof
# Bytes of a slot, which holds a double or a whole number.
SLOT = 8
_BYTE, _WORD = ir.IntType(8), ir.IntType(64)


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
    for entry in entries:
        entry.kernel.compile(entry.types)
        made = entry.kernel.overloads[entry.types]
        if library is None:
            library = made.target_context.codegen().create_library("portable")
        fields[entry.name] = fields_of(entry, made.signature.return_type)
        library.add_ir_module(_door(library, entry, made))
        library.add_linking_library(made.library)
    with global_compiler_lock:
        library.finalize()
    return library.get_llvm_str(), fields


def _door(library: Any, entry: Entry, made: Any) -> Any:
    # A function with the entry's name that reads the arguments from a block, calls the kernel, and writes its result.
    context = made.target_context
    module = library.create_ir_module(f"door.{entry.name}")
    door = ir.Function(module, ir.FunctionType(ir.IntType(32), [_BYTE.as_pointer()]), entry.name)
    builder = ir.IRBuilder(door.append_basic_block())
    slots = _Slots(context, builder, door.args[0])
    arguments = [slots.read(kind) for kind in entry.types]
    result = made.signature.return_type
    status, value = context.call_conv.call_function(
        builder, context.declare_function(module, made.fndesc), result, entry.types, arguments
    )
    slots.write(result, value)
    builder.ret(status.code)
    return module


class _Slots:
    # Reads and writes the slots of a block one after another, as Numba holds values of these types.
    def __init__(self, context: Any, builder: Any, block: Any) -> None:
        self._context, self._builder, self._block, self._next = context, builder, block, 0

    def _place(self, kind: Any) -> Any:
        place = self._builder.gep(self._block, [_WORD(SLOT * self._next)])
        self._next += 1
        return self._builder.bitcast(place, kind.as_pointer())

    def read(self, kind: Kind) -> Any:
        context, builder = self._context, self._builder
        if isinstance(kind, _Tuple):
            return context.make_tuple(builder, kind, [self.read(inner) for inner in kind])
        if isinstance(kind, _Array):
            return self._array(kind)
        if kind == types.boolean:
            return builder.icmp_unsigned("!=", builder.load(self._place(_WORD)), _WORD(0))
        return builder.load(self._place(context.get_value_type(kind)))

    def _array(self, kind: Kind) -> Any:
        context, builder = self._context, self._builder
        place = builder.load(self._place(_WORD))
        lengths = [builder.load(self._place(_WORD)) for _ in range(kind.ndim)]
        strides = [_WORD(SLOT)]
        for length in lengths[:0:-1]:
            strides.insert(0, builder.mul(strides[0], length))
        array = context.make_array(kind)(context, builder)
        array.data = builder.inttoptr(place, array.data.type)
        array.shape = _packed(builder, lengths)
        array.strides = _packed(builder, strides)
        array.itemsize = _WORD(SLOT)
        array.nitems = builder.udiv(builder.mul(strides[0], lengths[0]), _WORD(SLOT))
        return array._getvalue()

    def write(self, kind: Kind, value: Any) -> None:
        builder = self._builder
        if isinstance(kind, _Tuple):
            for place, inner in enumerate(kind):
                self.write(inner, builder.extract_value(value, place))
        elif kind == types.boolean:
            builder.store(builder.zext(value, _WORD), self._place(_WORD))
        elif kind != types.none:
            builder.store(value, self._place(value.type))


def _packed(builder: Any, values: Sequence[Any]) -> Any:
    packed = ir.Constant(ir.ArrayType(_WORD, len(values)), ir.Undefined)
    for place, value in enumerate(values):
        packed = builder.insert_value(packed, value, place)
    return packed
