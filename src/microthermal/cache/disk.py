"""Cache of results by a digest of their inputs: in memory, and in files shared by processes; both bounded.

A key holds everything on which a result depends, so that a cached result is what would be computed.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path

import numpy as np

from microthermal.cache.folder import cache_folder
from microthermal.cache.shelves import HISTORIES, Arrays, Shelf
from microthermal.files import scratch

# Size of the cache in memory and in files [bytes]; the light of a pencil beam in skin takes about 7 MB.
MEMORY_LIMIT, DISK_LIMIT = 256_000_000, 512_000_000
_DIGEST_LENGTH = hashlib.sha256().digest_size
_memory: OrderedDict[str, Arrays] = OrderedDict()
_lock = threading.Lock()
_in_memory: ContextVar[bool] = ContextVar("microthermal_cache_in_memory", default=False)


def cached(
    key: str, make: Callable[[], Arrays], *, on_disk: bool = True, writes: bool = True, shelf: Shelf | None = None
) -> Arrays:
    """Result of a key: from memory, from a file, or made now and kept.

    Parameters
    ----------
    key : str
        From `key_of`.
    make : callable
        Makes the result; its arrays become read-only.
    on_disk : bool, optional
        Whether to look for a file in the cache folder, too, and to write one.
    writes : bool, optional
        Whether to write one; without, only what another process has written is found there.
    shelf : Shelf, optional
        Where results of this kind lie; with the light if left out.

    Returns
    -------
    dict of str to array
        The result. A file that is damaged, or cannot be read or written, is as good as none.
    """
    memory = _memory if shelf is None else shelf.kept
    with _lock:
        if key in memory:
            memory.move_to_end(key)
            return memory[key]
    folder = cache_folder() if on_disk and not _in_memory.get() else None
    if folder is not None and shelf is not None:
        folder = folder / shelf.folder
    most = DISK_LIMIT if shelf is None else shelf.disk_limit
    found = _load(folder / f"{key}.npz", key, most) if folder else None
    if found is None:
        found = make()
        if folder and writes:
            _save(folder, key, found, most)
    for array in found.values():
        array.setflags(write=False)
    with _lock:
        memory[key] = found
        while len(memory) > 1 and sum(map(_size, memory.values())) > (
            MEMORY_LIMIT if shelf is None else shelf.memory_limit
        ):
            memory.popitem(last=False)
    return found


@contextmanager
def in_memory() -> Iterator[None]:
    """Neither look for nor write files in the block: for results that nobody will ask for again."""
    before = _in_memory.set(True)
    try:
        yield
    finally:
        _in_memory.reset(before)


def forget() -> None:
    """Empty the memory; files stay."""
    with _lock:
        _memory.clear()
        HISTORIES.kept.clear()


def _size(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays.values())


def _load(path: Path, key: str, most: int) -> Arrays | None:
    """Arrays of a file, or None unless it holds what was kept for this key, to the last bit."""
    try:
        if not path.is_file() or path.stat().st_size > most:
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


def _save(folder: Path, key: str, arrays: Arrays, most: int) -> None:
    content = BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with scratch(folder) as draft:
            draft.write_bytes(content.getvalue() + _digest(key, content.getvalue()))
            draft.replace(folder / f"{key}.npz")
        _shrink(folder, most)
    except OSError:  # a full or read-only disk must not end a simulation
        return


def _shrink(folder: Path, most: int) -> None:
    ages = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in folder.glob("*.npz"))
    total = sum(size for _age, size, _path in ages)
    for _age, size, path in ages[:-1]:
        if total <= most:
            return
        _remove(path)
        total -= size


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # another process holds or has removed it
        return
