"""A result as tables: metrics, measures of the zone, depth, layers, weeks, options."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

import numpy as np

from microthermal.domain.inputs.goal import Estimate
from microthermal.files import write_text
from microthermal.planning.posterior_courses import scores_of
from microthermal.planning.records import Outcome, Plan
from microthermal.planning.window.verdicts import outcome
from microthermal.quantity import Measured, fields_of
from microthermal.simulation.records import Simulation
from microthermal.store.exports.view import Variable, View, shared_unit
from microthermal.store.exports.views import view_of

# Tables of one dimension: name of the table, and the dimension of which all numbers are its columns.
_ALONG: Final = {"options": "option", "depth": "z", "layers": "layer"}
# Variables of two dimensions that are tables of their own: rows by the first, a column for each name of the second.
_WIDE: Final = ("healing", "untreated")


@dataclass(frozen=True)
class Table:
    """Columns of equal length by their heads, which end in the unit in brackets; texts or numbers."""

    name: str
    columns: dict[str, list[Any]]

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """Rows."""
        return list(zip(*self.columns.values(), strict=True))


def tables_of(result: Simulation | Plan) -> dict[str, Table]:
    """Tables of a result by name.

    Parameters
    ----------
    result : Simulation or Plan
        What is to be read as tables.

    Returns
    -------
    dict of Table
        ``metrics``, ``zone``, ``depth``, ``layers``, ``healing``, ``untreated`` of the simulation or of the best one of
        a plan; ``options`` of a plan.
    """
    view = view_of(result)
    found = [_along(view, name, axis) for name, axis in _ALONG.items() if axis in view.sizes]
    found += [_wide(view, name) for name in _WIDE if name in {one.name for one in view.variables}]
    simulation = result.best if isinstance(result, Plan) else result
    if simulation is not None:
        found += [_metrics(simulation), _zone(simulation)]
    return {one.name: one for one in found}


def write(table: Table, path: Path) -> None:
    """Write a table as CSV in UTF-8; the file appears whole or not at all.

    Raises
    ------
    SaveError
        If the file cannot be written.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([repr(value) if isinstance(value, float) else value for value in row] for row in table.rows)
    write_text(path, text.getvalue())


def _along(view: View, name: str, axis: str) -> Table:
    return Table(name, {_head(one): _values(one) for one in view.variables if one.dimensions == (axis,)})


def _wide(view: View, name: str) -> Table:
    one = view[name]
    row, column = (view[axis] for axis in one.dimensions)
    columns = {_head(row): _values(row)}
    for number, species in enumerate(column.values):
        columns[f"{species} [{one.attributes['units']}]"] = one.values[:, number].tolist()
    return Table(name, columns)


def _head(one: Variable) -> str:
    return one.name if one.named else f"{one.name} [{one.attributes['units']}]"


def _values(one: Variable) -> list[Any]:
    values: list[Any] = np.asarray(one.values).tolist()
    return values


def _metrics(simulation: Simulation) -> Table:
    """Metrics and scores of healing; empty where one is not defined, with the reason."""
    found = {**_named(outcome(simulation)), **scores_of(simulation)}
    heads = ("metric", "value", "low", "high", "unit", "lower bound", "grade", "meaning", "not defined because")
    rows = [(name, *_estimate(one)) for name, one in found.items()]
    return Table("metrics", {head: [row[number] for row in rows] for number, head in enumerate(heads)})


def _named(found: Outcome) -> dict[str, Estimate]:
    return {one.metric: one.estimate for one in found.results}


def _estimate(one: Estimate) -> tuple[Any, ...]:
    told = ("", "", "") if one.undefined else (float(one.value), float(one.low), float(one.high))
    return (*told, shared_unit(one.unit), one.beyond, one.grade, one.meaning, one.undefined)


def _zone(simulation: Simulation) -> Table:
    """Measures of the zone with their numerical errors."""
    zone: Any = simulation.zone
    rows: list[tuple[str, float, float, str, str]] = []
    for holder, prefix in ((zone, ""), *((one, f"{one.endpoint}_") for one in zone.reaches)):
        for field in fields_of(holder.__class__):
            value = getattr(holder, field.name)
            quantity = fields_of(field.kind)[0].quantity if isinstance(value, Measured) else None
            if quantity is not None:
                name = f"{prefix}{field.name}"
                rows.append((name, value.value, value.error, shared_unit(quantity.unit), quantity.meaning))
    heads = ("measure", "value", "error", "unit", "meaning")
    return Table("zone", {head: [row[number] for row in rows] for number, head in enumerate(heads)})
