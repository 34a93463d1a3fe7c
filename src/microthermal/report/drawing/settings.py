"""Settings of matplotlib for our figures alone: those of the caller are neither used nor changed."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Final

from microthermal.files import private_folder, takes_files

# Matplotlib's reader of formulas and its fonts are not made for two threads at once.
_drawing: Final = threading.RLock()
_ours: ContextVar[Mapping[str, Any] | None] = ContextVar("microthermal_figure_settings", default=None)


@contextmanager
def settings(style: Mapping[str, Any]) -> Iterator[None]:
    """Draw with matplotlib's own settings and a style, in this thread only.

    Parameters
    ----------
    style : Mapping
        What differs from the settings that matplotlib is shipped with.

    Notes
    -----
    ``matplotlib.rc_context`` would change the settings of the whole process for a while: a figure that the caller
    draws in another thread would get our style, and a setting that he changes meanwhile would be lost.
    """
    own = {**_shipped(), **style}
    with _drawing:
        before = _ours.set(own)
        try:
            yield
        finally:
            _ours.reset(before)


@cache
def _shipped() -> dict[str, Any]:
    """Settings of matplotlib without those of the caller, after its table of settings has learnt to look at ours."""
    _find_folder()
    import matplotlib as mpl

    table: Any = mpl.RcParams

    class Settings(table):  # type: ignore[misc]
        """The caller's settings for everybody but a thread that draws our figures."""

        def __getitem__(self, key: str) -> Any:
            own = _ours.get()
            return super().__getitem__(key) if own is None or key not in own else own[key]

    defaults: Any = mpl.rcParamsDefault
    mpl.rcParams.__class__ = Settings
    return {key: value for key, value in dict.items(defaults) if not key.startswith("backend")}


def _find_folder() -> None:
    """Name a folder for matplotlib's list of fonts where the home cannot be written; it would complain at length."""
    if "matplotlib" in sys.modules or "MPLCONFIGDIR" in os.environ:
        return
    if not all(takes_files(folder) for folder in _usual_folders()):
        other = private_folder()
        if other is not None:
            os.environ["MPLCONFIGDIR"] = str(other / "matplotlib")


def _usual_folders() -> tuple[Path, ...]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - without a home it gives '~' instead of an error
    if not sys.platform.startswith(("linux", "freebsd")):
        return (home / ".matplotlib",)
    bases = (os.environ.get("XDG_CONFIG_HOME") or home / ".config", os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return tuple(Path(base) / "matplotlib" for base in bases)
