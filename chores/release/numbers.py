"""Numbers and verdicts of one version by path: of examples, verification, validation, the open benchmark and times."""

from __future__ import annotations

import csv
import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

# Options of a plan whose rank and score are kept: those that are told from one another on its first page.
_RANKS: Final = 3
_KEPT: Final = ("best/metrics/*", "scores/*", "metrics/*", "judgement/*", "front/*/objectives/*")
_RANK: Final = re.compile(r"(?P<option>options/.+)/rank")


class Sources(NamedTuple):
    """Where the numbers of a version lie."""

    summaries: Path
    verification: Path
    verdicts: Path
    benchmark: Path
    times: Path

    @classmethod
    def of(cls, root: Path) -> Sources:
        """Those that are stored in a checkout."""
        return cls(
            root / "tests" / "summaries", root / "docs" / "verification.md",
            root / "tests" / "validation" / "verdicts.json", root / "benchmarks" / "mtz" / "answers.csv",
            root / "docs" / "performance.md",
        )  # fmt: skip


def numbers(sources: Sources) -> dict[str, str]:
    """Every number and verdict that a release is judged by, path to text.

    Raises
    ------
    OSError
        If a file is missing.
    ValueError
        If a file holds none: an empty source would pass for one in which nothing moved.
    """
    found: dict[str, str] = {}
    for name, lines in (
        ("examples", _summaries(sources.summaries)),
        ("verification", _verification(sources.verification)),
        ("validation", _validation(sources.verdicts)),
        ("benchmark", _benchmark(sources.benchmark)),
        ("times", _times(sources.times)),
    ):
        part = {f"{name}/{path}": text for path, text in lines}
        if not part:
            raise ValueError(f"{name}: no number was found")
        found |= part
    return found


def _summaries(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.txt")):
        rows = (line.split(" = ", 1) for line in path.read_text(encoding="utf-8").splitlines() if " = " in line)
        lines = {row[0]: row[1] for row in rows if not row[0].startswith("#")}
        for name, text in lines.items():
            if any(fnmatch.fnmatchcase(name, pattern) for pattern in _KEPT):
                yield f"{path.stem}/{name}", text
            rank = _RANK.fullmatch(name)
            if rank and int(text) < _RANKS:
                yield f"{path.stem}/rank {text}", rank["option"].removeprefix("options/")
                yield f"{path.stem}/rank {text}/score", lines[f"{rank['option']}/score"]


def _tables(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of the tables of a page by their columns, with the heading under which they stand."""
    heading = ""
    head: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading, head = line[3:].strip(), []
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            head = []
        elif not head:
            head = cells
        elif not set("".join(cells)) <= set("-: "):
            yield heading, dict(zip(head, cells, strict=False))


def _verification(path: Path) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for heading, row in _tables(path):
        if "verdict" in row:
            name = "/".join((heading, *list(row.values())[:3]))
            seen[name] = seen.get(name, 0) + 1
            yield f"{name} {seen[name]}" if seen[name] > 1 else name, row["verdict"]


def _validation(path: Path) -> Iterator[tuple[str, str]]:
    for kind, verdicts in json.loads(path.read_text(encoding="utf-8")).items():
        if isinstance(verdicts, Mapping):
            for case, verdict in verdicts.items():
                yield f"{kind}/{case}", json.dumps(verdict)


def _benchmark(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield f"{row['case']}/{row['metric']}", row["ours"]


def _times(path: Path) -> Iterator[tuple[str, str]]:
    """Times of this version over those of the first one that is timed beside it: ratios hold on a busy machine."""
    for _heading, row in _tables(path):
        ratio = next((row[name] for name in row if name.startswith("today / ")), "-")
        if ratio not in ("", "-"):
            yield next(iter(row.values())), ratio
