"""Published treatments of the library, each with its source."""

from __future__ import annotations

from microthermal.catalog.reading.entries import mapping_of, names, read_entry
from microthermal.catalog.reading.values import rows
from microthermal.domain.inputs.published import Published


def published(name: str) -> Published:
    """Treatment as the literature gives it, such as ``"lee2011"``.

    Raises
    ------
    InputError
        If there is no such entry.
    LibraryError
        If the library file is wrong.
    """
    path, mapping = mapping_of("published", name)
    # What the file fills in where its source is silent is told by the kind of its rows.
    filled = tuple(row.path for row in rows(mapping) if row.kind == "assumed")
    return read_entry(Published, path, mapping, name=path.stem, filled=filled, origin=f"published/{path.stem}")


def every_published() -> tuple[Published, ...]:
    """All of them, by their names.

    Raises
    ------
    LibraryError
        If a file is wrong.
    """
    return tuple(published(name) for name in names("published"))
