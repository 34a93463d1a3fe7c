"""One process at a time: a lock on one byte of a file, which the system takes back from a process that has ended."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

# Time between two tries [s].
_PAUSE: Final = 0.05
_held: Final[set[tuple[int, int]]] = set()


@contextmanager
def alone(file: Path, name: str, longest: float) -> Iterator[bool]:
    """Let no other process be in this block with the same file and name; gives whether that could be had.

    Threads of one process are not kept apart; a block may stand within another one of the same name.

    Parameters
    ----------
    file : Path
        File that holds all names, one byte for each; it is made if it is missing, and stays.
    name : str
        What is to be done by one process at a time. Several names may be held, one in the other.
    longest : float
        Time after which it is done nevertheless, because the one who holds the name may be stopped for good [s].
    """
    opened, place = _opened(file), int.from_bytes(hashlib.sha256(name.encode()).digest()[:3], "big")
    if opened is None or (opened, place) in _held:
        yield opened is not None
        return
    end = time.monotonic() + longest
    while not (held := _taken(opened, place)) and time.monotonic() < end:
        time.sleep(_PAUSE)
    if not held:
        yield False
        return
    _held.add((opened, place))
    try:
        yield True
    finally:
        _held.discard((opened, place))
        _given_back(opened, place)


@cache
def _opened(file: Path) -> int | None:
    # It stays open: to close it would give back every name that this process holds.
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:  # nobody may write here
        return None


if sys.platform == "win32":
    import msvcrt

    def _taken(opened: int, place: int) -> bool:
        os.lseek(opened, place, os.SEEK_SET)
        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _given_back(opened: int, place: int) -> None:
        os.lseek(opened, place, os.SEEK_SET)
        msvcrt.locking(opened, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(opened: int, place: int) -> bool:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError:
            return False
        return True

    def _given_back(opened: int, place: int) -> None:
        fcntl.lockf(opened, fcntl.LOCK_UN, 1, place)
