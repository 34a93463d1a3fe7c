"""Libraries that notebooks have and the program itself does not need."""

from __future__ import annotations

import importlib
from typing import Any

from microthermal.errors import InputError


def library(name: str) -> Any:
    """Import one.

    Raises
    ------
    InputError
        If it is not installed; the sentence says how to install it.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError(f"this needs {name}; install it with: pip install 'microthermal[notebook]'") from None
