"""The state of the library: results that are kept in memory hold for one state of it, and for no other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from microthermal.catalog.reading import folders
from microthermal.catalog.reading.stamps import Stamp, settled, stamp_of
from microthermal.errors import LibraryError

# Endings of files that are read, and folders that only the shipped library has.
_READ = (".toml", ".csv", ".xml", ".bib")
_ALONE = ("calibration", "validation")

# All that `remembered` keeps.
_memories: list[Any] = []
# State of the library within `one_state`; empty outside.
_held: ContextVar[str] = ContextVar("state of the library", default="")

P = ParamSpec("P")
T = TypeVar("T")


def state() -> str:
    """Digest of every file of the library, shipped and user's, by path and content.

    Raises
    ------
    LibraryError
        If a file or folder cannot be read.
    """
    seen = tuple((path, stamp_of(path)) for root in folders.roots() for path in _files(root))
    return _whole_once(seen) if _all_settled(stamp for _, stamp in seen) else _whole(seen)


def _all_settled(stamps: Iterable[Stamp]) -> bool:
    return settled(max((stamp for stamp in stamps if stamp), key=lambda stamp: max(stamp[:2]), default=None))


def _whole(seen: tuple[tuple[str, Stamp], ...]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for path, stamp in seen:
        content = _digest_once(path, stamp) if settled(stamp) else _digest(path, stamp)
        digest.update(f"{path}|{content}\n".encode())
    return digest.hexdigest()


@contextmanager
def one_state() -> Iterator[None]:
    """Take the library as it is when this begins, for all that is asked within: it is looked at once, not each time.

    A result whose parts belong to one another needs this as much as its speed does. Also a decorator.
    """
    if _held.get():
        yield
        return
    began = state()
    mark = _held.set(began)
    try:
        yield
    finally:
        _held.reset(mark)
        # What was read within would answer for a state that it is not of.
        if state() != began:
            for kept in _memories:
                kept.cache_clear()


def state_now() -> str:
    """The state for which results are asked: within `one_state` that when it began."""
    return _held.get() or state()


def remembered(size: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function keep its last results as long as no file of the library changes.

    Parameters
    ----------
    size : int
        Results that are kept; arguments are compared by value, records that hold arrays by identity.
    """

    def keeping(function: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=size)
        def kept(now: str, *args: P.args, **kwargs: P.kwargs) -> T:
            return function(*args, **kwargs)

        _memories.append(kept)

        @wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> T:
            return kept(state_now(), *args, **kwargs)  # type: ignore[arg-type]

        return asked

    return keeping


def _files(root: Path) -> Iterator[str]:
    # A user's folder may hold much else: only what a reader would look at counts.
    yield from _within(str(root), deeper=False)
    for name in (*folders.FOLDERS.values(), *_ALONE):
        yield from _within(str(root / name), deeper=True)


def _within(folder: str, *, deeper: bool) -> Iterator[str]:
    stamp = stamp_of(folder)
    for path, inner in _listed_once(folder, stamp) if settled(stamp) else _listed(folder, stamp):
        if not inner:
            yield path
        elif deeper:
            yield from _within(path, deeper=True)


def _listed(folder: str, stamp: Stamp) -> tuple[tuple[str, bool], ...]:
    """Files of a folder that are read, and its folders, by name; whether each is a folder."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise LibraryError(f"{folder}: cannot be read: {error.strerror}") from None
    read = [(entry, entry.name.endswith(_READ)) for entry in entries]
    return tuple((entry.path, not is_read) for entry, is_read in read if is_read or entry.is_dir())


def _digest(path: str, stamp: Stamp) -> str:
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {error.strerror}") from None


_digest_once = lru_cache(maxsize=4096)(_digest)
_listed_once = lru_cache(maxsize=4096)(_listed)
_whole_once = lru_cache(maxsize=8)(_whole)
