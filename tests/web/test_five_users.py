"""Five users at once: small questions stay quick while jobs run, all jobs end, and memory stays bounded."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.test_web import Client

CASE: dict[str, Any] = {
    "title": "x", "skin": "cheek_iii", "device": "er_glass_1550", "pulse": {"energy": "20 mJ"},
    "pattern": {"density": "250 / cm**2"}, "settings": {"cell": "40 um", "persons": 2},
}  # fmt: skip
# Of small requests while five users work [s]: what a hand does not feel as waiting, on a machine that is loaded.
SLOWEST = 1.0


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Client, int]]:
    """``mtz web`` as it is started by a user, and its process."""
    pytest.importorskip("uvicorn", reason="the extra 'web' is not installed: fastapi, uvicorn")
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [sys.executable, "-m", "microthermal.cli", "web", "--no-open", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        client, until = Client(port), time.monotonic() + 60.0
        while time.monotonic() < until:
            try:
                if client.get("/api/pages").status_code == 200:
                    break
            except OSError:
                time.sleep(0.2)
        yield client, process.pid
        process.terminate()
        process.wait(20.0)


def _resident(process: int) -> float:
    """Memory that a process holds [MB]."""
    pages = Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1]
    return int(pages) * 4096 / 1e6


def test_five_users_are_answered_while_they_work(server: tuple[Client, int]) -> None:
    client, _ = server
    for kind in ("library", "measurements", "published"):  # read once, as the first visitor does
        assert client.post("/api/ask", {"kind": kind, "request": {}}).status_code == 200
    waits, ends, lock = list[float](), list[str](), threading.Lock()

    def user(number: int) -> None:
        case = {**CASE, "pulse": {"energy": f"{10 + 5 * number} mJ"}}
        job = client.post("/api/ask", {"kind": "weeks", "request": {"case": case}}).json()["job"]
        while True:
            for method, path, body in (
                ("GET", f"/api/jobs/{job}", None), ("GET", "/static/shell.js", None),
                ("POST", "/api/ask", {"kind": "find", "request": {"text": f"water {number}"}}),
            ):  # fmt: skip
                began = time.monotonic()
                headers = {"content-type": "application/json"} if body else None
                told = client.ask(method, path, json.dumps(body).encode() if body else None, headers)
                with lock:
                    waits.append(time.monotonic() - began)
                assert told.status_code == 200
            state = client.get(f"/api/jobs/{job}").json()["state"]
            if state not in ("queued", "running"):
                with lock:
                    ends.append(state)
                return
            time.sleep(0.2)

    users = [threading.Thread(target=user, args=(number,)) for number in range(5)]
    for one in users:
        one.start()
    for one in users:
        one.join(300.0)
    waits.sort()
    late = waits[int(0.95 * len(waits))]
    assert ends == ["done"] * 5
    assert late < SLOWEST, f"{len(waits)} requests: median {waits[len(waits) // 2]:.3f} s, 19 of 20 below {late:.3f} s"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory of a process is read from /proc")
def test_a_thousand_jobs_cost_little_memory_and_leave_nothing(server: tuple[Client, int]) -> None:
    client, process = server
    before, taken = _resident(process), list[str]()
    for _ in range(1000):
        told = client.post("/api/ask", {"kind": "map", "request": {"case": CASE}})
        assert told.status_code in (202, 429)
        if told.status_code == 202:
            taken.append(told.json()["job"])
    assert len(taken) < 60, "most are refused"
    for name in taken:
        assert client.ask("DELETE", f"/api/jobs/{name}").status_code == 204
    assert client.get("/api/pages").status_code == 200
    grown = _resident(process) - before
    assert grown < 60.0, f"{len(taken)} of 1000 jobs were taken; the server holds {grown:.1f} MB more"
