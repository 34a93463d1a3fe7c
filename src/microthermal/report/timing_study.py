"""The page of a timing study: what the day of an injection changes, by which mechanism, and how unsure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from microthermal.numerics.ties import first_greatest
from microthermal.planning.injection_day.curve import HYPOTHESIS, TimingCurve
from microthermal.planning.injection_day.study import TimingStudy
from microthermal.planning.injection_day.words import best_days, day_name
from microthermal.quantity import Array
from microthermal.report.blocks import (
    Alert,
    Alerts,
    Card,
    Cards,
    Folded,
    Heading,
    Items,
    PageBlock,
    Picture,
    Table,
    Words,
    cells,
)
from microthermal.report.sections import shown
from microthermal.report.sections.evidence.bibliography import bibliography_section
from microthermal.report.sections.injection.injection import injection_section
from microthermal.report.sections.injection.timing_curves import timing_curves
from microthermal.report.sections.opening.cautions import cautions_section, doubts_section
from microthermal.report.wording import device_of
from microthermal.units import DAY, show

_CASE = (
    "The injection as the case has it, in the finest cells. The curves above are computed in coarser ones, and their "
    "day of the laser is five minutes after it, when channels have begun to close: their numbers differ a little."
)
HEADS = ("Injection", "Benefit", "band", "Harm", "band", "Net", "band", "Acts at target")
# Days of the table [d]: all until day 3, then weekly or so.
_MARKS = (5, 7, 10, 14, 21, 28, 42, 56, 84)


def timing_sections(found: TimingStudy) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    simulation = found.simulation
    among = (doubts_section, cautions_section, injection_section, bibliography_section)
    *cautions, (kind, name, depot), sources = shown(simulation, *among)
    return [
        ("header", "", _header(found)),
        ("study", "Benefit and harm by day", _curves(found.curve)),
        ("mechanisms", "Why days differ", PageBlock((Items(found.mechanisms),), lead="Synergy and competition.")),
        ("order", "Order in one session", _order(found)),
        (kind, name, replace(depot, lead=_CASE)),
        *cautions,
        sources,
    ]


def _header(found: TimingStudy) -> PageBlock:
    curve = found.curve
    net = curve.net
    best, flat = best_days(curve), curve.figures.flat
    equal, least = net[0] >= net[0].max() - flat, first_greatest(-net[0], 1.0)
    low, high = day_name(float(best.min())), day_name(float(best.max()))
    span = low if low == high else f"{low} to {high.removeprefix('day ')}"
    goal, worst = curve.goal.title, f"net {_percent(net[0, least])} of the goal"
    cards = (
        Card("Days as good as the best", f"{int(equal.sum())} of {equal.size}", f"within {show(flat, '%')}, nominal"),
        Card("Worst moment, nominal", day_name(float(curve.day[least])), worst),
        Card("Best day over scenarios", span, f"{len(curve.scenarios)} scenarios, each day computed"),
        Card("Device", device_of(found.simulation.treatment.pulse) or "none named", "as the case has it"),
        Card("Injected", curve.dose.drug.title, f"{show(curve.dose.volume, 'm**3')} a point; {goal}"),
    )
    alert, opening = Alerts((Alert("warn", HYPOTHESIS, "timing"),)), Words("The day of an injection", "lead")
    return PageBlock((opening, alert, Cards(cards, big=True), Items(found.verdict[1:])))


def _curves(curve: TimingCurve) -> PageBlock:
    least, most = _percent(curve.net[0].min()), _percent(curve.net[0].max())
    alt = f"Net benefit from {least} to {most} of the goal over the days, nominal scenario."
    caption = "Points: nominal. Filled: the middle half of the scenarios. Dashed: their ends."
    rows = tuple(cells(*row) for row in days_in_numbers(curve))
    table = Table(HEADS, rows, "Nominal, and the span of the scenarios; fractions of the goal.", tuple(range(1, 8)))
    picture = Picture(timing_curves(curve), "Benefit and harm", alt, caption)
    return PageBlock((picture, Folded("The days in numbers", (table,))))


def days_in_numbers(curve: TimingCurve) -> Iterator[list[str]]:
    """Rows of the table of days, as :data:`HEADS` names their columns."""
    for place in _shown_days(curve.day):
        texts = [day_name(float(curve.day[place]))]
        for part in (curve.benefit[:, place], curve.harm[:, place], curve.net[:, place]):
            texts += [_percent(part[0]), f"{100.0 * part.min():.0f} to {_percent(part.max())}"]
        yield [*texts, show(float(curve.acting[0, place]), "s")]


def _order(found: TimingStudy) -> PageBlock:
    rows = tuple(cells(moment.text, _percent(moment.leak), show(moment.acting, "s")) for moment in found.orders)
    table = Table(("Order", "Runs out", "Acts at target"), rows, "Nominal scenario.", (1, 2))
    return PageBlock((Items(found.advice), Heading("What each order costs"), table))


def _shown_days(day: Array) -> list[int]:
    """Places of the days of a table (day,): all until day 3, then weekly or so."""
    marks = [*day[day <= 3 * DAY], *(number * DAY for number in _MARKS)]
    return sorted({int(np.argmin(np.abs(day - mark))) for mark in marks if mark <= day[-1]})


def _percent(value: float) -> str:
    return f"{100.0 * value:.0f} %"
