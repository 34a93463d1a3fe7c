"""Kernels as other kernels call them: code that becomes machine code once, together with its caller.

Numba makes machine code of each kernel as if Python called it, with all kernels that it calls inside, and so makes it
again for each of its callers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core import codegen, compiler, compiler_machinery, typed_passes

# Records by address are known to the compiler before it meets one.
from microthermal.numerics.slots import ByAddress as ByAddress

# Classes of Numba, which state too few hints to be checked.
_Library: Any = codegen.JITCodeLibrary
_Pipeline: Any = compiler.CompilerBase
_Pass: Any = compiler_machinery.LoweringPass


class _Code(_Library):  # type: ignore[misc]
    """Code of a kernel and of all that it calls, as lowered: it is optimised in the kernel that Python calls."""

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


@compiler_machinery.register_pass(mutates_CFG=False, analysis_only=False)
class _Known(_Pass):  # type: ignore[misc]
    """Makes the code known to kernels that call it, under a key of its own, where there is no entry for Python."""

    _name = "known_to_kernels"

    def __init__(self) -> None:
        _Pass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        lowered = state["cr"]
        name = lowered.fndesc.qualname
        key = _dynfunc.make_function(lowered.fndesc.lookup_module(), name, name, 0, lowered.env, (state.library,))
        state.targetctx.insert_user_function(key, lowered.fndesc, [state.library])
        state["cr"] = lowered._replace(cfunc=key)
        return True


class _Inner(_Pipeline):  # type: ignore[misc]
    def define_pipelines(self) -> list[Any]:
        state = self.state
        state.flags.no_compile = True
        state.library = _Code(state.targetctx.codegen(), state.func_id.func_qualname)
        passes = compiler.DefaultPassBuilder.define_nopython_pipeline(state)
        passes.add_pass_after(_Known, typed_passes.NativeLowering)
        passes.finalize()
        return [passes]


def inner_of(function: Callable[..., Any], options: dict[str, Any]) -> Any:
    """A kernel for other kernels, as code without an entry for Python.

    Parameters
    ----------
    function : callable
        The function.
    options : dict
        Options of ``numba.njit``.
    """
    alone = {**options, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": _Inner}
    return numba.njit(**alone)(function)


def dispatcher_of(function: Callable[..., Any], options: dict[str, Any]) -> Any:
    """A kernel for Python, which takes whatever the compiler knows; kept nowhere.

    Parameters
    ----------
    function : callable
        The function.
    options : dict
        Options of ``numba.njit``.
    """
    return numba.njit(**{"no_cfunc_wrapper": True, **options})(function)
