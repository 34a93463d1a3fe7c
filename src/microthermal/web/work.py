"""One job, in a process of its own: a request in, an answer, files and words out."""

from __future__ import annotations

import os
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from microthermal.errors import ConvergenceError, InputError, LibraryError
from microthermal.parallel.cores import use_one_core
from microthermal.web.memory import limit_memory
from microthermal.web.pages import Work, answer, prepare

# How far jobs stand behind the server that hands them out, in steps of the system (POSIX: 0 to 19).
_BEHIND = 10


def serve(connection: Connection) -> None:
    """Do jobs as they come until the connection ends.

    Parameters
    ----------
    connection : Connection
        To the server: kind, request and folder of a job come in; words with what they tell go out (``"step"``, then
        ``"done"``, ``"faults"`` or ``"broken"``).
    """
    use_one_core()
    _step_back()
    limit_memory()
    prepare()
    while True:
        try:
            kind, request, folder = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return

        def tell(done: int, steps: int, text: str) -> None:
            connection.send(("step", (done, steps, text)))

        try:
            connection.send(("done", answer(kind, request, Work(tell, Path(folder)))))
        except (InputError, LibraryError, ConvergenceError) as error:
            connection.send(("faults", sentences(error)))
        except Exception:  # the server tells it to the page as a fault of the program
            connection.send(("broken", traceback.format_exc()))


def _step_back() -> None:
    """Leave the processor to the server whenever it has something to answer: jobs are as many as there are cores."""
    if hasattr(os, "nice"):
        os.nice(_BEHIND)


def sentences(error: Exception) -> list[dict[str, str]]:
    """What a page is told of an error: a path into the request, and a sentence, for each fault."""
    if isinstance(error, InputError):
        return [{"path": fault.path, "text": fault.text} for fault in error.faults]
    return [{"path": "", "text": str(error)}]
