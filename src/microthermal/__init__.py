"""microthermal: simulate and plan micro-thermal zones made in skin by fractional lasers.

Research software: it compares simulated treatments; it never gives patient orders and never drives a device.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

from microthermal.display import answer

# Loaded when first used: a short command must not wait for numerics that it does not need.
_STUB = Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")
_HOMES = {name: home for home, name in re.findall(r"^from (\S+) import (\w+) as \2$", _STUB, re.MULTILINE)}
__all__ = sorted(_HOMES)

# Who shows records in notebooks and hands them to other programs: loaded when somebody asks.
answer("html", "microthermal.notebook.cards", "html")
answer("plot", "microthermal.notebook.plots", "Plots")
answer("pandas", "microthermal.notebook.frames", "to_pandas")
answer("xarray", "microthermal.notebook.arrays", "to_xarray")


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'microthermal' has no attribute '{name}'")
    if _HOMES[name] == __name__:
        return importlib.import_module(f"{__name__}.{name}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
