"""``mtz compare``: two treatments in; what differs, and whether that is more than is in doubt, out."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.output import Files, output_for, save
from microthermal.cli.subjects import stem_of
from microthermal.cli.telling import Voice, telling


@click.command("compare")
@click.argument("a")
@click.argument("b")
@click.option("--goal", "-g", help="Goal of the library that both are scored by; that of the plan by default.")
@click.option("--skin", type=click.Path(path_type=Path), help="Case file in whose skin published treatments are done.")
@options.output
@telling
def command(a: str, b: str, goal: str | None, skin: Path | None, output: str | None, voice: Voice) -> None:
    """Set A beside B: run files, options of plans (PLAN.nc#2), case files, or published treatments by name.

    Writes a self-contained HTML page and the same as JSON.
    """
    own = Path(f"{stem_of(a)}_beside_{stem_of(b)}")
    files = output_for(own, output, (".html", ".json"))  # before all that takes long to load
    from microthermal import catalog, report
    from microthermal.cases.parts import tried
    from microthermal.cli.showing.comparison_table import show_comparison
    from microthermal.cli.subjects import read_place, read_subject
    from microthermal.errors import Fault, InputError
    from microthermal.store.summary import write_json
    from microthermal.studies.compare import compare
    from microthermal.studies.compare.document import document

    faults: list[Fault] = []
    first, second = (tried(faults, name, read_subject, text) for text, name in ((a, "A"), (b, "B")))
    aims = None if goal is None else tried(faults, "--goal", catalog.goal, goal)
    place = tried(faults, "--skin", read_place, skin)
    if first is None or second is None or faults:
        raise InputError(faults)
    with voice.progress(f"{a} beside {b}") as tell:
        found = compare(first, second, aims, place, tell)
    told = document(found)

    def write(files: Files) -> None:
        page, summary = files
        report.write(found, page)
        write_json(told, summary)

    saved = save(files, write)
    voice.show(saved, ("Page", "JSON"), lambda: show_comparison(found), lambda: told, found)
