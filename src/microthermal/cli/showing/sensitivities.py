"""A study of sensitivity on the terminal: what is asked, what it will cost, and what came of it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from microthermal import catalog
from microthermal.cases.parts import tried
from microthermal.cases.treatment import treatment_case
from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.cli.subjects import read_option
from microthermal.documents import read_toml
from microthermal.documents.sentences import read_choice
from microthermal.errors import Fault, InputError
from microthermal.parallel.cores import cores
from microthermal.planning.estimates import number_text
from microthermal.planning.metrics import metrics as known
from microthermal.studies.fields import with_fields
from microthermal.studies.sensitivity import OfMetric, Query, Sensitivity
from microthermal.studies.sensitivity.asking import asked_case, document_of, field_of
from microthermal.studies.sensitivity.records import exact
from microthermal.studies.sensitivity.running import LEAST_BASE, runs_of
from microthermal.studies.sensitivity.runs import Runs, inputs_of, own_doubt, packed, run_all
from microthermal.units import show

# What is asked for where nothing is.
_USUAL = ("depth", "coverage", "downtime", "pigment_risk")
_ROWS = 6


def read_asked(text: str, names: tuple[str, ...], inputs: tuple[str, ...], vary: tuple[str, ...], base: int) -> Query:
    """What a command line asks for, of a case file or of an option of a plan (``plan.nc#2``).

    Raises
    ------
    InputError
        With every fault of the case and of the options.
    """
    faults: list[Fault] = []
    option = read_option(text)
    mapping = read_toml(Path(text)) if option is None else document_of(option)
    case = tried(faults, "", treatment_case, mapping, Path(text).stem) if option is None else option
    chosen = [tried(faults, "--metric", read_choice, name, known.kinds(), "metric") for name in names or _USUAL]
    own = [tried(faults, "--vary", _interval, text, mapping if case is not None else None) for text in vary]
    if 0 < base < LEAST_BASE or base & (base - 1):
        text = f"must be 0 or a power of two from {LEAST_BASE} on, so that Sobol points are even; not {base}"
        faults.append(Fault("--base", text))
    document = {name: item for name, item in mapping.items() if name not in ("title", "date")}
    asked = Query(
        case=json.loads(json.dumps(document, default=str)), metrics=tuple(dict.fromkeys(one for one in chosen if one)),
        title="" if case is None else f"What it hangs on: {case.title}", own=tuple(one for one in own if one),
        inputs=inputs, base=base,
    )  # fmt: skip
    if case is not None and asked.metrics:
        tried(faults, "--input", inputs_of, asked, case, catalog.library())
    if faults:
        raise InputError(faults)
    return asked


def _interval(text: str, case: Mapping[str, Any] | None) -> tuple[str, str, str]:
    """Path and ends of an interval; a case that can be read has to be one at both of them."""
    path, equals, ends = text.partition("=")
    low, dots, high = ends.partition("..")
    if not (path.strip() and equals and dots and low.strip() and high.strip()):
        raise InputError(f"'{text}' is no interval of a field; write for example \"pulse.energy=18 mJ..22 mJ\"")
    found = path.strip() if case is None else field_of(case, path.strip()), low.strip(), high.strip()
    doubt = own_doubt(*found)
    if case is not None:
        for end in (doubt.low, doubt.high):
            asked_case(with_fields(case, {doubt.path: exact(end, doubt.unit)}))
    return found


def cost(asked: Query, workers: int | None) -> str:
    """How many simulations there will be, and about how long they take: a few of them are timed."""
    doubts = inputs_of(asked, asked_case(asked.case), catalog.library())
    text, runs = packed(asked), runs_of(asked, len(doubts))
    moved: dict[int, float] = dict.fromkeys(range(len(doubts)), 0.3)
    run_all(Runs(text, (0,), ({},)))  # the first one loads and compiles
    begin = time.perf_counter()
    run_all(Runs(text, (0,), (moved,)))
    each = time.perf_counter() - begin
    hands = cores() if workers is None else workers
    took = show(max(each * runs / hands, 1.0), "s", 2)
    return f"{len(doubts)} inputs, about {runs} simulations: some {took} on {hands} cores"


def show_sensitivity(found: Sensitivity) -> None:
    """Print for each metric what it hangs on, and what would narrow it."""
    console = Console(highlight=False)
    for one in found.metrics:
        console.print(one.meaning[:1].upper() + one.meaning[1:], style="bold")
        if one.bars:
            console.print(_table(one))
        for sentence in one.sentences:
            console.print(f"- {sentence}", markup=False)
        console.print()
    for caution in found.cautions:
        console.print(f"! {caution.text}", markup=False)
    console.print(RESEARCH_ONLY, style="italic")


def _table(one: OfMetric) -> Table:
    indices = {index.doubt.name: index for index in one.indices}
    heads = ("alone", "first", "total") if one.indices else ("alone",)
    columns = [Column(name, no_wrap=True) for name in heads]
    table = Table("input", *columns, box=None, pad_edge=False)
    order = [index.doubt.name for index in one.indices] or [bar.doubt.name for bar in one.bars]
    bars = {bar.doubt.name: bar for bar in one.bars}
    for name in order[:_ROWS]:
        if name not in bars:
            continue
        bar, index = bars[name], indices.get(name)
        low, high = (number_text(end, one.unit, one.nominal or None) for end in (bar.low, bar.high))
        texts = () if index is None else (f"{100 * index.first:.0f} %", f"{100 * index.total:.0f} %")
        table.add_row(bar.doubt.title, low if low == high else f"{low} to {high}", *texts)
    return table
