"""Warmth of the treated field: what thousands of zones leave between them, and what would cool it."""

from __future__ import annotations

from typing import ClassVar, final

from microthermal.numerics.ties import first_greatest
from microthermal.planning.records import Judgement
from microthermal.report.blocks import Block, Items, Part, Picture, Table, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.field.field_heat import FieldHeat, field_heat
from microthermal.report.wording import judgement_of, share, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show


@section
@final
class FieldView:
    """Rise over depth, time and place; numbers; advice."""

    kind: ClassVar[str] = "field"
    title: ClassVar[str] = "Warmth between the zones"
    order: ClassVar[int] = 62

    def applies(self, result: Reportable) -> bool:
        """Needs a simulation whose field was summed."""
        simulation = simulation_of(result)
        return simulation is not None and simulation.lattice.warming is not None

    def render(self, result: Reportable) -> Block:
        """Field of a simulation."""
        simulation, judgement = simulation_of(result), judgement_of(result)
        if simulation is None or judgement is None or simulation.lattice.warming is None:
            return Block(())
        parts: list[Part] = [_picture(simulation, judgement), _numbers(simulation)]
        if judgement.advice:
            parts.append(Items(judgement.advice))
        lead = "The heat of every microbeam, summed in the order of the scan; zones of other passes fall at random."
        return Block(tuple(parts), lead=lead)


def _picture(simulation: Simulation, judgement: Judgement) -> Picture:
    lattice = simulation.lattice
    warming = lattice.warming
    if warming is None:
        return Picture("", "", "")
    limit = next((one.limit for one in judgement.verdicts if one.limit.metric == "bulk_rise"), None)
    heat = FieldHeat(
        depth=warming.z * 1e3, peak=warming.peak, start=warming.start, end=warming.end, time=warming.time,
        trace=warming.trace, x=warming.x * 1e3, y=warming.y * 1e3, map=warming.map,
        warn=limit.warn if limit else 0.0, stop=limit.stop if limit else 0.0,
    )  # fmt: skip
    alt = (
        f"Tissue between the zones warms by up to {show(lattice.bulk_rise, 'delta_degC')}; over depth, time and place."
    )
    caption = (
        "Peak: at the hole centres of the last pass. Before a pulse: where it is about to fall. "
        "A cell mean spreads each zone over its cell."
    )
    return Picture(field_heat(heat), "Warmth between the zones", alt, caption)


def _numbers(simulation: Simulation) -> Table:
    warming, pattern = simulation.lattice.warming, simulation.treatment.pattern
    if warming is None:
        return Table((), ())
    at = float(warming.z[first_greatest(warming.peak)])
    cooled = "" if simulation.treatment.cooling is None else ", if cooling works as stated"
    rows = [
        cells(
            "Greatest rise between the zones",
            f"{show(float(warming.peak.max()), 'delta_degC')} at {show(at, 'm')}",
        ),
        cells("Rise left when the last pass begins", show(max(0.0, warming.left), "delta_degC")),
        cells(f"Highest temperature there{cooled}", show(float(warming.peak_temperature.max()), "K")),
        cells("Rise at the end of the last pass", show(max(0.0, float(warming.end.max())), "delta_degC")),
        cells("Start from which the zone was run", f"{show(warming.start_rise, 'delta_degC')} above rest"),
        cells("Heat that one microbeam leaves", show(warming.heat, "J")),
        cells("Heat still in the skin at the end", share(warming.kept)),
        cells("Order of the scan", pattern.order),
        cells("Time of one pass", show(warming.pass_time, "s")),
        *([cells("Pause between passes", show(pattern.pass_interval, "s"))] if pattern.passes > 1 else []),
        cells("Microbeams summed up", str(warming.zones)),
    ]
    return Table(("Warmth", ""), tuple(rows), numeric=(1,))
