"""Library values on the terminal: each with its spread, its source, how it was read and its grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from microthermal.errors import InputError
from microthermal.units import show

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


def show_devices() -> None:
    """Print every device below its family: name, title, and the range of its energy with wavelength or frequency."""
    from microthermal import catalog
    from microthermal.domain.inputs.exposures import FAMILIES, family_of

    held = {name: catalog.device(name) for name in catalog.names("device")}
    for family, heading in FAMILIES.items():
        members = [name for name, device in held.items() if family_of(device) == family]
        if members:
            click.secho(f"  {heading}", bold=True)
        for name in members:
            click.echo(f"    {name:<22} {catalog.title('device', name):<40} {_offers(held[name])}")


def _offers(device: Any) -> str:
    """Wavelength or frequency of a device, and the energies that it gives in one microbeam, pin, shot or session."""
    low, high = show(device.energy.low, "J"), show(device.energy.high, "J")
    energies = low if low == high else f"{low} to {high}"
    if device.wavelength is not None:
        wave = f"{1e9 * device.wavelength:.0f} nm" if device.wavelength < 2.5e-6 else show(device.wavelength, "m")
        return f"{wave}, {energies}"
    frequency = getattr(device, "frequency", None)  # what neither shines nor swings has only its energies
    return energies if frequency is None else f"{show(frequency, 'Hz')}, {energies}"


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
    if row.kept_for:
        click.echo(f"    kept for {row.kept_for}")
