"""Which sources a kernel is made from: compiled kernels and kept results answer for these sources and for no others.

Numba looks at the file of a kernel alone: when a function or constant that it takes from another file changes, it
would go on with what it compiled before. So each start compares all sources of each file with those of the last
compilation, and removes what was compiled from others.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
_IMPORTS: Final = re.compile(r"^\s*(?:from|import) microthermal\.numerics\.([\w.]+)", re.MULTILINE)
# A record of a kernel: its class line, and its fields up to the first line that is neither field, text nor empty.
_RECORDS: Final = re.compile(r"^class \w+\(NamedTuple\):$(?:\n(?!\S).*)*", re.MULTILINE)


def imported_by(text: str) -> set[str]:
    """Files of these kernels that a source takes something from, such as ``"light.lanes"``."""
    return set(_IMPORTS.findall(text))


def records_of(texts: dict[str, str]) -> str:
    """Records that kernels are handed, with their fields: compiled code holds their classes, whoever imports them."""
    lines = [f"{name}.{line}" for name, text in sorted(texts.items()) for line in _RECORDS.findall(text)]
    return "\n".join(lines)


def digests_of(texts: dict[str, str]) -> dict[str, str]:
    """Digest of each file together with all that it takes from the others, near and far, and with all records.

    A kernel is handed records of files that it does not import. Its compiled code holds their classes, and cannot be
    read once one of them has gone or has other fields.

    Parameters
    ----------
    texts : dict of str
        Source by its file's name, without ending and with its rooms, such as ``"light.lanes"``.
    """
    own = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    records = records_of(texts)
    near = {name: imported_by(text) & texts.keys() for name, text in texts.items()}
    found = {}
    for name in texts:
        reached, ahead = {name}, [name]
        while ahead:
            more = near[ahead.pop()] - reached
            reached |= more
            ahead += more
        found[name] = hashlib.sha256(
            (records + "".join(f"{each}{own[each]}" for each in sorted(reached))).encode()
        ).hexdigest()
    return found


def _name(path: Path) -> str:
    return ".".join(path.relative_to(_FOLDER).with_suffix("").parts)


_FILES: Final = sorted(_FOLDER.rglob("*.py"))
_TEXTS: Final = {_name(path): path.read_text(encoding="utf-8") for path in _FILES}
DIGESTS: Final = digests_of(_TEXTS)
"""Digest of each file of these kernels as this process has it, with all that it takes from the others."""
# Files that say how machine code is made and what it is handed; code that was made otherwise is not for this program.
_MAKING: Final = ("slots", "inner", *(f"entries.{name}" for name in ("door", "kinds", "making", "owners")))
MAKING: Final = hashlib.sha256("".join(_TEXTS[name] for name in _MAKING).encode()).hexdigest()
"""Digest of how kernels become machine code."""
