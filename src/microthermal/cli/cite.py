"""``mtz cite``: a saved run in, the literature it rests on out."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("cite")
@click.argument("run", type=click.Path(path_type=Path))
def command(run: Path) -> None:
    """Print the bibliography of RUN: sources of the values, laws, limits and methods that it used."""
    from microthermal import catalog, store
    from microthermal.report.sections.bibliography import source_keys

    known = catalog.works()
    for work in sorted({known[key].key: known[key] for key in source_keys(store.load(run)) if key in known}.items()):
        click.echo(work[1].text())
