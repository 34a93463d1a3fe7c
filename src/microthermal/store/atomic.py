"""A file appears whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from microthermal.errors import InputError


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """Path of a draft beside a file; when the block ends well, the draft takes the file's place in one step.

    Parameters
    ----------
    target : Path
        File to write or replace.

    Raises
    ------
    InputError
        If the folder is missing or may not be written; no draft is left behind.
    """
    if not target.parent.is_dir():
        raise InputError(f"there is no folder '{target.parent}' to write '{target.name}' into")
    if target.is_dir():
        raise InputError(f"'{target}' is a folder; name a file")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise InputError(f"'{target}' cannot be written: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)
