"""The module of all entries, and the manifest that says how to call them."""

from __future__ import annotations

import json
from pathlib import Path

from chores.wasm.entries import ENTRIES
from chores.wasm.linking import module_of
from chores.wasm.lowering import lowered


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
