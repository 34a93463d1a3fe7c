"""``mtz window``: one treatment in; gauges, words and the map of the device's window out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from microthermal.cli import options
from microthermal.cli.output import Files, output_for, save
from microthermal.cli.telling import Voice, telling


@click.command("window")
@options.case
@options.output
@options.workers
@telling
def command(case: Path, output: str | None, workers: int | None, voice: Voice) -> None:
    """Draw the therapeutic window of the device of CASE, a file for one treatment, over energy and density.

    Writes a self-contained HTML report with gauges and their bands, and the map as a table (CSV).
    """
    files = output_for(case, output, (".html", ".csv"), "_window")  # before all that takes long to load
    from microthermal import report
    from microthermal.cases.treatment import read_treatment_case
    from microthermal.cli.showing.windows import map_rows, save_map, show_window
    from microthermal.parallel.cores import cores
    from microthermal.planning.window.map import window_of
    from microthermal.store.summary import summary

    asked = read_treatment_case(case)

    def write(files: Files) -> None:
        page, table = files
        report.write(found, page)
        if found.map is not None:
            save_map(found.map, table)

    with voice.progress(asked.title) as tell:
        found = window_of(asked, workers=workers or cores(), progress=tell)
        saved = save(files, write)

    def words() -> None:
        if found.map is not None:
            show_window(found, found.map)

    def document() -> dict[str, Any]:
        rows = [] if found.map is None else map_rows(found.map)
        return {**summary(found), "kind": "window", "map": rows}

    voice.show(saved, ("Report", "Map"), words, document, found)
