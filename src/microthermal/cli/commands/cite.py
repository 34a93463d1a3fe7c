"""``mtz cite``: a saved run in, the literature it rests on out."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("cite")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--bibtex", is_flag=True, help="Print entries of BibTeX, the program itself first.")
def command(run: Path, bibtex: bool) -> None:
    """Print the bibliography of RUN: sources of the values, laws, limits and methods that it used.

    What is recalled, paraphrased or not stated says so: look it up before you cite it.
    """
    from microthermal import catalog, store
    from microthermal.report.provenance import source_keys

    found = store.load(run)
    known, keys = catalog.works(), source_keys(found)
    named = sorted({known[key].key: known[key] for key in keys if key in known}.items())
    if bibtex:
        click.echo(_program(found.stamp.version, found.stamp.date))
    for _, work in named:
        click.echo(work.bibtex() if bibtex else work.text())
    for key in sorted(key for key in keys if key not in known):
        click.echo(f"'{key}' is named as a source, and not in the bibliography of the library.", err=True)
    lacking = [key for key, work in named if work.lacks or "paraphrased" in work.note]
    if lacking:
        click.echo(f"{len(lacking)} of {len(named)} lack authors or the exact title: {', '.join(lacking)}", err=True)


def _program(version: str, date: str) -> str:
    """The program itself as an entry; CITATION.cff says the same."""
    return (
        "@software{microthermal,\n"
        "  title = {microthermal: an open simulator and treatment planner for micro-thermal zones},\n"
        "  author = {{The microthermal developers}},\n"
        f"  version = {{{version}}},\n"
        f"  note = {{run of {date}}},\n}}"
    )
