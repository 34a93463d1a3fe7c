"""The page of a timing study: what the day of an injection changes, by which mechanism, and how unsure that is."""

from __future__ import annotations

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
from microthermal.report.sections.opening.cautions import cautions_section
from microthermal.report.wording import device_of
from microthermal.units import DAY, show

_CASE = (
    "The injection as the case has it, in the finest cells. The curves above are computed in coarser ones, and their "
    "day of the laser is five minutes after it, when channels have begun to close: their numbers differ a little."
)
# Days of the table [d]: all until day 3, then weekly or so.
_MARKS = (5, 7, 10, 14, 21, 28, 42, 56, 84)


def timing_sections(found: TimingStudy) -> list[tuple[str, str, PageBlock]]:
    """Sections of the page in their order: kind, heading, block."""
    simulation = found.simulation
    cautions, (kind, name, depot), sources = shown(
        simulation, cautions_section, injection_section, bibliography_section
    )
    return [
        ("header", "", _header(found)),
        ("study", "Benefit and harm by day", _curves(found.curve)),
        ("mechanisms", "Why days differ", PageBlock((Items(found.mechanisms),), lead="Synergy and competition.")),
        ("order", "Order in one session", _order(found)),
        (kind, name, replace(depot, lead=_CASE)),
        cautions,
        sources,
    ]


def _header(found: TimingStudy) -> PageBlock:
    curve = found.curve
    net = curve.net
    best, flat = best_days(curve), curve.figures.flat
    equal, least = net[0] >= net[0].max() - flat, first_greatest(-net[0], 1.0)
    cards = Cards(
        (
            Card(
                "Days as good as the best", f"{int(equal.sum())} of {equal.size}", f"within {show(flat, '%')}, nominal"
            ),
            Card(
                "Worst moment, nominal", day_name(float(curve.day[least])), f"net {_percent(net[0, least])} of the goal"
            ),
            Card("Best day over scenarios", _span(best), f"{len(curve.scenarios)} scenarios, each day computed"),
            Card("Device", device_of(found.simulation.treatment.pulse) or "none named", "as the case has it"),
            Card("Injected", curve.dose.drug.title, f"{show(curve.dose.volume, 'm**3')} a point; {curve.goal.title}"),
        ),
        big=True,
    )
    alert = Alerts((Alert("warn", HYPOTHESIS, "timing"),))
    return PageBlock((Words("The day of an injection", "lead"), alert, cards, Items(found.verdict[1:])))


def _curves(curve: TimingCurve) -> PageBlock:
    parts = {"leak": curve.leak[0], "thinning": curve.thinning[0], "blunted repair": curve.blunting[0]}
    svg = timing_curves(
        "study",
        days=curve.day / DAY,
        benefit=curve.benefit,
        harm=curve.harm,
        net=curve.net,
        parts=parts,
        best=best_days(curve) / DAY,
    )
    net = curve.net[0]
    alt = (
        f"Net benefit from {_percent(net.min())} to {_percent(net.max())} of the goal over the days, nominal scenario."
    )
    caption = "Points: nominal. Filled: the middle half of the scenarios. Dashed: their ends."
    rows = tuple(
        cells(
            day_name(float(curve.day[place])), _percent(curve.benefit[0, place]), _range(curve.benefit[:, place]),
            _percent(curve.harm[0, place]), _range(curve.harm[:, place]), _percent(curve.net[0, place]),
            _range(curve.net[:, place]), show(float(curve.acting[0, place]), "s"),
        )
        for place in shown_days(curve.day)
    )  # fmt: skip
    heads = ("Injection", "Benefit", "band", "Harm", "band", "Net", "band", "Acts at target")
    table = Table(heads, rows, "Nominal, and the span of the scenarios; fractions of the goal.", tuple(range(1, 8)))
    return PageBlock((Picture(svg, "Benefit and harm", alt, caption), Folded("The days in numbers", (table,))))


def _order(found: TimingStudy) -> PageBlock:
    rows = tuple(cells(moment.text, _percent(moment.leak), show(moment.acting, "s")) for moment in found.orders)
    table = Table(("Order", "Runs out", "Acts at target"), rows, "Nominal scenario.", (1, 2))
    return PageBlock((Items(found.advice), Heading("What each order costs"), table))


def shown_days(day: Array) -> list[int]:
    """Places of the days of a table (day,): all until day 3, then weekly or so."""
    marks = [*day[day <= 3 * DAY], *(number * DAY for number in _MARKS)]
    return sorted({int(np.argmin(np.abs(day - mark))) for mark in marks if mark <= day[-1]})


def _percent(value: float) -> str:
    return f"{100.0 * value:.0f} %"


def _range(values: Array) -> str:
    return f"{100.0 * values.min():.0f} to {100.0 * values.max():.0f} %"


def _span(best: Array) -> str:
    low, high = day_name(float(best.min())), day_name(float(best.max()))
    return low if low == high else f"{low} to {high.removeprefix('day ')}"
