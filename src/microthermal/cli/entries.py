"""Library values on the terminal: each with its spread, its source, how it was read and its grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from microthermal.errors import InputError

if TYPE_CHECKING:
    from microthermal.catalog import Debt, Entry, Row


def show_entry(entry: Entry, field: str = "") -> None:
    """Print the values of a library entry, one below the other; only those whose name holds ``field``.

    Raises
    ------
    InputError
        If no value of the entry is so named.
    """
    wanted = [row for row in entry.rows if field in row.path]
    if not wanted:
        raise InputError(f"{entry.kind} {entry.name} has no value named '{field}'; run it without to see all")
    click.secho(f"{entry.kind} {entry.name}: {entry.title}", bold=True)
    if entry.about:
        click.echo(entry.about)
    for row in wanted:
        click.echo("")
        _show_row(row.path, row)


def show_debts(debts: tuple[Debt, ...]) -> None:
    """Print the values that rest on memory or assumption, entry by entry."""
    click.secho(f"Debts: {len(debts)} values rest on memory, on assumption, or on nothing measured", bold=True)
    last = ""
    for debt in debts:
        if debt.entry != last:
            click.echo("")
            click.secho(debt.entry, bold=True)
            last = debt.entry
        why = "from memory" if debt.row.read == "memory" else debt.row.kind
        note = f"  ({debt.row.note})" if debt.row.note else ""
        click.echo(f"  {debt.row.path} = {debt.row.value}  {why}{note}")


def _show_row(name: str, row: Row) -> None:
    spread = f"  ({row.low} to {row.high}{', ' + row.spread if row.spread else ''})" if row.low or row.high else ""
    click.echo(f"{click.style(name, bold=True)} = {row.value}{spread}")
    grade = ", ".join(part for part in (row.kind, f"read in {row.read}" if row.read else "") if part)
    where = f"{row.source}{': ' + row.where if row.where else ''}"
    click.echo(f"    {grade}; {where}")
    if row.note:
        click.echo(f"    {row.note}")
