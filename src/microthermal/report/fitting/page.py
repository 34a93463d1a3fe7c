"""The page of a fit: what the data say of device and skin, what they do not, and each row beside the model."""

from __future__ import annotations

from microthermal.catalog.bibliography import works
from microthermal.fitting.priors import NINE_TENTHS
from microthermal.fitting.records import Fit, FittedParameter, Told
from microthermal.fitting.sentences import effort_words, interval, number, short
from microthermal.report.blocks import (
    Alert,
    Alerts,
    Card,
    Cards,
    Cell,
    Items,
    PageBlock,
    Part,
    Picture,
    Table,
    TableRow,
    Tone,
    Words,
    cells,
)
from microthermal.report.fitting.corner import corner, marginals
from microthermal.report.fitting.rows import comparison, table
from microthermal.report.sections.evidence.bibliography import work_row
from microthermal.units import show

_TONES: dict[Told, Tone] = {"determined": "ok", "weakly determined": "warn", "not determined": "plain"}


def fit_sections(found: Fit) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    return [
        ("header", "", _header(found)),
        ("parameters", "Before and after", _parameters(found)),
        ("pairs", "Pairs", _pairs(found)),
        ("rows", "Each row beside the model", _rows(found)),
        ("method", "How it was drawn", _method(found)),
        ("sources", "Sources", _sources(found)),
    ]


def _header(found: Fit) -> PageBlock:
    told = [one for one in found.parameters if one.told == "determined"]
    against = sum(one.chance < 0.01 for one in found.sizes)
    cards = [
        Card("Determined", f"{len(told)} of {len(found.parameters)}", "parameters, narrowed to less than half"),
        Card("Not told apart", str(len(found.pairs)), "pairs of parameters", "warn" if found.pairs else "plain"),
        Card("Sizes", str(len(found.sizes)), f"in {len(found.zones)} rows"),
        Card("Against the others", str(against), "sizes with a chance below 1 %", "stop" if against else "plain"),
    ]  # fmt: skip
    if found.spread is not None:
        one = found.spread
        words = f"{show(one.least, '%')} to {show(one.most, '%')}, of rows about the model beyond what they state"
        cards.append(Card("Spread", show(one.value, "%"), words))
    alerts = tuple(Alert("note", caution.text, "fitting") for caution in found.cautions)
    parts: list[Part] = [Cards(tuple(cards)), Items(found.sentences)]
    if alerts:
        parts.append(Alerts(alerts))
    lead = (
        "What measured zones say of the device that made them and the skin that they were made in. What was known "
        "before are the intervals of the library; what is left, with its uncertainty, are the draws that fit the data."
    )  # fmt: skip
    return PageBlock(tuple(parts), lead=lead)


def _parameters(found: Fit) -> PageBlock:
    columns = ("Parameter", "Before", "After", "Width left", "The data")
    every = found.parameters if found.spread is None else (*found.parameters, found.spread)
    alt = "For each parameter a histogram of the prior in grey and of the draws in blue"
    caption = "Grey: before, as the library's interval has it. Blue: after. Where both agree, the data say nothing."
    picture = Picture(marginals(found), "Before and after the data", alt, caption)
    lead = (
        "Before: nine tenths. After: medians and 95 %. A repeat with another seed differs by about the error that "
        "stands below."
    )  # fmt: skip
    return PageBlock((picture, Table(columns, tuple(map(_row, every)), widths=(27, 24, 25, 10, 14))), lead=lead)


def _row(one: FittedParameter) -> TableRow:
    low, high = (number(one.prior.value(side * NINE_TENTHS), one) for side in (-1.0, 1.0))
    error = f"sampling error of the median {_error(one, one.error)}, of the ends {_error(one, one.end_error)}"
    source = ", ".join(part for part in (one.prior.source, one.prior.kind, one.prior.where) if part)
    return cells(
        Cell(short(one), note=one.prior.text),
        Cell(f"{low} to {high}", note=source),
        Cell(interval(one), note=error),
        show(one.narrowing, "%"),
        Cell("", badge=one.told, tone=_TONES[one.told]),
    )


def _error(one: FittedParameter, error: float) -> str:
    """Difference of two values of a parameter."""
    return show(error, "delta_degC") if one.prior.unit == "K" else number(error, one)


def _pairs(found: Fit) -> PageBlock:
    alt = "A triangle of panels with the draws of each pair of parameters over draws of the prior"
    caption = (
        "Grey: draws of the prior. Blue: draws of the fit, as large as they weigh. A slanted band: not told apart."
    )
    picture = Picture(corner(found), "Every pair of parameters", alt, caption)
    texts = tuple(f"{one.one} and {one.other}: correlation {one.correlation:+.2f}" for one in found.pairs)
    lead = "Parameters that lie along a band cannot be told apart by these data: only what crosses the band is known."
    return PageBlock(
        (picture, Items(texts or ("No pair goes together with a correlation of 0.7 or more.",))), lead=lead
    )


def _rows(found: Fit) -> PageBlock:
    alt = "For each measured size a bar of what the fit expects, a point for the measurement, a diamond for the library"
    lead = (
        "Each size beside what the fit expects of such a measurement. The chance is that of a measurement as far off, "
        "or farther, as told by all other rows alone."
    )  # fmt: skip
    return PageBlock((Picture(comparison(found), "Measured and expected", alt), table(found)), lead=lead)


def _method(found: Fit) -> PageBlock:
    effort = found.effort
    evidence = f"Logarithm of the evidence: {effort.log_evidence:.2f} ± {effort.log_evidence_error:.2f}."
    words = (
        "Every draw is a set of parameters with which the zones of all rows were simulated on the usual cells, without "
        "any surrogate. Draws are weighed by importance sampling. Deviations of the means, the numerical error of each "
        "size and the spread are in the likelihood; the theory is on the page 'Fitting' of the documentation."
    )
    where = f"Data: {found.stamp.methods[-1]}. Time: {show(effort.seconds, 's')}."
    return PageBlock((Words(words), Words(effort_words(found)), Words(f"{evidence} {where}", "small")))


def _sources(found: Fit) -> PageBlock:
    every = found.parameters if found.spread is None else (*found.parameters, found.spread)
    known = works()
    keys = sorted({key.strip() for one in every for key in one.prior.source.split(",")}, key=str.lower)
    rows = tuple(work_row(known[key]) for key in keys if key in known)
    rest = [key for key in keys if key not in known]
    more = f"Without a work: {', '.join(rest)}." if rest else "Works that state what was known before."
    return PageBlock((Table(("Key", "Work"), rows), Words(more, "small")))
