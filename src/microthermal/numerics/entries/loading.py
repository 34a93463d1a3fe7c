"""Machine code from a file into this process."""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache
from typing import Any

import llvmlite.binding as llvm  # type: ignore[import-untyped]

from microthermal.numerics.entries.kept import Code

RELEASE = "-release"


def loaded(symbol: str, code: Code) -> tuple[int, int]:
    """Where the function of some code begins, and the one that gives its memory back.

    Raises
    ------
    RuntimeError
        If this system has no function that the code calls.
    """
    for name in code.needs:
        _let_find(name)
    engine = _engine()
    engine.add_object_file(llvm.ObjectFileRef.from_data(code.made_of))
    engine.finalize_object()
    return engine.get_function_address(symbol), engine.get_function_address(symbol + RELEASE)


@cache
def _engine() -> Any:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(codemodel="jitdefault")
    return llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)


@cache
def _let_find(name: str) -> None:
    # The loader ends the process if it finds a name nowhere.
    if llvm.address_of_symbol(name) is not None:
        return
    for library in filter(None, map(ctypes.util.find_library, ("m", "c", "msvcrt"))):
        function = getattr(ctypes.CDLL(library), name, None)
        if function is not None:
            llvm.add_symbol(name, ctypes.cast(function, ctypes.c_void_p).value)
            return
    raise RuntimeError(f"this system has no function '{name}', which kernels call")
