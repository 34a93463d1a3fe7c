"""The bits of a number read as those of the other kind, within one register: what NumPy calls a view."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final


class View:
    """An instruction that kernels call; Python does not.

    Parameters
    ----------
    wide : bool
        Of 64 bits, or of 32.
    as_whole : bool
        Whether a fraction is read as a whole number, or the other way round.
    """

    def __init__(self, wide: bool, as_whole: bool) -> None:
        self._wide, self._as_whole = wide, as_whole

    @cached_property
    def _numba_type_(self) -> Any:
        from llvmlite import ir  # type: ignore[import-untyped]
        from numba.core import types
        from numba.core.registry import cpu_target
        from numba.extending import intrinsic

        kinds: Any = (types.float64, types.int64) if self._wide else (types.float32, types.int32)
        fraction, whole = kinds
        held = ir.IntType(whole.bitwidth) if self._as_whole else ir.DoubleType() if self._wide else ir.FloatType()
        taken, given = (fraction, whole) if self._as_whole else (whole, fraction)

        def view(typing_context: Any, value: Any) -> Any:
            def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
                return builder.bitcast(arguments[0], held)

            return given(taken), code

        made = intrinsic(view)
        context: Any = cpu_target.typing_context
        context.refresh()
        return context.resolve_value_type(made)


bits_of: Final[Any] = View(wide=True, as_whole=True)
float_of: Final[Any] = View(wide=True, as_whole=False)
bits_of_32: Final[Any] = View(wide=False, as_whole=True)
float_of_32: Final[Any] = View(wide=False, as_whole=False)
