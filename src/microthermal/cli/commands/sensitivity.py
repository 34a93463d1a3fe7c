"""``mtz sensitivity``: one treatment in; what its numbers hang on, and what would narrow them, out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from microthermal.cli import options
from microthermal.cli.output import Files, output_for, save
from microthermal.cli.subjects import stem_of


@click.command("sensitivity")
@click.argument("case")
@click.option("--metric", "-m", "metrics", multiple=True, help="Metric to ask about; may be repeated.")
@click.option("--input", "-i", "inputs", multiple=True, help="Input to move, by its name; all by default.")
@click.option("--vary", multiple=True, help='Your own interval of a field of the case: "pulse.energy=18 mJ..22 mJ".')
@click.option("--base", default=64, show_default=True, type=click.IntRange(0, 4096), help="Sobol points; 0: none.")
@click.option(
    "--fine/--preview", default=True, show_default=True, help="Simulate on the cells of the case, or on coarse ones."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON instead of a table.")
@options.workers
@options.output
@options.quiet
def command(
    case: str,
    metrics: tuple[str, ...],
    inputs: tuple[str, ...],
    vary: tuple[str, ...],
    base: int,
    fine: bool,
    **others: Any,
) -> None:
    """Move every input of CASE over its own interval, alone and together, and say which of them matter.

    CASE is a case file, or an option of a plan (PLAN.nc#2), of which the first visit is simulated.

    Writes a self-contained HTML report and the same as JSON.
    """
    quiet, workers = others["quiet"], others["workers"]
    own = Path(case) if case.endswith(".toml") else Path(stem_of(case))
    files = output_for(own, others["output"], (".html", ".json"), "_sensitivity")  # before all that takes long to load
    from microthermal import report
    from microthermal.cli.progress import progress
    from microthermal.cli.showing.sensitivities import cost, read_asked, show_sensitivity
    from microthermal.store.summary import write_json
    from microthermal.studies.sensitivity import sensitivity
    from microthermal.studies.sensitivity.document import document

    asked = replace(read_asked(case, metrics, inputs, vary, base), fine=fine)
    if not quiet:
        click.echo(cost(asked, workers), err=True)
    with progress(asked.title, quiet) as tell:
        found = sensitivity(asked, workers, tell)
    told = document(found)

    def write(files: Files) -> None:
        page, summary = files
        report.write(found, page)
        write_json(told, summary)

    saved = save(files, write)
    if others["as_json"]:
        click.echo(json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False))
        if saved.trouble is not None:
            raise saved.trouble
        return
    show_sensitivity(found)
    saved.tell("Report", "JSON")
