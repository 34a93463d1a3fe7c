"""Zarr (version 2) in one zip file: arrays of any size, one chunk each, read by xarray and zarr as it stands."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from microthermal.files import draft_of
from microthermal.store.exports.view import Variable, View

_LEVEL = 4  # of compression; more is slower and hardly smaller
_DAWN = (1980, 1, 1, 0, 0, 0)  # of every part, so that two files of one result are equal
_MOST_LETTERS = 4096


def write(view: View, path: Path) -> None:
    """Write a view as a Zarr store in a zip file; it appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.

    Notes
    -----
    Texts are stored with a fixed length, in four bytes a letter, which every reader of Zarr knows.
    """
    with draft_of(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as store:
        for name, content in _parts(view).items():
            store.writestr(zipfile.ZipInfo(name, _DAWN), content)


def _parts(view: View) -> dict[str, bytes]:
    metadata: dict[str, Any] = {".zgroup": {"zarr_format": 2}, ".zattrs": dict(view.attributes)}
    chunks: dict[str, bytes] = {}
    for one in view.variables:
        values = _packed(one)
        metadata[f"{one.name}/.zarray"] = _array(values)
        metadata[f"{one.name}/.zattrs"] = {"_ARRAY_DIMENSIONS": list(one.dimensions), **one.attributes}
        chunks[f"{one.name}/{'.'.join('0' * values.ndim)}"] = zlib.compress(values.tobytes(), _LEVEL)
    whole = {"metadata": metadata, "zarr_consolidated_format": 1}
    texts = {
        name: json.dumps(content, indent=1).encode() for name, content in {**metadata, ".zmetadata": whole}.items()
    }
    return texts | chunks


def _packed(one: Variable) -> np.ndarray:
    """Values as little-endian bytes in the order of C."""
    if not one.named:
        return np.ascontiguousarray(one.values, dtype="<f8")
    letters = min(max((len(text) for text in one.values), default=1) or 1, _MOST_LETTERS)
    return np.ascontiguousarray(one.values, dtype=f"<U{letters}")


def _array(values: np.ndarray) -> dict[str, Any]:
    return {
        "zarr_format": 2, "shape": list(values.shape), "chunks": list(values.shape), "dtype": values.dtype.str,
        "compressor": {"id": "zlib", "level": _LEVEL}, "fill_value": None, "order": "C", "filters": None,
    }  # fmt: skip
