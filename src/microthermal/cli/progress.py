"""Progress of long work on the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Tell: TypeAlias = Callable[[int, int, str], None]


@contextmanager
def progress(title: str, quiet: bool, timed: bool = False) -> Iterator[Tell]:
    """A bar with what was just done and the time left; silent if asked, plain lines if no terminal.

    Parameters
    ----------
    title : str
        What is being worked on.
    quiet : bool
        Whether to show nothing.
    timed : bool, optional
        Whether to write a line for each step with the time since the beginning instead of a bar.
    """
    if quiet:
        yield lambda done, steps, text: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from microthermal.numerics.compiled import cold
    from microthermal.numerics.entries.places import makeshift

    console = Console(stderr=True)
    if makeshift():
        console.print(makeshift(), highlight=False, markup=False, soft_wrap=True)
    if cold():
        console.print(
            "First run on this machine: compiling the kernels takes about a minute of processor, once.", highlight=False
        )
    if timed:
        began = time.monotonic()
        yield lambda done, steps, text: console.print(
            f"{time.monotonic() - began:7.1f} s  {done}/{steps} {text}", highlight=False, markup=False
        )
        return
    if not sys.stderr.isatty():
        yield lambda done, steps, text: console.print(f"{done}/{steps} {text}", highlight=False, markup=False)
        return
    times = (TimeElapsedColumn(), TextColumn("[dim]left"), TimeRemainingColumn())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *times)
    with Progress(*columns, TextColumn("[dim]{task.fields[step]}"), console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, step="starting")
        yield lambda done, steps, text: bar.update(task, completed=done, total=steps, step=text)
