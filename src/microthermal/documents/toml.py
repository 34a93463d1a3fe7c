"""Text of TOML to a mapping, within the depth that any document of the program has."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

# No document of the program is nested deeper than a dozen tables and lists.
_DEEPEST: Final = 40
# A key of so many parts, as "a.b.c". Reading one takes the square of the time that its parts take, and the places of
# its fields (`places.py`) as much memory, so that one line of 40 kB would take minutes.
_LONG_KEY: Final = re.compile(r"""(?:\.[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+){40}""")


def mapping_of(text: str) -> dict[str, Any]:
    """Mapping that a TOML text holds.

    Raises
    ------
    ValueError
        If the text is no TOML (`tomllib.TOMLDecodeError`), or holds an integer of thousands of digits.
    RecursionError
        If tables and lists are nested deeper than in any document of the program.
    """
    if _LONG_KEY.search(text):
        raise RecursionError("a key has too many parts")
    found = tomllib.loads(text)
    level: list[Any] = [found]
    for _ in range(_DEEPEST):
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return found
    raise RecursionError("tables and lists are nested too deeply")


def _inside(item: Any) -> list[Any]:
    members = item.values() if isinstance(item, dict) else item
    return [inner for inner in members if isinstance(inner, dict | list)]
