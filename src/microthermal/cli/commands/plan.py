"""``mtz plan``: a goal file in, a ranked table and a report out."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli.output import Files, output_for, save


@click.command("plan")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(), help="Name of the files to write, or a folder for them.")
@click.option(
    "--workers",
    "-w",
    type=click.IntRange(1, 256),
    help="Processes to use; by default one for each core that may be used.",
)
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def command(case: Path, output: str | None, workers: int | None, quiet: bool) -> None:
    """Find and rank treatments that reach the goal of CASE inside the therapeutic window.

    Writes a self-contained HTML report, the best run (NetCDF) and a summary (JSON).
    """
    files = output_for(case, output)  # before all that takes long to load
    from microthermal import report, store
    from microthermal.cli.progress import progress
    from microthermal.cli.tables import show_plan
    from microthermal.parallel.cores import cores
    from microthermal.planning.case import read_plan_case
    from microthermal.planning.plan import plan_of
    from microthermal.planning.window.map import banded_plan

    asked = read_plan_case(case)
    with progress(asked.title, quiet) as tell:
        found = plan_of(asked, workers=workers or cores(), progress=tell)
        shown = banded_plan(found)

    def write(files: Files) -> None:
        run, summary, page = files
        store.save(found, run)
        store.save_json(found, summary)
        report.write(shown, page)

    saved = save(files, write)
    show_plan(found)
    saved.tell("Run", "Summary", "Report")
