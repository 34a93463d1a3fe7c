"""Where results go: one name, a few files that are one set; tried before anything is computed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from microthermal.errors import Fault, SaveError
from microthermal.files import check_target, private_folder, together, write_text

if TYPE_CHECKING:
    from microthermal.report.reportable import Reportable
    from microthermal.store.files import Storable
    from microthermal.store.summary import Summed

Files: TypeAlias = tuple[Path, ...]
# Writes every file of a set under the names that it is given.
Write: TypeAlias = Callable[[Files], None]
RUN = (".nc", ".json", ".html")


@dataclass(frozen=True)
class Saved:
    """Files that were written, notes on how, and what went wrong on the way."""

    files: Files
    notes: tuple[str, ...] = ()
    trouble: SaveError | None = None

    def tell(self, *names: str) -> None:
        """Say what was written; at last, what could not be.

        Parameters
        ----------
        names : str
            What the files are, in their order.

        Raises
        ------
        SaveError
            If they could not be written where they were wanted.
        """
        width = max(map(len, names), default=0)
        for name, file in zip(names, self.files, strict=False):
            click.echo(f"{name:<{width}}  {file}")
        for note in self.notes:
            click.echo(note, err=True)
        if self.trouble is not None:
            raise self.trouble


def output_for(case: Path, wanted: str | None, endings: tuple[str, ...] = RUN, tail: str = "") -> Files:
    """Files beside each other under one name; by default the case's own in the current folder.

    Parameters
    ----------
    case : Path
        File of the case.
    wanted : str, optional
        Name, with or without one of the endings; or a folder that is there, for the case's own name in it.
    endings : tuple of str
        Of the files, in this order.
    tail : str
        What the case's own name is followed by, so that two commands do not write the same files.

    Raises
    ------
    SaveError
        If a file cannot be written, or would replace the case; every different reason is told.
    """
    base = _base(wanted, case.stem + tail, endings)
    files = tuple(base.parent / f"{base.name}{ending}" for ending in endings)
    try_all(files, "--output", case)
    return files


def try_all(files: Files, option: str, case: Path | None = None) -> None:
    """Try whether files can be written.

    Raises
    ------
    SaveError
        If one cannot be, two are the same, or one is the case; every different reason is told.
    """
    faults: dict[str, Fault] = {}
    seen: dict[str, Path] = {} if case is None else {os.path.realpath(case): case}
    for file in files:
        real = os.path.realpath(file)
        try:
            if real in seen:
                raise SaveError(f"'{file}' and '{seen[real]}' are the same file; choose another name")
            check_target(file)
        except SaveError as error:
            text = str(error)
            # A folder that takes no file is told once, not once a file.
            faults.setdefault(text.replace(file.name, ""), Fault(option, text))
        seen[real] = file
    if faults:
        raise SaveError(faults.values())


def _base(wanted: str | None, own: str, endings: tuple[str, ...]) -> Path:
    if wanted is None:
        return Path(own)
    path = Path(wanted)
    if os.path.isdir(path):  # noqa: PTH112 - a name that is too long is no error yet
        return path / own
    if wanted.endswith(tuple(sep for sep in (os.sep, os.altsep) if sep)):
        raise SaveError([Fault("--output", f"there is no folder '{path}'; make it first")])
    if os.path.exists(path) and not path.is_file():  # noqa: PTH110 - as above
        raise SaveError([Fault("--output", f"'{path}' is a device or a pipe; give a name for files")])
    return path.with_suffix("") if path.suffix in endings else path


def save(files: Files, write: Write) -> Saved:
    """Write a set of files; what cannot be written there is saved in a folder of this user for temporary files.

    Parameters
    ----------
    files : tuple of Path
        Where they are wanted.
    write : callable
        Writes them under the names that it is given.
    """
    try:
        return _saved(files, write)
    except SaveError as error:
        return _rescued(files, write, error)


def save_run(files: Files, found: Storable, summed: Summed, shown: Reportable, live: str = "") -> Saved:
    """Write a run, its summary, its page and, if there is a fourth file, the text of its live page."""
    from microthermal import report, store

    drawn: list[str] = []  # a page that cannot be written there is written elsewhere, and is not drawn again

    def write(files: Files) -> None:
        run, summary, page, *more = files
        store.save(found, run)
        store.save_json(summed, summary)
        if not drawn:
            drawn.append(report.html(shown))
        write_text(report.page_file(page), drawn[0])
        for file in more:
            write_text(file, live)

    return save(files, write)


def _saved(files: Files, write: Write) -> Saved:
    with together() as made:
        write(files)
    notes = tuple(f"'{file}' cannot be replaced in one step, so it was overwritten." for file in made.in_place)
    return Saved(files, notes)


def _rescued(files: Files, write: Write, error: SaveError) -> Saved:
    """What took minutes to compute is not lost because a disk is full."""
    folder = private_folder()
    if folder is not None:
        mark = secrets.token_hex(3)
        others = tuple(folder / f"{file.stem[:80]}-{mark}{file.suffix}" for file in files)
        try:
            saved = _saved(others, write)
        except SaveError:
            pass
        else:
            text = f"{error}; everything was saved in '{folder}' instead, from where it can be moved"
            return Saved(saved.files, saved.notes, SaveError(text))
    return Saved((), (), SaveError(f"{error}; nothing was saved, because the temporary folder has no room either"))
