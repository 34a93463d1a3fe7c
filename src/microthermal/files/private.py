"""A folder of this user alone in the system's temporary folder, for when the home cannot be written."""

from __future__ import annotations

import getpass
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def private_folder() -> Path | None:
    """Folder in the system's temporary folder that only this user can write; None if there can be none.

    Notes
    -----
    Everybody may write to the temporary folder. One that another user has made under our name is not used: what is
    read from it might be his.
    """
    try:
        folder = Path(tempfile.gettempdir()) / f"microthermal-{_user()}"
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        return folder if _ours(folder) and takes_files(folder) else None
    except OSError:
        return None


def takes_files(folder: Path) -> bool:
    """Tell whether a file can be made in a folder, which is made, too, if it can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()


def _ours(folder: Path) -> bool:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
