"""Formats that a saved run can be exported to: which files each gives, and who writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from microthermal.errors import InputError

if TYPE_CHECKING:
    from microthermal.report.figures import Figure
    from microthermal.simulation.records import Simulation
    from microthermal.store.files import Storable

# What follows the name of the run in the name of a file, and who writes it there.
Parts: TypeAlias = dict[str, Callable[[Path], None]]


@dataclass(frozen=True)
class Wanted:
    """How an export is wanted: level of SBML, whether with groups, and one kind of figures or all."""

    level: str = "3.2"
    groups: bool = True
    figure: str | None = None


def _netcdf(run: Storable, wanted: Wanted) -> Parts:
    from microthermal.store.exports import netcdf
    from microthermal.store.exports.views import view_of

    return {"_cf.nc": partial(netcdf.write, view_of(run))}


def _zarr(run: Storable, wanted: Wanted) -> Parts:
    from microthermal.store.exports import zarr
    from microthermal.store.exports.views import view_of

    return {".zarr.zip": partial(zarr.write, view_of(run))}


def _csv(run: Storable, wanted: Wanted) -> Parts:
    from microthermal.store.exports import tables

    return {f"_{name}.csv": partial(tables.write, table) for name, table in tables.tables_of(run).items()}


def _vtk(run: Storable, wanted: Wanted) -> Parts:
    from microthermal.store.exports import vtk

    return {".vtr": partial(vtk.write, _simulation(run))}


def _stl(run: Storable, wanted: Wanted) -> Parts:
    from microthermal.store.exports import stl

    solid = stl.surfaces_of(_simulation(run))
    return {f"_{name}.stl": partial(stl.write, surface, name) for name, surface in solid.items()}


def _healing(ending: str, run: Storable, wanted: Wanted) -> Parts:
    from microthermal.planning.healing_run import follow, write_export

    followed = follow((_simulation(run),))
    return {ending: partial(write_export, followed, level=wanted.level, groups=wanted.groups)}


def _svg(run: Storable, wanted: Wanted) -> Parts:
    return {f"_{name}.svg": partial(_write, figure.svg.encode()) for name, figure in _figures(run, wanted).items()}


def _png(run: Storable, wanted: Wanted) -> Parts:
    from microthermal.report.figures import png

    made = {name: png(figure) for name, figure in _figures(run, wanted).items()}
    return {f"_{name}.png": partial(_write, content) for name, content in made.items()}


def _figures(run: Storable, wanted: Wanted) -> dict[str, Figure]:
    from microthermal.planning.records import Plan
    from microthermal.planning.window.map import banded, banded_plan
    from microthermal.report.figures import figures

    found = figures(banded_plan(run) if isinstance(run, Plan) else banded(run), wanted.figure)
    if not found:
        raise InputError(f"this run has no figures{f' of {wanted.figure}' if wanted.figure else ''}")
    return found


def _write(content: bytes, path: Path) -> None:
    from microthermal.files import draft_of

    with draft_of(path) as draft:
        draft.write_bytes(content)


def _simulation(run: Storable) -> Simulation:
    from microthermal.planning.records import Plan

    simulation = run.best if isinstance(run, Plan) else run
    if simulation is None:
        raise InputError("every treatment of this plan was refused: there is no simulation that could be exported")
    return simulation


FORMATS: Final[dict[str, tuple[str, Callable[[Storable, Wanted], Parts]]]] = {
    "netcdf": (".nc", _netcdf),
    "zarr": (".zip", _zarr),
    "vtk": (".vtr", _vtk),
    "stl": (".stl", _stl),
    "csv": (".csv", _csv),
    "sbml": (".xml", partial(_healing, ".xml")),
    "omex": (".omex", partial(_healing, ".omex")),
    "svg": (".svg", _svg),
    "png": (".png", _png),
}
