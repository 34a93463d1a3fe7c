"""Jobs of the pages: few at once, none without a page that asks for it, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import secrets
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal, TypeAlias

from microthermal.web.work import serve

State: TypeAlias = Literal["queued", "running", "done", "failed", "cancelled"]
# Jobs that wait at most, results that are kept, and how long a job goes on that no page asks for [s].
WAITING, KEPT, PATIENCE = 20, 40, 30.0
_TICK = 0.2


@dataclass
class Job:
    """What was asked for, how far it is, and what came of it."""

    name: str
    kind: str
    request: Mapping[str, Any]
    folder: Path
    state: State = "queued"
    progress: tuple[int, int, str] = (0, 1, "waiting")
    result: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, str]] = field(default_factory=list)
    asked: float = field(default_factory=time.monotonic)

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ("done", "failed", "cancelled")

    def told(self) -> dict[str, Any]:
        """What a page is told of it."""
        done, steps, text = self.progress
        return {
            "job": self.name, "kind": self.kind, "state": self.state, "done": done, "steps": steps, "text": text,
            "result": self.result, "faults": self.faults,
        }  # fmt: skip


class FullError(Exception):
    """More jobs wait than there is room for."""


class _Worker:
    """A process that does one job after another; ended and begun anew to stop a job."""

    def __init__(self) -> None:
        self.connection, far = multiprocessing.get_context("spawn").Pipe()
        self.process: BaseProcess = multiprocessing.get_context("spawn").Process(target=serve, args=(far,), daemon=True)
        self.process.start()
        far.close()
        self.job: Job | None = None

    def give(self, job: Job) -> None:
        self.job, job.state, job.progress = job, "running", (0, 1, "starting")
        self.connection.send((job.kind, job.request, str(job.folder)))

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join(5.0)


class Jobs:
    """Jobs in the order in which they were asked for, done by a few processes.

    Parameters
    ----------
    workers : int
        Jobs at once.
    """

    def __init__(self, workers: int) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="microthermal-web-"))
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._most, self._team = workers, list[_Worker]()
        self._lock, self._closed = threading.RLock(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def warm(self) -> None:
        """Begin a process before there is a job for it: it takes a second to load what it needs."""
        with self._lock:
            if not self._team and not self._closed.is_set():
                self._team.append(_Worker())

    def ask(self, kind: str, request: Mapping[str, Any]) -> Job:
        """Put a job behind the others.

        Raises
        ------
        FullError
            If too many wait.
        """
        with self._lock:
            if sum(job.state == "queued" for job in self._jobs.values()) >= WAITING:
                raise FullError
            name = secrets.token_hex(8)
            job = Job(name, kind, request, self._folder / name)
            job.folder.mkdir()
            self._jobs[name] = job
            self._drop_old()
            return job

    def of(self, name: str) -> Job | None:
        """A job by its name; that a page asks for it keeps it going."""
        with self._lock:
            job = self._jobs.get(name)
            if job is not None:
                job.asked = time.monotonic()
            return job

    def cancel(self, name: str) -> None:
        """Stop a job; one that has ended stays as it is."""
        with self._lock:
            job = self._jobs.get(name)
            if job is None or job.ended:
                return
            self._stop(job)

    def close(self) -> None:
        """End all processes and remove all files."""
        self._closed.set()
        self._thread.join(5.0)
        with self._lock:
            for worker in self._team:
                worker.end()
            self._team.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self) -> None:
        while not self._closed.is_set():
            with self._lock:
                self._leave_unasked()
                self._hand_out()
                ears = {worker.connection: worker for worker in self._team}
            if not ears:
                self._closed.wait(_TICK)
            for ear in wait(list(ears), _TICK) if ears else ():
                with self._lock:
                    self._hear(ears[ear])  # type: ignore[index]

    def _hand_out(self) -> None:
        waiting = [job for job in self._jobs.values() if job.state == "queued"]
        for job in waiting:
            idle = next((worker for worker in self._team if worker.job is None), None)
            if idle is None and len(self._team) < self._most:
                idle = _Worker()
                self._team.append(idle)
            if idle is None:
                return
            idle.give(job)

    def _hear(self, worker: _Worker) -> None:
        if worker not in self._team:
            return
        try:
            word, told = worker.connection.recv()
        except (EOFError, OSError):
            self._team.remove(worker)
            worker.end()
            if worker.job is not None:
                worker.job.state = "failed"
                worker.job.faults = [{"path": "", "text": "the process that worked on this was ended"}]
            return
        job = worker.job
        if job is None:
            return
        if word == "step":
            job.progress = told
            return
        worker.job = None
        if word == "done":
            job.state, job.result = "done", told
        else:
            job.state = "failed"
            job.faults = told if word == "faults" else [_broken(told)]

    def _stop(self, job: Job) -> None:
        worker = next((one for one in self._team if one.job is job), None)
        job.state = "cancelled"
        if worker is not None:
            self._team.remove(worker)
            worker.end()

    def _leave_unasked(self) -> None:
        # A page that was closed asks no more: its jobs die with it.
        late = time.monotonic() - PATIENCE
        for job in self._jobs.values():
            if not job.ended and job.asked < late:
                self._stop(job)

    def _drop_old(self) -> None:
        ended = [job for job in self._jobs.values() if job.ended]
        for job in ended[: max(len(ended) - KEPT, 0)]:
            del self._jobs[job.name]
            shutil.rmtree(job.folder, ignore_errors=True)


def _broken(trace: str) -> dict[str, str]:
    """Words of a fault of the program itself: the last line of its trace."""
    return {"path": "", "text": f"this is a fault of the program: {trace.strip().splitlines()[-1]}"}
