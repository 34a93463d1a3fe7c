"""The module of all entries, and the manifest that says how to call them."""

from __future__ import annotations

import json
from pathlib import Path

from chores.wasm.entries import ENTRIES
from chores.wasm.linking import module_of
from chores.wasm.lowering import lowered
from microthermal.numerics.sources import DIGESTS

# Where live pages take the module from, the entries that they call, and the file of these: by its digest a module that
# was made of other sources is found out.
PACKAGED = Path(__file__).parents[2] / "src" / "microthermal" / "report" / "live"
_CALLED = ("begin", "advance")
TIME_LOOP = "heat.microbeam"


def package(folder: Path) -> None:
    """Put the module that :func:`make` has written into the package, with what live pages need of the manifest."""
    manifest = json.loads((folder / "kernels.json").read_text(encoding="utf-8"))
    told = {"sources": DIGESTS[TIME_LOOP], **{name: manifest[name] for name in _CALLED}}
    (PACKAGED / "kernels.wasm").write_bytes((folder / "kernels.wasm").read_bytes())
    (PACKAGED / "kernels.json").write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")


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
