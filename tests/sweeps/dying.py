"""Work for processes that are killed; it loads next to nothing, since each process that begins loads it anew."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from microthermal.studies.sweep.tasks import Row, Task


def die() -> None:
    """End this process as the system ends one when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def double(number: int) -> int:
    """Twice a number."""
    return 2 * number


class Killer:
    """Work of a sweep that kills its own worker the first time."""

    def __init__(self, mark: Path) -> None:
        self.mark = str(mark)

    def __call__(self, task: Task) -> list[Row]:
        """Rows of a task, unless this is the first one of all."""
        from microthermal.studies.sweep.tasks import evaluate

        try:
            os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return evaluate(task)
        die()
        raise AssertionError
