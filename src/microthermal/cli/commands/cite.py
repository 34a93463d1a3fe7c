"""``mtz cite``: a saved run in, the literature it rests on out."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("cite")
@click.argument("run", type=click.Path(path_type=Path))
def command(run: Path) -> None:
    """Print the bibliography of RUN: sources of the values, laws, limits and methods that it used."""
    from microthermal import catalog, store
    from microthermal.report.provenance import source_keys

    known, keys = catalog.works(), source_keys(store.load(run))
    for work in sorted({known[key].key: known[key] for key in keys if key in known}.items()):
        click.echo(work[1].text())
    for key in sorted(key for key in keys if key not in known):
        click.echo(f"'{key}' is named as a source, and not in the bibliography of the library.", err=True)
