"""The server: what the pages may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from typing import Annotated, Any, Literal

from fastapi import FastAPI, HTTPException, Path, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from microthermal.web.guards import Guard
from microthermal.web.jobs import FullError, Jobs
from microthermal.web.offers import offers
from microthermal.web.texts import python, toml

_STATIC = {
    "index.html": "text/html; charset=utf-8", "app.js": "text/javascript; charset=utf-8",
    "form.js": "text/javascript; charset=utf-8", "style.css": "text/css; charset=utf-8",
}  # fmt: skip
_RESULTS = {
    "report.html": "text/html; charset=utf-8",
    "live.html": "text/html; charset=utf-8",
    "run.nc": "application/x-netcdf",
}
_Name = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
_Kind = Literal["simulate", "window", "plan"]


class Asked(BaseModel):
    """A case of a page, and what is to be done with it."""

    model_config = ConfigDict(extra="forbid")
    kind: _Kind
    case: dict[str, Any] = Field(max_length=40)


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
    _pages(app)
    _cases(app)
    _jobs(app, jobs)
    return Guard(app, port)


def _pages(app: FastAPI) -> None:
    @app.get("/", include_in_schema=False)
    def index() -> Response:
        return _static("index.html")

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        if name not in _STATIC:
            raise HTTPException(404, "there is no such page")
        return _static(name)

    @app.get("/api/offers")
    def offered() -> dict[str, Any]:
        return offers()


def _cases(app: FastAPI) -> None:
    @app.post("/api/texts")
    def texts(asked: Asked) -> dict[str, str]:
        return {"toml": toml(asked.case), "python": python(asked.case, asked.kind)}


def _jobs(app: FastAPI, jobs: Jobs) -> None:
    @app.post("/api/jobs", status_code=202)
    def ask(asked: Asked) -> dict[str, Any]:
        try:
            return jobs.ask(asked.kind, asked.case).told()
        except FullError:
            raise HTTPException(429, "too many jobs wait; try again when some have ended") from None

    @app.get("/api/jobs/{name}")
    def told(name: _Name) -> dict[str, Any]:
        job = jobs.of(name)
        if job is None:
            raise HTTPException(404, "there is no such job")
        return job.told()

    @app.delete("/api/jobs/{name}", status_code=204)
    def cancel(name: _Name) -> None:
        jobs.cancel(name)

    @app.get("/api/jobs/{name}/{file}")
    def result(name: _Name, file: Literal["report.html", "live.html", "run.nc"]) -> Response:
        job = jobs.of(name)
        if job is None or job.state != "done" or file not in job.result["files"]:
            raise HTTPException(404, "there is no such result")
        return FileResponse(
            job.folder / file, media_type=_RESULTS[file], filename=file if file.endswith(".nc") else None
        )


def _static(name: str) -> Response:
    content = resources.files("microthermal.web").joinpath("static", name).read_bytes()
    return Response(content, media_type=_STATIC[name])
