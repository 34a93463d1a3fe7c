"""For which processor machine code is: this one as the compiler names it, and the levels that code comes in."""

from __future__ import annotations

import os
from functools import cache
from typing import Final, NamedTuple

import llvmlite.binding as llvm  # type: ignore[import-untyped]

from microthermal.cache.versions import installed

# Levels of processors with 64 bits by AMD and Intel, best first, and some of what each has (x86-64 psABI).
LEVELS: Final[dict[str, frozenset[str]]] = {
    "x86-64-v4": frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx2", "fma", "bmi2"}),
    "x86-64-v3": frozenset({"avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe"}),
    "x86-64": frozenset(),
}
# Settings of Numba that change the code it makes.
_SETTINGS: Final = ("CPU_NAME", "CPU_FEATURES", "ENABLE_AVX", "OPT", "LOOP_VECTORIZE", "SLP_VECTORIZE", "BOUNDSCHECK")


class Target(NamedTuple):
    """What machine code turns on besides its sources."""

    machine: str
    """System, processor and its features."""
    compiler: str
    """Compiler with its version and its settings."""


@cache
def target() -> Target:
    """Of this process."""
    name = os.environ.get("NUMBA_CPU_NAME") or llvm.get_host_cpu_name()
    features = os.environ.get("NUMBA_CPU_FEATURES", _features())
    settings = " ".join(f"{key}={os.environ[f'NUMBA_{key}']}" for key in _SETTINGS if f"NUMBA_{key}" in os.environ)
    made_by = f"numba {installed('numba')}, llvmlite {installed('llvmlite')} {settings}".strip()
    return Target(f"{llvm.get_process_triple()} {name} {features}", made_by)


def levels() -> tuple[str, ...]:
    """Levels that this processor reaches, best first; none where another one is asked for, or on other systems."""
    triple = llvm.get_process_triple()
    if not (triple.startswith("x86_64") and "linux" in triple) or any(
        f"NUMBA_{key}" in os.environ for key in _SETTINGS
    ):
        return ()
    has = {name for name, there in _host().items() if there}
    return tuple(level for level, needs in LEVELS.items() if needs <= has)


@cache
def _host() -> dict[str, bool]:
    try:
        return dict(llvm.get_host_cpu_features())
    except RuntimeError:  # on processors of which the compiler knows no features, it uses none either
        return {}


def _features() -> str:
    return ",".join(f"{'+' if there else '-'}{name}" for name, there in sorted(_host().items()))
