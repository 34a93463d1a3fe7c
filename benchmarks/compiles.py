"""What a plan costs on a machine without compiled kernels: processor time, and of it the compiler's, by kernel.

Machine code of a kernel that only kernels call is made with theirs, and counted there.

Run with ``python -m benchmarks.compiles``: minutes. The plan runs in one process with empty caches.
"""

from __future__ import annotations

import importlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from benchmarks.versions import ROOT

CASE = ROOT / "examples" / "hypertrophic_scar.toml"
# Wording of errors and similar, which Numba compiles into whatever needs it.
OF_NUMBA = "Numba's own"


class Compiles(NamedTuple):
    """Processor time of a plan, and of compiling in all and by kernel, callees apart [s]."""

    plan: float
    compiling: float
    kernels: Counter[str]


def measured(tree: Path = ROOT, case: Path = CASE) -> Compiles:
    """Plan a case with the kernels of a tree, all caches empty."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "compiles.txt")
        variables = {
            "NUMBA_CACHE_DIR": str(Path(folder, "numba")), "MICROTHERMAL_CACHE_DIR": str(Path(folder, "results")),
            "PYTHONPATH": os.pathsep.join((str(tree / "src"), str(ROOT))),
        }  # fmt: skip
        command = [sys.executable, "-m", "benchmarks.compiles", str(log)]
        words = ["plan", str(case), "--workers", "1", "--quiet", "--output", str(Path(folder, "plan"))]
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*command, *words], cwd=ROOT, env={**os.environ, **variables}, check=True, capture_output=True)
        then = resource.getrusage(resource.RUSAGE_CHILDREN)
        kernels: Counter[str] = Counter()
        for line in log.read_text(encoding="utf-8").splitlines():
            name, seconds = line.split("\t")
            kernels[name if name.startswith("microthermal") else OF_NUMBA] += float(seconds)
    plan = then.ru_utime + then.ru_stime - used.ru_utime - used.ru_stime
    return Compiles(plan, sum(kernels.values()), kernels)


def listen(log: Path) -> None:
    """Write each function that Numba compiles in this process, and its processor time without its callees [s]."""
    from numba.core import event

    begun: list[list[float]] = []

    class Listener(event.Listener):
        def on_start(self, event: Any) -> None:
            begun.append([time.thread_time(), 0.0])

        def on_end(self, event: Any) -> None:
            begin, inner = begun.pop()
            took = time.thread_time() - begin
            if begun:
                begun[-1][1] += took
            function = event.data["dispatcher"].py_func
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{function.__module__}.{function.__qualname__}\t{took - inner:.4f}\n")

    event.register("numba:compile", Listener())
    try:
        making = importlib.import_module("microthermal.numerics.entries.making")
    except ImportError:  # a version in which the compiler itself calls what it has made
        return
    # Machine code is made here, of what the compiler has lowered.
    plain = making.make

    def timed(inner: Any, *arguments: Any) -> Any:
        listener = Listener()
        listener.on_start(None)
        try:
            return plain(inner, *arguments)
        finally:
            listener.on_end(SimpleNamespace(data={"dispatcher": inner}))

    making.make = timed


def main() -> None:
    """Print the dearest kernels; with arguments, be the child that is measured."""
    if len(sys.argv) > 1:
        listen(Path(sys.argv[1]))
        from microthermal.cli.__main__ import main as command

        command(sys.argv[2:])
        return
    found = measured()
    print(f"plan without compiled kernels {found.plan:.1f} s of processor, {found.compiling:.1f} s of it compiling")
    for name, seconds in found.kernels.most_common(25):
        print(f"  {seconds:6.2f} s  {name}")


if __name__ == "__main__":
    main()
