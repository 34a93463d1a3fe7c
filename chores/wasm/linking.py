"""From LLVM's language to a WebAssembly module: optimised for its 128-bit vectors, linked to nothing outside."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

import llvmlite.binding as llvm  # type: ignore[import-untyped]

_TRIPLE = "wasm32-unknown-unknown"
# All of these are in every browser since 2023.
_FEATURES = "+simd128,+bulk-memory,+nontrapping-fptoint,+sign-ext,+mutable-globals"
_STACK = 64 * 1024
# What a kernel calls to word the message of an error; here it stops instead. Arrays are made by other functions, which
# the linker does not find.
_WORDING = (
    "NRT_Allocate", "NRT_Free", "NRT_MemInfo_alloc", "NRT_MemInfo_call_dtor", "PyErr_SetString", "PyObject_Hash",
    "PyTuple_Pack", "PyUnicode_FromKindAndData",
)  # fmt: skip
_WORDED = re.compile(rf"^declare ([^@\n]*@(?:{'|'.join(_WORDING)})\([^)\n]*\)).*$", re.MULTILINE)
_STOP = r"define internal \1 alwaysinline noreturn {\n  call void @llvm.trap()\n  unreachable\n}"
# No array in the module's memory has an owner, so that there is nothing to count; counting would take half the time.
_COUNTED = re.compile(r"^(define [^\n]*@NRT_(?:inc|dec)ref\([^\n]*?)(?: #\d+)? \{.*?^\}", re.MULTILINE | re.DOTALL)
_UNCOUNTED = r"\1 alwaysinline {\n  ret void\n}"


def module_of(text: str, entries: Collection[str]) -> bytes:
    """The WebAssembly module that exports some functions, its memory, and where its memory is free.

    Parameters
    ----------
    text : str
        The functions in LLVM's language, for any machine that counts places with 64 bits.
    entries : collection of str
        Functions to be exported; all others serve them.

    Raises
    ------
    RuntimeError
        If the linker refuses, as where a function of the C library or of Python would be called.
    """
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    machine = llvm.Target.from_triple(_TRIPLE).create_target_machine(features=_FEATURES, opt=3, reloc="static")
    module = _parsed(text, str(machine.target_data))
    for value in (*module.functions, *module.global_variables):
        if not value.is_declaration and value.name not in entries:
            value.linkage = "internal"
    options = llvm.create_pipeline_tuning_options(3)
    options.loop_vectorization = True
    builder = llvm.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
    with tempfile.TemporaryDirectory() as folder:
        return _linked(Path(folder), machine.emit_object(module), entries)


def _parsed(text: str, layout: str) -> llvm.ModuleRef:
    text = re.sub(r"^target datalayout.*$", f'target datalayout = "{layout}"', text, flags=re.MULTILINE)
    text = re.sub(r"^target triple.*$", f'target triple = "{_TRIPLE}"', text, flags=re.MULTILINE)
    text = _COUNTED.sub(_UNCOUNTED, _WORDED.sub(_STOP, text))
    return llvm.parse_assembly(f"{text}\ndeclare void @llvm.trap()\n")


def _linked(folder: Path, code: bytes, entries: Collection[str]) -> bytes:
    made, linked = folder / "kernels.o", folder / "kernels.wasm"
    made.write_bytes(code)
    command = [sys.executable, "-m", "ziglang", "wasm-ld", str(made), "-o", str(linked), "--no-entry", "--strip-all"]
    command += [f"-zstack-size={_STACK}", "--stack-first", "--export=__heap_base"]
    command += [f"--export={entry}" for entry in entries]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the linker refuses: {done.stderr.strip()}")
    return linked.read_bytes()
