"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

case = click.argument("case", type=click.Path(path_type=Path))
output = click.option("--output", "-o", type=click.Path(), help="Name of the files to write, or a folder for them.")
quiet = click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
workers = click.option(
    "--workers",
    "-w",
    type=click.IntRange(1, 256),
    help="Processes or threads to use; by default one for each core that may be used.",
)
