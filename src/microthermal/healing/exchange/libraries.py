"""Libraries of systems biology that exports need and nothing else does."""

from __future__ import annotations

import importlib
from typing import Any

from microthermal.errors import InputError


def library(name: str) -> Any:
    """Import one.

    Raises
    ------
    InputError
        If it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError(f"this export needs {name}; install it with: pip install 'microthermal[exchange]'") from None
