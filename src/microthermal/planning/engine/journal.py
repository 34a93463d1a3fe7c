"""A search that may be stopped at any moment: what it has tried lies in a file, from which it goes on the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from microthermal.errors import InputError
from microthermal.files import write_text

_FORMAT = 1


@dataclass(frozen=True)
class Seen:
    """What is kept of one candidate: metrics by name (those that have a number), limits that it breaks, stage."""

    values: dict[str, float]
    losses: tuple[float, ...]
    broken: dict[str, float]
    stage: str


@dataclass
class Journal:
    """Candidates by their place in the unit box; ``asked`` is the digest of what is searched.

    Numbers are written so that they are read back to the same bits. The engine runs again from its seed and finds its
    answers here, so that what comes after them is the same as if it had never stopped.
    """

    asked: str
    path: Path | None = None
    seen: dict[bytes, Seen] = field(default_factory=dict)
    _places: dict[bytes, list[float]] = field(default_factory=dict)

    def add(self, places: Iterable[Any], found: Iterable[Seen]) -> None:
        """Keep what came of some candidates, and write the file anew."""
        for place, one in zip(places, found, strict=True):
            self.seen[place.tobytes()] = one
            self._places[place.tobytes()] = place.tolist()
        self.write()

    def write(self) -> None:
        """Write the file, whole or not at all."""
        if self.path is None:
            return
        rows = [
            {"place": self._places[key], "values": one.values, "losses": list(one.losses), "broken": one.broken,
             "stage": one.stage}
            for key, one in self.seen.items()
        ]  # fmt: skip
        head = json.dumps({"format": _FORMAT, "kind": "search of microthermal", "asked": self.asked})
        write_text(self.path, "\n".join([head, *(json.dumps(row, allow_nan=False) for row in rows)]) + "\n")


def opened(asked: str, path: Path | None) -> Journal:
    """Journal of a search, with what its file holds if there is one.

    Raises
    ------
    InputError
        If the file is no such journal, or that of another search.
    """
    found = Journal(asked, path)
    if path is None or not path.exists():
        return found
    import numpy as np

    try:
        head, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if head["kind"] != "search of microthermal" or head["format"] != _FORMAT:
            raise ValueError
        for row in rows:
            place = np.array(row["place"], dtype=np.float64)
            one = Seen(row["values"], tuple(row["losses"]), row["broken"], row["stage"])
            found.seen[place.tobytes()], found._places[place.tobytes()] = one, row["place"]
    except (ValueError, KeyError, TypeError, OSError, UnicodeError):
        raise InputError(f"'{path}' is not the state of a search; name another file, or remove it") from None
    if head["asked"] != asked:
        raise InputError(f"'{path}' is the state of another search (case or library differ); name another file")
    return found
