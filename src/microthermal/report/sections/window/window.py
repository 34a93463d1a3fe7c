"""The therapeutic window: every limit as a gauge, and the settings tried over energy and density."""

from __future__ import annotations

from microthermal.catalog.device_steps import step_words
from microthermal.catalog.library import Library
from microthermal.domain.inputs.exposures import axes_of
from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.inputs.pattern import Pattern
from microthermal.planning.estimates import value_text
from microthermal.planning.records import Judgement, Option, Plan, Verdict
from microthermal.planning.window.map import INSIDE, Window, WindowMap
from microthermal.report.blocks import (
    Beside,
    Cell,
    Folded,
    Heading,
    Items,
    PageBlock,
    Part,
    Picture,
    Table,
    TableRow,
    Words,
    cells,
)
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.window.gauges import Gauge, gauges, narrow_gauges
from microthermal.report.sections.window.window_cells import window_cells
from microthermal.report.sections.window.window_map import window_map
from microthermal.report.wording import (
    band,
    best_option,
    device_title,
    judgement_of,
    plain,
    simulation_of,
    spanned,
)
from microthermal.units import show


@section("window", title="Therapeutic window", order=40)
def window_section(result: Reportable) -> PageBlock | None:
    """Gauges of the chosen option and a map for each device."""
    option, judgement = best_option(result), judgement_of(result)
    if not option.verdicts if option is not None else simulation_of(result) is None:
        return None
    verdicts = option.verdicts if option is not None else (judgement.verdicts if judgement else ())
    every = tuple(gauge_of(verdict) for verdict in verdicts)
    alt = "; ".join(f"{gauge.label}: {gauge.text}, {gauge.word}" for gauge in every)
    bands = spanned(judgement) if judgement is not None else "Pale: the band over the scenarios."
    caption = f"The mark is the nominal value. Each bar is scaled to its own stop limit. {bands}"
    title = "Limits of the first of the ranking" if option is not None else "Limits of this treatment"
    parts: list[Part] = [Picture(gauges(every), title, alt, caption, narrow=narrow_gauges(every))]
    if judgement is not None and not isinstance(result, Plan):
        parts += _words(judgement)
    if isinstance(result, Window) and result.map is not None:
        parts.append(_map(result.map, result.stamp.library))
    maps = tuple(_maps(result, option)) if isinstance(result, Plan) and option is not None else ()
    if maps:
        parts.append(Beside(maps))
    parts.append(Folded("The limits, their sources and grades", (_limits(verdicts),)))
    lead = "Enough for the aims, and not so much that tissue dies widely or heals slowly."
    return PageBlock(tuple(parts), lead=lead)


def _words(judgement: Judgement) -> list[Part]:
    """Verdicts, rules and advice in words; a sentence that all is well where nothing speaks."""
    said = (*judgement.sentences, *judgement.advice)
    if not said:
        return [Words("Every number stays inside its limits, and no rule speaks against this treatment.")]
    return [Heading("In words"), Items(said)]


_SAME_FLUENCE = "Dotted: equal mean fluence. "
_GIVEN = "How many hairs or vessels stand under a spot is no setting, so that there is one row. "


def _map(drawn: WindowMap, library: Library) -> Picture:
    passes = f"{drawn.passes} passes" if drawn.passes > 1 else "one pass"
    title = f"The window of {device_title(drawn.device)}, {passes}"
    inside = int((drawn.state == INSIDE).sum())
    alt = f"{drawn.state.size} settings over energy and density; {inside} of them are inside every limit."
    caption = (
        "Each cell is simulated in nominal skin, without scenarios and injections; the word is the limit that binds. "
        "Zones start at resting temperature: settings that heat the tissue between zones look safer here than they "
        "are. Other energies than the one asked for are given in plain pulses, as short as the device's power allows. "
        f"{_SAME_FLUENCE if drawn.densities.size > 1 else _GIVEN}Settings of the device: "
        f"{step_words(drawn.device, library)}"
    )
    return Picture(window_cells(title, drawn), title, alt, caption)


def gauge_of(verdict: Verdict) -> Gauge:
    """A limit as a gauge: everything as a fraction of its stop mark, more being worse."""
    limit, estimate = verdict.limit, verdict.estimate
    warn, value, *ends = (
        _fraction(limit.stop, one, limit.lower) for one in (limit.warn, estimate.value, estimate.low, estimate.high)
    )
    return Gauge(
        label=plain(estimate.meaning or limit.metric) + (", at least" if limit.lower else ""),
        text=_told(estimate),
        warn=warn,
        value=value,
        low=min(ends),
        high=max(ends),
        state=verdict.state,
        warn_text=show(limit.warn, estimate.unit),
        stop_text=show(limit.stop, estimate.unit),
    )


def _told(estimate: Estimate) -> str:
    """Value on a gauge, from afar: a fraction of which there is nothing is told by a word; why stands in the table."""
    if estimate.undefined:
        return "not defined"
    return "none" if estimate.unit == "%" and estimate.value == 0.0 else value_text(estimate)


def _fraction(stop: float, value: float, lower: bool) -> float:
    """Fraction of a stop limit; a limit from below is turned over, so that more is always worse on the page."""
    if lower:
        return stop / value if value > 0 else float("inf")
    if stop == 0:
        return 0.0 if value <= 0 else float("inf")
    return value / stop


def _maps(plan: Plan, best: Option) -> list[Picture]:
    every = (*plan.options, *plan.refused)
    pictures = []
    for source in dict.fromkeys(option.device for option in every if option.lasered):
        own, device = [option for option in every if option.device == source], device_title(source)
        settings = _strongest(own)
        if any(len(set(places)) < 2 for places in zip(*settings, strict=True)):
            continue
        chosen = _place(best) if best.device == source else None
        tried = len({(option.treatment.pulse, option.treatment.pattern) for option in own})
        counted = f"{tried} settings" + ("" if tried == len(settings) else f" at {len(settings)} marks")
        alt = f"{counted} of {device} over energy and density, marked inside, warning or stop."
        caption = f"{counted}, each by its best candidate; larger marks reach more of the aims.{_sharing(own)}"
        pictures.append(
            Picture(window_map(device, settings, chosen, axes_of(source)), f"The window of {device}", alt, caption)
        )
    return pictures


def _sharing(options: list[Option]) -> str:
    """Settings that share a mark, because they give the same density of all passes in other numbers of passes."""
    places: dict[tuple[float, float], dict[Pattern, None]] = {}
    for option in options:
        places.setdefault(_place(option), {})[option.treatment.pattern] = None
    several = ((energy, patterns) for (energy, _), patterns in places.items() if len(patterns) > 1)
    shared = "; ".join(f"{energy:g} mJ at {' and '.join(map(_passes, patterns))}" for energy, patterns in several)
    why = "These settings share a mark, although they differ, because skin cools between passes"
    return f" {why}: {shared}." if shared else ""


def _passes(pattern: Pattern) -> str:
    return f"{show(pattern.density, '1/m**2')} in {pattern.passes} {'passes' if pattern.passes > 1 else 'pass'}"


def _place(option: Option) -> tuple[float, float]:
    """Energy [mJ] and density of all passes [1/cm²]; sums of steps that differ by rounding are the same place."""
    pattern = option.treatment.pattern
    total = pattern.density * pattern.passes * 1e-4
    return float(f"{option.treatment.pulse.energy * 1e3:.9g}"), float(f"{total:.9g}")


def _strongest(options: list[Option]) -> dict[tuple[float, float], Option]:
    """The best candidate of each place; a place that every candidate is refused at has one of them."""
    best: dict[tuple[float, float], Option] = {}
    for option in options:
        held = best.get(_place(option))
        if held is None or (option.state != "stop", option.score) > (held.state != "stop", held.score):
            best[_place(option)] = option
    return best


def _limits(verdicts: tuple[Verdict, ...]) -> Table:
    columns = ("Metric", "Value", "Over scenarios", "Warn", "Stop", "", "Grade", "Source of the limit")
    rows = tuple(map(_row, verdicts))
    return Table(columns, rows, "A grade is the weakest that the number rests on.", numeric=(1, 2, 3, 4))


def _row(verdict: Verdict) -> TableRow:
    limit, estimate = verdict.limit, verdict.estimate
    side = "<" if limit.lower else ">"
    numbers = (value_text(estimate), band(estimate) or "–")
    marks = (f"{side} {show(mark, estimate.unit)}" for mark in (limit.warn, limit.stop))
    badge = Cell("", badge=gauge_of(verdict).word, tone=verdict.state)
    source = Cell(limit.source or "–", note=f"limit {limit.kind}, evidence {limit.evidence}")
    return cells(plain(estimate.meaning or limit.metric), *numbers, *marks, badge, estimate.grade, source)
