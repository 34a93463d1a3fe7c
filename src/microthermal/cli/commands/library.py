"""``mtz library``: the numbers of the library, with source, spread and how each was read."""

from __future__ import annotations

import click

# What people write for a kind.
_PLURALS = {"devices": "device", "skins": "skin", "drugs": "drug", "conditions": "condition", "goals": "goal"}


@click.group("library")
def command() -> None:
    """Look up the numbers of the library and their sources."""


@command.command("list")
@click.argument("kind", required=False)
def list_entries(kind: str | None) -> None:
    """List all entries, or those of one KIND (device, skin, drug, ...); devices are listed by their family."""
    from microthermal import catalog
    from microthermal.cli.entries import show_devices
    from microthermal.documents.sentences import read_choice

    kind = _PLURALS.get(kind, kind) if kind is not None else None
    kinds = catalog.kinds() if kind is None else (read_choice(kind, catalog.kinds(), "kind of entry"),)
    for each in kinds:
        click.echo(each)
        if each == "device":
            show_devices()
            continue
        for name in catalog.names(each):
            click.echo(f"  {name:<28} {catalog.title(each, name)}")


@command.command("show")
@click.argument("kind")
@click.argument("name")
@click.argument("field", required=False, default="")
def show_entry(kind: str, name: str, field: str) -> None:
    """Show the values of one entry: KIND and NAME as printed by list; FIELD shows only values so named."""
    from microthermal import catalog
    from microthermal.cli.entries import show_entry as show
    from microthermal.documents.sentences import read_choice

    show(catalog.entry(read_choice(kind, catalog.kinds(), "kind of entry"), name), field)


@command.command("check")
@click.option("--debts/--no-debts", default=True, help="List the values that rest on memory or assumption.")
def check_library(debts: bool) -> None:
    """Check every file of the library, and list its debts: values from memory, assumed, or never measured."""
    from microthermal import catalog
    from microthermal.cli.entries import show_debts
    from microthermal.errors import LibraryError
    from microthermal.planning.window.limits import library_faults

    faults = catalog.check() or library_faults()
    if faults:
        raise LibraryError("\n  - ".join(str(fault) for fault in faults))
    if debts:
        show_debts(catalog.debts())
    click.echo(f"The library is sound: {sum(len(catalog.names(kind)) for kind in catalog.kinds())} entries.")
