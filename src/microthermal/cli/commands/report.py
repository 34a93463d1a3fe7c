"""``mtz report``: a saved run in, its report out."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli.telling import Voice, telling


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="HTML file to write; beside the run by default.")
@click.option("--live", is_flag=True, help="Write the page of the zone that moves instead of the report.")
@telling
def command(run: Path, output: Path | None, live: bool, voice: Voice) -> None:
    """Write the report of RUN, a file that plan or simulate has saved."""
    from microthermal import report, store
    from microthermal.cli.output import save, try_all
    from microthermal.files import is_folder, write_text
    from microthermal.planning.records import Plan
    from microthermal.planning.window.map import banded, banded_plan

    page = run.with_suffix(".live.html" if live else ".html")
    target = page if output is None else output / page.name if is_folder(output) else output
    try_all((report.page_file(target),), "RUN" if output is None else "--output", run)
    with voice.progress(run.name) as tell:
        tell(0, 2, "reading" if live else "scenarios")
        found = store.load(run)
        if live:
            from microthermal.report.live.page import live_of

            text = live_of(found)
        else:
            text = report.html(banded_plan(found) if isinstance(found, Plan) else banded(found))
        tell(1, 2, "report")
        saved = save((target,), lambda files: write_text(files[0], text))
        tell(2, 2, "done")
    voice.show(saved, ("Page" if live else "Report",), lambda: None, lambda: {"kind": "report"}, found)
