"""A result as an xarray.Dataset: the same names, coordinates and units as its run file shows."""

from __future__ import annotations

from typing import Any

from microthermal.notebook.extras import library
from microthermal.planning.records import Plan
from microthermal.simulation.records import Simulation
from microthermal.store.exports.views import view_of


def to_xarray(result: Simulation | Plan) -> Any:
    """Dataset of a result.

    Parameters
    ----------
    result : Simulation or Plan
        What is handed to xarray.

    Returns
    -------
    xarray.Dataset
        As ``xarray.open_dataset`` of its run file gives it.

    Raises
    ------
    InputError
        If xarray is not installed.
    """
    xarray, view = library("xarray"), view_of(result)
    held = {one.name: (one.dimensions, one.values, one.attributes) for one in view.variables}
    places = {one.name for one in view.variables if one.coordinate}
    return xarray.Dataset(
        {name: one for name, one in held.items() if name not in places},
        coords={name: one for name, one in held.items() if name in places},
        attrs=dict(view.attributes),
    )
