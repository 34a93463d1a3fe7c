"""``mtz report``: a saved run in, its report out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from microthermal.cli.telling import Voice, telling
from microthermal.errors import Fault, InputError

if TYPE_CHECKING:
    from microthermal.store.files import Storable


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="File to write; beside the run by default.")
@click.option("--live", is_flag=True, help="Write the page of the zone that moves instead of the report.")
@click.option("--pdf", "paper", is_flag=True, help="Write the report as PDF, to be printed or kept.")
@telling
def command(run: Path, output: Path | None, live: bool, paper: bool, voice: Voice) -> None:
    """Write the report of RUN, a file that plan or simulate has saved."""
    if live and paper:
        raise InputError([Fault("--pdf", "paper does not move; ask for --live or for --pdf")])
    from microthermal import report, store
    from microthermal.cli.output import save, try_all
    from microthermal.files import is_folder
    from microthermal.report.paper.pdf import setter, sheet_file

    if paper:
        setter()  # asked for before anything is computed
    page = run.with_suffix(".live.html" if live else ".pdf" if paper else ".html")
    target = page if output is None else output / page.name if is_folder(output) else output
    named = (sheet_file if paper else report.page_file)(target)
    try_all((named,), "RUN" if output is None else "--output", run)
    with voice.progress(run.name) as tell:
        tell(0, 2, "reading" if live else "scenarios")
        found = store.load(run)
        made = _made(found, live, paper)
        tell(1, 2, "report")
        saved = save((target,), lambda files: _write(made, files[0]))
        tell(2, 2, "done")
    voice.show(saved, ("Page" if live else "Report",), lambda: None, lambda: {"kind": "report"}, found)


def _made(found: Storable, live: bool, paper: bool) -> bytes:
    """The page, or the sheets, that are asked for."""
    from microthermal import report
    from microthermal.planning.records import Plan
    from microthermal.planning.window.map import banded, banded_plan
    from microthermal.report.live.page import live_of
    from microthermal.report.paper.pdf import pdf

    if live:
        return live_of(found).encode()
    shown = banded_plan(found) if isinstance(found, Plan) else banded(found)
    return pdf(shown) if paper else report.html(shown).encode()


def _write(made: bytes, path: Path) -> None:
    from microthermal.files import draft_of

    with draft_of(path) as draft:
        draft.write_bytes(made)
