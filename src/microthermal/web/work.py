"""One job, in a process of its own: a case in, files and words out."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from microthermal.errors import ConvergenceError, InputError, LibraryError

Tell: TypeAlias = Callable[[int, int, str], None]
# Endings of what a case may name; a page names entries of the library, never files of this machine.
_FILES = (".toml", ".csv", ".nc", ".json")


def serve(connection: Connection) -> None:
    """Do jobs as they come until the connection ends.

    Parameters
    ----------
    connection : Connection
        To the server: kind, case and folder of a job come in; words with what they tell go out (``"step"``, then
        ``"done"``, ``"faults"`` or ``"broken"``).
    """
    from microthermal.parallel.cores import use_one_core

    use_one_core()
    while True:
        try:
            kind, case, folder = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return

        def tell(done: int, steps: int, text: str) -> None:
            connection.send(("step", (done, steps, text)))

        try:
            connection.send(("done", _KINDS[kind](case, Path(folder), tell)))
        except (InputError, LibraryError, ConvergenceError) as error:
            connection.send(("faults", _sentences(error)))
        except Exception:  # the server tells it to the page as a fault of the program
            connection.send(("broken", traceback.format_exc()))


def _sentences(error: Exception) -> list[dict[str, str]]:
    if isinstance(error, InputError):
        return [{"path": fault.path, "text": fault.text} for fault in error.faults]
    return [{"path": "", "text": str(error)}]


def _check_names(value: Any, path: str = "") -> None:
    """Raise InputError where a case from a page names a file."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _check_names(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _check_names(inner, f"{path}.{number}")
    elif isinstance(value, str) and value.strip().lower().endswith(_FILES):
        from microthermal.errors import Fault

        raise InputError([Fault(path, "a page names entries of the library, no files")])


def _simulate(case: Mapping[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    from dataclasses import replace

    from microthermal import report, store
    from microthermal.cases.treatment import treatment_case
    from microthermal.catalog.device_steps import step_cautions
    from microthermal.planning.window.map import banded
    from microthermal.report.live.layout import unmoved
    from microthermal.report.live.page import live
    from microthermal.simulation.chain import simulate

    _check_names(case)
    asked = treatment_case(case)
    tell(0, 4, "light, heat, damage, healing")
    found = simulate(asked.skin, asked.treatment, asked.condition, asked.settings)
    doubts = step_cautions(asked.device, asked.treatment.pulse, asked.treatment.pattern)
    found = replace(found, title=asked.title, date=asked.date, cautions=(*found.cautions, *doubts))
    tell(1, 4, "scenarios")
    window = banded(found)
    tell(2, 4, "the report")
    store.save(found, folder / "run.nc")
    report.write(window, folder / "report.html")
    tell(3, 4, "the zone that moves")
    why = "" if found.treatment.pulse.sham else "; ".join(unmoved(found))
    if not why:
        (folder / "live.html").write_text(live(found), encoding="utf-8")
    return {"title": found.title, "files": _files(folder), "unmoved": why}


def _window(case: Mapping[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    from microthermal import report
    from microthermal.cases.treatment import treatment_case
    from microthermal.planning.window.map import window_of

    _check_names(case)
    asked = treatment_case(case)
    report.write(window_of(asked, progress=tell), folder / "report.html")
    return {"title": asked.title, "files": _files(folder)}


def _plan(case: Mapping[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    from microthermal import report, store
    from microthermal.planning.case import plan_case
    from microthermal.planning.plan import plan_of
    from microthermal.planning.window.map import banded_plan

    _check_names(case)
    asked = plan_case(case)
    found = plan_of(asked, progress=tell)
    store.save(found, folder / "run.nc")
    report.write(banded_plan(found), folder / "report.html")
    return {"title": asked.title, "files": _files(folder)}


def _files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


_KINDS: dict[str, Callable[[Mapping[str, Any], Path, Tell], dict[str, Any]]] = {
    "simulate": _simulate, "window": _window, "plan": _plan,
}  # fmt: skip
KINDS = tuple(_KINDS)
