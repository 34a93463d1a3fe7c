"""What upper floors do for records below them: the package names who does it, and records ask.

A record knows no page and no table of other programs. The package itself (``microthermal/__init__.py``), which stands
above all floors, states by name who draws it; that module is loaded when somebody asks, and not before.
"""

from __future__ import annotations

import importlib
from typing import Any, Final

from microthermal.errors import InputError

# What is asked for, and the module and name of what answers.
_ANSWERS: Final[dict[str, tuple[str, str]]] = {}


def answer(question: str, module: str, name: str) -> None:
    """State who answers a question about records.

    Parameters
    ----------
    question : str
        What is asked, such as ``"html"``.
    module, name : str
        Where the function or class is found that is handed the record.
    """
    _ANSWERS[question] = (module, name)


def ask(question: str, record: Any, *more: Any) -> Any:
    """Answer of an upper floor to a question about a record.

    Parameters
    ----------
    question : str
        What is asked.
    record : record
        Handed to what answers, with all that follows it.

    Raises
    ------
    InputError
        If nobody answers it.
    """
    if question not in _ANSWERS:
        raise InputError(f"nothing here answers '{question}' about a {type(record).__name__}")
    module, name = _ANSWERS[question]
    return getattr(importlib.import_module(module), name)(record, *more)
