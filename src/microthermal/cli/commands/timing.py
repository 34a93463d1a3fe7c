"""``mtz timing``: a case with an injection in; benefit and harm against its day, in words, a table and a picture."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.output import output_for, save
from microthermal.cli.telling import Voice, telling


@click.command("timing")
@options.case
@click.option("--goal", "-g", help="Goal that benefit is measured by; the one of the condition by default.")
@click.option("--from", "first", default="-2 day", show_default=True, help="First day, negative before the laser.")
@click.option("--until", "last", default="28 day", show_default=True, help="Last day.")
@click.option("--scenarios", "-s", type=click.IntRange(1, 200), default=20, show_default=True)
@options.workers
@options.output
@telling
def command(
    case: Path,
    goal: str | None,
    first: str,
    last: str,
    scenarios: int,
    workers: int | None,
    output: str | None,
    voice: Voice,
) -> None:
    """Compare days on which the first injection of CASE could be given.

    No trial has compared days after a fractional laser: what this prints is a hypothesis, with a band over scenarios.
    Writes a page (HTML), a picture (SVG) and a table (CSV).
    """
    files = output_for(case, output, (".html", ".svg", ".csv"), "_timing")  # before all that takes long to load
    from microthermal.cli.showing.timing_output import days_document, read_timing, show_timing, write_files

    asked = read_timing(case, goal, first, last)
    with voice.progress(asked.case.title) as tell:
        found = asked.run(scenarios, workers, tell)
        saved = save(files, lambda files: write_files(found, files))
    names = ("Page", "Picture", "Table")
    voice.show(saved, names, lambda: show_timing(found), lambda: days_document(found), found.simulation)
