"""``mtz validate``: every measured zone beside the model; a table, a page of plots, and the same as JSON and CSV."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli.telling import Voice, telling

_FOLDER = click.Path(path_type=Path)


@click.command("validate")
@click.option("--quick", is_flag=True, help="Only quick cases, at the middle of their open settings: about a minute.")
@click.option("--case", "-c", "names", multiple=True, help="Judge this case only; may be given several times.")
@click.option("--output", "-o", type=_FOLDER, default=Path(), help="Folder to write to; the current one by default.")
@telling
def command(quick: bool, names: tuple[str, ...], output: Path, voice: Voice) -> None:
    """Hold the model against measured zones of the literature.

    Writes validation.html (self-contained, with plots), validation.json and validation.csv.
    """
    from microthermal import report, store
    from microthermal.cli.output import Files, save, try_all
    from microthermal.cli.showing.tables import show_validation
    from microthermal.errors import Fault, InputError
    from microthermal.files import is_folder
    from microthermal.store.validations import validation_document
    from microthermal.validation import validate
    from microthermal.validation.reading import case_named

    if not is_folder(output):
        raise InputError([Fault("--output", f"there is no folder '{output}'; make it first")])
    files = tuple(output / f"validation.{ending}" for ending in ("html", "json", "csv"))
    try_all(files, "--output")
    cases = [case_named(name) for name in dict.fromkeys(names)] or None

    def write(files: Files) -> None:
        page, document, table = files
        report.write(found, page)
        store.save_validation(found, document)
        store.save_validation_table(found, table)

    with voice.progress("validation") as tell:
        found = validate(cases, quick=quick, progress=tell)
        saved = save(files, write)
    voice.show(saved, ("HTML", "JSON", "CSV"), lambda: show_validation(found), lambda: validation_document(found))
