"""Tables of a result as pandas.DataFrame, the same as its export to CSV."""

from __future__ import annotations

from typing import Any

from microthermal.errors import InputError, brief
from microthermal.notebook.extras import library
from microthermal.planning.records import Plan
from microthermal.simulation.records import Simulation
from microthermal.store.exports.tables import tables_of


def to_pandas(result: Simulation | Plan, table: str) -> Any:
    """One table of a result.

    Parameters
    ----------
    result : Simulation or Plan
        Whose table it is.
    table : str
        Its name, as in ``mtz export --to csv``.

    Returns
    -------
    pandas.DataFrame
        Columns are named with their unit in brackets.

    Raises
    ------
    InputError
        If pandas is not installed, or there is no such table; the sentence lists those that there are.
    """
    pandas, tables = library("pandas"), tables_of(result)
    if table not in tables:
        raise InputError(f"there is no table {brief(table)}; there are {', '.join(sorted(tables))}")
    return pandas.DataFrame(tables[table].columns)
