"""The page of a sweep: what varied, every metric over every input, and what failed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from microthermal.planning.estimates import number_text
from microthermal.report.blocks import Card, Cards, PageBlock, Part, Picture, Table, Words, cells
from microthermal.report.sweeping.scatter import scatter
from microthermal.simulation.records import Stamp
from microthermal.studies.sweep.database import opened
from microthermal.studies.sweep.tables import columns

_FAILURES = 12
_PICTURES = 8


class SweepPage:
    """What the page of a sweep shows: its database, read once."""

    def __init__(self, path: Path | str) -> None:
        with opened(Path(path)) as database:
            self.held, self.names = database.held, database.columns
            self.failures, self.counts = database.failures(_FAILURES), database.counts()
        self.table: dict[str, NDArray[Any]] = columns(path)

    @property
    def title(self) -> str:
        """Title of the page."""
        return self.held["title"]

    @property
    def stamp(self) -> Stamp:
        """Stamp of the sweep: version, seed and digest of what was asked."""
        held = self.held
        return Stamp(
            version=held["version"], date=held["created"], seed=int(held["seed"]), digest=held["study_digest"],
            methods=(), entries=(), library_digest=held["library_digest"],
        )  # fmt: skip

    def of(self, role: str) -> list[tuple[str, str, str]]:
        """Name, unit and meaning of the columns of a role."""
        return [(name, unit, meaning) for name, kind, unit, meaning in self.names if kind == role]

    @property
    def varied(self) -> list[tuple[str, str, str]]:
        """Columns of the inputs that have more than one value."""
        return [one for one in self.of("input") if len({str(value) for value in self.table[one[0]].tolist()}) > 1]


def sweep_sections(found: SweepPage) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    sections = [("header", "", _header(found)), ("inputs", "What was set", _inputs(found))]
    sections.append(("metrics", "What comes of it", _metrics(found)))
    if found.failures:
        sections.append(("failed", "What failed", _failed(found)))
    return sections


def _header(found: SweepPage) -> PageBlock:
    total, failed = found.counts
    wanted = int(found.held["runs"])
    cards = (
        Card("Runs", f"{total} of {wanted}", "one row each"),
        Card("Failed", str(failed), "rows with their sentence"),
        Card("Inputs that vary", str(len(found.varied)), ""),
        Card("Metrics", str(len(found.of("metric"))), ""),
    )
    said = "All runs of the study are there."
    if total < wanted:
        said = f"{wanted - total} runs are not there yet: run the same command again to go on."
    return PageBlock((Words(said, "verdict"), Cards(cards, big=True)), lead="A sweep over fields of a case.")


def _inputs(found: SweepPage) -> PageBlock:
    rows = []
    for name, unit, _ in found.of("input"):
        values = found.table[name]
        if values.size and len({str(value) for value in values.tolist()}) == 1:
            fixed = str(values[0]) if values.dtype == object else number_text(values[0], unit)
            rows.append(cells(name, f"{fixed} in every run"))
        elif values.dtype == object:
            rows.append(cells(name, ", ".join(sorted({str(value) for value in values.tolist()}))))
        elif values.size:
            rows.append(cells(name, f"{number_text(values.min(), unit)} to {number_text(values.max(), unit)}"))
    return PageBlock((Table(("Field of the case", "Range"), tuple(rows), widths=(40, 60)),))


def _metrics(found: SweepPage) -> PageBlock:
    inputs, parts, rows = found.varied, [], []
    for name, unit, meaning in found.of("metric"):
        values = found.table[name]
        known = values[np.isfinite(values)]
        if not known.size:
            rows.append(cells(meaning, "–", "–", "–", "0"))
            continue
        ends = [number_text(float(end), unit) for end in (known.min(), np.median(known), known.max())]
        rows.append(cells(meaning, *ends, str(known.size)))
    table = Table(("Metric", "Least", "Median", "Greatest", "Runs with a number"), tuple(rows), numeric=(1, 2, 3, 4))
    shown = [one for one in found.of("metric") if np.isfinite(found.table[one[0]]).any()]
    for number, (name, unit, meaning) in enumerate(shown[:_PICTURES] if inputs else ()):
        svg = scatter(f"scatter{number}", found.table, inputs, (name, unit, meaning))
        alt = f"{meaning} of every run, over each of {len(inputs)} inputs"
        parts.append(Picture(svg, meaning[:1].upper() + meaning[1:], alt, "One point a run; the line is the median."))
    rest: list[Part] = [Words(f"{len(shown) - _PICTURES} more metrics are in the table alone.", "small")]
    return PageBlock((table, *parts, *(rest if len(shown) > _PICTURES else ())))


def _failed(found: SweepPage) -> PageBlock:
    rows = tuple(cells(str(count), sentence) for sentence, count in found.failures)
    lead = "Points that could not be simulated, by their sentence; each is a row of the table."
    return PageBlock((Table(("Runs", "Why"), rows, numeric=(0,), widths=(12, 88)),), lead=lead)
