"""What a request may hold at all: little nesting, few values, finite numbers, texts that can be sent back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

# Levels of lists and tables, values, and letters of one text; a case has four, a hundred and sixty.
DEEPEST, MOST, LONGEST = 12, 4000, 2000
# Beyond it a whole number is no number of the program.
_LARGEST = 1e300


def unsound(request: Mapping[str, Any]) -> str:
    """Why a request is refused before anything reads it; empty if it is not.

    Parameters
    ----------
    request : Mapping
        As JSON gives it.

    Notes
    -----
    Without recursion: the nesting is what a hostile request would make deep.
    """
    level: list[Any] = [request]
    count = 0
    for _ in range(DEEPEST):
        count += len(level)
        if count > MOST:
            return f"holds more than {MOST} values"
        for one in level:
            why = _unsound_value(one)
            if why:
                return why
        level = [inner for one in level for inner in _inner(one)]
        if not level:
            return ""
    return f"is nested more than {DEEPEST} levels deep"


def _inner(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return (*value.keys(), *value.values())
    return value if isinstance(value, list) else ()


def _unsound_value(value: Any) -> str:
    if isinstance(value, str):
        if len(value) > LONGEST:
            return f"holds a text of more than {LONGEST} letters"
        # Half of a pair of surrogates is no letter, and cannot be written.
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            return "holds a text that is none"
    elif isinstance(value, int | float) and not (abs(value) <= _LARGEST and math.isfinite(value)):
        return "holds a number that is not finite"
    return ""
