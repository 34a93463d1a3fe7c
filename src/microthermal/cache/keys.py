"""Cache keys: a digest of everything on which a result depends."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import platform
from pathlib import Path
from typing import Final

import llvmlite.binding  # type: ignore[import-untyped]
import numpy as np

from microthermal.cache.versions import installed

# Variables that change which instructions are run: those of the compiler, NumPy and the C library.
_SETTINGS: Final = (
    "NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES", "NUMBA_DISABLE_JIT", "NPY_DISABLE_CPU_FEATURES", "GLIBC_TUNABLES",
)  # fmt: skip


def key_of(*parts: object) -> str:
    """Key of everything on which a result depends: numbers, texts, arrays, and tuples of these.

    Parameters
    ----------
    *parts : object
        Arrays are taken by shape, type and bits; all else by its ``repr``, which must say it all. A record is refused:
        its ``repr`` is for people, and leaves out what is long.

    Returns
    -------
    str
        64 hexadecimal digits; they change with the compiler and the processor. The sources of what makes
        the result are not known here: name their digest among the parts.
    """
    digest = hashlib.sha256(_VERSION)
    for part in parts:
        _take(digest, part)
    return digest.hexdigest()


def _take(digest: hashlib._Hash, part: object) -> None:
    if isinstance(part, np.ndarray):
        digest.update(f"{part.dtype.str}{part.shape}".encode() + np.ascontiguousarray(part).tobytes())
    elif isinstance(part, tuple | list):  # the repr of a long array inside would leave out its middle
        digest.update(f"{type(part).__name__}{len(part)}(".encode())
        for inner in part:
            _take(digest, inner)
    elif dataclasses.is_dataclass(part):
        raise TypeError(f"{type(part).__name__}: a record is no part of a key; name its fields")
    else:
        digest.update(repr(part).encode())
    digest.update(b"|")


def _version() -> bytes:
    """Digest of what the last bits of a result depend on besides its own sources: compiler, libraries, processor."""
    parts = (
        Path(__file__).read_bytes(), installed("numba"), llvmlite.__version__, np.__version__,
        platform.machine(), platform.libc_ver(), llvmlite.binding.get_host_cpu_name(), _features(),
        *(os.environ.get(name, "") for name in _SETTINGS),
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).digest()


def _features() -> str:
    try:
        return str(llvmlite.binding.get_host_cpu_features().flatten())
    except RuntimeError:  # on processors of which the compiler knows no features, it uses none either
        return ""


# When the module is loaded, so that it says what this process runs even if files change while it does.
_VERSION = _version()
