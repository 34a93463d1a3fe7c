"""The server: what the pages may ask for."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field, field_validator

from microthermal.errors import ConvergenceError, InputError, LibraryError
from microthermal.report.live.page import SCRIPTS
from microthermal.web.guards import Guard
from microthermal.web.jobs import FullError, Jobs
from microthermal.web.pages import KINDS, answer, read_ahead
from microthermal.web.sound import unsound
from microthermal.web.texts import KINDS as TOLD
from microthermal.web.texts import python, toml
from microthermal.web.work import sentences

# Scripts and kernels of live pages, which the pages of the server use too.
LIVE = {
    **{name: f"scripts/{name}" for name in SCRIPTS if name != "page.js"},
    **{name: name for name in ("kernels.wasm", "kernels.json")},
}
_LIVE = resources.files("microthermal.report.live")
_TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
          "wasm": "application/wasm", "json": "application/json"}  # fmt: skip
# Files that a job may leave, by their endings; a job's result names those that there are.
_RESULTS = {"html": "text/html; charset=utf-8", "nc": "application/x-netcdf", "csv": "text/csv; charset=utf-8"}
_Name = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
_File = Annotated[str, Path(pattern="^[a-z_]{1,40}[.](html|nc|csv)$")]


class Asked(BaseModel):
    """A question of a page: its kind, and what is asked."""

    model_config = ConfigDict(extra="forbid")
    kind: str = Field(max_length=40, pattern="^[a-z_]+$", json_schema_extra={"enum": [*KINDS]})
    request: dict[str, Any] = Field(max_length=40)

    @field_validator("request")
    @classmethod
    def _sound(cls, request: dict[str, Any]) -> dict[str, Any]:
        why = unsound(request)
        if why:
            raise ValueError(why)
        return request


def create_app(port: int, workers: int) -> Guard:
    """The application, guarded, with its jobs.

    Parameters
    ----------
    port : int
        Port that it is served at.
    workers : int
        Jobs at once.
    """
    jobs = Jobs(workers)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        jobs.close()

    app = FastAPI(title="microthermal", docs_url=None, redoc_url=None, lifespan=life)
    app.add_exception_handler(RequestValidationError, _refused)
    _pages(app, jobs)
    _cases(app)
    _jobs(app, jobs)
    return Guard(app, port)


def _refused(_: Request, error: Exception) -> Response:
    """Why a request is none, without what it holds: that may be no text that can be sent back."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    faults = [{"path": _said(".".join(map(str, one["loc"]))), "text": _said(str(one["msg"]))} for one in found]
    return JSONResponse({"detail": faults}, 422)


def _said(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:200]


def _pages(app: FastAPI, jobs: Jobs) -> None:
    begun = threading.Event()

    @app.get("/", include_in_schema=False)
    def index() -> Response:
        jobs.warm()
        if not begun.is_set():
            begun.set()
            threading.Thread(target=read_ahead, name="read ahead", daemon=True).start()
        return _sent(resources.files("microthermal.web").joinpath("static", "index.html"), "index.html")

    files = static_files()

    @app.get("/static/{name:path}", include_in_schema=False)
    def static(name: str) -> Response:
        if name not in files:
            raise HTTPException(404, "there is no such page")
        return _sent(files[name], name)

    @app.get("/api/pages")
    def pages() -> dict[str, Any]:
        return answer("pages", {})


def _cases(app: FastAPI) -> None:
    @app.post("/api/texts")
    def texts(asked: Asked) -> dict[str, str]:
        if asked.kind not in TOLD:
            raise HTTPException(422, f"there is no such question: {asked.kind}")
        return {"toml": toml(asked.request), "python": python(asked.request, asked.kind)}


def _jobs(app: FastAPI, jobs: Jobs) -> None:
    @app.post("/api/ask")
    def ask(asked: Asked, response: Response) -> dict[str, Any]:
        """The answer of a kind that takes no job, or the job (202) whose result will be the answer."""
        kind = KINDS.get(asked.kind)
        if kind is None:
            raise HTTPException(422, f"there is no such question: {asked.kind}")
        try:
            if not kind.job:
                return {"result": answer(asked.kind, asked.request)}
            response.status_code = 202
            return jobs.ask(asked.kind, asked.request).told()
        except FullError:
            raise HTTPException(429, "too many jobs wait; try again when some have ended") from None
        except (InputError, LibraryError, ConvergenceError) as error:
            raise HTTPException(422, sentences(error)) from error

    @app.get("/api/jobs/{name}")
    def told(name: _Name) -> dict[str, Any]:
        job = jobs.of(name)
        if job is None:
            raise HTTPException(404, "there is no such job")
        return job.told()

    @app.delete("/api/jobs/{name}", status_code=204, response_model=None)
    def cancel(name: _Name) -> None:
        jobs.cancel(name)

    @app.get("/api/jobs/{name}/{file}")
    def result(name: _Name, file: _File) -> Response:
        job = jobs.of(name)
        if job is None or job.state != "done" or file not in job.result.get("files", ()):
            raise HTTPException(404, "there is no such result")
        ending = file.rpartition(".")[2]
        return FileResponse(job.folder / file, media_type=_RESULTS[ending], filename=None if ending == "html" else file)


def static_files() -> dict[str, Traversable]:
    """What the browser may load, by its path below ``/static/``: these files, and the page of one zone that moves."""
    found = dict(_below(resources.files("microthermal.web").joinpath("static"), ""))
    return {**found, **{f"live/{name}": _LIVE.joinpath(*path.split("/")) for name, path in LIVE.items()}}


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _below(one, f"{path}{one.name}/")
        elif one.name.rpartition(".")[2] in _TYPES:
            yield path + one.name, one


def _sent(file: Traversable, name: str) -> Response:
    return Response(file.read_bytes(), media_type=_TYPES[name.rpartition(".")[2]])
