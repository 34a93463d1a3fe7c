"""Machine code of a kernel, with all that it calls inside, as an object file."""

from __future__ import annotations

import re
from typing import Any, Final

import llvmlite.binding as llvm  # type: ignore[import-untyped]
import numba
from numba.core import codegen
from numba.core.compiler_lock import global_compiler_lock

from microthermal.numerics.entries.door import door, result_for
from microthermal.numerics.entries.kept import Code
from microthermal.numerics.entries.loading import RELEASE
from microthermal.numerics.entries.owners import memory
from microthermal.numerics.entries.targets import target

# A class of Numba, which states too few hints to be checked.
_Library: Any = codegen.JITCodeLibrary
_typeof: Any = numba.typeof
# What code may call of the C library, for numbers of 32 bits (with an f behind) too; the compiler's own library is not
# there when code is called.
_LIBRARY: Final = re.compile(
    r"malloc|free|mem(cpy|set|move)|a?(sin|cos|tan)h?|atan2|exp2?|expm1|log(10|1p|2)?|pow|hypot|fmod|tgamma|lgamma|erfc?|"
    r"floor|ceil|trunc|round|rint|ldexp|frexp|fabs|sqrt"
)


class _Whole(_Library):  # type: ignore[misc]
    """Code of a kernel with its door and all that it calls, optimised as one, for no process in particular."""

    def _optimize_final_module(self) -> None:
        self._final_module.link_in(_parsed(str(memory()), self._codegen))
        super()._optimize_final_module()

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


def make(inner: Any, arguments: tuple[Any, ...], symbol: str) -> Code | None:
    """Compile a kernel; None if its code cannot be kept, since it gives back or calls what other processes lack.

    Parameters
    ----------
    inner : Any
        The kernel as other kernels call it.
    arguments : tuple
        Arguments, from which the compiler reads its types.
    symbol : str
        Name of the function.
    """
    types = tuple(_typeof(argument) for argument in arguments)
    with global_compiler_lock:
        inner.compile(types)
        made = inner.overloads[types]
        result = result_for(made.signature.return_type)
        if result is None:
            return None
        machinery = made.target_context.codegen()
        library = _Whole(machinery, symbol)
        library.add_ir_module(door(library, made, symbol, symbol + RELEASE))
        library.add_linking_library(made.library)
        library.finalize()
        module = library._final_module
        if library.has_dynamic_globals:
            return None
        for value in (*module.functions, *module.global_variables):
            if not value.is_declaration and value.name not in (symbol, symbol + RELEASE):
                value.linkage = "internal"
        needs = tuple(sorted(_needed(module)))
        if not all(_LIBRARY.fullmatch(name) or _LIBRARY.fullmatch(name.removesuffix("f")) for name in needs):
            return None
        return Code(machinery._tm.emit_object(module), result, needs, target().compiler)


def _parsed(text: str, machinery: Any) -> Any:
    module = llvm.parse_assembly(text)
    module.data_layout, module.triple = machinery._data_layout, llvm.get_process_triple()
    return module


def _needed(module: Any) -> set[str]:
    return {value.name for value in module.functions if value.is_declaration and not value.name.startswith("llvm.")}
