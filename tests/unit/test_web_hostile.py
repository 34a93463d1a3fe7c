"""What a hostile page, program or hand may send to the server: it answers with a sentence, and goes on."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.test_web import CASE, Client
from tests.unit.test_web import client as client

from microthermal.web import jobs as jobs_module
from microthermal.web.guards import MOST_BYTES
from microthermal.web.jobs import KEPT, WAITING, FullError, Jobs
from microthermal.web.pages import KINDS
from microthermal.web.sound import DEEPEST, LONGEST, MOST, unsound

SMALL = sorted(name for name, kind in KINDS.items() if not kind.job)
NAMES = ("case", "kind", "name", "text", "debts", "device", "energy", "skin", "of", "a", "b", "density")
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30),
    st.sampled_from(["device", "er_glass_1550", "cheek_iii", "20 mJ", "../../etc/passwd", "x.toml", "\x00"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES, lambda one: st.lists(one, max_size=4) | st.dictionaries(st.sampled_from(NAMES), one), max_leaves=8
)


def _asked(client: Client, body: bytes) -> int:
    return client.ask("POST", "/api/ask", body, {"content-type": "application/json"}).status_code


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kind=st.sampled_from(SMALL), request=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))
def test_no_request_breaks_what_is_answered_at_once(client: Client, kind: str, request: dict[str, Any]) -> None:
    told = client.ask(
        "POST",
        "/api/ask",
        json.dumps({"kind": kind, "request": request}).encode(),
        {"content-type": "application/json"},
    )
    assert told.status_code in (200, 422), told.text
    assert "root:" not in told.text and "Traceback" not in told.text
    assert client.post("/api/texts", {"kind": kind, "request": request}).status_code in (200, 422)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=200))
def test_no_bytes_break_the_server(client: Client, body: bytes) -> None:
    assert _asked(client, body) in (400, 422)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 90_000, b'{"a":' * 20_000, b'{"kind": "library", "request": {"a": ' + b"[" * 400 + b"]" * 400 + b"}}",
        b'{"kind": "library", "request": {"a": NaN}}', b'{"kind": "library", "request": {"a": Infinity}}',
        b'{"kind": "library", "request": {"a": 1e999}}', b'{"kind": "library", "request": {"a": ' + b"9" * 5000 + b"}}",
        b'{"kind": "library", "request": {"a": "\\ud800"}}', b'{"kind": "library", "\\ud800": 1}',
        b'{"kind": "\\ud800", "request": {}}', b'{"kind": "__class__", "request": {}}', b"\xff\xfe\x00", b"null", b"",
    ],
)  # fmt: skip
def test_what_is_no_request_is_told_so(client: Client, body: bytes) -> None:
    for path in ("/api/ask", "/api/texts"):
        told = client.ask("POST", path, body, {"content-type": "application/json"})
        assert told.status_code in (400, 422), told.text
    assert client.get("/api/pages").status_code == 200


def test_bodies_that_are_too_large_are_not_read(client: Client) -> None:
    large = b'{"kind": "library", "request": {"a": "' + b"x" * (MOST_BYTES + 1) + b'"}}'
    assert _asked(client, large) == 413
    headers = {"content-type": "application/json", "content-length": "9" * 30}
    assert client.ask("POST", "/api/ask", b"{}", headers).status_code in (400, 413)
    # In pieces, of which no length is told before.
    with socket.create_connection(("127.0.0.1", client.port), timeout=30.0) as line:
        head = f"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nContent-Type: application/json\r\n"
        line.sendall(f"{head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode())
        try:
            for _ in range(40):
                line.sendall(b"4000\r\n" + b"[" * 0x4000 + b"\r\n")
            line.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert line.recv(64).split()[1] in (b"400", b"422")
    assert client.get("/api/pages").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
        "/static/pages/../../app.py", "/static/pages/%00", "/static/" + "a" * 5000, "/static/parts",
        "/api/jobs/" + "0" * 16 + "/..%2f..%2fetc%2fpasswd", "/api/jobs/" + "0" * 16 + "/run.nc%00.html",
        "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/openapi.json/../../etc/passwd",
    ],
)  # fmt: skip
def test_paths_lead_to_no_file(client: Client, path: str) -> None:
    told = client.get(path)
    assert told.status_code in (403, 404, 414, 422), told.text
    assert "root:" not in told.text and "def " not in told.text


@pytest.mark.slow
def test_a_request_names_no_results_but_those_of_this_server(client: Client) -> None:
    for of in ("../../etc", "0" * 15, 7, None, "g" * 16, "0" * 16):
        name = client.post("/api/ask", {"kind": "question", "request": {"of": of, "near": 1}}).json()["job"]
        told = _ended(client, name)
        assert told["state"] == "failed" and told["faults"][0]["path"] == "of", told


def _ended(client: Client, name: str) -> dict[str, Any]:
    for _ in range(600):
        told: dict[str, Any] = client.get(f"/api/jobs/{name}").json()
        if told["state"] in ("done", "failed", "cancelled"):
            return told
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_sound_requests_pass_and_others_say_why() -> None:
    assert unsound({"case": CASE}) == ""
    deep: Any = 1
    for _ in range(DEEPEST + 1):
        deep = [deep]
    assert "levels" in unsound({"a": deep})
    assert "values" in unsound({"a": list(range(MOST + 1))})
    assert "letters" in unsound({"a": "x" * (LONGEST + 1)})
    assert "finite" in unsound({"a": 10**400}) and "finite" in unsound({"a": float("nan")})
    assert unsound({"a": True, "b": None, "c": -3, "d": 0.5}) == ""


@pytest.fixture
def idle() -> Iterator[Jobs]:
    """Jobs that wait for ever: there is nobody to do them."""
    found = Jobs(0)
    yield found
    found.close()


def test_a_thousand_jobs_are_refused_but_for_those_that_may_wait(idle: Jobs) -> None:
    taken = 0
    for _ in range(1000):
        try:
            idle.ask("weeks", {"case": CASE})
            taken += 1
        except FullError:
            continue
    assert taken == WAITING
    folder = idle._folder
    assert len(list(folder.iterdir())) == WAITING
    idle.close()
    assert not folder.exists()


def test_results_that_are_kept_are_bounded(idle: Jobs) -> None:
    for _ in range(KEPT + 30):
        idle.cancel(idle.ask("weeks", {}).name)
    assert len(list(idle._folder.iterdir())) <= KEPT + 1


@pytest.mark.slow
def test_a_job_dies_when_no_page_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "PATIENCE", 0.6)
    found = Jobs(1)
    try:
        job = found.ask("map", {"case": CASE})
        until = time.monotonic() + 30.0
        while job.state != "cancelled" and time.monotonic() < until:
            time.sleep(0.1)
        assert job.state == "cancelled"
        assert all(worker.job is not job for worker in found._team)
    finally:
        found.close()
