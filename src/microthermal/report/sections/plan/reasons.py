"""Why this treatment, and why others were refused, in words."""

from __future__ import annotations

from typing import Any

from microthermal.planning.aims import nothing_text, target_text
from microthermal.planning.beside.without_laser import NO_LASER
from microthermal.planning.estimates import fell, value_text
from microthermal.planning.reasons import weighing_sentence
from microthermal.planning.records import Option, Plan, Verdict, Weighing
from microthermal.report.blocks import Cell, Folded, Heading, Items, PageBlock, Part, Table, TableRow, Words, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.wording import (
    band,
    best_option,
    device_title,
    laser_words,
    plain,
    reasons_of,
    treatment_title,
)
from microthermal.units import show

_MOST = 40


@section("reasons", title="Reasons", order=100)
def reasons_section(result: Reportable) -> PageBlock | None:
    """Reasons, aims, refused candidates."""
    if not isinstance(result, Plan):
        return None
    option = best_option(result)
    parts: list[Part] = [Items(reasons_of(result))] if result.reasons else []
    if option is not None and option.reasons:
        parts += [Heading("The first of the ranking"), Items(option.reasons)]
    if option is not None and result.goal.aims:
        parts += [Heading("Aims of the goal"), _aims(result, option)]
    if result.beside.weighing is not None:
        parts += _weighing(result.beside.weighing)
    if result.refused:
        groups = _grouped(result.refused)
        table = Table(("Settings", "Why they were refused"), tuple(_refused(group) for group in groups[:_MOST]))
        summary = f"{min(len(groups), _MOST)} of {len(groups)} refused settings"
        parts += [Heading("Refused"), Folded(summary, (table,))]
    scenarios = result.judgement.scenarios if result.judgement else tuple(map(plain, result.search.scenarios))
    if scenarios:
        parts.append(Words(f"Bands of the first are over these scenarios: {'; '.join(scenarios)}.", "small"))
    return PageBlock(tuple(parts))


def _aims(plan: Plan, option: Option) -> Table:
    held = {one.metric: one.estimate for one in option.outcome.results}
    rows = []
    for aim in plan.goal.aims:
        estimate = held.get(aim.metric)
        if estimate is None:  # a plan of another version of the program
            rows.append(cells(Cell(plain(aim.metric), note=aim.reason), "not kept", *["–"] * 6))
            continue
        name = Cell(plain(estimate.meaning or aim.metric), note=aim.reason)
        found = (fell(estimate), band(estimate) or "–", _untreated(plan, aim.metric))
        ends = (nothing_text(aim, estimate.unit), Cell(target_text(aim, estimate.unit), note=_source(aim.source)))
        wanted = (*ends, Cell(show(aim.weight, "1"), note=_source(aim.weighed_by)))
        rows.append(cells(name, *found, *wanted, estimate.grade))
    here = ("Aim", "This plan", "Over scenarios", "Untreated")
    columns = (*here, "Nothing reached at", "Fully reached at", "Weight", "Grade")
    return Table(columns, tuple(rows), numeric=(1, 2, 3, 4, 5, 6))


def _source(source: str) -> str:
    """Where a value of an aim comes from; nothing in plans that were saved before it was kept."""
    return source.replace("proposed", "stated choice")


def _weighing(weighing: Weighing) -> list[Part]:
    """The sentence on other weights, and which treatments come first under them."""
    rows = tuple(
        cells(f"{plain(one.device.name) if one.device.family == NO_LASER else device_title(one.device)}"
              f"{', ' + ' and '.join(one.drugs) if one.drugs else ''}", show(one.fraction, "%"))
        for one in weighing.leaders
    )  # fmt: skip
    table = Table(("Comes first", "Under so many of the weights"), rows, numeric=(1,))
    return [Heading("If the aims were weighed otherwise"), Words(weighing_sentence(weighing)), table]


def _untreated(plan: Plan, metric: str) -> str:
    """What untreated skin comes to; a dash in a plan that was saved before it was asked."""
    return "–" if plan.untreated is None else fell(plan.untreated.of(metric))


def _grouped(refused: tuple[Option, ...]) -> list[list[Option]]:
    """Refused candidates that differ only in their injections, together."""
    groups: dict[Any, list[Option]] = {}
    for option in refused:
        key = (option.device, option.treatment.pulse, option.treatment.pattern)
        groups.setdefault(key, []).append(option)
    return list(groups.values())


def _refused(group: list[Option]) -> TableRow:
    note = laser_words(group[0]) or "no laser"
    if len(group) > 1:
        note += f", {len(group)} choices of injection"
    # One sentence for each limit, though every variant of the injection passes it.
    why = dict.fromkeys(_stop(verdict) for option in group for verdict in option.verdicts if verdict.state == "stop")
    return cells(Cell(treatment_title(group[0]), note=note), "; ".join(why) or "–")


def _stop(verdict: Verdict) -> str:
    estimate, stop = verdict.estimate, verdict.limit.stop
    side = "below" if verdict.limit.lower else "above"
    return f"{estimate.meaning} {value_text(estimate)} (stop {side} {show(stop, estimate.unit)})"
