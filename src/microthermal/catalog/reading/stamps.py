"""Whether a file or folder is still what it was: what a reader that remembers must ask."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TypeAlias

from microthermal.errors import LibraryError

# Times of content and of status [ns], node, size [byte]; None where there is nothing.
Stamp: TypeAlias = tuple[int, int, int, int] | None

# Clocks of file systems tick up to two seconds apart: within that, a change may leave the stamp as it was.
_TICK = 2_000_000_000


def stamp_of(path: Path | str) -> Stamp:
    """Stamp of a file or folder; None if there is none.

    Raises
    ------
    LibraryError
        If it cannot be looked at for another reason.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - every file is asked at every simulation, and paths cost more than that
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LibraryError(f"{path}: cannot be read: {error.strerror}") from None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size


def settled(stamp: Stamp) -> bool:
    """Whether a later change is sure to change the stamp; what was touched just now may be touched again unseen."""
    return stamp is None or time.time_ns() - max(stamp[0], stamp[1]) > _TICK
