"""``mtz fit``: a user's own histology in; device, skin and laws with their uncertainty out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from microthermal.cli import options
from microthermal.cli.output import Files, output_for, save
from microthermal.cli.telling import Voice, telling

_ENDINGS = (".html", ".json", ".csv")


def _print_template(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from microthermal.fitting.table.columns import template

        click.echo(template(), nl=False)
        context.exit()


@click.command("fit")
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--template", is_flag=True, is_eager=True, expose_value=False, callback=_print_template,
              help="Print a table to start from, and stop.")  # fmt: skip
@click.option("--device", "-d", required=True, help="Device that made the zones, by its name in the library.")
@click.option("--skin", "-s", default="forearm_ii", show_default=True, help="Skin: site and phototype.")
@click.option("--free", "-f", multiple=True, help="Fit this parameter only; may be given several times.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 2), default=1, show_default=True, help="Seed of the draws.")
@click.option("--draws", "effective", type=click.IntRange(30, 1000), default=200, show_default=True,
              help="Draws that have to count.")  # fmt: skip
@click.option("--most", type=click.IntRange(200, 1_000_000), default=3000, show_default=True,
              help="Most sets of parameters that are simulated.")  # fmt: skip
@click.option("--spread", type=click.Choice(("fitted", "stated")), default="fitted", show_default=True,
              help="Whether rows may lie off the model by more than they state.")  # fmt: skip
@options.output
@options.workers
@telling
def command(
    data: Path, output: str | None, workers: int | None, voice: Voice, device: str, skin: str, **chosen: object
) -> None:  # fmt: skip
    """Fit device and skin to the measured zones of DATA, a CSV file.

    Writes a page (HTML), the fit (JSON), its draws (CSV), a library with the fitted device, skin and laws, and a case
    that uses it. What was simulated is kept in NAME_fit.part until then: a fit that was stopped goes on from it.
    """
    files = output_for(data, output, _ENDINGS, tail="_fit")  # before all that takes long to load
    from microthermal import report, store
    from microthermal.cli.showing.fit_output import show_fit, told_start
    from microthermal.documents import read
    from microthermal.fitting.fit import fit
    from microthermal.fitting.records import FitSettings

    base = files[1].with_suffix("")
    kept = base.with_name(f"{base.name}.part")
    free: Any = chosen.pop("free") or None
    how = read(FitSettings, {name: item for name, item in chosen.items() if item is not None})
    told_start(kept, voice)
    with voice.progress(f"fit of {data.name}") as tell:
        found = fit(data, device, skin, free, how, workers=workers, progress=tell, checkpoint=kept)
    library = store.fitted_files(base)

    def write(files: Files) -> None:
        page, document, table, case = files
        report.write(found, page)
        store.save_fit(found, document)
        store.save_draws(found, table)
        beside = store.fitted_files(case.with_name(case.name.removesuffix("_case.toml")))
        store.write_fitted_files(found, beside, data)

    saved = save((*files, library.case), write)
    kept.unlink(missing_ok=True)
    names = ("Page", "JSON", "Draws", "Case")
    voice.show(saved, names, lambda: show_fit(found), lambda: store.fit_document(found), found)
    if voice.as_json:
        return
    folder = store.fitted_files(saved.files[3].with_name(saved.files[3].name.removesuffix("_case.toml"))).folder
    click.echo(f"Library  {folder}: MTZ_LIBRARY={folder} mtz simulate {saved.files[3]}")
