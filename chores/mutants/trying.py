"""One mutant in a copy of the sources, and what its tests say.

Kernels that the mutant does not touch lie in the copy as if they had come with the package, and are not compiled again;
those that it touches are compiled into a folder that goes with the mutant.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NoReturn

from chores.mutants.drawing import Mutant, mutated
from chores.mutants.rooms import ROOT
from chores.mutants.tests_of import ALL_TESTS, ONE_FILE, nearest

# Files of tests that are looked at, the nearest.
_NEAREST: Final = 6
# A mutant that takes so much longer [s] than what it replaces, kernels that are compiled anew in it, goes on for ever.
_LONGER: Final = 240.0
_OPTIONS: Final = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestWarning")
_OF_OTHERS: Final = (
    "numpy", "numba", "scipy.optimize", "scipy.sparse.linalg", "scipy.interpolate", "scipy.special", "pint", "pydantic",
    "netCDF4", "jinja2", "click", "rich.console", "pytest", "hypothesis",
)  # fmt: skip


class Laboratory:
    """A copy of the sources with all kernels compiled, and how long each file of tests takes there.

    Parameters
    ----------
    folder : Path
        Where the copy and the times are kept from one run to the next.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._source = folder, folder / "src"
        self._times_file = folder / "times.json"
        self._compiled = folder / "compiled"
        shutil.rmtree(self._source, ignore_errors=True)
        shutil.copytree(ROOT / "src", self._source, ignore=shutil.ignore_patterns("__pycache__", "native"))
        self._times: dict[str, float] = (
            json.loads(self._times_file.read_text(encoding="utf-8")) if self._times_file.is_file() else {}
        )
        self._native = self._source / "microthermal" / "numerics" / "native" / _processor()
        self._clock = time.time()
        self._hand_out()
        for name in _OF_OTHERS:  # once, for all mutants
            importlib.import_module(name)

    def outcome(self, mutant: Mutant) -> tuple[str, str, float]:
        """Say ``killed``, ``survived`` or ``endless``, the file of tests that told (or all), and processor time [s]."""
        tests = self.tests(mutant.file)
        if not tests:
            return "survived", "no test", 0.0
        path = self._source / mutant.file.removeprefix("src/")
        whole = path.read_text(encoding="utf-8")
        usual = sum(self._times[test] for test in tests)
        with tempfile.TemporaryDirectory() as apart:
            self._write(path, mutated(mutant))
            try:
                code, words, took = self._run(tests, Path(apart), 2.0 * usual + _LONGER)
            finally:
                self._write(path, whole)
        if code == 0:
            return "survived", f"{len(tests)} files", took
        if code == -24:  # SIGXCPU
            return "endless", f"{len(tests)} files", took
        return "killed", _who_failed(words, tests), took

    def tests(self, file: str) -> list[str]:
        """Files of tests that are asked about a source, the nearest first; none that fails as the source stands."""
        chosen: list[str] = []
        spent = 0.0
        for test in nearest(file)[:_NEAREST]:
            took = self._time(test)
            # Where the nearest is a long one, it alone is asked.
            if took > 0.0 and (not chosen or (took <= ONE_FILE and spent + took <= ALL_TESTS)):
                chosen.append(test)
                spent += took
            if spent > 0.8 * ALL_TESTS:
                break
        return chosen

    def _time(self, test: str) -> float:
        # Once to compile what it needs, and once more for its time; 0 where it fails or takes too long.
        if test not in self._times:
            code, words, took = self._run([test], self._compiled, 600.0)
            self._hand_out()
            if code == 0 and took > ONE_FILE:
                code, words, took = self._run([test], self._compiled, 20.0 * ONE_FILE)
            if code != 0:
                print(f"left out, it fails or goes on as it stands: {test}\n{words[-300:]}", flush=True)
            self._times[test] = took if code == 0 else 0.0
            self._times_file.write_text(json.dumps(self._times, indent=1, sort_keys=True), encoding="utf-8")
        return self._times[test]

    def _run(self, tests: list[str], compiled: Path, limit: float) -> tuple[int, str, float]:
        compiled.mkdir(parents=True, exist_ok=True)
        said = self._folder / "said.txt"
        child = os.fork()
        if child == 0:
            _ask(tests, self._folder, compiled, said, int(limit))
        _child, status, used = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        return code, said.read_text(encoding="utf-8", errors="replace"), used.ru_utime + used.ru_stime

    def _hand_out(self) -> None:
        self._native.mkdir(parents=True, exist_ok=True)
        for kernel in self._compiled.rglob("*.kernel"):
            shutil.copy2(kernel, self._native / kernel.name)

    def _write(self, path: Path, text: str) -> None:
        # No two texts of a file have the same time, by which Python knows the byte code that it keeps of them.
        path.write_text(text, encoding="utf-8")
        self._clock += 2.0
        os.utime(path, (self._clock, self._clock))


def _ask(tests: list[str], folder: Path, compiled: Path, said: Path, limit: int) -> NoReturn:
    """In a process that has loaded what others have made, and nothing of this program: run tests, and end."""
    code = 3
    try:
        with said.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        source = str(folder / "src")
        os.environ |= {
            "PYTHONPATH": os.pathsep.join((source, str(ROOT))), "NUMBA_CACHE_DIR": str(compiled),
            "CI": "1",  # the same examples of property tests for each mutant
        }  # fmt: skip
        sys.path[:0] = [source, str(ROOT)]
        sys.pycache_prefix = str(folder / "byte_code")
        sys.dont_write_bytecode = False
        os.chdir(ROOT)
        import pytest

        code = int(pytest.main([*_OPTIONS, *tests]))
        sys.stdout.flush()
    finally:
        os._exit(code)


def _processor() -> str:
    """Level of this processor, asked in a process of its own: this one loads nothing of the program."""
    ask = "from microthermal.numerics.entries.targets import levels; print(levels()[0])"
    run = subprocess.run([sys.executable, "-c", ask], env=os.environ, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def _who_failed(words: str, tests: list[str]) -> str:
    for line in words.splitlines():
        if line.startswith(("FAILED ", "ERROR ")):
            return line.split(" - ")[0].split(" ", 1)[1][:160]
    return f"{len(tests)} files"
