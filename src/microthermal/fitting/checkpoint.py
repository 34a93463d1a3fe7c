"""What a fit has simulated, kept line by line: a fit that was killed goes on where it stopped, with the same answer."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np

from microthermal.files import write_text
from microthermal.quantity import Array


class Checkpoint:
    """Answers by the parameters that they were simulated with, in memory and, if wanted, in a file.

    The draws of a fit hang on its seed and its answers alone, so that a fit that starts again asks for the same sets
    and finds those that are kept. A file of another fit, and a last line that was cut short, are not believed.

    Parameters
    ----------
    path : Path or None
        The file; None keeps nothing beyond the process.
    asked : str
        Digest of all that the answers hang on.
    """

    def __init__(self, path: Path | None, asked: str) -> None:
        self.path, self.found = path, 0
        self._answers: dict[bytes, list[float]] = {}
        self._file = None
        if path is None:
            return
        self._read(path, asked)
        self.found = len(self._answers)
        lines = [json.dumps({"asked": asked}), *(_line(key, answer) for key, answer in self._answers.items())]
        write_text(path, "\n".join(lines) + "\n")
        self._file = path.open("a", encoding="utf-8")

    def holds(self, values: Array) -> bool:
        """Whether these parameters were simulated before."""
        return _key(values) in self._answers

    def of(self, values: Array) -> list[float]:
        """Answer for parameters that were simulated before."""
        return self._answers[_key(values)]

    def keep(self, values: Array, answer: list[float]) -> None:
        """Keep an answer; it is in the file before the next one is simulated."""
        self._answers[_key(values)] = answer
        if self._file is not None:
            self._file.write(_line(_key(values), answer) + "\n")
            self._file.flush()

    @property
    def refused(self) -> int:
        """Sets of parameters that could not be simulated."""
        return sum(math.isnan(sum(answer)) for answer in self._answers.values())

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def _read(self, path: Path, asked: str) -> None:
        if not path.is_file():
            return
        head, *lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        if head != json.dumps({"asked": asked}):
            return
        # What follows the last end of a line was cut short.
        for line in lines[:-1]:
            key, answer = json.loads(line)
            self._answers[bytes.fromhex(key)] = [float(size) for size in answer]


def _line(key: bytes, answer: list[float]) -> str:
    return json.dumps([key.hex(), answer])


def _key(values: Array) -> bytes:
    return np.ascontiguousarray(values, dtype="<f8").tobytes()
