"""How kernels are marked; the compiler is loaded when it is needed."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

if TYPE_CHECKING:
    from numba import njit as njit
else:

    def njit(**options):
        """Make a kernel of a function, with the options of ``numba.njit``; ``cache`` goes without saying.

        What was compiled for it is found where it came with the package or was kept. A kernel that is kept is compiled
        by one process at a time, and those that waited for it read it.

        Parameters
        ----------
        **options : Any
            Those of ``numba.njit``.
        """
        # Named as a text: how a kernel is called is no part of what it computes, and its digest does not hold it.
        kernel = importlib.import_module("microthermal.numerics.entries.kernel").Kernel
        options.pop("cache", None)
        return (lambda function: function) if interpreted() else (lambda function: kernel(function, options))


def interpreted() -> bool:
    """Whether kernels are to run as Python does (``NUMBA_DISABLE_JIT``)."""
    return os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")
