"""Tests in a process of their own, on a copy of the sources."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from chores.mutants.rooms import ROOMS, ROOT, files_of
from chores.mutants.watching import Watch

_OPTIONS: Final = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestWarning")


class Answer(NamedTuple):
    """How pytest ended, what it wrote, and processor time [s]."""

    code: int
    words: str
    seconds: float


def ask(tests: list[str], folder: Path, compiled: Path, limit: float, watch: Path | None = None) -> Answer:
    """Run tests in a fork of this process, which has loaded what others have made, and nothing of this program.

    Parameters
    ----------
    tests : list of str
        Files, or single tests in them.
    folder : Path
        Holds the copy of the sources, ``src``.
    compiled : Path
        Where kernels are kept that the tests compile.
    limit : float
        Processor time after which they are ended [s].
    watch : Path, optional
        File for what each test runs. Then those that fail do not end the others.
    """
    compiled.mkdir(parents=True, exist_ok=True)
    said = folder / "said.txt"
    child = os.fork()
    if child == 0:
        _run(tests, folder, compiled, said, int(limit), watch)
    _child, status, used = os.wait4(child, 0)
    words = said.read_text(encoding="utf-8", errors="replace")
    return Answer(os.waitstatus_to_exitcode(status), words, used.ru_utime + used.ru_stime)


def _run(tests: list[str], folder: Path, compiled: Path, said: Path, limit: int, watch: Path | None) -> NoReturn:
    code = 3
    try:
        with said.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        source = folder / "src"
        os.environ |= {
            "PYTHONPATH": os.pathsep.join((str(source), str(ROOT))), "NUMBA_CACHE_DIR": str(compiled),
            "CI": "1",  # the same examples of property tests for each mutant
        }  # fmt: skip
        sys.path[:0] = [str(source), str(ROOT)]
        sys.pycache_prefix = str(folder / "byte_code")
        sys.dont_write_bytecode = False
        os.chdir(ROOT)
        import pytest

        files = {file.removeprefix("src/") for room in ROOMS for file in files_of(room)}
        plugins = [] if watch is None else [Watch(watch, source, files)]
        options = _OPTIONS if watch is None else tuple(one for one in _OPTIONS if one != "-x")
        code = int(pytest.main([*options, *tests], plugins=plugins))
        sys.stdout.flush()
    finally:
        os._exit(code)


def who_failed(words: str) -> str:
    """Name of the first test that failed, or of the file that could not be read; empty if pytest names none."""
    for line in words.splitlines():
        if line.startswith(("FAILED ", "ERROR ")):
            return line.split(" - ")[0].split(" ", 1)[1]
    return ""
