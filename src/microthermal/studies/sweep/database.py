"""The database of a sweep: one row for each run, written once, in a file that a killed process cannot spoil."""

from __future__ import annotations

import json
import platform
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from microthermal.errors import DamagedError, InputError
from microthermal.files import alone
from microthermal.files.drafts import note_written
from microthermal.planning.metrics import metrics
from microthermal.studies.sweep.records import Study
from microthermal.studies.sweep.tasks import Row, program_digest

FORMAT_VERSION: Final = 1
_MAGIC: Final = b"SQLite format 3\0"
_PROGRAM: Final = "microthermal sweep"
# How long a write waits for somebody who reads the table with another program [s].
_PATIENCE: Final = 60.0
_FIXED: Final = ("number", "key", "state", "sentence", "notes")


class Database:
    """An open database of a sweep."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self.path = connection, path
        self.held: dict[str, str] = dict(connection.execute("SELECT name, value FROM study"))

    @property
    def document(self) -> dict[str, Any]:
        """The study with its case, from which the sweep can be run again."""
        found: dict[str, Any] = json.loads(self.held["document"])
        return found

    @property
    def columns(self) -> list[tuple[str, str, str, str]]:
        """Name, role, SI unit and meaning of every column of the table, in their order."""
        text = "SELECT name, role, unit, meaning FROM columns ORDER BY place"
        return [tuple(row) for row in self._connection.execute(text)]

    def done(self) -> set[str]:
        """Keys of all points whose rows are there."""
        return {key for (key,) in self._connection.execute("SELECT key FROM runs")}

    def counts(self) -> tuple[int, int]:
        """Rows that are there, and those of them that failed."""
        text = "SELECT count(*), coalesce(sum(state = 'failed'), 0) FROM runs"
        total, failed = self._connection.execute(text).fetchone()
        return total, failed

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Rows in the order of the points, as :attr:`columns` names them."""
        yield from self._connection.execute("SELECT * FROM runs ORDER BY number")

    def failures(self, most: int) -> list[tuple[str, int]]:
        """Sentences of points that failed, the most frequent first, with how many failed by it."""
        text = "SELECT sentence, count(*) AS n FROM runs WHERE state = 'failed' GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?"
        return [(sentence, count) for sentence, count in self._connection.execute(text, (most,))]

    def commit(self, rows: Iterable[tuple[Row, Mapping[int, tuple[Any, ...]]]]) -> None:
        """Keep what came of some points, all of it or nothing; what is there already stays as it is.

        Parameters
        ----------
        rows : iterable of tuple
            Row of a key, and for every number of a point with that key what its inputs are.
        """
        found = [
            (number, row.key, "failed" if row.sentence else "done", row.sentence, row.notes, *inputs, *row.values)
            for row, numbers in rows
            for number, inputs in numbers.items()
        ]
        if not found:
            return
        marks = ", ".join("?" * len(found[0]))
        with self._connection:
            self._connection.executemany(f"INSERT OR IGNORE INTO runs VALUES ({marks})", found)


@contextmanager
def created(path: Path, study: Study, library_digest: str) -> Iterator[Database]:
    """Database of a study, for writing: a new one, or the one that is there if it is of the same study.

    Raises
    ------
    InputError
        If another process writes to it, or it belongs to another study, library or program.
    """
    with alone(path.with_name(f"{path.name}.lock"), "sweep", 0.0) as held:
        if not held:
            raise InputError(f"another process is just running the study of '{path}'; wait for it, or end it")
        if not path.exists():
            _make(path, study, library_digest)
        with opened(path, write=True) as database:
            _refuse_other(database, study, library_digest)
            note_written(path)
            yield database


@contextmanager
def opened(path: Path, write: bool = False) -> Iterator[Database]:
    """Database of a sweep that is there.

    Raises
    ------
    InputError
        If there is none, or it is no database of a sweep.
    DamagedError
        If it can no longer be read.
    """
    if not path.is_file():
        raise InputError(f"there is no file '{path}'")
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise InputError(f"'{path}' is no database; name a study (.toml), or the database of one (.db)")
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            if write:
                connection.execute("PRAGMA journal_mode = WAL")
                # A killed process loses nothing; a power cut may take the last commits, which are then run again.
                connection.execute("PRAGMA synchronous = NORMAL")
            if (
                connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('study', 'runs')").fetchone()[0]
                < 2
            ):
                raise InputError(f"'{path}' is a database of another program, not that of a sweep")
            found = Database(connection, path)
            _refuse_format(found)
            yield found
    except sqlite3.DatabaseError as error:
        raise DamagedError(f"'{path}' cannot be read or written any more: {error}") from error


def columns_of(study: Study) -> list[tuple[str, str, str, str]]:
    """Name, role, SI unit and meaning of every column of the table of a study."""
    meanings = ("number of the run, from 0", "digest of all that it hangs on", "done or failed",
                "why it failed", "metrics without a number, and those that are lower bounds")  # fmt: skip
    found = [(name, "run", "", meaning) for name, meaning in zip(_FIXED, meanings, strict=True)]
    found += [(one.path, "input", "" if one.listed else one.unit, "field of the case") for one in study.inputs]
    return found + [(name, "metric", metrics[name].unit, metrics[name].meaning) for name in study.metrics]


def _make(path: Path, study: Study, library_digest: str) -> None:
    """A new database, which appears under its name only when it is whole."""
    draft = path.with_name(f".{path.name}.partial")
    draft.unlink(missing_ok=True)
    kinds = ("INTEGER PRIMARY KEY", "TEXT NOT NULL", "TEXT NOT NULL", "TEXT NOT NULL", "TEXT NOT NULL")
    names = columns_of(study)
    texts = [f'"{name}" {kind}' for (name, *_), kind in zip(names, kinds, strict=False)]
    # Inputs have the kind of what is put there: a number, or a text.
    texts += [f'"{name}"{" REAL" if role == "metric" else ""}' for name, role, _, _ in names[len(kinds) :]]
    with closing(sqlite3.connect(draft)) as connection, connection:
        connection.execute("CREATE TABLE study (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        connection.executemany("INSERT INTO study VALUES (?, ?)", _stamp(study, library_digest).items())
        connection.execute(
            "CREATE TABLE columns (place INTEGER PRIMARY KEY, name TEXT, role TEXT, unit TEXT, meaning TEXT)"
        )
        lines = [(place, *column) for place, column in enumerate(names)]
        connection.executemany("INSERT INTO columns VALUES (?, ?, ?, ?, ?)", lines)
        connection.execute(f"CREATE TABLE runs ({', '.join(texts)})")
    draft.rename(path)


def _stamp(study: Study, library_digest: str) -> dict[str, str]:
    return {
        "program": _PROGRAM, "format_version": str(FORMAT_VERSION), "title": study.title,
        "document": json.dumps(study.document, ensure_ascii=False),  # in its own order, which is that of the inputs
        "study_digest": study.digest, "runs": str(study.runs),
        "seed": str(study.seed), "library_digest": library_digest, "program_digest": program_digest(),
        "version": version("microthermal"), "machine": platform.machine(),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def _refuse_format(database: Database) -> None:
    if database.held.get("program") != _PROGRAM:
        raise InputError(f"'{database.path}' is a database of another program, not that of a sweep")
    told = database.held.get("format_version", "")
    if told != str(FORMAT_VERSION):
        raise InputError(f"'{database.path}' has format version {told}; this program reads version {FORMAT_VERSION}")


def _refuse_other(database: Database, study: Study, library_digest: str) -> None:
    """Refuse to put rows of one study, library or program beside those of another."""
    held = database.held
    other = [
        words
        for name, own, words in (
            ("study_digest", study.digest, "another study"),
            ("library_digest", library_digest, "another library"),
            ("program_digest", program_digest(), "another version of the program"),
        )
        if held.get(name) != own
    ]
    if other:
        raise InputError(
            f"'{database.path}' holds runs of {' and of '.join(other)}; name another file with --output, or remove it"
        )
