"""``mtz report``: a saved run in, its report out."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="HTML file to write; beside the run by default.")
def command(run: Path, output: Path | None) -> None:
    """Write the report of RUN, a file that plan or simulate has saved."""
    from microthermal import report, store
    from microthermal.errors import Fault, InputError
    from microthermal.planning.records import Plan
    from microthermal.planning.window_map import banded, banded_plan

    target = output or run.with_suffix(".html")
    if not target.parent.is_dir():
        raise InputError([Fault("--output", f"there is no folder '{target.parent}'; make it first")])
    found = store.load(run)
    report.write(banded_plan(found) if isinstance(found, Plan) else banded(found), target)
    click.echo(f"Report   {target}")
