"""The stored table of what each number of the library moves."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from chores.numbers.values import Value, places

STORED: Final = Path(__file__).parents[2] / "risk" / "numbers.csv"
# Numbers that were not asked yet, or that moved nothing and say not what they are kept for: a question may be missing.
OPEN: Final = STORED.with_name("numbers_open.txt")


class Line(NamedTuple):
    """One value: its text, the text it was moved to, the stage that was asked, the answer that moved, by how much.

    ``by`` is in parts of the greater of both answers; 1 is another word. A value that moves nothing has ``0`` there.
    """

    id: str
    value: str
    moved_to: str
    stage: str
    answer: str
    by: str

    @property
    def moves(self) -> bool:
        """Whether anything moved."""
        return float(self.by) > 0.0

    def of(self, one: Value) -> bool:
        """Whether it tells of a value as the library states it now."""
        return self.value == one.row.value and (not self.moved_to or self.moved_to in places(one.row))


def read(path: Path = STORED) -> dict[str, Line]:
    """Lines of a table by the ids of their values; none where there is no table yet."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: Line(**row) for row in csv.DictReader(file)}


def write(path: Path, kind: type[NamedTuple], lines: Iterable[tuple[str, ...]]) -> None:
    """Write a table of one kind of lines, in the order given, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(kind._fields)
        writer.writerows(lines)
    draft.replace(path)


def still_open() -> frozenset[str]:
    """Ids of the numbers of which nothing is settled yet."""
    return frozenset(OPEN.read_text(encoding="utf-8").splitlines()) if OPEN.exists() else frozenset()
