"""What keeps a page of this machine to this machine: host, origin, size, and what a browser may load."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Bytes of a request; a case has a few thousand.
MOST_BYTES = 200_000
_HEADERS = (
    (b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"), (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"), (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)  # fmt: skip
# The pages load what this server gives and nothing else; results carry their own styles, scripts and kernels.
_OWN = (
    b"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; style-src 'self'; "
    b"frame-src 'self'; base-uri 'none'; form-action 'none'"
)
_RESULT = (
    b"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; "
    b"worker-src blob:; frame-src 'self'; base-uri 'none'; form-action 'none'"
)


class Guard:
    """Refuses foreign hosts and origins and bodies that are too large; adds headers that bind a browser.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    port : int
        Port that it is served at; a request must name it with a name of this machine.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost", "[::1]")}
        self._origins = {b"http://" + host for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if headers.get(b"host") not in self._hosts:
            await _refuse(send, 403, "this server answers to names of its own machine only")
        elif headers.get(b"origin", next(iter(self._origins))) not in self._origins:
            await _refuse(send, 403, "a page of another origin asks")
        elif (
            not headers.get(b"content-length", b"0").isdigit() or int(headers.get(b"content-length", b"0")) > MOST_BYTES
        ):
            await _refuse(send, 413, f"a request has at most {MOST_BYTES} bytes")
        elif scope["method"] in ("POST", "PUT") and not headers.get(b"content-type", b"").startswith(
            b"application/json"
        ):
            await _refuse(send, 415, "a case is JSON")
        else:
            await self._app(scope, _bounded(receive), _with_headers(send, scope["path"]))


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def read() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            # The rest is thrown away: what is left of it is no JSON, and is refused as such.
            return {"type": "http.request", "body": b"", "more_body": False}
        return message

    return read


def _with_headers(send: Send, path: str) -> Send:
    policy = _RESULT if path.startswith("/api/jobs/") and path.endswith(".html") else _OWN

    async def write(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS, (b"content-security-policy", policy)]
        await send(message)

    return write


async def _refuse(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
