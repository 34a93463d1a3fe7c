"""Results kept by content: in memory, and in files that other processes find; both bounded.

A key says everything on which a result depends. Keeping changes no result: what is kept is what was computed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numba
import numpy as np
from numpy.typing import NDArray

Arrays: TypeAlias = "dict[str, NDArray[np.generic]]"
# Bytes kept in memory and in files; a pencil of skin takes about 7 MB.
MEMORY_LIMIT, DISK_LIMIT = 256_000_000, 512_000_000
FOLDER_VARIABLE = "MICROTHERMAL_CACHE_DIR"
# Whatever the photon walk is compiled from: another source is another key.
_SOURCES = ("photon_walk", "counter_random", "phase_function", "elementary", "exponential", "kept")
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
        64 hexadecimal digits; they change with the source of these kernels and with the version of the compiler.
    """
    digest = hashlib.sha256(_version())
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(f"{part.dtype.str}{part.shape}".encode() + np.ascontiguousarray(part).tobytes())
        else:
            digest.update(repr(part).encode())
        digest.update(b"|")
    return digest.hexdigest()


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
    found = _load(folder / f"{key}.npz") if folder else None
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


@cache
def _version() -> bytes:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256(f"numba {numba.__version__}".encode())
    for source in sources:
        if source.name.startswith(_SOURCES):
            digest.update(source.read_bytes())
    return digest.digest()


def _size(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays.values())


def _load(path: Path) -> Arrays | None:
    # Every member of the file carries a check sum, so bits that changed on disk are noticed here.
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
        os.utime(path)  # read now: the last to be removed
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return found or None


def _save(folder: Path, key: str, arrays: Arrays) -> None:
    draft = folder / f".{key}.{secrets.token_hex(4)}.partial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        draft.replace(folder / f"{key}.npz")
        _shrink(folder)
    except OSError:  # a full or read-only disk must not end a simulation
        _remove(draft)


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
