"""The page of what metrics hang on: for each a tornado, Sobol indices, and sentences; then the inputs with sources."""

from __future__ import annotations

import math

from microthermal.planning.estimates import number_text
from microthermal.report.blocks import (
    Alert,
    Alerts,
    Card,
    Cards,
    Cell,
    Folded,
    Items,
    PageBlock,
    Part,
    Picture,
    Table,
    Words,
    cells,
)
from microthermal.report.sensitivity.bars import sobol_bars, tornado
from microthermal.studies.sensitivity.records import Bar, OfMetric, Sensitivity

_ALONE = (
    "Each input alone, over its own interval, all others as the library has them. Blue: its low end, orange: its "
    "high end; grey: choices. Line: all as usual."
)
_TOGETHER = (
    "All inputs together. First: the part of the variance that an input makes alone; total: what would be left if all "
    "others were known. Lines: nine tenths of resamples of the points."
)


def sensitivity_sections(found: Sensitivity) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    metrics = [(f"of-{one.metric}", _heading(one), _metric(one)) for one in found.metrics]
    return [
        ("header", "", _header(found)),
        *metrics,
        ("inputs", "The inputs, and where their intervals come from", _inputs(found)),
    ]


def _heading(one: OfMetric) -> str:
    return one.meaning[:1].upper() + one.meaning[1:]


def _header(found: Sensitivity) -> PageBlock:
    cards = []
    for one in found.metrics:
        if not one.bars or not math.isfinite(one.nominal):
            continue
        first = one.indices[0].doubt if one.indices else one.bars[0].doubt
        cards.append(Card(_heading(one), number_text(one.nominal, one.unit), f"hangs most on: {first.title}"))
    parts: list[Part] = [Cards(tuple(cards), big=True)] if cards else []
    parts.append(Alerts(tuple(Alert(one.weight, one.text) for one in found.cautions)))
    lead = f"{len(found.doubts)} inputs over their own intervals, {found.runs} simulations."
    return PageBlock(tuple(parts), lead=lead)


def _metric(one: OfMetric) -> PageBlock:
    parts: list[Part] = [Words(one.sentences[0], "verdict"), Items(one.sentences[1:])]
    widest = [bar for bar in one.bars if bar.width > 0.0]
    if widest and math.isfinite(one.nominal):
        alt = "; ".join(f"{bar.doubt.title}: {_ends(bar, one)}" for bar in widest[:6])
        parts.append(Picture(tornado(one.metric, one), "Each input alone", alt, _ALONE))
    if one.indices:
        alt = "; ".join(f"{index.doubt.title}: {100 * index.total:.0f} %" for index in one.indices[:6])
        caption = f"{_TOGETHER} {one.rows} points."
        parts.append(Picture(sobol_bars(one.metric, one.indices), "All inputs together", alt, caption))
    parts.append(Folded("All inputs in numbers", (_table(one),)))
    return PageBlock(tuple(parts))


def _table(one: OfMetric) -> Table:
    indices = {index.doubt.name: index for index in one.indices}
    rows = []
    for bar in one.bars:
        index = indices.get(bar.doubt.name)
        texts = ("–", "–") if index is None else (
            Cell(f"{100 * index.first:.0f} %", note=_band(index.first_band)),
            Cell(f"{100 * index.total:.0f} %", note=_band(index.total_band)),
        )  # fmt: skip
        rows.append(cells(Cell(bar.doubt.title, note=bar.doubt.interval), _ends(bar, one), *texts))
    columns = ("Input", "Alone", "First", "Total")
    return Table(columns, tuple(rows), numeric=(2, 3), widths=(46, 26, 14, 14))


def _band(ends: tuple[float, float]) -> str:
    return f"{100 * ends[0]:.0f} to {100 * ends[1]:.0f} %"


def _ends(bar: Bar, one: OfMetric) -> str:
    low, high = (number_text(end, one.unit, one.nominal or None) for end in (bar.low, bar.high))
    return low if low == high else f"{low} to {high}"


def _inputs(found: Sensitivity) -> PageBlock:
    rows = [
        cells(
            Cell(one.title, note=one.name),
            one.interval,
            "–" if one.choices else one.text(one.nominal),
            one.source,
            one.measurement,
        )
        for one in found.doubts
    ]
    columns = ("Input", "Interval", "Usual", "Source of the interval", "What would narrow it")
    return PageBlock((Table(columns, tuple(rows), widths=(24, 17, 11, 26, 22)),))
