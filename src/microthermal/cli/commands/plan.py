"""``mtz plan``: a goal file in, a ranked table and a report out; or a plan in, and another one out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from microthermal.cli import options
from microthermal.cli.output import output_for, save_run
from microthermal.cli.telling import Voice, telling
from microthermal.errors import Fault, InputError

if TYPE_CHECKING:
    from microthermal.planning.records import Plan


@click.command("plan")
@options.case
@options.output
@options.workers
@click.option("--prefer", multiple=True, help="What is rather wanted, such as 'downtime < 3 day'; may be repeated.")
@click.option("--trade", help="More of one metric for as little of another, such as 'depth:pigment_risk'.")
@click.option("--near", type=int, help="The best around the option of this number.")
@click.option("--state", type=click.Path(path_type=Path), help="File from which a search goes on if it was stopped.")
@telling
def command(
    case: Path,
    output: str | None,
    workers: int | None,
    state: Path | None,
    voice: Voice,
    **asked: tuple[str, ...] | str | int | None,
) -> None:
    """Find and rank treatments that reach the goal of CASE inside the therapeutic window.

    CASE may be a run file of an earlier plan of a front, to which --prefer, --trade and --near are questions.

    Writes a self-contained HTML report, the best run (NetCDF) and a summary (JSON).
    """
    stored = case.suffix == ".nc"
    files = output_for(case, output, tail="-asked" if stored else "")  # before all that takes long to load
    from microthermal.cli.showing.tables import show_plan
    from microthermal.planning.window.map import banded_plan
    from microthermal.store.summary import summary

    with voice.progress(case.name) as tell:
        if stored:
            found = answered(_loaded(case, asked), asked)
        else:
            from microthermal.parallel.cores import cores
            from microthermal.planning.case import read_plan_case
            from microthermal.planning.plan import plan_of

            read = read_plan_case(case)
            _check_questions(asked, front=read.search.kind == "front", state=state)
            found = plan_of(read, workers=workers or cores(), progress=tell, state=state)
            found = answered(found, asked)
        shown = banded_plan(found)
        saved = save_run(files, found, found, shown)
    voice.show(saved, ("Run", "Summary", "Report"), lambda: show_plan(found), lambda: summary(found), found)
    if found.search.missed:
        from microthermal.cli.__main__ import EXIT_UNMET

        raise click.exceptions.Exit(EXIT_UNMET)


def _loaded(path: Path, asked: dict[str, tuple[str, ...] | str | int | None]) -> Plan:
    from microthermal import store
    from microthermal.planning.records import Plan

    if not any(asked.values()):
        raise InputError([Fault("--prefer", f"ask something of '{path}': --prefer, --trade or --near")])
    found = store.load(path)
    if not isinstance(found, Plan):
        raise InputError(f"'{path}' holds a simulation; a question is to a plan")
    _check_questions(asked, front=found.search.front is not None, state=None)
    return found


def _check_questions(asked: dict[str, tuple[str, ...] | str | int | None], front: bool, state: Path | None) -> None:
    """Refuse questions that cannot be answered, before anything is computed."""
    given = [f"--{name}" for name, value in asked.items() if value]
    given += ["--state"] if state is not None else []
    if given and not front:
        text = 'is for a search of a front; write search = { kind = "front" } in the case'
        raise InputError([Fault(name, text) for name in given])
    trade = asked.get("trade")
    if isinstance(trade, str) and len([part for part in trade.split(":") if part.strip()]) != 2:
        raise InputError(
            [Fault("--trade", "write two metrics with a colon between them, such as 'depth:pigment_risk'")]
        )
    from microthermal.planning.converse.statements import read_statement

    for text in asked.get("prefer") or ():  # type: ignore[union-attr]  # a tuple, as declared above
        read_statement(str(text))


def answered(plan: Plan, asked: dict[str, tuple[str, ...] | str | int | None]) -> Plan:
    """The plan after all questions, in the order near, prefer, trade."""
    near, prefer, trade = (asked.get(name) for name in ("near", "prefer", "trade"))
    if isinstance(near, int):
        plan = plan.near(near)
    if isinstance(prefer, tuple) and prefer:
        plan = plan.prefer(*prefer)
    if isinstance(trade, str):
        gain, pay = trade.split(":")
        plan = plan.trade(gain, pay)
    return plan
