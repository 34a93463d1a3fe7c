"""Digest of all that a run file holds, so that no bit of it can change unnoticed."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from microthermal.errors import DamagedError

# Attribute of the file that holds the digest; the one thing that the digest leaves out.
DIGEST = "content_digest"
# A run of the finest grid holds some ten million numbers; a file that claims far more is not one of ours.
_MOST_NUMBERS = 200_000_000
# Nothing is packed more tightly by the method of compression that run files use.
TIGHTEST = 1100


def content_digest(dataset: Any) -> str:
    """SHA-256 of every attribute, dimension and variable of a NetCDF file, as they are stored.

    Parameters
    ----------
    dataset : netCDF4.Dataset
        Open file.

    Notes
    -----
    The order is that of names, so that it does not matter in which order they were written; numbers are taken as
    little-endian bytes and texts in UTF-8, each with its length. The page on formats says it in full.
    """
    digest = hashlib.sha256()
    _group(digest, dataset)
    return f"sha256:{digest.hexdigest()}"


def refuse_large(dataset: Any, size: int) -> None:
    """Refuse a file that claims more numbers than a run holds, or than fit into so many bytes.

    Raises
    ------
    DamagedError
        Before anything of that size is read.
    """
    claimed = sum(int(np.prod(variable.shape, dtype=object)) for variable in _variables(dataset))
    if claimed > _MOST_NUMBERS or 8 * claimed > TIGHTEST * size:
        raise DamagedError(f"it claims to hold {claimed} numbers in {size} bytes; no run file holds so many")


def _variables(group: Any) -> list[Any]:
    inner = [variable for name in sorted(group.groups) for variable in _variables(group.groups[name])]
    return [*group.variables.values(), *inner]


def _group(digest: Any, group: Any) -> None:
    _put(digest, "group", group.path)
    _attributes(digest, group, leave_out=DIGEST if group.path == "/" else "")
    for name in sorted(group.dimensions):
        _put(digest, "dimension", name, group.dimensions[name].size)
    for name in sorted(group.variables):
        _variable(digest, group.variables[name])
    for name in sorted(group.groups):
        _group(digest, group.groups[name])
    _put(digest, "end", group.path)


def _attributes(digest: Any, holder: Any, leave_out: str = "") -> None:
    for name in sorted(holder.ncattrs()):
        if name != leave_out:
            _put(digest, "attribute", name)
            _values(digest, holder.getncattr(name))


def _variable(digest: Any, variable: Any) -> None:
    _put(digest, "variable", variable.name, *variable.dimensions)
    _attributes(digest, variable)
    variable.set_auto_maskandscale(False)
    variable.set_auto_chartostring(False)
    _values(digest, variable[...])


def _values(digest: Any, values: Any) -> None:
    """Texts or numbers of one attribute or variable."""
    array = np.asarray(values)
    if array.dtype.kind in "OUS":
        _put(digest, "texts", array.shape, *(str(text) for text in array.ravel().tolist()))
    elif array.dtype.kind in "iuf":
        plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        _put(digest, plain.dtype.str, array.shape, plain.tobytes())
    else:
        raise DamagedError(f"it holds values of the type {array.dtype}, which no run file has")


def _put(digest: Any, *parts: object) -> None:
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(b"%d:" % len(data) + data)
