"""Inputs of one pulse as the portable kernels take them: an image, and how each array is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.conduction.blocks import BENDS, FIRST
from microthermal.numerics.conduction.links import LANES
from microthermal.report.live.starts import Start

_ALIGNED = 16
# What grows with the energy of the pulse: light of each cell, and what is told of all of it.
WITH_ENERGY = (
    "beam.shine.entrance", "beam.shine.scattered.light.energy", "beam.shine.scattered.ways.met", "beam.shine.sent",
    "beam.shine.warmest",
)  # fmt: skip
# Not read where light is not scattered.
_OF_SCATTERED = "beam.shine.scattered."
# One over the heat capacity of each cell, of what stands beside it along the slabs and along the rings.
_WEIGHT = "beam.workspace.weight"

# What a page makes of the path of the light and of its spread.
_LIGHT, _WAYS = "beam.shine.scattered.light.", "beam.shine.scattered.ways."
_OF_PATH = (f"{_WAYS}twice_path", f"{_WAYS}bend")

# Arrays that only know which cells lie in the margin: the length of a block of theirs, and where its cells begin in it.
_MARGINS = {"beam.workspace.capacity": (LANES, 0), "beam.workspace.bends": (BENDS, FIRST)}

Field: TypeAlias = "float | str | dict[str, Any]"
Numbers: TypeAlias = "NDArray[Any]"


def manifest() -> dict[str, Any]:
    """How the entries of the portable module are called."""
    found: dict[str, Any] = json.loads(part("kernels.json"))
    return found


def part(name: str) -> str:
    """Text of a part of the page."""
    return resources.files("microthermal.report.live").joinpath(name).read_text(encoding="utf-8")


def module() -> bytes:
    """The portable kernels."""
    return resources.files("microthermal.report.live").joinpath("kernels.wasm").read_bytes()


def layout(begun: Start) -> tuple[dict[str, Any], bytes]:
    """Inputs of a pulse at its start.

    Parameters
    ----------
    begun : Start
        From :func:`microthermal.report.live.starts.start`.

    Returns
    -------
    dict
        For each field of ``advance`` its value, or how its array is made: ``shape``, and ``at`` (its place in the
        image), ``value`` (the same everywhere), ``rows`` (a place; one value for each slab), ``weight`` (two places;
        see :func:`_weight`), ``margin`` (see :func:`_margin`) or ``light`` (see :func:`_of_path`). The edges of the
        grid (place, length), and the damage laws.
    bytes
        The image.
    """
    names = [field["name"] for field in manifest()["advance"]["takes"] if field["name"].startswith("beam.")]
    image = bytearray()
    fields: dict[str, Field] = {}
    for name, value in zip(names, _leaves(begun.beam), strict=True):
        if not isinstance(value, np.ndarray):
            # JSON has no word for what is unbounded, as a heat that nothing reaches.
            fields[name] = float(value) if np.isfinite(value) else "Infinity"
        elif begun.beam.shine.collimated and name.startswith(_OF_SCATTERED):
            fields[name] = {"shape": value.shape, "value": 0}
        elif name == _WEIGHT:
            fields[name] = _weight(begun, value, image)
        elif name in _OF_PATH:
            fields[name] = _of_path(begun, name, fields) or _made(value, image)
        elif name in _MARGINS:
            fields[name] = _margin(begun, value, _MARGINS[name], image)
        else:
            fields[name] = _made(value, image)
    later = _made(begun.later, image)
    edges = [[_put(image, one), one.size] for one in (begun.grid.r_edges, begun.grid.z_edges)]
    return {"fields": fields, "laterCost": later, "laws": begun.laws, "edges": edges, "lanes": LANES}, bytes(image)


def _made(value: Numbers, image: bytearray) -> Field:
    """How an array is made of the image; what it needs of it is added."""
    whole = value.dtype.kind in "ib"
    if value.size and bool(np.all(value == value.flat[0])) and np.isfinite(value.flat[0]):
        return {"shape": value.shape, "value": int(value.flat[0]) if whole else float(value.flat[0])}
    if value.ndim == 2 and value.shape[1] > 1 and bool(np.all(value == value[:, :1])):
        return {"shape": value.shape, "rows": _put(image, value[:, 0])}
    return {"shape": value.shape, "at": _put(image, value)}


def _weight(begun: Start, value: Numbers, image: bytearray) -> Field:
    """One over the product of what is along the slabs and along the rings, in cells with their margin, if it is that.

    ``weight`` are the two places; a margin of one cell lies around all, and nothing is in it.
    """
    space, matter = begun.beam.scene.space, begun.beam.scene.matter
    rows = (matter.dry + matter.per_water * matter.full)[matter.pieces.of[:, 0]] * space.heights
    slabs, rings = rows.size, space.areas.size
    found = np.zeros(value.size)
    inner = found[: (slabs + 2) * (rings + 2)].reshape(slabs + 2, rings + 2)
    inner[1:-1, 1:-1] = 1.0 / (rows[:, None] * space.areas)
    if not np.array_equal(found, value):
        return _made(value, image)
    return {"shape": value.shape, "weight": [_put(image, rows), _put(image, space.areas)]}


def _of_path(begun: Start, name: str, fields: dict[str, Field]) -> Field | None:
    """How a page makes an array of the path and the spread of the light, which it holds; None if it cannot.

    ``light`` is the place of the path, none below zero, of which it is twice; or those of path and spread: twice the
    square of the latter over the former, nothing where there is no path.
    """
    light, ways = begun.beam.shine.scattered.light, begun.beam.shine.scattered.ways
    known = [fields.get(_LIGHT + part) for part in ("path", "spread")]
    places = [one["at"] for one in known if isinstance(one, dict) and "at" in one]
    if len(places) < len(known):
        return None
    if name == _OF_PATH[0]:
        same = np.array_equal(2.0 * np.maximum(light.path, 0.0), ways.twice_path)
        return {"shape": ways.twice_path.shape, "light": places[:1]} if same else None
    bend = 2.0 * (light.spread * light.spread) / np.where(light.path > 0.0, light.path, np.inf)
    return {"shape": ways.bend.shape, "light": places} if np.array_equal(bend, ways.bend) else None


def _margin(begun: Start, value: Numbers, where: tuple[int, int], image: bytearray) -> Field:
    """A number in the margin around the cells and in what fills up the last block, nothing elsewhere, if it is that.

    ``margin`` are the number, the length of a block and the place in it from which its cells are counted.
    """
    (slabs, rings), (size, first) = begun.grid.shape, where
    cells = np.arange(value.size // size * LANES)
    row, column = np.divmod(cells, rings + 2)
    outside = (row < 1) | (row > slabs) | (column < 1) | (column > rings)
    found, number = np.zeros(value.size), float(value[first])
    found[(cells // LANES * size + first + cells % LANES)[outside]] = number
    if not np.array_equal(found, value):
        return _made(value, image)
    return {"shape": value.shape, "margin": [number, size, first]}


def _put(image: bytearray, value: Numbers) -> int:
    image += bytes(-len(image) % _ALIGNED)
    place = len(image)
    image += np.ascontiguousarray(value).tobytes()
    return place


def _leaves(record: Any) -> Iterator[Any]:
    """Numbers and arrays of records within records, in the order of the manifest."""
    if isinstance(record, tuple):
        for one in record:
            yield from _leaves(one)
    else:
        yield record
