"""Mechanism, action, benefit: the summary table with this result's numbers, bands and grades of evidence."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.domain.goal import GRADES, Estimate, Grade
from microthermal.planning.records import Option, Plan
from microthermal.report.blocks import Block, Cell, Line, Row, Table, cells
from microthermal.report.reading import band, best_option, estimates_of, number, plain, simulation_of, when
from microthermal.report.sections import Reportable, section
from microthermal.simulation.records import Simulation
from microthermal.units import show

_DAY = 86400.0
# A course that stays within two percent of its start has not risen to a reader.
_RISES = 1.02
_TONES = {"measured": "ok", "fitted": "ok", "derived": "plain", "assumed": "warn", "scenario": "warn"}


@section
@final
class Summary:
    """One row for each mechanism by which micro-thermal zones are said to help."""

    kind: ClassVar[str] = "summary"
    title: ClassVar[str] = "Summary"
    order: ClassVar[int] = 20

    def applies(self, result: Reportable) -> bool:
        """Needs a whole simulation."""
        return simulation_of(result) is not None

    def render(self, result: Reportable) -> Block:
        """Summary of a result."""
        simulation = simulation_of(result)
        if simulation is None:
            return Block(())
        held = estimates_of(result)
        rows = (
            _columns(simulation, held), _circulation(simulation, held), _apoptosis(simulation, held), _collagen(held),
            _signals(simulation, held), _window(simulation, best_option(result), held), *_synergy(simulation),
            *_delivery(simulation, held), *_goal(result),
        )  # fmt: skip
        columns = ("Mechanism", "Action in this simulation", "Benefit sought, and its doubt", "Numbers", "Grade")
        caption = (
            "In small type: the band over scenarios. A grade is the weakest evidence that the numbers of a row rest on: measured, "
            "fitted, derived, assumed, scenario (nobody has measured it)."
        )
        return Block(
            (Table(columns, rows, caption, widths=(12, 28, 25, 26, 9)),),
            lead="What the zones do, why it should help, and how well that is known.",
        )


def _row(
    mechanism: str, action: str, benefit: str, held: dict[str, Estimate], *metrics: str, floor: Grade = "derived"
) -> Row:
    found = [(metric, held[metric]) for metric in metrics if metric in held]
    lines = tuple(
        Line(plain(estimate.meaning), number(estimate.value, estimate.unit), band(estimate)) for _, estimate in found
    )
    grade = max((floor, *(estimate.grade for _, estimate in found)), key=GRADES.index)
    return cells(
        Cell(mechanism, tone="plain"), action, benefit, Cell("", lines=lines),
        Cell("", badge=grade, tone="ok" if _TONES[grade] == "ok" else ("warn" if _TONES[grade] == "warn" else "plain")),
    )  # fmt: skip


def _columns(simulation: Simulation, held: dict[str, Estimate]) -> Row:
    zone = simulation.zone
    action = f"Zones {show(zone.depth, 'm')} deep and {show(2 * zone.radius, 'm')} wide"
    if zone.channel_depth > 0:
        action += f" around channels {show(zone.channel_depth, 'm')} deep, with a rim of {show(zone.rim, 'm')}"
    action += f"; {show(simulation.lattice.bridge, 'm')} of living tissue between them."
    benefit = "Healing starts from untouched tissue on all sides."
    return _row("Columns of injury", action, benefit, held, "coverage", "necrotic_share")


def _circulation(simulation: Simulation, held: dict[str, Estimate]) -> Row:
    flow, follicle = simulation.perfusion, simulation.skin.follicle
    peak = int(np.argmax(flow.factor))
    reached = "reaches" if simulation.zone.depth >= follicle.bulge_depth else "stays above"
    papilla = "reaches" if simulation.zone.depth >= follicle.papilla_depth else "stays above"
    rise = float(flow.factor[peak] / max(float(flow.factor[0]), 1e-9))
    rises = (
        f"peaks at {show(rise, '1')} times its start {_day(float(flow.time[peak]))}"
        if rise > _RISES
        else "does not rise"
    )
    action = (
        f"Blood flow {rises}. The zone {reached} the "
        f"follicle bulge ({show(follicle.bulge_depth, 'm')}) and {papilla} the papilla ({show(follicle.papilla_depth, 'm')})."
    )
    return _row("Circulation", action, "Oxygen and nutrients for follicles; what deeper vessels gain is modelled, not measured.",
                held, "perfusion_gain", floor="assumed")  # fmt: skip


def _apoptosis(simulation: Simulation, held: dict[str, Estimate]) -> Row:
    reaches = {reach.endpoint: reach.radius for reach in simulation.zone.reaches}
    if "t_cell_apoptosis" in reaches and "t_cell_necrosis" in reaches:
        shell = max(reaches["t_cell_apoptosis"] - reaches["t_cell_necrosis"], 0.0)
        action = f"T cells go into apoptosis in a shell {show(shell, 'm', 2)} thick around each zone, and die at once inside it."
    else:
        action = "T cells around each zone are killed by heat."
    benefit = "Less inflammation around follicles; the selective shell is thin, and no T-cell data exist for millisecond pulses."
    return _row("T-cell apoptosis", action, benefit, held, "apoptotic_share", "t_cell_drop", floor="assumed")


def _collagen(held: dict[str, Estimate]) -> Row:
    action = "Dead epidermis and denatured collagen are cleared by collagenases; new collagen III, then I, fills the columns."
    return _row(
        "Collagen lysis",
        action,
        "Scar tissue is replaced by ordered collagen.",
        held,
        "fibrotic_fall",
        "new_collagen",
        floor="assumed",
    )


def _signals(simulation: Simulation, held: dict[str, Estimate]) -> Row:
    parts = [
        _course(simulation, name, label)
        for name, label in (("tgf_b1", "active TGF-β1"), ("mmp9", "MMP-9"))
        if name in simulation.healing.species
    ]
    text = " and ".join(parts) + "." if parts else "No signal of the model is followed."
    benefit = "A pulse of MMP-9 with TGF-β1 back to normal favours ordered collagen; high for long, it favours scars."
    return _row(
        "TGF-β1 and MMP-9", text[:1].upper() + text[1:], benefit, held, "mmp9_peak", "tgf_b1_late", floor="assumed"
    )


def _course(simulation: Simulation, name: str, label: str) -> str:
    course = simulation.healing.of(name)
    peak = int(np.argmax(course))
    if course[peak] <= _RISES * course[0]:
        return f"{label} does not rise"
    return (
        f"{label} peaks at {show(float(course[peak]), '1')} times healthy {_day(float(simulation.healing.time[peak]))}"
    )


def _day(time: float) -> str:
    return f"after {show(time, 's', 2)}" if time < 2 * _DAY else f"on day {time / _DAY:.0f}"


def _window(simulation: Simulation, option: Option | None, held: dict[str, Estimate]) -> Row:
    lattice = simulation.lattice
    action = f"The tissue between the zones warms by {show(lattice.bulk_rise, 'delta_degC')}; mean fluence {show(lattice.fluence, 'J/m**2')}."
    if option is not None and option.verdicts:
        states = [verdict.state for verdict in option.verdicts]
        action += f" {states.count('ok')} of {len(states)} limits kept, {states.count('warn')} warnings, {states.count('stop')} stops."
    benefit = "Enough apoptosis and flow without wide necrosis or slow healing."
    return _row("Therapeutic window", action, benefit, held, "closure_time", "erythema_time", "pigment_risk")


def _synergy(simulation: Simulation) -> tuple[Row, ...]:
    if not simulation.treatment.doses or "neutrophils" not in simulation.healing.species:
        return ()
    course = simulation.healing.of("neutrophils")
    peak = float(simulation.healing.time[int(np.argmax(course))])
    days = ", ".join(when(dose.time) for dose in simulation.treatment.doses)
    action = f"Neutrophils peak {_day(peak)}; injection: {days}."
    benefit = (
        "The injection should calm late inflammation without blunting repair. No trial compared days: a hypothesis."
    )
    return (_row("Inflammation and injection", action, benefit, {}, floor="scenario"),)


def _delivery(simulation: Simulation, held: dict[str, Estimate]) -> tuple[Row, ...]:
    rows = []
    for delivery in simulation.deliveries:
        action = (
            f"{delivery.dose.drug.title}: {show(delivery.in_dermis, '%')} of the dose enters the dermis, each point acts within "
            f"{show(delivery.reach, 'm')}, {show(delivery.coverage, '%')} of the area is within reach."
        )
        rows.append(
            _row(
                "Delivery",
                action,
                "The drug where the disease is.",
                held,
                "drug_exposure",
                "drug_leak",
                "atrophy_exposure",
                floor="assumed",
            )
        )
    return tuple(rows)


def _goal(result: Reportable) -> tuple[Row, ...]:
    option = best_option(result)
    if option is None or not isinstance(result, Plan):
        return ()
    action = f"{show(option.score, '%', 2)} of the weighted aims reached, {show(option.risk, '%', 2)} of the nearest stop limit used."
    return (_row("This goal", action, result.goal.title + ".", {one.metric: one.estimate for one in option.outcome.results},
                 *(aim.metric for aim in result.goal.aims)),)  # fmt: skip
