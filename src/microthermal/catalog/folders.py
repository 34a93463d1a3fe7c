"""Where library files lie: the folder shipped with the program, and folders that the user names."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from microthermal.errors import InputError, LibraryError

# Kind of entry to its folder; a new kind is one line here.
FOLDERS = {
    "device": "devices",
    "condition": "conditions",
    "drug": "drugs",
    "goal": "goals",
    "law": "damage",
    "removal": "removal",
    "site": "skin",
    "spectrum": "spectra",
    "healing": "healing",
    "figures": "figures",
    "cooling": "cooling",
    "limits": "limits",
    "rules": "rules",
    "targets": "targets",
}
_SHIPPED = Path(__file__).resolve().parent.parent / "library"
_VARIABLE = "MTZ_LIBRARY"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LARGEST_FILE = 4_000_000


def roots() -> tuple[Path, ...]:
    """Library folders, the shipped one first, then those of the environment variable ``MTZ_LIBRARY``.

    Raises
    ------
    LibraryError
        If the variable names something that is no folder.
    """
    named = [Path(part).expanduser() for part in os.environ.get(_VARIABLE, "").split(os.pathsep) if part.strip()]
    for folder in named:
        if not folder.is_dir():
            raise LibraryError(f"{_VARIABLE} names '{folder}', which is not a folder")
    return (_SHIPPED, *named)


def safe_name(text: object, what: str) -> str:
    """Name of an entry, refused unless it is a plain file name without dots and slashes.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if isinstance(text, str) and _SAFE.fullmatch(text):
        return text
    shown = repr(text)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    raise InputError(f"{shown} cannot be the name of a {what}; names are letters, digits, '_' and '-'")


def files(kind: str) -> dict[str, Path]:
    """Files of one kind by name, shipped and user's.

    Raises
    ------
    LibraryError
        If two folders hold an entry of the same name, or a file name is not a safe name.
    """
    folders = tuple(root / FOLDERS[kind] for root in roots())
    return dict(_listed(".csv" if kind == "spectrum" else ".toml", folders, tuple(map(_touched, folders))))


def _touched(folder: Path) -> int:
    # When a file last came into a folder or left it; -1 without a folder.
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return -1


@lru_cache(maxsize=64)
def _listed(suffix: str, folders: tuple[Path, ...], stamps: tuple[int, ...]) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for folder, stamp in zip(folders, stamps, strict=True):
        if stamp < 0:
            continue
        for path in sorted(folder.glob(f"*{suffix}")):
            if not _SAFE.fullmatch(path.stem):
                raise LibraryError(f"{path}: a file name is made of letters, digits, '_' and '-'")
            if path.stem in found:
                raise LibraryError(f"{path}: the name '{path.stem}' is taken by {found[path.stem]}; choose another")
            found[path.stem] = path
    return found


def single(name: str) -> Path:
    """File that exists once, in the shipped library, such as ``"phototypes.toml"``."""
    return _SHIPPED / name


def load(path: Path) -> Mapping[str, Any]:
    """Mapping that a library file holds; read again only when the file has changed.

    Raises
    ------
    LibraryError
        If the file is missing, too large, not text or not TOML.
    """
    return _parsed(path, *_stamp(path))


def text_of(path: Path) -> str:
    """Text of a library file.

    Raises
    ------
    LibraryError
        If the file is missing, too large or not text.
    """
    return _text(path, *_stamp(path))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {error.strerror}") from None
    if status.st_size > _LARGEST_FILE:
        raise LibraryError(f"{path}: is larger than {_LARGEST_FILE // 1_000_000} MB; it cannot be a library file")
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=512)
def _text(path: Path, changed: int, size: int) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise LibraryError(f"{path}: is not a text file in UTF-8") from None
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {error.strerror}") from None


@lru_cache(maxsize=512)
def _parsed(path: Path, changed: int, size: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(_text(path, changed, size))
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{path}: is not valid TOML: {error}") from None
    except RecursionError:
        raise LibraryError(f"{path}: is nested too deeply to be a library file") from None
