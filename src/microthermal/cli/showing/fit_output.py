"""A fit on the terminal: each parameter before and after the data, and what the data say, in sentences."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.cli.telling import Voice
from microthermal.fitting.records import Fit
from microthermal.fitting.sentences import effort_words, interval, number, short


def told_start(kept: Path, voice: Voice) -> None:
    """Say that a fit goes on from what an earlier one has simulated."""
    if kept.is_file() and not voice.quiet:
        voice.end()
        click.echo(f"Going on from '{kept}', as far as it belongs to this fit; remove it to begin anew.", err=True)


def show_fit(found: Fit) -> None:
    """Print parameters, sentences and effort."""
    console = Console(highlight=False)
    console.print(found.title, style="bold")
    table = Table(box=None, pad_edge=False)
    for column in ("parameter", "before", "after", "width left", "the data"):
        table.add_column(column, justify="right" if column == "width left" else "left")
    for one in found.parameters:
        before = f"{number(one.prior.low, one)} to {number(one.prior.high, one)}"
        table.add_row(short(one), before, interval(one), f"{100 * one.narrowing:.0f} %", one.told)
    console.print(table)
    for sentence in found.sentences:
        console.print(f"- {sentence}")
    for caution in found.cautions:
        console.print(f"! {caution.text}", style="yellow")
    console.print(effort_words(found))
    console.print(RESEARCH_ONLY, style="italic")
