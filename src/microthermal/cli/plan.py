"""``mtz plan``: a goal file in, a ranked table and a report out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from microthermal.cli.output import output_for, tell_files


@click.command("plan")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Name of the files to write, without ending.")
@click.option("--workers", "-w", type=click.IntRange(1, 256), help="Processes to use; all cores by default.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def command(case: Path, output: Path | None, workers: int | None, quiet: bool) -> None:
    """Find and rank treatments that reach the goal of CASE inside the therapeutic window.

    Writes a self-contained HTML report, the best run (NetCDF) and a summary (JSON).
    """
    from microthermal import report, store
    from microthermal.cli.progress import progress
    from microthermal.cli.tables import show_plan
    from microthermal.planning.case import read_plan_case
    from microthermal.planning.plan import plan_of
    from microthermal.planning.window_map import banded_plan

    asked = read_plan_case(case)
    files = output_for(case, output)
    with progress(asked.title, quiet) as tell:
        found = plan_of(asked, workers=workers or os.cpu_count() or 1, progress=tell)
    store.save(found, files.run)
    store.save_json(found, files.summary)
    report.write(banded_plan(found), files.report)
    show_plan(found)
    tell_files(files)
