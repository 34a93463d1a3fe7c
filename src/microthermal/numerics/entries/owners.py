"""Memory of the arrays that a kernel makes: of the C library, counted by their owners, in code of the kernel's own.

These functions are named as the compiler calls them. Those of the compiler's own library would need the compiler in
every process. An array is used by one thread as long as a kernel runs, so that counting needs no lock.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]

_BYTE, _WORD = ir.IntType(8), ir.IntType(64)
_PLACE = _BYTE.as_pointer()
_NOTHING = ir.VoidType()
# An owner: how many hold it, two places of functions that nothing here has, where its elements lie, and their bytes.
_COUNT, _ELEMENTS, _SIZE, _SLOTS = 0, 3, 4, 6
_USUAL = 64


def memory() -> Any:
    """A module with all of these functions."""
    module = ir.Module("owners")
    malloc = ir.Function(module, ir.FunctionType(_PLACE, [_WORD]), "malloc")
    free = ir.Function(module, ir.FunctionType(_NOTHING, [_PLACE]), "free")
    _forward(module, "NRT_Allocate", malloc)
    _forward(module, "NRT_Free", free)
    gone = _forward(module, "NRT_MemInfo_call_dtor", free)
    for name, aligned in (
        ("alloc", False),
        ("alloc_safe", False),
        ("alloc_aligned", True),
        ("alloc_safe_aligned", True),
    ):
        _allocate(module, f"NRT_MemInfo_{name}", malloc, aligned)
    _elements(module)
    _count(module, "NRT_incref", 1, gone)
    _count(module, "NRT_decref", -1, gone)
    return module


def _forward(module: Any, name: str, function: Any) -> Any:
    made = ir.Function(module, function.function_type, name)
    builder = ir.IRBuilder(made.append_basic_block())
    result = builder.call(function, made.args)
    if isinstance(function.function_type.return_type, ir.VoidType):
        builder.ret_void()
    else:
        builder.ret(result)
    return made


def _slot(builder: Any, owner: Any, number: int) -> Any:
    return builder.gep(builder.bitcast(owner, _WORD.as_pointer()), [_WORD(number)])


def _allocate(module: Any, name: str, malloc: Any, aligned: bool) -> None:
    made = ir.Function(module, ir.FunctionType(_PLACE, [_WORD, ir.IntType(32)] if aligned else [_WORD]), name)
    builder = ir.IRBuilder(made.append_basic_block())
    step = builder.zext(made.args[1], _WORD) if aligned else _WORD(_USUAL)
    whole = builder.add(builder.add(made.args[0], step), _WORD(8 * _SLOTS))
    owner = builder.call(malloc, [whole])
    nothing = builder.icmp_unsigned("==", owner, ir.Constant(_PLACE, None))
    with builder.if_then(nothing, likely=False):
        builder.ret(owner)
    begin = builder.add(builder.ptrtoint(owner, _WORD), _WORD(8 * _SLOTS))
    # Up to the next whole multiple of the step.
    last = builder.sub(builder.add(begin, step), _WORD(1))
    elements = builder.sub(last, builder.urem(last, step))
    for number, value in ((_COUNT, _WORD(1)), (_ELEMENTS, elements), (_SIZE, made.args[0])):
        builder.store(value, _slot(builder, owner, number))
    builder.ret(owner)


def _elements(module: Any) -> None:
    made = ir.Function(module, ir.FunctionType(_PLACE, [_PLACE]), "NRT_MemInfo_data_fast")
    builder = ir.IRBuilder(made.append_basic_block())
    builder.ret(builder.inttoptr(builder.load(_slot(builder, made.args[0], _ELEMENTS)), _PLACE))


def _count(module: Any, name: str, step: int, gone: Any) -> None:
    made = ir.Function(module, ir.FunctionType(_NOTHING, [_PLACE]), name)
    # The compiler looks for calls of it, to leave out those that undo each other.
    made.attributes.add("noinline")
    builder = ir.IRBuilder(made.append_basic_block())
    (owner,) = made.args
    with builder.if_then(builder.icmp_unsigned("==", owner, ir.Constant(_PLACE, None)), likely=False):
        builder.ret_void()
    place = _slot(builder, owner, _COUNT)
    left = builder.add(builder.load(place), _WORD(step))
    builder.store(left, place)
    if step < 0:
        with builder.if_then(builder.icmp_unsigned("==", left, _WORD(0)), likely=False):
            builder.call(gone, [owner])
    builder.ret_void()
