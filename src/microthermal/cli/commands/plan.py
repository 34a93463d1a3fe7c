"""``mtz plan``: a goal file in, a ranked table and a report out."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.output import output_for, save_run


@click.command("plan")
@options.case
@options.output
@options.workers
@options.quiet
def command(case: Path, output: str | None, workers: int | None, quiet: bool) -> None:
    """Find and rank treatments that reach the goal of CASE inside the therapeutic window.

    Writes a self-contained HTML report, the best run (NetCDF) and a summary (JSON).
    """
    files = output_for(case, output)  # before all that takes long to load
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
    saved = save_run(files, found, found, shown)
    show_plan(found)
    saved.tell("Run", "Summary", "Report")
