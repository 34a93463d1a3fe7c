"""Which lines of the program each test runs, which kernels it calls, and how long it takes: a plugin of pytest."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import pytest

_KERNEL = "microthermal/numerics/entries/kernel.py"


class Watched(NamedTuple):
    """What one test ran, or what was run while its file was read: then its name is empty."""

    test: str
    passed: bool
    seconds: float
    """Processor time under watch."""
    lines: dict[str, list[int]]
    """By file, relative to the sources: lines inside functions."""
    kernels: list[str]
    """Module and name of each kernel that was called from Python."""


def read(path: Path) -> list[Watched]:
    """What was written so far, in the order of the tests."""
    if not path.is_file():
        return []
    return [Watched(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


class Watch:
    """Writes a line for each test as soon as it ends.

    Parameters
    ----------
    path : Path
        File that is written.
    source : Path
        Folder of the sources; lines of files outside are not kept.
    files : set of str
        Files whose lines are kept, relative to the sources.
    """

    def __init__(self, path: Path, source: Path, files: set[str]) -> None:
        self._path, self._source, self._files = path, f"{source}/", files
        self._names: dict[CodeType, str] = {}
        self._lines: set[tuple[str, int]] = set()
        self._kernels: set[str] = set()
        self._passed, self._begun = True, 0.0

    def pytest_sessionstart(self) -> None:
        """Begin with what files of tests compute when they are read."""
        self._begin()

    def pytest_collection_finish(self) -> None:
        """End of reading."""
        self._end("")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Watch one test with what is made for it."""
        self._begin()
        try:
            return (yield)
        finally:
            self._end(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that fails or is left out as the program stands says nothing of a mutant."""
        self._passed = self._passed and not report.failed and not (report.skipped and report.when != "teardown")

    def _begin(self) -> None:
        self._lines, self._kernels, self._passed, self._begun = set(), set(), True, time.process_time()
        threading.settrace(self._call)
        sys.settrace(self._call)

    def _end(self, test: str) -> None:
        sys.settrace(None)
        threading.settrace(None)
        lines: dict[str, list[int]] = {}
        for file, line in sorted(self._lines):
            lines.setdefault(file, []).append(line)
        spent = round(time.process_time() - self._begun, 3)
        told = Watched(test, self._passed, spent, lines, sorted(self._kernels))
        with self._path.open("a", encoding="utf-8") as written:
            written.write(json.dumps(told._asdict()) + "\n")

    def _call(self, frame: FrameType, event: str, argument: object) -> Any:
        code = frame.f_code
        name = self._names.get(code)
        if name is None:
            within = code.co_filename.startswith(self._source) and code.co_name != "<module>"
            name = self._names[code] = code.co_filename.removeprefix(self._source) if within else ""
        if name == _KERNEL and code.co_name == "__call__":
            function = frame.f_locals["self"].py_func
            self._kernels.add(f"{function.__module__}.{function.__name__}")
        if name not in self._files:
            return None
        return lambda frame, event, argument: self._line(name, frame)

    def _line(self, name: str, frame: FrameType) -> Any:
        self._lines.add((name, frame.f_lineno))
        return lambda frame, event, argument: self._line(name, frame)
