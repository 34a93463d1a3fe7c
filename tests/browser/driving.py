"""A server of pages and a browser that drives them; tests that need either say in words what is missing."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# A desk and a phone [pixels].
DESK, PHONE = (1400, 1000), (390, 844)


@contextmanager
def served(workers: int = 1) -> Iterator[str]:
    """Address of a server that runs."""
    reason = "the extra 'web' is not installed: fastapi, uvicorn"
    pytest.importorskip("fastapi", reason=reason)
    uvicorn = pytest.importorskip("uvicorn", reason=reason)
    from microthermal.web.app import create_app

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(port, workers), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60.0
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(20.0)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: it drives the browser")
    if CHROMIUM is None:
        pytest.skip("no browser is called chromium or google-chrome ('make browser' installs one)")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield found
        finally:
            found.close()


@contextmanager
def opened(browser: Browser, address: str, size: tuple[int, int] = DESK, **options: Any) -> Iterator[Page]:
    """A page of its own; what a script complains of, and what asks another host, fails the test.

    ``address`` is ``SERVER#page=NAME&...``; the page is ready when it comes.
    """
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    host = address.split("#")[0]
    page.on(
        "request", lambda asked: None if asked.url.startswith((host, "data:", "blob:")) else wrong.append(asked.url)
    )
    page.goto(address)
    page.wait_for_selector("body[data-ready]", timeout=60_000)
    yield page
    context.close()
    assert wrong == []
