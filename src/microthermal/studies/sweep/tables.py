"""The table of a sweep for other programs: CSV, Parquet, and columns in memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from microthermal.errors import InputError
from microthermal.files import draft_of, write_text
from microthermal.studies.sweep.database import Database, opened

ENDINGS: Final = (".csv", ".parquet")
# Rows of a Parquet file that are held at once.
_PART: Final = 50_000


def export(path: Path | str, target: Path | str) -> int:
    """Write the table of a sweep as CSV or Parquet, and give the number of its rows.

    Parameters
    ----------
    path : Path or str
        Database of the sweep; rows that are there so far are written.
    target : Path or str
        File that ends in ``.csv`` or ``.parquet``; it appears whole or not at all.

    Raises
    ------
    InputError
        If the ending is another one, or what writes Parquet is not installed.
    SaveError
        If the file cannot be written.
    """
    file = Path(target)
    check_ending(file)
    with opened(Path(path)) as database:
        if file.suffix.lower() == ".parquet":
            _parquet(database, file)
        else:
            _csv(database, file)
        return database.counts()[0]


def check_ending(file: Path) -> None:
    """Refuse a table whose kind nobody writes here.

    Raises
    ------
    InputError
        If it ends otherwise, or Parquet is wanted and what writes it is not installed.
    """
    if file.suffix.lower() not in ENDINGS:
        raise InputError(f"'{file.name}' must end in {' or '.join(ENDINGS)}")
    if file.suffix.lower() == ".parquet":
        _arrow()


def columns(path: Path | str) -> dict[str, NDArray[Any]]:
    """Columns of the table of a sweep by their names, in SI; ``pandas.DataFrame(columns(...))`` takes them.

    Parameters
    ----------
    path : Path or str
        Database of the sweep.

    Notes
    -----
    A metric that a run does not have is not a number (NaN), as in pandas; ``state``, ``sentence`` and ``notes``
    say why.
    """
    with opened(Path(path)) as database:
        names = database.columns
        rows = list(database.rows())
    found = {}
    for place, (name, role, unit, _) in enumerate(names):
        values = [row[place] for row in rows]
        numeric = role == "metric" or (role == "input" and unit != "")
        found[name] = np.array(values, dtype=float) if numeric else np.array(values, dtype=object)
    return found


def _csv(database: Database, file: Path) -> None:
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([name for name, *_ in database.columns])
    # The shortest text of a number that is read back to the same bits.
    table.writerows([["" if value is None else value for value in row] for row in database.rows()])
    write_text(file, text.getvalue())


def _parquet(database: Database, file: Path) -> None:
    arrow, parquet = _arrow()
    kinds = {"run": arrow.string(), "metric": arrow.float64()}
    fields = []
    for name, role, unit, meaning in database.columns:
        kind = kinds.get(role, arrow.float64() if unit else arrow.string())
        kind = arrow.int64() if name == "number" else kind
        fields.append(arrow.field(name, kind, metadata={"unit": unit, "meaning": meaning}))
    held = {f"microthermal:{name}": value for name, value in database.held.items()}
    schema = arrow.schema(fields, metadata=held)
    with draft_of(file) as draft, closing(parquet.ParquetWriter(draft, schema)) as writer:
        for part in _parts(database):
            lines = list(zip(*part, strict=True))
            writer.write_table(arrow.table([arrow.array(_fit(line, one.type, arrow), type=one.type) for line, one in
                                            zip(lines, schema, strict=True)], schema=schema))  # fmt: skip


def _fit(line: tuple[Any, ...], kind: Any, arrow: Any) -> list[Any]:
    """A column whose listed values are numbers in one row and texts in another is one of texts."""
    if kind != arrow.string():
        return list(line)
    return [None if value is None else str(value) for value in line]


def _parts(database: Database) -> Iterator[list[tuple[Any, ...]]]:
    part: list[tuple[Any, ...]] = []
    for row in database.rows():
        part.append(row)
        if len(part) == _PART:
            yield part
            part = []
    if part:
        yield part


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        text = "Parquet needs pyarrow, which is not installed; install it with: pip install 'microthermal[tables]'"
        raise InputError(f"{text}, or write CSV") from None
    return pyarrow, pyarrow.parquet
