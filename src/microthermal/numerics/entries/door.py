"""Functions that read the arguments of a kernel from a block, call it, and write what it gives behind them."""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types

from microthermal.numerics.entries.results import Result
from microthermal.numerics.slots import WORD, Kind, read, slots_of

_Tuple: Any = types.BaseTuple
_Named: Any = types.BaseNamedTuple
_Array: Any = types.Array
_Number: Any = types.Number
_PLACE = ir.IntType(8).as_pointer()


def door(library: Any, made: Any, name: str, release: str = "") -> Any:
    """A module with a function of a block, which returns 0, or another number where the kernel has raised an error.

    Parameters
    ----------
    library : Any
        Library of the compiler that makes modules.
    made : Any
        The kernel as it was compiled for arguments of some types.
    name : str
        Name of the function.
    release : str
        Name of another one that gives the memory of an owner back; none if empty, and then no array is given back and
        no error told.
    """
    context = made.target_context
    module = library.create_ir_module(f"door.{name}")
    function = ir.Function(module, ir.FunctionType(ir.IntType(32), [WORD.as_pointer()]), name)
    builder = ir.IRBuilder(function.append_basic_block())
    slots = _Slots(context, builder, function.args[0])
    arguments = [slots.read(kind) for kind in made.signature.args]
    result = made.signature.return_type
    status, value = context.call_conv.call_function(
        builder, context.declare_function(module, made.fndesc), result, made.signature.args, arguments
    )
    if release:
        with builder.if_then(status.is_error, likely=False):
            builder.store(builder.ptrtoint(status.excinfoptr, WORD), slots.place(WORD, slots.size_of(result)))
            builder.ret(ir.IntType(32)(1))
        slots.write(result, value)
        builder.ret(ir.IntType(32)(0))
        _release(module, release)
    else:
        slots.write(result, value)
        builder.ret(status.code)
    return module


def _release(module: Any, name: str) -> None:
    decrement = cgutils.get_or_insert_function(module, ir.FunctionType(ir.VoidType(), [_PLACE]), "NRT_decref")
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), [WORD]), name)
    builder = ir.IRBuilder(function.append_basic_block())
    builder.call(decrement, [builder.inttoptr(function.args[0], _PLACE)])
    builder.ret_void()


def result_for(kind: Kind) -> Result | None:
    """What is given back, of a type of the compiler; None if no block holds it."""
    if isinstance(kind, _Tuple):
        parts = [result_for(part) for part in kind.types]
        if any(part is None for part in parts):
            return None
        held = tuple(part for part in parts if part is not None)
        return Result("tuple", parts=held, record=kind.instance_class if isinstance(kind, _Named) else None)
    if kind == types.none:
        return Result("none", -1)
    if isinstance(kind, _Array) and kind.layout == "C" and _plain(kind.dtype):
        return Result(_numpy_name(kind.dtype), kind.ndim)
    return Result(_numpy_name(kind), -1) if _plain(kind) else None


def _plain(kind: Kind) -> bool:
    return kind == types.boolean or isinstance(kind, types.Float | types.Integer)


def _numpy_name(kind: Kind) -> str:
    if kind == types.boolean:
        return "|b1"
    number: Any = kind
    letter = "f" if isinstance(kind, types.Float) else "i" if number.signed else "u"
    return f"<{letter}{number.bitwidth // 8}"


class _Slots:
    # Reads and writes the slots of a block one after another, as the compiler holds values of these types.
    def __init__(self, context: Any, builder: Any, block: Any) -> None:
        self._context, self._builder, self._block, self._next = context, builder, block, 0

    def read(self, kind: Kind) -> Any:
        context, builder = self._context, self._builder
        if isinstance(kind, _Tuple):
            return context.make_tuple(builder, kind, [self.read(inner) for inner in kind])
        if kind == types.none:
            return context.get_dummy_value()
        if isinstance(kind, _Array) and kind.layout != "C":
            return self._apart(kind)
        if isinstance(kind, _Number) and kind.bitwidth < 64:
            return self._narrow(kind)
        value = read(context, builder, self._block, self._next, kind)
        self._next += slots_of(kind)
        return value

    def _narrow(self, kind: Kind) -> Any:
        builder, here = self._builder, self._context.get_value_type(kind)
        if isinstance(kind, types.Float):
            return builder.fptrunc(builder.load(self.place(ir.DoubleType())), here)
        return builder.trunc(builder.load(self.place(WORD)), here)

    def _apart(self, kind: Kind) -> Any:
        # Behind the lengths of the axes there are their strides.
        builder, array = self._builder, self._context.make_array(kind)(self._context, self._builder)
        array.data = builder.load(self.place(array.data.type))
        lengths = [builder.load(self.place(WORD)) for _ in range(kind.ndim)]
        strides = [builder.load(self.place(WORD)) for _ in range(kind.ndim)]
        array.itemsize = WORD(self._context.get_abi_sizeof(self._context.get_data_type(kind.dtype)))
        array.nitems = WORD(1)
        for length in lengths:
            array.nitems = builder.mul(array.nitems, length)
        array.shape, array.strides = cgutils.pack_array(builder, lengths), cgutils.pack_array(builder, strides)
        return array._getvalue()

    def place(self, kind: Any, ahead: int = 0) -> Any:
        # The next slot, or one behind some more, which then is the next.
        self._next += ahead
        place = self._builder.gep(self._block, [WORD(self._next)])
        self._next += 1 if not ahead else -ahead
        return self._builder.bitcast(place, kind.as_pointer())

    def size_of(self, kind: Kind) -> int:
        if isinstance(kind, _Tuple):
            return sum(self.size_of(inner) for inner in kind.types)
        if kind == types.none:
            return 0
        return 2 + kind.ndim if isinstance(kind, _Array) else 1

    def write(self, kind: Kind, value: Any) -> None:
        builder = self._builder
        if isinstance(kind, _Tuple):
            for place, inner in enumerate(kind):
                self.write(inner, builder.extract_value(value, place))
        elif isinstance(kind, _Array):
            self._give(kind, value)
        elif kind == types.boolean:
            builder.store(builder.zext(value, WORD), self.place(WORD))
        elif isinstance(kind, types.Float):
            wide = value if kind.bitwidth == 64 else builder.fpext(value, ir.DoubleType())
            builder.store(wide, self.place(ir.DoubleType()))
        elif kind != types.none:
            wide = value if kind.bitwidth == 64 else (builder.sext if kind.signed else builder.zext)(value, WORD)
            builder.store(wide, self.place(WORD))

    def _give(self, kind: Kind, value: Any) -> None:
        builder, array = self._builder, self._context.make_array(kind)(self._context, self._builder, value)
        for part in (array.meminfo, array.data):
            builder.store(builder.ptrtoint(part, WORD), self.place(WORD))
        for length in cgutils.unpack_tuple(builder, array.shape, kind.ndim):
            builder.store(length, self.place(WORD))
