"""Where library files lie: the folder shipped with the program, and folders that the user names."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from microthermal.catalog.reading.stamps import Stamp, settled, stamp_of
from microthermal.documents.toml import mapping_of
from microthermal.errors import InputError, LibraryError, brief

# Kind of entry to its folder; a new kind is one line here.
FOLDERS = {
    "device": "devices",
    "condition": "conditions",
    "drug": "drugs",
    "goal": "goals",
    "law": "damage",
    "removal": "removal",
    "deposition": "deposition",
    "site": "skin",
    "spectrum": "spectra",
    "healing": "healing",
    "figures": "figures",
    "cooling": "cooling",
    "limits": "limits",
    "rules": "rules",
    "targets": "targets",
    "published": "published",
    "structure": "structures",
    "barred": "barred",
}
_SHIPPED = Path(__file__).resolve().parents[2] / "library"
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
    raise InputError(f"{brief(text)} cannot be the name of a {what}; names are letters, digits, '_' and '-'")


def files(kind: str) -> dict[str, Path]:
    """Files of one kind by name, shipped and user's.

    Raises
    ------
    LibraryError
        If two folders hold an entry of the same name, a file name is not a safe name, or a folder cannot be read.
    """
    folders = tuple(root / FOLDERS[kind] for root in roots())
    suffix = suffix_of(kind)
    stamps = tuple(map(stamp_of, folders))
    if all(map(settled, stamps)):
        return dict(_listed_once(suffix, folders, stamps))
    return _listed(suffix, folders, stamps)


def suffix_of(kind: str) -> str:
    """Ending of the files of a kind."""
    return ".csv" if kind == "spectrum" else ".toml"


def _listed(suffix: str, folders: tuple[Path, ...], stamps: tuple[Stamp, ...]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder, stamp in zip(folders, stamps, strict=True):
        if stamp is None:  # a user's folder need not hold every kind
            continue
        for path in _sorted(folder, suffix):
            if not _SAFE.fullmatch(path.stem):
                raise LibraryError(f"{path}: a file name is made of letters, digits, '_' and '-'")
            if path.stem in found:
                raise LibraryError(f"{path}: the name '{path.stem}' is taken by {found[path.stem]}; choose another")
            found[path.stem] = path
    return found


_listed_once = lru_cache(maxsize=64)(_listed)


def _sorted(folder: Path, suffix: str) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(suffix))
    except OSError as error:
        raise LibraryError(f"{folder}: cannot be read: {error.strerror}") from None


def single(name: str) -> Path:
    """File that exists once, in the shipped library, such as ``"phototypes.toml"``."""
    return _SHIPPED / name


def load(path: Path) -> Mapping[str, Any]:
    """Mapping that a library file holds; parsed again only when its text has changed.

    Raises
    ------
    LibraryError
        If the file is missing, too large, not text or not TOML.
    """
    return parsed(path, text_of(path))


def text_of(path: Path) -> str:
    """Text of a library file, as it is now.

    Raises
    ------
    LibraryError
        If the file is missing, too large or not text.
    """
    stamp = stamp_of(path)
    if stamp is None:
        raise LibraryError(f"{path}: cannot be read: No such file or directory")
    if stamp[-1] > _LARGEST_FILE:
        raise LibraryError(f"{path}: is larger than {_LARGEST_FILE // 1_000_000} MB; it cannot be a library file")
    return _text_once(path, stamp) if settled(stamp) else _text(path, stamp)


def _text(path: Path, stamp: Stamp) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise LibraryError(f"{path}: is not a text file in UTF-8") from None
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {error.strerror}") from None


_text_once = lru_cache(maxsize=512)(_text)


@lru_cache(maxsize=512)
def parsed(path: Path, text: str) -> Mapping[str, Any]:
    """Mapping that the text of a library file holds."""
    try:
        return mapping_of(text)
    except RecursionError:
        raise LibraryError(f"{path}: is nested too deeply to be a library file") from None
    except ValueError as error:  # of TOML, or of an integer with more digits than Python reads
        raise LibraryError(f"{path}: is not valid TOML: {error}") from None
