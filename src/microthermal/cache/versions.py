"""Versions of installed packages, without loading them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def installed(package: str) -> str:
    """Version of an installed package, from the name of the folder in which its installer has noted what it did.

    Notes
    -----
    The standard library reads the same note as an e-mail, which takes longer than to load NumPy; it is asked where
    there is no such folder beside the package, or more than one.
    """
    place = find_spec(package)
    folder = Path(place.origin).parents[1] if place is not None and place.origin else None
    notes = [] if folder is None else [path.name for path in folder.glob(f"{package}-*.dist-info")]
    if len(notes) == 1:
        return notes[0].removeprefix(f"{package}-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version(package)
