"""One mutant in a copy of the sources, and what its tests say.

Kernels that the mutant does not touch lie in the copy as if they had come with the package, and are not compiled again;
those that it touches are compiled into a folder that goes with the mutant.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final

from chores.mutants.asking import Answer, ask, who_failed
from chores.mutants.choosing import ALL_TESTS, batches
from chores.mutants.drawing import Mutant, mutated
from chores.mutants.places import place_of
from chores.mutants.rooms import ROOT
from chores.mutants.tests_of import nearest
from chores.mutants.watching import Watched, read

# Files of tests that are looked at, the nearest.
_NEAREST: Final = 4
# A mutant that takes so much longer [s] than what it replaces, kernels that are compiled anew in it, goes on for ever.
_LONGER: Final = 240.0
# Processor time [s] for a file of tests under watch, with its kernels to compile and without; the rest is not asked.
_COMPILING: Final = 40.0
_WATCHING: Final = 10.0
# What pytest writes where the program cannot even be loaded.
_NO_CONFTEST: Final = "while loading conftest"
_OF_OTHERS: Final = (
    "numpy", "numba", "scipy.optimize", "scipy.sparse.linalg", "scipy.interpolate", "scipy.special", "pint", "pydantic",
    "netCDF4", "jinja2", "click", "rich.console", "pytest", "hypothesis",
)  # fmt: skip


class Laboratory:
    """A copy of the sources with all kernels compiled, and what each test runs there.

    Parameters
    ----------
    folder : Path
        Where the copy and what tests run are kept from one run to the next.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._source = folder, folder / "src"
        self._compiled = folder / "compiled"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._source, ignore_errors=True)
        shutil.copytree(ROOT / "src", self._source, ignore=shutil.ignore_patterns("__pycache__", "native"))
        self._native = self._source / "microthermal" / "numerics" / "native" / _processor()
        self._clock = time.time()
        self._sound, self._unsound = set[str](), set[str]()
        self._hand_out()
        for name in _OF_OTHERS:  # once, for all mutants
            importlib.import_module(name)

    def outcome(self, mutant: Mutant) -> tuple[str, str, float]:
        """Say ``killed``, ``survived`` or ``endless``, the test that told (or how many were asked), and the time [s].

        Raises
        ------
        RuntimeError
            If no test fails and yet pytest does not end well.
        """
        place, number, spent = place_of(mutant.file, mutant.line), 0, 0.0
        with tempfile.TemporaryDirectory() as compiled:
            for tests in batches(place, nearest(mutant.file)[:_NEAREST], self.watched):
                with self._changed(mutant):
                    answer = ask(tests, self._folder, Path(compiled), 2.0 * ALL_TESTS + _LONGER)
                number, spent = number + len(tests), spent + answer.seconds
                if answer.code != 0:
                    break
            else:
                return "survived", f"{number} tests", spent
        verdict, by = self._judged(mutant, answer)
        if verdict == "killed" and self._fails_anyhow(by):
            return self.outcome(mutant)
        return verdict, by[:160], spent

    def _judged(self, mutant: Mutant, answer: Answer) -> tuple[str, str]:
        if answer.code == -signal.SIGXCPU:
            return "endless", signal.Signals.SIGXCPU.name
        if answer.code < 0:
            return "killed", signal.Signals(-answer.code).name
        if _NO_CONFTEST in answer.words:
            return "killed", "tests/conftest.py"
        name = who_failed(answer.words)
        if not name:
            raise RuntimeError(f"{mutant.id}: pytest ends with {answer.code}\n{answer.words[-2000:]}")
        return "killed", name

    @contextmanager
    def _changed(self, mutant: Mutant) -> Iterator[None]:
        path = self._source / mutant.file.removeprefix("src/")
        whole = path.read_text(encoding="utf-8")
        self._write(path, mutated(mutant))
        try:
            yield
        finally:
            self._write(path, whole)

    def _fails_anyhow(self, name: str) -> bool:
        """Whether a test fails without any mutant, when it is asked alone; then it is asked no more."""
        if name in self._sound or "tests/" not in name or name == "tests/conftest.py":
            return False
        if ask([name], self._folder, self._compiled, _COMPILING).code == 0:
            self._sound.add(name)
            return False
        print(f"left out, it fails alone: {name}", flush=True)
        self._unsound.add(name)
        return True

    def watched(self, test: str) -> list[Watched]:
        """What each test of a file runs as the program stands; what takes too long is not there."""
        text = (ROOT / test).read_bytes()
        digest = hashlib.sha256(text + self._digest).hexdigest()[:12]
        found = self._folder / "watched" / f"{Path(test).stem}-{digest}.jsonl"
        if not found.is_file():
            found.parent.mkdir(parents=True, exist_ok=True)
            draft, limit, before = found.with_suffix(".draft"), _COMPILING, -1
            # Once more where kernels had to be compiled, which is not the time of a test.
            while before != (before := self._hand_out()):
                draft.unlink(missing_ok=True)
                answer = ask([test], self._folder, self._compiled, limit, draft)
                limit = _WATCHING
            for one in (one for one in read(draft) if not one.passed):
                print(f"left out, it fails or is skipped as it stands: {one.test}", flush=True)
            print(f"watched {test}: {answer.seconds:.0f} s", flush=True)
            draft.touch()
            draft.rename(found)
        return [one for one in read(found) if not {one.test, test} & self._unsound]

    @cached_property
    def _digest(self) -> bytes:
        texts = (path.read_bytes() for path in sorted(self._source.rglob("*.py")))
        return hashlib.sha256(b"".join(texts)).digest()

    def _hand_out(self) -> int:
        """Lay all kernels that were compiled where those that come with the package lie; how many there are."""
        self._native.mkdir(parents=True, exist_ok=True)
        kernels = list(self._compiled.rglob("*.kernel"))
        for kernel in kernels:
            shutil.copy2(kernel, self._native / kernel.name)
        return len(kernels)

    def _write(self, path: Path, text: str) -> None:
        # No two texts of a file have the same time, by which Python knows the byte code that it keeps of them.
        path.write_text(text, encoding="utf-8")
        self._clock += 2.0
        os.utime(path, (self._clock, self._clock))


def _processor() -> str:
    """Level of this processor, asked in a process of its own: this one loads nothing of the program."""
    ask = "from microthermal.numerics.entries.targets import levels; print(levels()[0])"
    run = subprocess.run([sys.executable, "-c", ask], env=os.environ, capture_output=True, text=True, check=True)
    return run.stdout.strip()
