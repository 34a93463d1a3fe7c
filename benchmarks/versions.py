"""Versions that are timed in turn: a child process for each, which answers row by row."""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.rows import ROWS

ROOT = Path(__file__).parents[1]
# Earlier versions are unpacked here and stay, because compiling their kernels takes a minute or two.
KEPT = ROOT / "out" / "bench"
# Only what this processor has is switched off, so that every kernel is compiled for the older one.
AVX2 = {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": ""}


class Timing(NamedTuple):
    """Times of one row in one version [s], or why there are none."""

    times: tuple[float, ...]
    missing: str = ""

    @property
    def median(self) -> float:
        """Median time [s]."""
        return statistics.median(self.times)


class Version:
    """One version of the package in a process of its own, asked row by row.

    Parameters
    ----------
    title : str
        What the tables call it.
    tree : Path
        Where its ``src`` lies.
    variables : dict of str
        Variables of the environment beside the usual ones, such as those of another processor.
    """

    def __init__(self, title: str, tree: Path, variables: dict[str, str] | None = None) -> None:
        self.title = title
        own = KEPT / f"cache-{title.replace(' ', '-')}"
        # Light of one version must not answer for the other one's.
        paths = {"PYTHONPATH": os.pathsep.join((str(tree / "src"), str(ROOT))), "MICROTHERMAL_CACHE_DIR": str(own)}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.rows"],
            cwd=ROOT, env={**with_byte_code(own), **paths, **(variables or {})}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, name: str) -> float | str:
        """Time of one call of a row [s]; a sentence if this version has no such thing.

        Raises
        ------
        RuntimeError
            If the process has ended.
        """
        child = self._child
        if child.stdin is None or child.stdout is None or child.poll() is not None:
            raise RuntimeError(f"the process of {self.title} has ended")
        print(name, file=child.stdin, flush=True)
        line = child.stdout.readline()
        if not line:
            raise RuntimeError(f"the process of {self.title} ended at '{name}'; what it said stands above")
        found = json.loads(line)
        return str(found["missing"]) if "missing" in found else float(found["seconds"])

    def close(self) -> None:
        """Let the process end."""
        if self._child.stdin is not None:
            self._child.stdin.close()
        self._child.wait()


def with_byte_code(folder: Path) -> dict[str, str]:
    """The environment in which Python keeps byte code, as it does for whoever has not forbidden it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "byte-code")}


def unpacked(revision: str) -> tuple[str, Path]:
    """Short name and folder of a revision, unpacked from the history of this repository."""
    commit = _git("rev-parse", "--short", f"{revision}^{{commit}}").decode().strip()
    folder = KEPT / commit
    if not (folder / "src").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(fileobj=io.BytesIO(_git("archive", revision, "src"))) as packed:
            packed.extractall(folder, filter="data")
    return commit, folder


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def timings(names: Sequence[str], versions: Sequence[Version]) -> dict[str, list[Timing]]:
    """Times of rows, the versions asked in turn for each call, so that all of them meet the same load."""
    found: dict[str, list[Timing]] = {}
    for name in names:
        answers: list[list[float | str]] = [[] for _ in versions]
        for _ in range(ROWS[name].repeats):
            for version, told in zip(versions, answers, strict=True):
                if not (told and isinstance(told[-1], str)):
                    told.append(version.ask(name))
        found[name] = [_timing(told) for told in answers]
        print(f"{name}: " + ", ".join(_words(version, one) for version, one in zip(versions, found[name], strict=True)))
    return found


def _timing(told: list[float | str]) -> Timing:
    missing = next((answer for answer in told if isinstance(answer, str)), "")
    return Timing(tuple(answer for answer in told if not isinstance(answer, str)), missing)


def _words(version: Version, timing: Timing) -> str:
    return f"{version.title} " + (timing.missing or f"{1e3 * timing.median:.2f} ms")
