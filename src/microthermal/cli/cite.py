"""``mtz cite``: a saved run in, the literature it rests on out."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("cite")
@click.argument("run", type=click.Path(path_type=Path))
def command(run: Path) -> None:
    """Print the bibliography of RUN: sources of the values, laws and methods that it used."""
    from microthermal import store
    from microthermal.report.bibliography import citations

    for line in citations(store.load(run)):
        click.echo(line)
