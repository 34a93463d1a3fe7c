"""Sets of files: all take their places, or none does."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from microthermal.files.drafts import moving, note_written, scratch
from microthermal.files.targets import FileTarget, reachable, target_of, unwritable

# A file on which another is mounted cannot be replaced, only written.
_MOUNTED = (errno.EBUSY, errno.EXDEV)


class FileSet:
    """Drafts that wait for each other.

    Attributes
    ----------
    in_place : list of Path
        After the end: files that could not be replaced in one step, and were written where they are.
    """

    def __init__(self) -> None:
        self.in_place: list[Path] = []
        self._waiting: list[tuple[Path, FileTarget]] = []
        self._held = ExitStack()

    def draft(self, target: FileTarget) -> Path:
        """Path of a draft that is kept until the set ends."""
        return self._held.enter_context(scratch(target.folder))

    def add(self, draft: Path, target: FileTarget) -> None:
        """Let a draft that is whole wait for the others."""
        self._waiting.append((draft, target))

    def close(self) -> None:
        """Remove all drafts that are left."""
        self._held.close()

    def settle(self) -> None:
        """Let all drafts take their places; if one cannot, those before it give way to what was there.

        Raises
        ------
        SaveError
            If a file cannot be written; all files are as they were before.
        """
        for draft, target in self._waiting:
            _force(draft, target)
        with moving, ExitStack() as kept, ExitStack() as undo:
            for draft, target in self._waiting:
                _guard(kept, undo, target)
                self._place(draft, target)
            undo.pop_all()
            for _, target in self._waiting:
                note_written(target.asked)

    def _place(self, draft: Path, target: FileTarget) -> None:
        try:
            if not target.in_place:
                try:
                    draft.replace(target.file)
                    return
                except OSError as error:
                    if error.errno not in _MOUNTED:
                        raise
            shutil.copyfile(draft, target.file)
            self.in_place.append(target.asked)
        except OSError as error:
            raise unwritable(target.asked, error) from None


_open: ContextVar[FileSet | None] = ContextVar("microthermal_file_set", default=None)


@contextmanager
def together() -> Iterator[FileSet]:
    """Make all files that are written in the block one set: they appear when it ends well, or none does.

    Raises
    ------
    SaveError
        If one of them cannot be written.
    """
    made = FileSet()
    before = _open.set(made)
    try:
        yield made
        made.settle()
    finally:
        _open.reset(before)
        made.close()


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Path of a draft; when the block ends well, the draft takes the file's place in one step.

    Inside :func:`together` it waits for the other files of the set.

    Parameters
    ----------
    path : Path
        File to write or replace; a symbolic link stays, and the file that it leads to is written.

    Raises
    ------
    SaveError
        If the file cannot be written; no draft is left behind.
    """
    target = reachable(target_of(path))
    around = _open.get()
    made = around or FileSet()
    try:
        draft = made.draft(target)
        try:
            yield draft
        except OSError as error:
            raise unwritable(path, error) from error
        made.add(draft, target)
        if around is None:
            made.settle()
    finally:
        if around is None:
            made.close()


def write_text(path: Path, text: str) -> None:
    """Write a text; the file appears whole or not at all.

    Parameters
    ----------
    path : Path
        File to write or replace.
    text : str
        Its whole content.

    Raises
    ------
    SaveError
        If the file cannot be written; nothing is left behind.
    """
    with draft_of(path) as draft:
        draft.write_text(text, encoding="utf-8")


def _force(draft: Path, target: FileTarget) -> None:
    """Onto the disk, with the rights of the file that is replaced."""
    try:
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        if target.file.exists():
            with suppress(OSError):  # some file systems know no rights
                shutil.copymode(target.file, draft)
    except OSError as error:
        raise unwritable(target.asked, error) from None


def _guard(kept: ExitStack, undo: ExitStack, target: FileTarget) -> None:
    """Keep what is there until the whole set has taken its places."""
    if not target.file.exists():
        undo.callback(target.file.unlink, missing_ok=True)
        return
    copy = kept.enter_context(scratch(target.folder))
    try:
        _second_name(target, copy)
    except OSError as error:
        raise unwritable(target.asked, error) from None
    undo.callback(_put_back, copy, target.file)


def _second_name(target: FileTarget, copy: Path) -> None:
    if not target.in_place:
        try:
            os.link(target.file, copy)
            return
        except OSError:  # some file systems know no second names
            pass
    shutil.copy2(target.file, copy)


def _put_back(kept: Path, file: Path) -> None:
    try:
        kept.replace(file)
    except OSError:
        shutil.copyfile(kept, file)
