"""``mtz window``: one treatment in; gauges, words and the map of the device's window out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from microthermal.cli.output import output_for


@click.command("window")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Name of the files to write, without ending.")
@click.option("--workers", "-w", type=click.IntRange(1, 256), help="Processes to use; all cores by default.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def command(case: Path, output: Path | None, workers: int | None, quiet: bool) -> None:
    """Draw the therapeutic window of the device of CASE, a file for one treatment, over energy and density.

    Writes a self-contained HTML report with gauges and their bands, and the map as a table (CSV).
    """
    from microthermal import report
    from microthermal.cli.progress import progress
    from microthermal.cli.windows import save_map, show_window
    from microthermal.planning.window_map import window_of
    from microthermal.simulation.case import read_treatment_case

    asked = read_treatment_case(case)
    files = output_for(case, output)
    with progress(asked.title, quiet) as tell:
        found = window_of(asked, workers=workers or os.cpu_count() or 1, progress=tell)
    table = files.report.with_suffix(".csv")
    report.write(found, files.report)
    if found.map is not None:
        save_map(found.map, table)
        show_window(found, found.map)
    click.echo(f"Report   {files.report}")
    click.echo(f"Map      {table}")
