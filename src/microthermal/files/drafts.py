"""Drafts: files that are not yet whole. Each is known until it is gone, and those of killed runs are swept."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

# A draft names its machine and its process; the name of its target is left out, which may be as long as a name can be.
_NAME: Final = re.compile(r"\.mtz-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.partial")
# Drafts of other machines, whose processes cannot be asked for, are old after a day: one is written in seconds.
_OLD: Final = 86400.0
_known: set[Path] = set()
_written: dict[Path, None] = {}
# Held while drafts take their places, so that a stop comes before all of them or after.
moving: Final = threading.RLock()


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Path of a new draft in a folder; whatever lies there is removed when the block ends, however it ends.

    Parameters
    ----------
    folder : Path
        Where the draft is to lie. Drafts that killed processes left in it are removed first, once a process.
    """
    _swept(folder)
    draft = folder / f".mtz-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.partial"
    _known.add(draft)
    try:
        yield draft
    finally:
        _remove(draft)
        _known.discard(draft)


def discard() -> None:
    """Remove every draft of this process; for its very end, in any thread, because none is given back."""
    for draft in tuple(_known):
        _remove(draft)


def note_written(target: Path) -> None:
    """Remember that a file has been written whole."""
    _written[target] = None


def written() -> tuple[Path, ...]:
    """Files that this process has written whole, in their order."""
    return tuple(_written)


def sweep(folder: Path) -> None:
    """Remove drafts in a folder whose processes have ended without doing so.

    Parameters
    ----------
    folder : Path
        Folder to look at, not below it. What cannot be removed stays.
    """
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            name = _NAME.fullmatch(entry.name)
            if name and _left_over(entry, name[1], int(name[2])):
                _remove(Path(entry.path))


@cache
def _swept(folder: Path) -> None:
    sweep(folder)


def _left_over(entry: os.DirEntry[str], machine: str, process: int) -> bool:
    if machine == _machine() and os.name == "posix" and not _lives(process):
        return True
    try:
        return time.time() - entry.stat(follow_symlinks=False).st_mtime > _OLD
    except OSError:  # another process has just removed it
        return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's, or no process of this system
        return True
    return True


@cache
def _machine() -> str:
    return f"{zlib.crc32(socket.gethostname().encode()):08x}"


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # a folder in which a name was tried, or out of reach: then it is swept later
        shutil.rmtree(path, ignore_errors=True)
