"""Files in a user's library folders that nothing reads: they are told, so that nobody believes they count."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from microthermal.catalog.reading import folders
from microthermal.domain.results.caution import Caution
from microthermal.errors import Fault, LibraryError

# Words for people beside the entries.
_WORDS = (".md", ".txt", ".rst", ".pdf")
_NAMES = ("LICENSE", "LICENCE", "README", "NOTICE", "sources.bib")
_SPELT = 3
# Kinds of which the program asks only for names that are shipped, with the reason.
_SHIPPED_ONLY = {
    "healing": "healing follows the shipped cascade, whose rates are compiled; another model cannot stand in its place",
    "figures": "nothing asks for figures of this name",
}


def unused() -> list[Fault]:
    """Files and folders of the user's library folders that nothing reads, each with the reason.

    Raises
    ------
    LibraryError
        If a folder cannot be read.

    Notes
    -----
    Hidden files, and words for people such as ``README.md``, are left out.
    """
    return [fault for root in folders.roots()[1:] for fault in _below(root)]


def unused_caution() -> tuple[Caution, ...]:
    """Caution of a result about what stands in the user's library folders and was not used; empty if all was."""
    found = unused()
    if not found:
        return ()
    names = ", ".join(f"'{Path(fault.path).name}'" for fault in found[:_SPELT])
    more = f" and {len(found) - _SPELT} more" if len(found) > _SPELT else ""
    text = f"Not used of your library: {names}{more}; 'mtz library check' says why."
    return (Caution(stage="catalog", text=text),)


def _below(root: Path) -> Iterator[Fault]:
    kinds = {folder: kind for kind, folder in folders.FOLDERS.items()}
    for path in _seen(root):
        if path.is_dir() and path.name in kinds:
            yield from _of_kind(path, kinds[path.name])
        elif path.is_dir():
            close = difflib.get_close_matches(path.name, kinds, n=1, cutoff=0.6)
            hint = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(sorted(kinds))}"
            yield Fault(str(path), f"this folder is not used: no entries lie in a folder of this name; {hint}")
        else:
            yield Fault(str(path), "this file is not used: entries lie in folders such as 'devices'")


def _of_kind(folder: Path, kind: str) -> Iterator[Fault]:
    suffix = folders.suffix_of(kind)
    for path in _seen(folder):
        if kind in _SHIPPED_ONLY:
            yield Fault(str(path), f"this file is not used: {_SHIPPED_ONLY[kind]}")
        elif path.is_dir():
            yield Fault(str(path), f"this folder is not used: entries lie in '{folder.name}' itself")
        elif path.suffix != suffix:
            yield Fault(str(path), f"this file is not used: files in '{folder.name}' end in {suffix}")


def _seen(folder: Path) -> list[Path]:
    try:
        held = sorted(folder.iterdir())
    except OSError as error:
        raise LibraryError(f"{folder}: cannot be read: {error.strerror}") from None
    return [
        path for path in held if not (path.name.startswith(".") or path.suffix.lower() in _WORDS or path.name in _NAMES)
    ]
