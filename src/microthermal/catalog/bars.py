"""Families of devices that are barred from goals, as the library states them."""

from __future__ import annotations

from microthermal.catalog.reading.entries import mapping_of, names, read_entry
from microthermal.documents.sentences import read_choice
from microthermal.domain.inputs.bar import Bar
from microthermal.domain.inputs.exposures import FAMILIES
from microthermal.errors import InputError, LibraryError


def bar(name: str) -> Bar:
    """One of them, such as ``"sound"``.

    Raises
    ------
    InputError
        If there is no such entry.
    LibraryError
        If the library file is wrong, or names a family or a condition that does not exist.
    """
    path, mapping = mapping_of("barred", name)
    found = read_entry(Bar, path, mapping, name=path.stem, origin=f"barred/{path.stem}")
    try:
        read_choice(found.family, tuple(FAMILIES), "family of devices")
        for each in (*found.conditions, *found.but):
            read_choice(each, names("condition"), "condition")
    except InputError as error:
        raise LibraryError(f"{path}: {error}") from None
    return found


def bars() -> tuple[Bar, ...]:
    """All of them, by their names.

    Raises
    ------
    LibraryError
        If a file is wrong.
    """
    return tuple(bar(name) for name in names("barred"))
