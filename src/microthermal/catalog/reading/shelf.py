"""The whole library in one file of the cache folder, as it was read last: a new process need not read it all again.

The file answers for one state of the library (every file by its content), one state of the program (every source by
its stamp), one Python and one NumPy, and for no others.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from microthermal.cache.folder import cache_folder
from microthermal.catalog.reading.stamps import settled, stamp_of
from microthermal.files import private_folder, scratch, takes_files

_PROGRAM: Final = Path(__file__).parents[2]
_NAME, _ENDING = "library-", ".kept"
_DIGEST_LENGTH: Final = hashlib.sha256().digest_size
# Files that stay: of other programs and folders of the user that are used in turn.
_KEPT: Final = 4


# The library that this process had last, by its key.
_last: dict[str, Any] = {}


def held(state: str) -> Any:
    """The library as it was kept for a state of its files; None if it was not."""
    key = _key(state)
    if key and key not in _last:
        _remember(key, next(filter(None, (_loaded(_path(folder, key), key) for folder in _folders())), None))
    return _last.get(key)


def hold(state: str, library: Any) -> None:
    """Keep a library for the processes to come, where a folder takes files."""
    key, folder = _key(state), _folder()
    if not key or folder is None:
        return
    _remember(key, library)
    content = _packed(library)
    try:
        with scratch(folder) as draft:
            draft.touch(mode=0o600)
            draft.write_bytes(content + _seal(key, content))
            draft.replace(_path(folder, key))
        for old in sorted(folder.glob(f"{_NAME}*{_ENDING}"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:  # a full disk must not end a simulation
        return


def _remember(key: str, library: Any) -> None:
    _last.clear()
    _last[key] = library


def _key(state: str) -> str:
    return f"{state}{_PROGRAM_STATE}" if _PROGRAM_STATE else ""


def _loaded(path: Path, key: str) -> Any:
    content = _read(path, key)
    return None if content is None else _unpacked(content)


def _packed(library: Any) -> bytes:
    # Arrays lie apart, as bytes, which nobody can write: a library never changes.
    arrays: list[pickle.PickleBuffer] = []
    whole = pickle.dumps(library, protocol=5, buffer_callback=arrays.append)
    return pickle.dumps((whole, [bytes(array) for array in arrays]), protocol=5)


def _unpacked(content: bytes) -> Any:
    whole, arrays = pickle.loads(content)
    return pickle.loads(whole, buffers=arrays)


def _read(path: Path, key: str) -> bytes | None:
    """Content of a file that this user alone has written, to the last bit; None if there is none."""
    try:
        with path.open("rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            whole = file.read()
    except OSError:
        return None
    content, seal = whole[:-_DIGEST_LENGTH], whole[-_DIGEST_LENGTH:]
    return content if seal == _seal(key, content) else None


def _ours(found: os.stat_result) -> bool:
    # What is read becomes objects of any kind, so that nobody else may have written it.
    return not hasattr(os, "getuid") or (
        found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _path(folder: Path, key: str) -> Path:
    return folder / f"{_NAME}{hashlib.sha256(key.encode()).hexdigest()[:32]}{_ENDING}"


def _folders() -> Iterator[Path]:
    chosen = cache_folder()
    if chosen is not None:
        yield chosen
        folder = private_folder()
        if folder is not None:
            yield folder


def _folder() -> Path | None:
    return next((folder for folder in _folders() if takes_files(folder)), None)


def _program() -> str:
    """Digest of what the program is; empty if a source was changed just now, and may be again, unseen."""
    found = hashlib.blake2b(f"{sys.version}|{np.__version__}|{_PROGRAM}".encode(), digest_size=16)
    for path in _sources(str(_PROGRAM)):
        stamp = stamp_of(path)
        if not settled(stamp):
            return ""
        found.update(f"{path}|{stamp}\n".encode())
    return found.hexdigest()


def _sources(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                yield entry.path
            elif entry.is_dir() and entry.name not in ("__pycache__", "library"):
                yield from _sources(entry.path)


# When the module is loaded, so that it says what this process runs even if files change while it does.
_PROGRAM_STATE: Final = _program()
