"""Why this treatment, and why others were refused, in words."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.planning.records import Option, Plan
from microthermal.report.blocks import Block, Cell, Folded, Heading, Items, Part, Row, Table, Words, cells
from microthermal.report.reading import best_option, device_title, injection, plain
from microthermal.report.sections import Reportable, section
from microthermal.units import show

_MOST = 40


@section
@final
class Reasons:
    """Reasons, aims, refused candidates."""

    kind: ClassVar[str] = "reasons"
    title: ClassVar[str] = "Reasons"
    order: ClassVar[int] = 100

    def applies(self, result: Reportable) -> bool:
        """Only a plan gives reasons."""
        return isinstance(result, Plan)

    def render(self, result: Reportable) -> Block:
        """Reasons of a plan."""
        if not isinstance(result, Plan):
            return Block(())
        option = best_option(result)
        parts: list[Part] = [Items(result.reasons)] if result.reasons else []
        if option is not None and option.reasons:
            parts += [Heading("The first of the ranking"), Items(option.reasons)]
        if option is not None and result.goal.aims:
            parts += [Heading("Aims of the goal"), _aims(result, option)]
        if result.refused:
            parts.append(Heading("Refused candidates"))
            shown = result.refused[:_MOST]
            rows = tuple(_refused(one) for one in shown)
            table = Table(("Candidate", "Why it was refused"), rows)
            parts.append(Folded(f"{len(shown)} of {len(result.refused)} refused candidates, one by one", (table,)))
        if result.scenarios:
            parts.append(
                Words(
                    "Bands are over these scenarios: " + "; ".join(plain(name) for name in result.scenarios) + ".",
                    "small",
                )
            )
        return Block(tuple(parts))


def _aims(plan: Plan, option: Option) -> Table:
    held = {one.metric: one.estimate for one in option.outcome.results}
    rows = []
    for aim in plan.goal.aims:
        estimate = held.get(aim.metric)
        if estimate is None:
            continue
        unit = estimate.unit
        band = f"{show(estimate.low, unit)} to {show(estimate.high, unit)}"
        rows.append(
            cells(Cell(plain(estimate.meaning or aim.metric), note=aim.reason), show(estimate.value, unit), band,
                  show(aim.zero, unit), show(aim.target, unit), show(aim.weight, "1"), estimate.grade)
        )  # fmt: skip
    columns = ("Aim", "This plan", "Band", "Nothing reached at", "Fully reached at", "Weight", "Grade")
    return Table(columns, tuple(rows), numeric=(1, 2, 3, 4, 5))


def _refused(option: Option) -> Row:
    pulse, pattern = option.treatment.pulse, option.treatment.pattern
    doses = "".join(f", {injection(dose)}" for dose in option.treatment.doses)
    name = f"{show(pulse.energy, 'J')}, {show(pattern.density, '1/m**2')} × {pattern.passes}{doses}"
    stops = (verdict for verdict in option.verdicts if verdict.state == "stop")
    why = "; ".join(
        f"{verdict.estimate.meaning} {show(verdict.estimate.value, verdict.estimate.unit)} "
        f"(stop at {show(verdict.limit.stop, verdict.estimate.unit)})"
        for verdict in stops
    )
    return cells(Cell(device_title(option.device), note=name), why or "; ".join(option.reasons) or "–")
