"""A sweep on the terminal: which study is meant, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.studies.sweep import read_study, study_of
from microthermal.studies.sweep.database import opened
from microthermal.units import show

if TYPE_CHECKING:
    from microthermal.studies.sweep import Study, Swept


def study_in(path: Path) -> Study:
    """Study that a file asks for: a TOML file, or the database of a sweep, which holds all of it."""
    if path.suffix != ".db":
        return read_study(path)
    with opened(path) as database:
        return study_of(database.document)


def show_sweep(study: Study, done: Swept, tables: tuple[Path, ...]) -> None:
    """Say how many runs are there, how many failed and why, and where they are."""
    console = Console(highlight=False)
    fresh = done.runs - done.found
    console.print(study.title, style="bold", markup=False)
    console.print(f"{done.runs} runs of {study.runs}, {fresh} of them now, in {show(done.seconds, 's')}")
    if done.failed:
        console.print(f"{done.failed} failed; each is a row with its sentence, the most frequent:")
        with opened(done.path) as database:
            for sentence, count in database.failures(3):
                console.print(f"  {count} x {sentence}", markup=False)
    console.print(RESEARCH_ONLY, style="italic")
    console.print(f"Database  {done.path}", markup=False)
    for table in tables:
        console.print(f"Table  {table}", markup=False)
