"""The portable module called from Python, as a page would call it: records are laid out by the manifest."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

_SLOT, _ALIGNED, _PAGE = 8, 16, 65536


class Portable:
    """The module in a machine of its own; arrays lie in its memory for the length of one call."""

    def __init__(self, folder: Path) -> None:
        import wasmtime

        self.folder = folder
        self.manifest = json.loads((folder / "kernels.json").read_text(encoding="utf-8"))
        self._store = wasmtime.Store()
        module = wasmtime.Module.from_file(self._store.engine, str(folder / "kernels.wasm"))
        self._exports: Any = wasmtime.Instance(self._store, module, []).exports(self._store)
        base: Any = self._exports["__heap_base"]
        self.block = int(base.value(self._store))

    def call(self, name: str, *arguments: Any) -> list[Any]:
        """Call an entry; changes arrays in place as the kernel does, and returns what it returns, without records.

        Raises
        ------
        RuntimeError
            If the kernel raises an error.
        """
        places = self.lay_out(name, *arguments)
        if self.again(name) != 0:
            raise RuntimeError(f"{name} raised an error")
        memory = self.memory(0)
        for begin, array in places:
            array[...] = memory[begin:][: array.nbytes].view(array.dtype).reshape(array.shape)
        numbers, wholes = self._slots()
        gives = self.manifest[name]["gives"]
        return [(numbers if field["kind"] == "f64" else wholes)[field["slot"]] for field in gives]

    def again(self, name: str) -> int:
        """Call an entry with what its block and its arrays hold now; 0 unless the kernel raised an error."""
        return int(self._exports[name](self._store, self.block))

    def lay_out(self, name: str, *arguments: Any) -> list[tuple[int, Any]]:
        """Write the block of an entry, and its arrays behind it; where each array begins, and the array."""
        takes, values = self.manifest[name]["takes"], [leaf for argument in arguments for leaf in leaves(argument)]
        end = self.block + _SLOT * (sum(1 + field["axes"] for field in takes) + len(self.manifest[name]["gives"]))
        arrays = [value for field, value in zip(takes, values, strict=True) if field["axes"]]
        places = []
        for array in arrays:
            begin = -(-end // _ALIGNED) * _ALIGNED
            places.append((begin, array))
            end = begin + array.nbytes
        memory = self.memory(end)
        for begin, array in places:
            memory[begin:][: array.nbytes] = np.ascontiguousarray(array).view(np.uint8).ravel()
        numbers, wholes = self._slots()
        ahead = iter(places)
        for field, value in zip(takes, values, strict=True):
            slot = field["slot"]
            if field["axes"]:
                wholes[slot : slot + 1 + field["axes"]] = (next(ahead)[0], *value.shape)
            else:
                (numbers if field["kind"] == "f64" else wholes)[slot] = value
        return places

    def memory(self, size: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """The module's memory, grown to at least this many bytes."""
        memory = self._exports["memory"]
        more = size - memory.data_len(self._store)
        if more > 0:
            memory.grow(self._store, -(-more // _PAGE))
        held = ctypes.c_ubyte * memory.data_len(self._store)
        return np.frombuffer(held.from_address(ctypes.addressof(memory.data_ptr(self._store).contents)), dtype=np.uint8)

    def _slots(self) -> tuple[Any, Any]:
        # The block as doubles and as whole numbers.
        block = self.memory(0)[self.block :]
        block = block[: block.size // _SLOT * _SLOT]
        return block.view(np.float64), block.view(np.int64)


def leaves(argument: Any) -> Iterator[Any]:
    """Numbers and arrays of records within records, in the order of the manifest."""
    if isinstance(argument, tuple):
        for part in argument:
            yield from leaves(part)
    else:
        yield argument
