"""Running a study of sensitivity: each input alone, then all together at Sobol points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, TypeAlias

import numpy as np

from microthermal import catalog
from microthermal.catalog.reading.state import one_state
from microthermal.domain.results.caution import Caution
from microthermal.errors import Fault, InputError
from microthermal.parallel.cores import cores
from microthermal.parallel.streams import as_done
from microthermal.planning.metrics import metrics
from microthermal.quantity import Array
from microthermal.simulation.settings import PREVIEW_CELL, PREVIEW_ERROR
from microthermal.simulation.stamp import stamp
from microthermal.studies.sensitivity.asking import asked_case
from microthermal.studies.sensitivity.indices import indices
from microthermal.studies.sensitivity.records import PLACES, Bar, Doubt, OfMetric, Query, Sensitivity
from microthermal.studies.sensitivity.runs import Found, Places, Runs, inputs_of, packed, run_all
from microthermal.studies.sensitivity.words import sentences
from microthermal.studies.sweep.points import sobol
from microthermal.units import show

Progress: TypeAlias = Callable[[int, int, str], None]
# Runs in one call of a worker.
_MOST: Final = 8
# Of the widest bar, a change that is less is none: it is that of the cells, and no turn.
_SLACK: Final = 0.03
LEAST_BASE, MOST_BASE = 16, 4096


def runs_of(asked: Query, inputs: int) -> int:
    """How many simulations a study takes at most: five and fewer for each input alone, base times (inputs + 2)."""
    return 1 + len(PLACES) * inputs + (asked.base * (inputs + 2) if inputs > 1 else 0)


@one_state()
def sensitivity(asked: Query, workers: int | None = None, progress: Progress | None = None) -> Sensitivity:
    """What metrics of a case hang on.

    Parameters
    ----------
    asked : Query
        Case, metrics, inputs, how many Sobol points.
    workers : int, optional
        Processes; the answer is the same for any number.
    progress : callable, optional
        Told of every few runs.

    Raises
    ------
    InputError
        If the case is wrong, an input is named that there is not, or the case itself cannot be simulated.
    """
    library = catalog.library()
    case = asked_case(asked.case)
    doubts = inputs_of(asked, case, library)
    if not doubts:
        raise InputError("no input of this case has an interval; give your own with --vary")
    alone = _alone(doubts)
    plan: list[Places] = [{}, *(one for places in alone for one in places)]
    together = len(plan)
    if asked.base and len(doubts) > 1:
        plan += _together(asked, len(doubts))
    found = _all(asked, plan, workers, progress)
    nominal = found[0]
    if isinstance(nominal, str):
        raise InputError([Fault("case", nominal)])
    told = []
    for place, name in enumerate(asked.metrics):
        pick = partial(_value, place)
        bars = _bars(doubts, alone, [pick(one) for one in found[1:together]], pick(nominal))
        rows = np.array([np.nan if (v := pick(one)) is None else v for one in found[together:]])
        told.append(_told(asked, name, pick(nominal), bars, doubts, rows))
    failed = [one for one in found if isinstance(one, str)]
    inputs = (case.skin, case.condition, case.treatment, case.settings)
    return Sensitivity(
        title=asked.title or "What it hangs on", asked=asked, doubts=doubts, metrics=tuple(told), runs=len(plan),
        failed=len(failed), cautions=_cautions(failed, asked, len(plan)),
        stamp=stamp(inputs, (f"sobol {asked.base}",), asked.seed, library),
    )  # fmt: skip


def _alone(doubts: tuple[Doubt, ...]) -> list[list[Places]]:
    """Places of each input alone: of its interval, or every choice."""
    return [
        [{number: (place + 0.5) / len(one.choices)} for place in range(_chosen(one))]
        if one.choices
        else [{number: place} for place in PLACES]
        for number, one in enumerate(doubts)
    ]


def _chosen(one: Doubt) -> int:
    """Choices that are tried alone; of many persons, the first thirty-two are as many as these tell."""
    return min(len(one.choices), 32)


def _together(asked: Query, inputs: int) -> list[Places]:
    """Saltelli's points: A, B, and A with one column of B for each input."""
    drawn = sobol(asked.base, 2 * inputs, asked.seed)
    first, second = drawn[:, :inputs], drawn[:, inputs:]
    found = [*first, *second]
    for column in range(inputs):
        mixed = first.copy()
        mixed[:, column] = second[:, column]
        found += [*mixed]
    return [dict(enumerate(row.tolist())) for row in found]


def _all(asked: Query, plan: list[Places], workers: int | None, progress: Progress | None) -> list[Found]:
    text, done = packed(asked), 0
    found: dict[int, Found] = {}

    def calls() -> Iterator[tuple[Callable[..., Any], tuple[Any, ...], str]]:
        for start in range(0, len(plan), _MOST):
            numbers = tuple(range(start, min(start + _MOST, len(plan))))
            yield run_all, (Runs(text, numbers, tuple(plan[number] for number in numbers)),), f"run {start}"

    for part in as_done(calls(), cores() if workers is None else workers):
        found |= dict(part)
        done += len(part)
        if progress is not None:
            progress(done, len(plan), "runs")
    return [found[number] for number in range(len(plan))]


def _value(place: int, one: Found) -> float | None:
    return None if isinstance(one, str) else one[place]


def _bars(
    doubts: tuple[Doubt, ...], alone: list[list[Places]], values: list[float | None], nominal: float | None
) -> tuple[Bar, ...]:
    """Bars of a tornado, the widest first."""
    lines, start = [], 0
    for doubt, places in zip(doubts, alone, strict=True):
        own = values[start : start + len(places)]
        start += len(places)
        known = [one for one in own if one is not None]
        if nominal is not None and doubt.of not in ("case", "person"):
            known.append(nominal)
        if known:
            lines.append((doubt, tuple(own), _most(known) if doubt.of == "person" else (min(known), max(known))))
    slack = _SLACK * max((high - low for _, _, (low, high) in lines), default=0.0)
    found = [
        Bar(doubt, own, low, high, bool(doubt.choices) or _monotone(own, nominal, doubt, slack))
        for doubt, own, (low, high) in lines
    ]
    return tuple(sorted(found, key=lambda bar: (-round(bar.width, 15), bar.doubt.name)))


def _most(known: list[float]) -> tuple[float, float]:
    """Ends of nine tenths of persons."""
    low, high = np.quantile(known, [0.05, 0.95]).tolist()
    return low, high


def _monotone(own: tuple[float | None, ...], nominal: float | None, doubt: Doubt, slack: float) -> bool:
    line = [*own[:2], *([nominal] if doubt.low < doubt.nominal < doubt.high else []), *own[2:]]
    steps = np.diff([one for one in line if one is not None])
    return not (bool((steps > slack).any()) and bool((steps < -slack).any()))


def _told(
    asked: Query, name: str, nominal: float | None, bars: tuple[Bar, ...], doubts: tuple[Doubt, ...], rows: Array
) -> OfMetric:
    metric, usual = metrics[name], float("nan") if nominal is None else nominal
    found, spread, kept = indices(rows, doubts, asked.base, asked.seed) if rows.size else ((), None, 0)
    one = OfMetric(name, metric.meaning, metric.unit, nominal=usual, bars=bars, indices=found, spread=spread, rows=kept)
    return OfMetric(
        name, metric.meaning, metric.unit, nominal=usual, bars=bars, indices=found, spread=spread, rows=kept,
        sentences=sentences(one, asked.base),
    )  # fmt: skip


def _cautions(failed: list[str], asked: Query, runs: int) -> tuple[Caution, ...]:
    text = (
        "Intervals are ranges of sources or assumed; half of each is taken to lie below what is usual and half above, "
        "independent of all others. The indices say what the model hangs on within them, not what skin does."
    )
    found = [Caution(stage="sensitivity", text=text)]
    if not asked.fine:
        text = (
            f"Runs are previews on cells of {show(PREVIEW_CELL, 'm')}, each zone from rest: lengths of the zone may be "
            f"off by {show(PREVIEW_ERROR, '%')} or a cell, much the same in all runs. Without --preview they are those "
            "of the case."
        )
        found.append(Caution(stage="sensitivity", text=text))
    if failed:
        most = max(set(failed), key=lambda one: (failed.count(one), one))
        text = f"{len(failed)} of {runs} runs could not be simulated and are left out, most of them because: {most}"
        found.append(Caution(stage="sensitivity", text=text, weight="warn"))
    return tuple(found)
