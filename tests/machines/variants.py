"""Ways of computing that other processors and libraries would take, as variables for a child process."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import NamedTuple

from numpy._core import _multiarray_umath as numpy_core

# Variables that the children read: only the first core, and workers of the plan; a folder that each run has anew.
ONE_CORE, WORKERS, CACHE = "TEST_ONE_CORE", "TEST_WORKERS", "{cache}"
_X86 = ("x86_64", "AMD64")
# What a kernel of OpenBLAS needs of the processor, in the words of /proc/cpuinfo.
_KERNELS = {"Haswell": ("avx2", "fma"), "Sandybridge": ("avx",), "Prescott": ("sse3", "pni")}
# What the C library may use of the processor, in its words: features were called "usable" until glibc 2.32.
_LIBM_FEATURES = ("AVX2", "FMA", "FMA4", "AVX512F", "AVX512VL")


class Variant(NamedTuple):
    """One way of computing."""

    name: str
    variables: dict[str, str]
    fact: str
    """Which fact of `answers.facts` shows that it took effect; empty if none does."""
    wanted: tuple[str, ...] = ()
    """What that fact may then begin with; empty if it must differ from the usual one."""
    impossible: str = ""
    """Why this machine cannot run it; empty if it can."""
    prepared: bool = False
    """Whether it is run twice, the first time to fill a cache for the second."""


def variants() -> tuple[Variant, ...]:
    """All variants, those that this machine cannot run with the reason."""
    flags, elsewhere = _flags(), "" if platform.machine() in _X86 else f"not on {platform.machine()}"
    kernels = tuple(
        Variant(
            f"BLAS {kernel}", {"OPENBLAS_CORETYPE": kernel}, "BLAS kernel", _called(kernel),
            elsewhere or ("" if set(needs) & flags else f"the processor has no {needs[0]}"),
        )
        for kernel, needs in _KERNELS.items()
    )  # fmt: skip
    dispatch = [name for name in numpy_core.__cpu_dispatch__ if numpy_core.__cpu_features__.get(name)]
    reduced = {"NPY_DISABLE_CPU_FEATURES": ",".join(dispatch)}
    plain_libm = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=" + ",".join(
        f"-{name}{ending}" for name in _LIBM_FEATURES for ending in ("", "_Usable")
    )}  # fmt: skip
    generic = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "+sse2" if not elsewhere else ""}
    no_dispatch = "" if dispatch else "NumPy dispatches to nothing on this machine"
    no_glibc = elsewhere or ("" if platform.libc_ver()[0] == "glibc" else "the C library is not glibc")
    one_core = {ONE_CORE: "1", "NUMBA_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    together = {"OPENBLAS_CORETYPE": "Prescott"} | reduced | plain_libm | generic
    return (
        *kernels,
        Variant("NumPy without dispatch", reduced, "NumPy dispatch", ("baseline",), no_dispatch),
        Variant("libm without FMA", plain_libm, "libm sin at", (), no_glibc),
        Variant("Numba generic", generic, "Numba target", ("generic",)),
        Variant("all of these", together, "BLAS kernel", _called("Prescott"), elsewhere or no_dispatch or no_glibc),
        Variant("one core", one_core, "Numba threads", ("1",)),
        Variant("two workers", {WORKERS: "2"}, "workers", ("2",)),
        Variant("results from the cache", {"MICROTHERMAL_CACHE_DIR": CACHE}, "results kept", (), prepared=True),
    )


def _called(kernel: str) -> tuple[str, ...]:
    # Where OpenBLAS has no older kernel than Prescott's, Prescott's answers to the oldest name.
    return (kernel, "Katmai") if kernel == "Prescott" else (kernel,)


def _flags() -> set[str]:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {flag for line in lines if line.startswith("flags") for flag in line.split(":", 1)[1].split()}
