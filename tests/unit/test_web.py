"""The server of pages: what it answers, what it refuses, and that jobs end."""

from __future__ import annotations

import http.client
import json
import re
import time
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from tests.browser.driving import served

from microthermal.cases.treatment import treatment_case
from microthermal.web.guards import MOST_BYTES
from microthermal.web.texts import python, toml


class Answer(NamedTuple):
    """What the server answered."""

    status_code: int
    headers: dict[str, str]
    text: str

    def json(self) -> Any:
        """Its body read."""
        return json.loads(self.text)


class Client:
    """Asks a server of this machine, one request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60.0)
        try:
            connection.request(method, path, body, {"host": f"127.0.0.1:{self.port}", **(headers or {})})
            found = connection.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return Answer(found.status, told, found.read().decode())
        finally:
            connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, case: Any, headers: dict[str, str] | None = None) -> Answer:
        told = {"content-type": "application/json", **(headers or {})}
        return self.ask("POST", path, json.dumps(case).encode(), told)


CASE: dict[str, Any] = {
    "title": "a cheek", "skin": "cheek_iii", "device": "er_glass_1550",
    "pulse": {"energy": "20 mJ", "duration": "3 ms"}, "pattern": {"density": "250 / cm**2", "passes": 1},
    "settings": {"cell": "40 um", "persons": 1},
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A browser beside a server that runs."""
    with served() as address:
        yield Client(int(address.rstrip("/").rpartition(":")[2]))


def _ended(client: Client, name: str) -> dict[str, Any]:
    until = time.monotonic() + 300.0
    while time.monotonic() < until:
        told: dict[str, Any] = client.get(f"/api/jobs/{name}").json()
        if told["state"] in ("done", "failed", "cancelled"):
            return told
        time.sleep(0.2)
    raise AssertionError("the job did not end")


def test_pages_are_there(client: Client) -> None:
    assert "not medical advice" in client.get("/").text
    for name in re.findall(r'"(/static/[^"]+)"', client.get("/").text):
        assert client.get(name).status_code == 200
    assert client.get("/static/../app.py").status_code == client.get("/static/app.py").status_code == 404
    for page in client.get("/api/pages").json()["pages"]:
        assert client.get(f"/static/pages/{page['module']}.js").status_code == 200, page


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example:8765"},
        {"host": "127.0.0.1:1"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
def test_foreign_hosts_and_origins_are_refused(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/api/pages", headers).status_code == 403
    assert client.post("/api/ask", {"kind": "simulate", "request": CASE}, headers).status_code == 403


def test_what_is_no_case_is_refused(client: Client) -> None:
    assert client.post("/api/ask", {}, {"content-type": "application/x-www-form-urlencoded"}).status_code == 415
    assert client.post("/api/ask", {"kind": "format the disk", "request": CASE}).status_code == 422
    assert client.post("/api/ask", {"kind": "simulate", "request": CASE, "path": "/etc"}).status_code == 422
    large = {"kind": "simulate", "request": {"title": "x" * (2 * MOST_BYTES)}}
    assert client.post("/api/ask", large).status_code == 413


@pytest.mark.parametrize("name", ["../../etc/passwd", "0" * 15, "g" * 16, "%2e%2e"])
def test_names_of_jobs_are_no_paths(client: Client, name: str) -> None:
    assert client.get(f"/api/jobs/{name}/report.html").status_code in (404, 422)
    assert client.get(f"/api/jobs/{'0' * 16}/{name}").status_code in (404, 422)


def test_pages_load_nothing_from_elsewhere(client: Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy and "'unsafe-" not in policy and "http" not in policy


def test_a_case_is_shown_as_a_file_and_as_python(client: Client) -> None:
    told = client.post("/api/texts", {"kind": "simulate", "request": CASE}).json()
    assert told["toml"] == toml(CASE) and told["python"] == python(CASE, "simulate")
    assert tomllib.loads(told["toml"]) == CASE
    assert treatment_case(tomllib.loads(told["toml"])).title == "a cheek"
    compile(told["python"], "case.py", "exec")


@pytest.mark.slow
def test_a_job_gives_a_report_and_a_zone_that_moves_and_faults_are_sentences(client: Client) -> None:
    first = client.post("/api/ask", {"kind": "simulate", "request": CASE})
    assert first.status_code == 202
    told = _ended(client, first.json()["job"])
    assert told["state"] == "done", told["faults"]
    page = client.get(f"/api/jobs/{told['job']}/report.html")
    assert "a cheek" in page.text and "'unsafe-inline'" in page.headers["content-security-policy"]
    assert client.get(f"/api/jobs/{told['job']}/live.html").status_code == 200
    wrong = client.post("/api/ask", {"kind": "simulate", "request": {**CASE, "skin": "chek_iii", "device": "er_glas"}})
    faults = _ended(client, wrong.json()["job"])["faults"]
    assert {one["path"] for one in faults} >= {"skin", "device"}
    named = client.post("/api/ask", {"kind": "simulate", "request": {**CASE, "skin": "/etc/skin.toml"}})
    assert _ended(client, named.json()["job"])["faults"][0]["text"].startswith("a page names entries")


@pytest.mark.slow
def test_a_job_that_is_stopped_ends_with_its_process(client: Client) -> None:
    plan = {"title": "x", "skin": "cheek_iii", "goal": "acne_scar", "devices": ["er_glass_1550"], "drugs": []}
    name = client.post("/api/ask", {"kind": "plan", "request": plan}).json()["job"]
    time.sleep(1.0)
    assert client.ask("DELETE", f"/api/jobs/{name}").status_code == 204
    assert _ended(client, name)["state"] == "cancelled"
    assert client.get(f"/api/jobs/{name}/report.html").status_code == 404
