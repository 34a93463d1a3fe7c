"""Numba's compiler, whose results are kept where there is room for them: usually beside the kernels."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numba
from numba.core.compiler_lock import global_compiler_lock

from microthermal.files import alone, private_folder
from microthermal.numerics.inner import let_kernels_call

# Numba fills this module with its settings when it is loaded.
_numba: Any = numba.config
# No kernel takes longer to compile than this [s], with those that it calls, on a busy machine; after it a process no
# longer waits for another one.
_LONGEST = 600.0
Function = TypeVar("Function", bound=Callable[..., Any])


if TYPE_CHECKING:
    from numba import njit as njit
else:

    def njit(**options):
        """Compile a function as ``numba.njit`` does; without a folder that can be written, without ``cache``.

        A kernel that is kept is compiled by one process at a time, and those that waited for it read it. No kernel is
        called from C, so that what such a call would need is not compiled.

        Parameters
        ----------
        **options : Any
            Those of ``numba.njit``.
        """
        return partial(_compiled, options)


def _compiled(options: dict[str, Any], function: Function) -> Function:
    usual, folder = _places()
    options = {"no_cfunc_wrapper": True, **options}
    if not usual and folder is None:
        options["cache"] = False
    named = _numba.CACHE_DIR
    _numba.CACHE_DIR = str(folder) if folder else named
    try:
        compiled: Function = numba.njit(**options)(function)
    finally:
        _numba.CACHE_DIR = named
    kept: Any = getattr(getattr(compiled, "stats", None), "cache_path", None)
    if hasattr(compiled, "get_call_template"):
        let_kernels_call(compiled, function, options)
    if kept is not None:
        by_itself: Any = compiled
        by_itself.compile = partial(_in_turn, Path(kept), function, by_itself.compile)
    return compiled


def _in_turn(folder: Path, function: Callable[..., Any], compiled: Callable[[Any], Any], signature: Any) -> Any:
    # Numba compiles in one thread at a time; in this order no thread holds a kernel that another one waits for.
    name = f"{function.__module__}.{function.__qualname__}"
    with global_compiler_lock, alone(folder / "compiling.lock", name, _LONGEST), _uncollected():
        return compiled(signature)


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


def makeshift() -> str:
    """A sentence on where compiled kernels are kept, if that is a makeshift; empty where Numba has its usual folder."""
    usual, folder = _places()
    if usual:
        return ""
    where = f"are kept in '{folder}'" if folder else "are made again in every run"
    return (
        f"Compiled kernels {where}, because neither the package nor your home can be written; "
        "name a folder that stays in NUMBA_CACHE_DIR."
    )


@cache
def _places() -> tuple[bool, Path | None]:
    """Whether Numba finds a folder for its cache; if not, another one."""

    def probe() -> None:
        return None

    try:
        numba.njit(cache=True)(probe)
    except RuntimeError:  # neither the package nor the home of this user can be written
        folder = private_folder()
        return False, None if folder is None else folder / "numba"
    return True, None
