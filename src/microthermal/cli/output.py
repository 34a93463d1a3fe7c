"""Where results go: one name, three files; checked before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from microthermal.errors import Fault, InputError


@dataclass(frozen=True)
class Output:
    """Files of one result."""

    run: Path
    summary: Path
    report: Path


def output_for(case: Path, wanted: Path | None) -> Output:
    """Files beside each other under one name; the case's own name in the current folder by default.

    Raises
    ------
    InputError
        If the folder is not there or cannot be written to, or if a file would replace the case.
    """
    base = wanted if wanted is not None else Path(case.stem)
    if base.suffix in (".nc", ".json", ".html"):
        base = base.with_suffix("")
    folder = base.parent if str(base.parent) else Path()
    if not folder.is_dir():
        raise InputError([Fault("--output", f"there is no folder '{folder}'; make it first")])
    files = Output(*(base.parent / f"{base.name}{suffix}" for suffix in (".nc", ".json", ".html")))
    taken = [file for file in (files.run, files.summary, files.report) if file.is_dir()]
    if taken:
        raise InputError([Fault("--output", f"'{taken[0]}' is a folder; choose another name")])
    return files


def tell_files(files: Output) -> None:
    """Say what was written."""
    click.echo(f"Report   {files.report}")
    click.echo(f"Run      {files.run}")
    click.echo(f"Summary  {files.summary}")
