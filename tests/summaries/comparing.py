"""A stored summary against one computed now: numbers within a tolerance of their scale, texts as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.machines.numbers import LEAST_SCALE
from tests.summaries.text import numbers

# On another machine than the file's; on the same one every bit must be the same.
TOLERANCE = 1e-9
_RENAMED = Path(__file__).with_name("renamed.toml")


class Difference(NamedTuple):
    """One line that differs: stored and found text (empty: there is none), and how far in parts of its scale."""

    path: str
    stored: str
    found: str
    far: float


class Renaming(NamedTuple):
    """What later versions call by another name, no longer give, or give anew."""

    renamed: tuple[tuple[re.Pattern[str], str], ...]
    removed: tuple[re.Pattern[str], ...]
    added: tuple[re.Pattern[str], ...]


def renaming(path: Path = _RENAMED) -> Renaming:
    """The map of renamed, removed and added paths."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Renaming(
        tuple((_parts(old), new) for old, new in found["renamed"].items()),
        tuple(_parts(text) for text in found["removed"]),
        tuple(_parts(text) for text in found["added"]),
    )


def _parts(text: str) -> re.Pattern[str]:
    # Whole parts of a path, anywhere in it.
    return re.compile(rf"(?:(?<=/)|(?<=^)){re.escape(text)}(?=/|$)")


def differences(
    stored: Mapping[str, str], found: Mapping[str, str], names: Renaming, tolerance: float
) -> list[Difference]:
    """Lines that differ by more than a tolerance, the farthest first.

    Parameters
    ----------
    stored, found : Mapping
        Lines of both, path to text.
    names : Renaming
        Applied to the stored ones.
    tolerance : float
        Allowed difference in parts of the scale of a line; 0 asks for the same text.
    """
    known = {_renamed(path, names): text for path, text in stored.items() if not _any(names.removed, path)}
    paths = dict.fromkeys((*known, *(path for path in found if not _any(names.added, path))))
    rows = (Difference(path, known.get(path, ""), found.get(path, ""), 0.0) for path in paths)
    far = (row._replace(far=_far(row.stored, row.found, tolerance)) for row in rows if row.stored != row.found)
    return sorted((row for row in far if row.far > tolerance), key=lambda row: (-row.far, row.path))


def _renamed(path: str, names: Renaming) -> str:
    for old, new in names.renamed:
        path = old.sub(lambda _match, new=new: new, path)  # type: ignore[misc]
    return path


def _any(patterns: tuple[re.Pattern[str], ...], path: str) -> bool:
    return any(pattern.search(path) for pattern in patterns)


def _far(stored: str, found: str, tolerance: float) -> float:
    one, other = numbers(stored), numbers(found)
    if one is None or other is None or one[1] != other[1] or len(one[0]) != len(other[0]):
        return float("inf")
    scale = max(*map(abs, one[0]), LEAST_SCALE.get(one[1], 0.0))
    apart = max(abs(a - b) for a, b in zip(one[0], other[0], strict=True))
    # Where the same bits are asked for, another text is another number, however near.
    return max(apart / scale if scale > 0.0 else float("inf"), 5e-324 if tolerance == 0.0 else 0.0)
