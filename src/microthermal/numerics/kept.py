"""Results kept by content: in memory, and in files that other processes find; both bounded.

A key says everything on which a result depends. Keeping changes no result: what is kept is what was computed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import llvmlite.binding  # type: ignore[import-untyped]
import numba
import numpy as np
from numpy.typing import NDArray

from microthermal.files import scratch
from microthermal.numerics.sources import DIGESTS

Arrays: TypeAlias = "dict[str, NDArray[np.generic]]"
# Bytes kept in memory and in files; a pencil of skin takes about 7 MB.
MEMORY_LIMIT, DISK_LIMIT = 256_000_000, 512_000_000
_DIGEST_LENGTH = hashlib.sha256().digest_size
FOLDER_VARIABLE = "MICROTHERMAL_CACHE_DIR"
_memory: OrderedDict[str, Arrays] = OrderedDict()
_lock = threading.Lock()


def key_of(*parts: object) -> str:
    """Key of everything on which a result depends: numbers, texts, arrays, and tuples of these.

    Parameters
    ----------
    *parts : object
        Arrays are taken by shape, type and bits; all else by its ``repr``, which must say it all.

    Returns
    -------
    str
        64 hexadecimal digits; they change with the sources of these kernels, the compiler and the processor.
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
    else:
        digest.update(repr(part).encode())
    digest.update(b"|")


def kept(key: str, make: Callable[[], Arrays], *, on_disk: bool = True) -> Arrays:
    """Result of a key: from memory, from a file, or made now and kept.

    Parameters
    ----------
    key : str
        From `key_of`.
    make : callable
        Makes the result; its arrays become read-only.
    on_disk : bool, optional
        Whether to look for and write a file in the cache folder, too.

    Returns
    -------
    dict of str to array
        The result. A file that is damaged, or cannot be read or written, is as good as none.
    """
    with _lock:
        if key in _memory:
            _memory.move_to_end(key)
            return _memory[key]
    folder = cache_folder() if on_disk else None
    found = _load(folder / f"{key}.npz", key) if folder else None
    if found is None:
        found = make()
        if folder:
            _save(folder, key, found)
    for array in found.values():
        array.setflags(write=False)
    with _lock:
        _memory[key] = found
        while len(_memory) > 1 and sum(map(_size, _memory.values())) > MEMORY_LIMIT:
            _memory.popitem(last=False)
    return found


def forget() -> None:
    """Empty the memory; files stay."""
    with _lock:
        _memory.clear()


def cache_folder() -> Path | None:
    """Folder of the files, or None if there is to be none.

    Notes
    -----
    The variable ``MICROTHERMAL_CACHE_DIR`` names it; ``off`` means none. Without it, the user's cache folder
    of the system: ``XDG_CACHE_HOME`` or ``~/.cache``, ``~/Library/Caches`` on macOS, ``LOCALAPPDATA`` on Windows.
    """
    named = os.environ.get(FOLDER_VARIABLE, "")
    if named:
        return None if named.lower() == "off" else Path(named)
    try:
        home = Path.home()
    except RuntimeError:  # no home is known
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "microthermal"


def _version() -> bytes:
    """Sources of the kernels whose results are kept, and what their last bits hang on beside them."""
    config: Any = numba.config
    parts = (
        DIGESTS["photon_walk"], DIGESTS["kept"], numba.__version__, llvmlite.__version__, np.__version__,
        platform.machine(), platform.libc_ver(), llvmlite.binding.get_host_cpu_name(), _features(),
        config.CPU_NAME, config.CPU_FEATURES, config.DISABLE_JIT,
        *(os.environ.get(name, "") for name in ("NPY_DISABLE_CPU_FEATURES", "GLIBC_TUNABLES")),
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).digest()


def _features() -> str:
    try:
        return str(llvmlite.binding.get_host_cpu_features().flatten())
    except RuntimeError:  # on processors of which the compiler knows no features, it uses none either
        return ""


# When the module is loaded, so that it says what this process runs even if files change while it does.
_VERSION = _version()


def _size(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays.values())


def _load(path: Path, key: str) -> Arrays | None:
    """Arrays of a file, or None unless it holds what was kept for this key, to the last bit."""
    try:
        if not path.is_file() or path.stat().st_size > DISK_LIMIT:
            return None
        held = path.read_bytes()
        content, told = held[:-_DIGEST_LENGTH], held[-_DIGEST_LENGTH:]
        if told != _digest(key, content):  # nothing of such a file is looked at
            return None
        with np.load(BytesIO(content), allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
        os.utime(path)  # read now: the last to be removed
    except (OSError, MemoryError):
        return None
    return found or None


def _digest(key: str, content: bytes) -> bytes:
    # With the key, so that a file of another name is not taken for this one.
    return hashlib.sha256(key.encode() + content).digest()


def _save(folder: Path, key: str, arrays: Arrays) -> None:
    content = BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with scratch(folder) as draft:
            draft.write_bytes(content.getvalue() + _digest(key, content.getvalue()))
            draft.replace(folder / f"{key}.npz")
        _shrink(folder)
    except OSError:  # a full or read-only disk must not end a simulation
        return


def _shrink(folder: Path) -> None:
    ages = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in folder.glob("*.npz"))
    total = sum(size for _age, size, _path in ages)
    for _age, size, path in ages[:-1]:
        if total <= DISK_LIMIT:
            return
        _remove(path)
        total -= size


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # another process holds or has removed it
        return
