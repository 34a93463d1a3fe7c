"""``mtz sweep``: a study in; a database of runs, its page and its table out."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.output import Files, output_for, save, try_all
from microthermal.errors import InputError

_TABLE = click.Path(path_type=Path)


@click.command("sweep")
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--to", "tables", multiple=True, type=_TABLE, help="Table to write, .csv or .parquet; may be repeated.")
@click.option("--cluster", default="", help="Address of the scheduler of a Dask cluster, such as tcp://host:8786.")
@options.workers
@options.output
@options.quiet
def command(
    study: Path, tables: tuple[Path, ...], cluster: str, workers: int | None, output: str | None, quiet: bool
) -> None:
    """Run STUDY, a file that says which fields of a case vary, and keep every run in a database.

    What has been run is never run again: the same command goes on where a killed one has stopped. STUDY may be the
    database itself; with --to, its table is then written and nothing is run. Writes NAME.db and its page, NAME.html.
    """
    page, path = _files(study, output)  # before all that takes long to load
    from microthermal import report
    from microthermal.cli.progress import progress
    from microthermal.cli.showing.sweeps import show_sweep, study_in
    from microthermal.report.sweeping.page import SweepPage
    from microthermal.studies.sweep import export, sweep
    from microthermal.studies.sweep.running import Engine
    from microthermal.studies.sweep.tables import check_ending

    for table in tables:
        check_ending(table)
    try_all(tables, "--to", study)
    if study.suffix == ".db" and tables:
        rows = [export(study, table) for table in tables]
        click.echo(f"{rows[0]} rows: {', '.join(str(table) for table in tables)}")
        return
    asked = study_in(study)
    with progress(asked.title, quiet) as tell:
        done = sweep(asked, path, Engine(workers=workers, cluster=cluster), tell)

    def write(files: Files) -> None:
        report.write(SweepPage(path), files[0])

    saved = save((page,), write)
    for table in tables:
        export(path, table)
    show_sweep(asked, done, tables)
    saved.tell("Page")
    if done.failed == done.runs:
        raise InputError("no run of this study could be simulated; mend its inputs, or the fields of its case")


def _files(study: Path, output: str | None) -> tuple[Path, Path]:
    """Page and database; a study that is a database is gone on with in it."""
    wanted = output if output is None or not output.endswith(".db") else output.removesuffix(".db")
    if study.suffix == ".db" and output is None:
        return study.with_suffix(".html"), study
    (page,) = output_for(study, wanted, (".html",))
    path = page.with_suffix(".db")
    if not path.exists():
        try_all((path,), "--output", study)
    return page, path
