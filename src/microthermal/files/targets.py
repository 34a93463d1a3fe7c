"""Where a file may be written: links are followed, devices and folders are refused, and a file is tried before."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from microthermal.errors import SaveError
from microthermal.files.drafts import scratch

_REASONS: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EFBIG: "it would be larger than this system lets a file be",
    errno.EROFS: "its file system is read-only",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its symbolic links lead round in a circle",
    getattr(errno, "EDQUOT", errno.ENOSPC): "the quota of the disk is used up",
}


@dataclass(frozen=True)
class FileTarget:
    """A file to write: ``asked`` as it was named, ``file`` behind all links, ``folder`` for its draft.

    ``in_place`` is true where the folder takes no new file, but the file that is there can be written.
    """

    asked: Path
    file: Path
    folder: Path
    in_place: bool = False


def unwritable(target: Path, error: OSError) -> SaveError:
    """Fault that says why a file cannot be written."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return SaveError(f"'{target}' cannot be written: {reason}")


def target_of(asked: Path) -> FileTarget:
    """Follow the links of a file's name and look at what is there.

    Raises
    ------
    SaveError
        If the name is that of a folder or a device, or its folder is missing.
    """
    file, there = Path(os.path.realpath(asked)), None
    try:
        there = file.stat().st_mode
    except FileNotFoundError:  # it is to be made
        pass
    except OSError as error:
        raise unwritable(asked, error) from None
    if there is not None and stat.S_ISDIR(there):
        raise SaveError(f"'{asked}' is a folder; name a file")
    if there is not None and not stat.S_ISREG(there):
        raise SaveError(f"'{asked}' is a device or a pipe; name a file")
    if not file.parent.is_dir():
        raise SaveError(
            f"there is no folder '{file.parent if asked.is_symlink() else asked.parent}' for '{asked.name}'"
        )
    if there is not None and not os.access(file, os.W_OK):
        raise SaveError(f"'{asked}' is write-protected; choose another name or remove it")
    return FileTarget(asked, file, file.parent)


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; one whose name no system takes leads nowhere."""
    try:
        return path.is_dir()
    except OSError:
        return False


def check_target(asked: Path) -> None:
    """Try whether a file of this name could be written, so that a fault is known before hours are spent.

    Parameters
    ----------
    asked : Path
        File that will be written; nothing is left there, and one that is there stays as it is.

    Raises
    ------
    SaveError
        If it cannot be written; the sentence says why.
    """
    target = reachable(target_of(asked))
    if not target.in_place:
        _try_name(target)


def reachable(target: FileTarget) -> FileTarget:
    """The target with a folder in which a draft was tried.

    Raises
    ------
    SaveError
        If neither a new file nor the one that is there can be written.
    """
    try:
        with scratch(target.folder) as draft:
            draft.touch(exist_ok=False)
    except OSError as error:
        if not target.file.exists():
            raise unwritable(target.asked, error) from None
        # A single file that a container mounts from outside lies in a folder that may take no other.
        return _in_place(target)
    return target


def _try_name(target: FileTarget) -> None:
    """A file of this very name, in a folder of its own: no reader of the real one sees it."""
    try:
        with scratch(target.folder) as folder:
            folder.mkdir()
            (folder / target.file.name).touch()
    except OSError as error:
        raise unwritable(target.asked, error) from None


def _in_place(target: FileTarget) -> FileTarget:
    try:
        with target.file.open("r+b"):
            return FileTarget(target.asked, target.file, Path(tempfile.gettempdir()), in_place=True)
    except OSError as error:
        raise unwritable(target.asked, error) from None
