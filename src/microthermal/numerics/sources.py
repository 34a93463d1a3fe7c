"""Which sources a kernel is made from: compiled kernels and kept results answer for these sources and for no others.

Numba looks at the file of a kernel alone: when a function or constant that it takes from another file changes, it
would go on with what it compiled before. So each start compares all sources of each file with those of the last
compilation, and removes what was compiled from others.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from pathlib import Path
from typing import Any, Final

from microthermal.numerics.compiling import njit

_FOLDER: Final = Path(__file__).parent
_IMPORTS: Final = re.compile(r"^\s*(?:from|import) microthermal\.numerics\.([\w.]+)", re.MULTILINE)
# A record of a kernel: its class line, and its fields up to the first line that is neither field, text nor empty.
_RECORDS: Final = re.compile(r"^class \w+\(NamedTuple\):$(?:\n(?!\S).*)*", re.MULTILINE)
_RECORD: Final = "sources.json"


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


def remove_stale(folder: Path, now: dict[str, str]) -> tuple[str, ...]:
    """Remove what was compiled from other sources than those of now.

    Parameters
    ----------
    folder : Path
        Where the compiler keeps the files of one room.
    now : dict of str
        Digests of the files of this room, from `digests_of`, by the file's name alone.

    Returns
    -------
    tuple of str
        Names of the files whose kernels are to be compiled anew.

    Raises
    ------
    RuntimeError
        If a file is in the way and cannot be removed.
    """
    record = folder / _RECORD
    before = _read(record)
    stale = tuple(name for name, digest in now.items() if before.get(name) != digest)
    if not stale:
        return ()
    try:
        for name in stale:
            for path in folder.glob(f"{name}.*.nb[ic]"):
                path.unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{_RECORD}.{secrets.token_hex(4)}.partial"
        draft.write_text(json.dumps(now), encoding="utf-8")
        draft.replace(record)
    except OSError as error:
        text = f"kernels in '{folder}' were compiled from other sources and cannot be removed ({error}); remove them"
        raise RuntimeError(text) from error
    return stale


def _read(record: Path) -> dict[str, str]:
    # Without a record that can be read nothing is known, and all is compiled anew.
    if not record.is_file():
        return {}
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _cache_folder(room: Path) -> Path | None:
    # Numba chooses the folder by the file in which a function stands, so it is asked with one that stands there.
    # Without a compiler (NUMBA_DISABLE_JIT), or without a folder that can be written, nothing is kept.
    made: dict[str, Any] = {"__name__": f"{__package__}.{room.name}"}
    exec(compile("def anchor():\n    return 0\n", str(room / "__init__.py"), "exec"), made)
    kept = getattr(getattr(njit(cache=True)(made["anchor"]), "stats", None), "cache_path", None)
    return None if kept is None else Path(kept)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(_FOLDER).with_suffix("").parts)


_FILES: Final = sorted(_FOLDER.rglob("*.py"))
DIGESTS: Final = digests_of({_name(path): path.read_text(encoding="utf-8") for path in _FILES})
"""Digest of each file of these kernels as this process has it, with all that it takes from the others."""

for _room in sorted({path.parent for path in _FILES}):
    if (_kept := _cache_folder(_room)) is not None:
        remove_stale(_kept, {path.stem: DIGESTS[_name(path)] for path in _FILES if path.parent == _room})
