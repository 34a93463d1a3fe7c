"""``mtz simulate``: one treatment in, a run and a report out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.output import RUN, output_for, save_run
from microthermal.cli.telling import Voice, telling


@click.command("simulate")
@options.case
@options.output
@click.option("--live", is_flag=True, help="Write a page of the zone that moves as well (NAME.live.html).")
@telling
def command(case: Path, output: str | None, live: bool, voice: Voice) -> None:
    """Simulate the treatment that CASE describes.

    Writes a self-contained HTML report, the run (NetCDF) and a summary (JSON).
    """
    files = output_for(case, output, (*RUN, ".live.html") if live else RUN)  # before all that takes long to load
    from microthermal.cases.treatment import read_treatment_case
    from microthermal.catalog.device_steps import step_cautions
    from microthermal.cli.showing.tables import show_simulation
    from microthermal.planning.window.map import banded
    from microthermal.simulation.chain import simulate
    from microthermal.simulation.zone_run import run_zone_on_file
    from microthermal.store.summary import summary

    asked = read_treatment_case(case)
    with voice.progress(asked.title) as tell:
        tell(0, 2, "light, heat, damage, healing")
        found = simulate(
            asked.skin, asked.treatment, asked.condition, asked.settings, zone_runner=run_zone_on_file
        )  # fmt: skip
        doubts = step_cautions(asked.device, asked.treatment.pulse, asked.treatment.pattern)
        found = replace(found, title=asked.title, date=asked.date, cautions=(*found.cautions, *doubts))
        tell(1, 2, "scenarios")
        window = banded(found)
        tell(2, 2, "report")
        page = ""
        if live:
            from microthermal.report.live.page import live as live_page

            page = live_page(found)
        saved = save_run(files, found, window, window, page)
    names = ("Run", "Summary", "Report", "Live")[: len(files)]
    voice.show(saved, names, lambda: show_simulation(window), lambda: summary(window), window)
