"""Writing a text file so that it appears whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from microthermal.errors import InputError


def write_text(target: Path, text: str) -> None:
    """Write a text beside its target, then move it there in one step.

    Parameters
    ----------
    target : Path
        File to write or replace.
    text : str
        Its whole content.

    Raises
    ------
    InputError
        If the folder is missing or may not be written; nothing is left behind.
    """
    if not target.parent.is_dir():
        raise InputError(f"there is no folder '{target.parent}' to write '{target.name}' into")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise InputError(f"'{target}' cannot be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
