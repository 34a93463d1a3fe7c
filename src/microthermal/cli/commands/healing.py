"""``mtz healing``: the weeks after a treatment, over several visits, for people and for other programs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.telling import Voice, telling
from microthermal.errors import Fault, InputError

_LEVELS = click.Choice(["3.2", "3.1", "2.4"])


@click.command("healing")
@options.case
@click.option("--visits", default=1, show_default=True, type=click.IntRange(1, 12), help="Visits like this one.")
@click.option("--interval", default="28 day", show_default=True, help="Time between visits.")
@click.option("--export", type=click.Path(path_type=Path), help="File to write: .xml (SBML), .csv or .omex (COMBINE).")
@click.option("--sbml-level", default="3.2", show_default=True, type=_LEVELS, help="Level and version of the SBML.")
@click.option("--groups/--no-groups", default=True, help="Name the model's modules by SBML's package of groups.")
@telling
def command(
    case: Path, visits: int, interval: str, export: Path | None, sbml_level: str, groups: bool, voice: Voice
) -> None:
    """Follow the healing of the treatment that CASE describes.

    Prints scores with their bands, and writes the course for other programs if asked: SBML with visits and drugs as
    events, a table with the band of every curve, or a COMBINE archive of both with SED-ML.
    """
    from microthermal.cases.treatment import read_treatment_case
    from microthermal.cli.output import Saved, save, try_all
    from microthermal.cli.showing.tables import scores_document, show_scores
    from microthermal.planning.healing_run import follow_case, write_export
    from microthermal.units import parse

    if export is not None and export.suffix not in (".xml", ".csv", ".omex"):
        raise InputError([Fault("--export", f"'{export.name}' must end in .xml, .csv or .omex")])
    if export is not None:
        try_all((export,), "--export", case)
    try:
        pause = parse(interval, "s")
    except InputError:
        text = f"'{interval}' cannot be read as a time; write for example '28 day'"
        raise InputError([Fault("--interval", text)]) from None
    asked = read_treatment_case(case)
    with voice.progress(asked.title) as tell:
        tell(0, 1, "light, heat, damage, healing")
        run = follow_case(asked, visits, pause)
        tell(1, 1, "done")
    saved = Saved(())
    if export is not None:
        saved = save((export,), lambda files: write_export(run, files[0], sbml_level, groups))
    words, document = partial(show_scores, asked.title, run), partial(scores_document, asked.title, run)
    voice.show(saved, ("Written",), words, document)
