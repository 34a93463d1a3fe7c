"""Folder of the cache: the user's cache folder, or the one that an environment variable names."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

FOLDER_VARIABLE = "MICROTHERMAL_CACHE_DIR"


def cache_folder() -> Path | None:
    """Folder of the files, or None if there is to be none.

    Notes
    -----
    The variable ``MICROTHERMAL_CACHE_DIR`` names it; ``off`` means none. Without it, the user's cache folder
    of the system: ``XDG_CACHE_HOME`` or ``~/.cache``, ``~/Library/Caches`` on macOS, ``LOCALAPPDATA`` on Windows.
    """
    named = os.environ.get(FOLDER_VARIABLE, "")
    if named:
        return None if named.lower() == "off" else Path(named)
    try:
        Path.home()
    except RuntimeError:  # no home is known
        return None
    return user_cache_path("microthermal", appauthor=False, opinion=False)
