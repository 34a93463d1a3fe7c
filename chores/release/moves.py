"""What moved between two versions, and by which change note each move is explained."""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from microthermal.units import parse_any

# Numbers that differ by less than this of the greater differ by rounding (docs/reference/same_answer.md).
ROUNDING: Final = 1e-6
# Times may be this many times those of the last release: what a machine and its load leave open of a ratio.
SLOWER: Final = 1.3
_UNITS: Final = ("1", "%", "s", "m", "K", "delta_degC", "J/m**2", "1/m**2", "J", "W", "kg", "kg/m**3", "m**3", "1/s")


class Move(NamedTuple):
    """A number or verdict that differs: its path, both texts (empty: not there), the note that explains it, if any."""

    path: str
    before: str
    now: str
    note: str = ""


class Explanation(NamedTuple):
    """Paths, with ``*`` for any text, that a change note in ``changes/`` or a heading of the changelog explains."""

    paths: tuple[str, ...]
    note: str


def moves(before: Mapping[str, str], now: Mapping[str, str], why: Sequence[Explanation] = ()) -> list[Move]:
    """Everything that moved, in the order of paths, each with the first explanation that fits."""
    found = []
    for path in sorted({*before, *now}):
        one, other = before.get(path, ""), now.get(path, "")
        if one != other and not _alike(path, one, other):
            note = next((each.note for each in why if any(fnmatch.fnmatchcase(path, p) for p in each.paths)), "")
            found.append(Move(path, one, other, note))
    return found


def _alike(path: str, one: str, other: str) -> bool:
    """Whether two texts tell the same: numbers but for rounding, times but for what a load leaves open."""
    sizes = _size(one), _size(other)
    if sizes[0] is None or sizes[1] is None:
        return False
    if path.startswith("times/"):
        return sizes[1] <= SLOWER * sizes[0]
    return abs(sizes[0] - sizes[1]) <= ROUNDING * max(abs(sizes[0]), abs(sizes[1]))


def _size(text: str) -> float | None:
    try:
        return parse_any(text, _UNITS)[0] if text else None
    except ValueError:  # a word, such as a verdict
        return None


def explanations(path: Path, notes: Sequence[str]) -> list[Explanation]:
    """Explanations of a file of moves; none where there is no file.

    Parameters
    ----------
    path : Path
        ``moves.toml`` of the last release.
    notes : sequence of str
        Names of change notes, and headings of the changelog, that an explanation may name.

    Raises
    ------
    ValueError
        If one names a note that does not exist, or no path.
    """
    if not path.exists():
        return []
    found = []
    for one in tomllib.loads(path.read_text(encoding="utf-8")).get("moved", []):
        explained = Explanation(tuple(one.get("paths", ())), str(one.get("note", "")))
        if explained.note not in notes:
            raise ValueError(f"{path.name}: '{explained.note}' is no change note and no heading of the changelog")
        if not explained.paths:
            raise ValueError(f"{path.name}: '{explained.note}' explains no path")
        found.append(explained)
    return found


def page(version: str, found: Sequence[Move], why: Sequence[Explanation]) -> str:
    """What moved since a version, as a page: what nobody explains first, then by note."""
    open_moves = [one for one in found if not one.note]
    lines = [f"# What moved since {version}\n", f"{len(found)} moves, {len(open_moves)} of them unexplained.\n"]
    for note in ("", *dict.fromkeys(one.note for one in found if one.note)):
        some = [one for one in found if one.note == note]
        if some:
            lines.append(f"## {note or 'Unexplained'}\n\n| what | before | now |\n|---|---|---|")
            lines += [f"| {one.path} | {one.before or 'not there'} | {one.now or 'not there'} |" for one in some]
            lines.append("")
    idle = [one.note for one in why if not any(move.note == one.note for move in found)]
    lines += [f"Explains nothing that moved: {note}" for note in idle]
    return "\n".join(lines).rstrip() + "\n"
