"""Files of machine code: one for each kernel and kinds of arguments, with what it was made from on its first line."""

from __future__ import annotations

import hashlib
import json
import secrets
from pathlib import Path
from typing import Any, Final, NamedTuple

from microthermal.numerics.entries.kinds import short
from microthermal.numerics.entries.places import came, folders
from microthermal.numerics.entries.results import Result, result_of
from microthermal.numerics.entries.targets import target

_ENDING: Final = ".kernel"


class Label(NamedTuple):
    """What machine code is of."""

    name: str
    """Kernel with its module."""
    words: str
    """Kinds of its arguments."""
    sources: str
    """Digest of all sources that it is made from, and of how it is called; empty where nobody knows them."""

    @property
    def symbol(self) -> str:
        """Name of its function, and of its file."""
        return f"{self.name}-{short(self.words)}"


class Code(NamedTuple):
    """Machine code of a kernel."""

    made_of: bytes
    """An object file, with the function and one that gives its memory back."""
    result: Result
    """What it gives back."""
    needs: tuple[str, ...]
    """Functions of the C library that it calls."""
    compiler: str
    """What made it."""


def kept(label: Label) -> Code | None:
    """The code that came with the package or was kept; None if there is none of these sources.

    Notes
    -----
    What came with the package is of the compiler that its makers had. What was kept is of the compiler at hand.
    """
    if not label.sources:
        return None
    for folder in came():
        code = _read(folder / f"{label.symbol}{_ENDING}", label)
        if code is not None:
            return code
    for folder in folders():
        code = _read(folder / f"{label.symbol}{_ENDING}", label)
        if code is not None and code.compiler == target().compiler:
            return code
    return None


def _read(path: Path, label: Label) -> Code | None:
    # Without a file that can be read whole nothing is known, and the kernel is compiled.
    try:
        first, _, made_of = path.read_bytes().partition(b"\n")
        head: dict[str, Any] = json.loads(first)
    except (OSError, ValueError):
        return None
    if not isinstance(head, dict) or head.pop("seal", None) != _seal(head, made_of):
        return None
    if head["words"] != label.words or head["sources"] != label.sources:
        return None
    return Code(made_of, result_of(head["result"]), tuple(head["needs"]), head["compiler"])


def maker(label: Label) -> str:
    """Compiler that made the code of a kernel that came with the package; empty if none of these sources came."""
    for folder in came():
        for path in folder.glob(f"{label.name}-*{_ENDING}"):
            head = _head(path)
            if head.get("sources") == label.sources:
                return str(head["compiler"])
    return ""


def keep(folder: Path, label: Label, code: Code) -> None:
    """Write the code of a kernel into a folder, and remove there what was made from other sources of it.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    head = {
        "name": label.name, "words": label.words, "sources": label.sources, "result": code.result.written(),
        "needs": list(code.needs), "compiler": code.compiler,
    }  # fmt: skip
    head["seal"] = _seal(head, code.made_of)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{label.symbol}.{secrets.token_hex(4)}.partial{_ENDING}"
    try:
        draft.write_bytes(json.dumps(head).encode() + b"\n" + code.made_of)
        draft.replace(folder / f"{label.symbol}{_ENDING}")
    finally:
        draft.unlink(missing_ok=True)
    for other in folder.glob(f"{label.name}-*{_ENDING}"):
        if _head(other).get("sources") != label.sources:
            other.unlink(missing_ok=True)


def _seal(head: dict[str, Any], made_of: bytes) -> str:
    """Digest of all that a file holds: what a kernel gives back and what it needs decide as much as its code."""
    return hashlib.sha256(json.dumps(head, sort_keys=True).encode() + b"\n" + made_of).hexdigest()


def _head(path: Path) -> dict[str, Any]:
    """What is written on a file; nothing if that cannot be read."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.readline())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def any_of(label: Label) -> bool:
    """Whether there is code of a kernel of these sources, for whatever kinds of arguments."""
    return any(
        _head(path).get("sources") == label.sources
        for folder in (*came(), *folders())
        for path in folder.glob(f"{label.name}-*{_ENDING}")
    )
