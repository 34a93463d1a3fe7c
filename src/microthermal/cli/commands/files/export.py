"""``mtz export``: a saved run in, files for other programs out."""

from __future__ import annotations

from pathlib import Path

import click

from microthermal.cli import options
from microthermal.cli.exporting import FORMATS, Wanted
from microthermal.cli.telling import Voice, telling

_LEVELS = click.Choice(["3.2", "3.1", "2.4"])


@click.command("export")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--to", "formats", multiple=True, required=True, type=click.Choice(list(FORMATS)), help="May be repeated."
)
@options.output
@click.option("--figure", help="Only figures of this section of the page, for example 'zone'; for svg and png.")
@click.option("--sbml-level", default="3.2", show_default=True, type=_LEVELS, help="Level and version of the SBML.")
@click.option("--groups/--no-groups", default=True, help="Name the model's modules by SBML's package of groups.")
@telling
def command(
    run: Path,
    formats: tuple[str, ...],
    output: str | None,
    figure: str | None,
    sbml_level: str,
    groups: bool,
    voice: Voice,
) -> None:
    """Write RUN, a file that plan or simulate has saved, in formats of other programs.

    netcdf (xarray, Panoply), zarr, vtk (ParaView), stl (zones and a piece of the lattice, in millimetres), csv,
    sbml and omex (healing), svg and png (figures of the report). Of a plan it is the best treatment.
    """
    from microthermal import store
    from microthermal.cli.output import output_for, save, try_all

    chosen = tuple(dict.fromkeys(formats))
    endings = tuple(FORMATS[name][0] for name in chosen)
    stem = output_for(run.with_suffix(""), output, endings)[0].with_suffix("")
    with voice.progress(run.name) as tell:
        tell(0, len(chosen), f"reading {run.name}")
        found, wanted, parts = store.load(run), Wanted(sbml_level, groups, figure), []
        for number, name in enumerate(chosen, start=1):
            parts += [(name, *part) for part in FORMATS[name][1](found, wanted).items()]
            tell(number, len(chosen), name)
    files = tuple(stem.with_name(f"{stem.name}{tail}") for _, tail, _ in parts)
    try_all(files, "--output", run)

    def write(files: tuple[Path, ...]) -> None:
        for (_, _, write_one), file in zip(parts, files, strict=True):
            write_one(file)

    names = tuple(name for name, _, _ in parts)
    voice.show(save(files, write), names, lambda: None, lambda: {"kind": "export", "formats": list(names)}, found)
