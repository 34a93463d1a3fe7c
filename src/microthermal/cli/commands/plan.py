"""``mtz plan``: a goal file in, a ranked table and a report out."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.output import output_for, save_run
from microthermal.cli.telling import Voice, telling


@click.command("plan")
@options.case
@options.output
@options.workers
@telling
def command(case: Path, output: str | None, workers: int | None, voice: Voice) -> None:
    """Find and rank treatments that reach the goal of CASE inside the therapeutic window.

    Writes a self-contained HTML report, the best run (NetCDF) and a summary (JSON).
    """
    files = output_for(case, output)  # before all that takes long to load
    from microthermal.cli.tables import show_plan
    from microthermal.parallel.cores import cores
    from microthermal.planning.case import read_plan_case
    from microthermal.planning.plan import plan_of
    from microthermal.planning.window.map import banded_plan
    from microthermal.store.summary import summary

    asked = read_plan_case(case)
    with voice.progress(asked.title) as tell:
        found = plan_of(asked, workers=workers or cores(), progress=tell)
        shown = banded_plan(found)
        saved = save_run(files, found, found, shown)
    voice.show(saved, ("Run", "Summary", "Report"), lambda: show_plan(found), lambda: summary(found), found)
