"""Records of arrays as kernels are handed them: one address of a block of slots, in place of all that they hold.

A record that is passed by value is taken apart into all its numbers, hundreds for a microbeam, at each call and in each
variable, which costs the compiler most of its time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, TypeAlias

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, types
from numba.core.datamodel.models import PrimitiveModel
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.core.typing.typeof import typeof_impl
from numba.extending import NativeValue, register_model, unbox

from microthermal.numerics.records import tell_of_each

# A type of Numba, whose classes state too few hints to be checked.
Kind: TypeAlias = Any
_Tuple: Any = types.BaseTuple
_Named: Any = types.BaseNamedTuple
_Array: Any = types.Array
_Type: Any = types.Type
_Model: Any = PrimitiveModel
_Attributes: Any = AttributeTemplate
# A slot holds a double, a whole number, a truth or an address, on machines with shorter addresses as well.
WORD = ir.IntType(64)
_NUMBERS = (types.float64, types.int64, types.boolean)


class ByAddress(_Type):  # type: ignore[misc]
    """Type of a record that a kernel is handed by the address of its slots; the slots do not change.

    A number takes one slot. An array with its elements in order takes 1 + axes: where its elements lie, then the length
    of each axis. A record within it has its slots in place.
    """

    def __init__(self, record: Kind) -> None:
        self.record = record
        # The name goes into the names of all kernels that take the record.
        super().__init__(f"{record.instance_class.__name__}@{hashlib.sha256(str(record).encode()).hexdigest()[:12]}")

    def place(self, name: str) -> tuple[int, Kind]:
        """First slot of a field, and its type."""
        index = self.record.fields.index(name)
        return sum(slots_of(kind) for kind in self.record.types[:index]), self.record.types[index]


def slots_of(kind: Kind) -> int:
    """Number of slots that a number, an array or a record takes."""
    if isinstance(kind, ByAddress):
        return slots_of(kind.record)
    if isinstance(kind, _Tuple):
        return sum(slots_of(inner) for inner in kind.types)
    return 1 + kind.ndim if isinstance(kind, _Array) else 1


def _type_of(record: Any, context: Any) -> Kind:
    whole = _whole_type(record, context)
    return ByAddress(whole) if all(map(_fits, _leaves(whole))) else whole


def _known(record: type[Any]) -> None:
    register: Any = typeof_impl.register(record)
    register(_type_of)


tell_of_each(_known)


def _whole_type(value: Any, context: Any) -> Kind:
    if hasattr(value, "_fields"):
        return types.BaseTuple.from_types([_whole_type(field, context) for field in value], type(value))
    return typeof_impl(value, context)


def _leaves(kind: Kind) -> Iterator[Kind]:
    if isinstance(kind, _Named):
        for inner in kind.types:
            yield from _leaves(inner)
    else:
        yield kind


def _fits(kind: Kind) -> bool:
    # Other numbers, and arrays whose elements lie apart, are handed by value.
    return kind in _NUMBERS or (isinstance(kind, _Array) and kind.layout == "C")


@register_model(ByAddress)
class _Address(_Model):  # type: ignore[misc]
    def __init__(self, manager: Any, kind: Kind) -> None:
        super().__init__(manager, kind, WORD.as_pointer())


@infer_getattr
class _Fields(_Attributes):  # type: ignore[misc]
    key = ByAddress

    def generic_resolve(self, kind: Kind, name: str) -> Kind:
        if name in kind.record.fields:
            found = kind.place(name)[1]
            return ByAddress(found) if isinstance(found, _Named) else found
        return None


@lower_getattr_generic(ByAddress)
def _field(context: Any, builder: Any, kind: Kind, value: Any, name: str) -> Any:
    slot, found = kind.place(name)
    return read(context, builder, value, slot, found)


def read(context: Any, builder: Any, block: Any, slot: int, kind: Kind) -> Any:
    """What a block holds from a slot on, as kernels hold a number, an array or, by its address, a record."""
    if isinstance(kind, _Tuple | ByAddress):
        return builder.gep(block, [WORD(slot)])
    if not isinstance(kind, _Array):
        held = context.get_value_type(kind) if kind != types.boolean else WORD
        value = _loaded(builder, block, slot, held)
        return builder.icmp_unsigned("!=", value, WORD(0)) if kind == types.boolean else value
    array = context.make_array(kind)(context, builder)
    lengths = [_loaded(builder, block, slot + 1 + axis, WORD) for axis in range(kind.ndim)]
    strides = [WORD(context.get_abi_sizeof(context.get_data_type(kind.dtype)))]
    array.itemsize, array.nitems = strides[0], lengths[-1]
    for length in lengths[:0:-1]:
        strides.insert(0, builder.mul(strides[0], length))
    for length in lengths[:-1]:
        array.nitems = builder.mul(array.nitems, length)
    array.data = _loaded(builder, block, slot, array.data.type)
    array.shape, array.strides = cgutils.pack_array(builder, lengths), cgutils.pack_array(builder, strides)
    return array._getvalue()


def _loaded(builder: Any, block: Any, slot: int, kind: Any) -> Any:
    place = builder.bitcast(builder.gep(block, [WORD(slot)]), kind.as_pointer())
    found = builder.load(place)
    # Whatever a kernel stores, this stays as it is, so that loops may read it before they begin.
    found.set_metadata("invariant.load", builder.module.add_metadata([]))
    return found


@unbox(ByAddress)
def _unboxed(kind: Kind, record: Any, c: Any) -> NativeValue:
    block = cgutils.alloca_once(c.builder, WORD, size=slots_of(kind.record))
    failed = cgutils.alloca_once_value(c.builder, cgutils.false_bit)
    _fill(kind.record, record, c, (block, 0), failed)
    # From here on the compiler takes the slots for someone else's, which have always held what they hold.
    address = c.builder.asm(ir.FunctionType(block.type, [block.type]), "", "=r,0,~{memory}", [block], side_effect=True)
    return NativeValue(address, is_error=c.builder.load(failed))


def _fill(kind: Kind, record: Any, c: Any, place: tuple[Any, int], failed: Any) -> None:
    # The record that was handed in owns its arrays as long as the kernel runs: no owner is counted.
    block, slot = place
    for index, inner in enumerate(kind.types):
        item = c.pyapi.tuple_getitem(record, index)
        if isinstance(inner, _Tuple):
            _fill(inner, item, c, (block, slot), failed)
        else:
            values, wrong = _array(inner, item, c) if isinstance(inner, _Array) else _number(inner, item, c)
            with c.builder.if_then(wrong, likely=False):
                c.builder.store(cgutils.true_bit, failed)
            for offset, value in enumerate(values):
                there = c.builder.gep(block, [WORD(slot + offset)])
                c.builder.store(value, c.builder.bitcast(there, value.type.as_pointer()))
        slot += slots_of(inner)


def _number(kind: Kind, item: Any, c: Any) -> tuple[list[Any], Any]:
    native = c.unbox(kind, item)
    value = c.builder.zext(native.value, WORD) if kind == types.boolean else native.value
    return [value], native.is_error


def _array(kind: Kind, item: Any, c: Any) -> tuple[list[Any], Any]:
    array = c.context.make_array(kind)(c.context, c.builder)
    whole = c.builder.bitcast(array._getpointer(), cgutils.voidptr_t)
    kind_of_adapt = ir.FunctionType(ir.IntType(32), [item.type, whole.type])
    adapt = cgutils.get_or_insert_function(c.builder.module, kind_of_adapt, "numba_adapt_ndarray")
    wrong = cgutils.is_not_null(c.builder, c.builder.call(adapt, [item, whole]))
    return [array.data, *cgutils.unpack_tuple(c.builder, array.shape)], wrong
