"""The module of all entries, and the manifest that says how to call them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from chores.wasm.entries import ENTRIES
from chores.wasm.linking import module_of
from chores.wasm.lowering import lowered

# Where live pages take the module from, the entries that they call, and the sources of those.
PACKAGED = Path(__file__).parents[2] / "src" / "microthermal" / "report" / "live"
_CALLED = ("begin", "advance")
_SOURCES = ("conduction", "damage", "heat", "light")


def package(folder: Path) -> None:
    """Put the module that :func:`make` has written into the package, with what live pages need of the manifest."""
    manifest = json.loads((folder / "kernels.json").read_text(encoding="utf-8"))
    told = {"sources": digest(), **{name: manifest[name] for name in _CALLED}}
    (PACKAGED / "kernels.wasm").write_bytes((folder / "kernels.wasm").read_bytes())
    (PACKAGED / "kernels.json").write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")


def digest() -> str:
    """Digest of the sources of the kernels, by which a module that was made of others is found out."""
    numerics, found = PACKAGED.parents[1] / "numerics", hashlib.sha256()
    files = [*numerics.glob("*.py"), *(file for room in _SOURCES for file in (numerics / room).glob("*.py"))]
    for file in sorted(files):
        found.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def make(folder: Path) -> None:
    """Write ``kernels.wasm`` and ``kernels.json`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text, fields = lowered(ENTRIES)
    (folder / "kernels.wasm").write_bytes(module_of(text, fields))
    manifest = {
        name: {"takes": [field._asdict() for field in takes], "gives": [field._asdict() for field in gives]}
        for name, (takes, gives) in fields.items()
    }
    (folder / "kernels.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
