"""The options of a front: a figure, a table with the bands and chances of each, and how good the search is."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.goal import Aim
from microthermal.planning.estimates import band_text, risk_text, told, value_text
from microthermal.planning.front.reasons import room_sentence, searched_sentence
from microthermal.planning.front.records import Front
from microthermal.planning.front.robust import ROBUST_RULE, chance, expected, robust_value, worst_case
from microthermal.planning.records import Option, Plan
from microthermal.quantity import Array
from microthermal.report.blocks import Cell, Heading, PageBlock, Part, Picture, Table, TableRow, Words
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.plan.front_picture import front_picture
from microthermal.report.wording import injection, laser_words, plain, treatment_title
from microthermal.units import show

_WORDS = {"ok": "inside", "warn": "warning", "stop": "stop"}
_CAPTION = (
    "Every number is that of the whole course in nominal skin, as a mean over persons; below it its band over persons "
    "and scenarios. "
    "Robust value: see the rule. Limits: the worst of all; below it in how many scenarios the least sure one holds. "
    "An option on the front is bettered by no other in all aims; those without a laser stand beside it."
)
_ASK = (
    "A front can be talked to: 'mtz plan RUN.nc --prefer \"downtime < 1 day\"' keeps that as well, '--trade "
    "depth:pigment_risk' gives more of one for as little of the other as it takes, '--near 3' looks around an option. "
    "Each answer is simulated in full."
)
# Aims that have a column of their own; all are told in the reasons.
_MOST = 4


@section("front", title="The front", order=28)
def front_section(result: Reportable) -> PageBlock | None:
    """Figure and table of the options of a front; nothing for a plan over a grid."""
    if not isinstance(result, Plan) or result.search.front is None:
        return None
    front, goal = result.search.front, result.goal
    aims = sorted((aim for aim in goal.aims if aim.weight > 0.0), key=lambda aim: -aim.weight)
    parts: list[Part] = []
    if result.options and len(aims) > 1:
        parts.append(_figure(result.options, front, (aims[0], _against(aims, front))))
    if result.options:
        parts += [Words(ROBUST_RULE), _table(result.options, aims[:_MOST])]
    if result.refused:
        parts += [Heading("Refused in full, though not by the search"), _table(result.refused, aims[:_MOST])]
    parts += [Words(room_sentence(front)), Words(_ASK, "small")]
    return PageBlock(tuple(parts), lead=searched_sentence(front.evaluations))


def _against(aims: list[Aim], front: Front) -> Aim:
    """The aim that goes most against the heaviest one over the candidates; the heaviest of the others where none does.

    Two aims that rise and fall together would make a line of every front.
    """
    found = front.evaluations
    whole = found.feasible > 0.5

    def wanted(aim: Aim) -> Array:
        sign = 1.0 if aim.target > aim.zero else -1.0
        values = np.abs(found.of(aim.metric) - aim.target) * -1.0 if aim.want == "near" else sign * found.of(aim.metric)
        ranks: Array = np.argsort(np.argsort(values[whole])).astype(np.float64)
        return ranks

    first = wanted(aims[0])
    if first.size < 3:
        return aims[1]
    together = [float(np.mean((wanted(aim) - first.mean()) * (first - first.mean()))) for aim in aims[1:]]
    return aims[1:][together.index(min(together))]


def _figure(options: tuple[Option, ...], front: Front, aims: tuple[Aim, Aim]) -> Picture:
    up, across = (options[0].outcome.of(aim.metric) for aim in aims)
    alt = (
        f"Scatter of {int(front.evaluations.feasible.sum())} candidates that keep every limit and {len(options)} "
        f"options with bands, {up.meaning} over {across.meaning}; beside it the volume that the front betters over the "
        "candidates tried."
    )
    caption = (
        "The heaviest aim, and the one that goes most against it; numbers are those of the table. A front of more than "
        "two aims looks like a cloud in two of them. Candidates (grey) are told over fewer persons than options. The "
        "dotted line marks half of the search."
    )
    return Picture(front_picture(options, front, aims), "Aims against each other", alt, caption)


def _table(options: tuple[Option, ...], aims: list[Aim]) -> Table:
    heads = ("", "Course", "Medicine", *(_head(aim) for aim in aims), "Robust", "Score", "Limits")
    rows = tuple(_row(option, number, aims) for number, option in enumerate(options, 1))
    return Table(heads, rows, _CAPTION, numeric=tuple(range(3, 5 + len(aims))))


def _head(aim: Aim) -> str:
    """Name of the metric in short: its meaning stands in the reasons, and would be wider than the numbers below it."""
    text = plain(aim.metric)
    return text[0].upper() + text[1:]


def _row(option: Option, number: int, aims: list[Aim]) -> TableRow:
    name, least = worst_case(option)
    doses = "; ".join(injection(dose) for dose in option.treatment.doses) or "none"
    deep = [f"every {show(dose.spacing, 'm')}, {show(dose.depth, 'm')} deep" for dose in option.treatment.injections]
    course = Cell(treatment_title(option), note=course_words(option), badge="front" if option.front else "")
    metrics = []
    for aim in aims:
        estimate = told(option.outcome.of(aim.metric))
        metrics.append(Cell(value_text(estimate), note=band_text(estimate)))
    robust = Cell(f"{robust_value(option):.2f}", note=f"mean {expected(option):.2f}")
    score = Cell(f"{option.score:.2f}", note=f"worst {least:.2f} ({name})")
    held = min((chance(option, one) for one in option.verdicts), default=(0, 0))
    limits = Cell(
        f"risk {risk_text(option.risk)}", note=f"holds in {held[0]} of {held[1]}" if held[1] else "",
        badge=_WORDS[option.state], tone=option.state,
    )  # fmt: skip
    first = (Cell(str(number)), course, Cell(doses, note="; ".join(deep)))
    return TableRow((*first, *metrics, robust, score, limits), number == 1)


def course_words(option: Option) -> str:
    """A course in a few words: laser, pulse, cooling, visits."""
    parts = [laser_words(option)] if option.lasered else []
    if option.lasered:
        pulse, cooling = option.treatment.pulse, option.treatment.cooling
        parts.append(show(pulse.duration, "s") + (f", {pulse.stack} stacked" if pulse.stack > 1 else ""))
        parts.append("cooled" if cooling is not None else "not cooled")
    if not option.nothing:
        visits = "1 visit" if option.sessions == 1 else f"{option.sessions} visits {show(option.interval, 's')} apart"
        parts.append(visits)
    return "; ".join(parts)
