"""A Dask cluster of processes of our own: started, killed without a word, started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

_QUIET = {"DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "1h", "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Processes:
    """Named processes of a session of their own each, whose words go to files."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.running = folder, dict[str, subprocess.Popen[bytes]]()
        self.lines: dict[str, list[str]] = {}

    def start(self, name: str, *line: str) -> None:
        self.lines[name] = list(line)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, *line], cwd=self.folder, env={**os.environ, **_QUIET}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def again(self, name: str) -> None:
        self.start(name, *self.lines[name])

    def kill(self, name: str) -> None:
        """End a process, and all that it has started, as a power cut would."""
        process = self.running[name]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def code(self, name: str) -> int | None:
        return self.running[name].poll()

    def end(self) -> None:
        for name in self.running:
            self.kill(name)


def start_cluster(processes: Processes, workers: int) -> str:
    """Address of a scheduler with so many workers of one thread."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    plain = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    processes.start("scheduler", "-m", "distributed.cli.dask_scheduler", *plain)
    for number in range(workers):
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        processes.start(f"worker{number}", "-m", "distributed.cli.dask_worker", address, *options)
    return address


def keep_up(processes: Processes) -> None:
    """Start again what has ended of the cluster, as a queue or a service would."""
    for name in list(processes.running):
        if name != "client" and processes.code(name) is not None:
            processes.again(name)


def wait_until(true, longest: float) -> bool:
    end = time.monotonic() + longest
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False
