"""Warmth of the treated field: what thousands of zones leave between them, and what would cool it."""

from __future__ import annotations

from microthermal.domain.inputs.exposures import LASER, Exposure, kind_of
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.field import Warming
from microthermal.domain.results.zone import Lattice
from microthermal.numerics.ties import first_greatest
from microthermal.numerics.wholes import nearest_whole
from microthermal.planning.records import Judgement
from microthermal.report.blocks import Items, PageBlock, Part, Picture, Table, cells
from microthermal.report.exposure_words import one_of
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.field.warmth_picture import warmth_picture
from microthermal.report.wording import fraction, judgement_of, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show


@section("field", title="Warmth between the zones", order=62, laser=True)
def field_section(result: Reportable) -> PageBlock | None:
    """Rise over depth, time and place; numbers; advice."""
    simulation, judgement = simulation_of(result), judgement_of(result)
    warming = None if simulation is None else simulation.lattice.warming
    if simulation is None or judgement is None or warming is None:
        return None
    parts: list[Part] = [_picture(simulation.lattice, warming, judgement), _numbers(simulation, warming)]
    if judgement.advice:
        parts.append(Items(judgement.advice))
    lead = f"The heat of every {one_of(simulation)}, summed in the order of the scan"
    lead += "; zones of other passes fall at random." if simulation.treatment.pattern.passes > 1 else "."
    return PageBlock(tuple(parts), lead=lead)


def _picture(lattice: Lattice, warming: Warming, judgement: Judgement) -> Picture:
    limit = next((one.limit for one in judgement.verdicts if one.limit.metric == "bulk_rise"), None)
    most = show(lattice.bulk_rise, "delta_degC")
    alt = f"Tissue between the zones warms by up to {most}; over depth, time and place."
    # A limit far beyond the curves is not on their axis.
    seen = limit is not None and limit.warn <= float(max(warming.peak.max(), warming.start.max(), warming.end.max()))
    mark = "dashed" if seen else "from " + show(limit.warn, "delta_degC") if limit else "none here"
    caption = (
        f"Peak: midway between the zones of the last pass, by which the limit judges ({mark}). Before a pulse: where "
        "it is about to fall. A cell mean counts each zone with the tissue around it, so that it may exceed the peak "
        f"between the zones; over time and from above it is that at a depth of {show(_warmest(warming), 'm')}."
    )
    return Picture(warmth_picture(warming, limit), "Warmth between the zones", alt, caption)


def _numbers(simulation: Simulation, warming: Warming) -> Table:
    pattern, pulse = simulation.treatment.pattern, simulation.treatment.pulse
    one = one_of(simulation)
    cooled = "" if simulation.treatment.cooling is None else ", if cooling works as stated"
    most, left = show(float(warming.peak.max()), "delta_degC"), show(max(0.0, warming.left), "delta_degC")
    rows = [
        cells("Greatest rise midway between the zones of the last pass", f"{most} at {show(_warmest(warming), 'm')}"),
        cells(f"Highest temperature there{cooled}", show(float(warming.peak_temperature.max()), "K")),
        cells("Mean of a cell with its zone: rise left when the last pass begins", left),
        cells("Mean of a cell with its zone: rise at the end of the last pass", _end(warming)),
        cells("Start from which the zone was run", _start(warming)),
        cells(f"Heat that one {one} leaves", show(warming.heat.of_one, "J")),
        cells("Heat still in the skin at the end", fraction(warming.heat.kept)),
        cells("Order of the scan", pattern.order),
        cells("Time of one pass", _pass_time(warming, pattern, pulse)),
        *([cells("Pause between passes", show(pattern.pass_interval, "s"))] if pattern.passes > 1 else []),
        cells(f"{one.capitalize()}s summed up", _summed(warming, pattern)),
    ]
    return Table(("Warmth", ""), tuple(rows), numeric=(1,))


def _start(warming: Warming) -> str:
    if warming.warm_start.rise > 0.0:
        return f"{show(warming.warm_start.rise, 'delta_degC')} above rest"
    return "rest: what earlier pulses leave was too little to run it again"


def _warmest(warming: Warming) -> float:
    return float(warming.z[first_greatest(warming.peak)])


def _end(warming: Warming) -> str:
    """Rise at the depth of the curve over time, and where it is greatest."""
    here, most = first_greatest(warming.peak), first_greatest(warming.end)
    text = f"{show(max(0.0, float(warming.end[here])), 'delta_degC')} at {show(_warmest(warming), 'm')}"
    if show(float(warming.end[most]), "delta_degC") == show(float(warming.end[here]), "delta_degC"):
        return text
    return f"{text}; {show(float(warming.end[most]), 'delta_degC')} at {show(float(warming.z[most]), 'm')}"


def _pass_time(warming: Warming, pattern: Pattern, pulse: Exposure) -> str:
    text = show(warming.pass_time, "s")
    busy = (pulse.stack - 1) * pulse.interval + pulse.duration
    if pattern.dwell > busy:
        return text
    if kind_of(pulse) != LASER:
        return f"{text}: one after the other, no time between them is counted"
    return f"{text}: pulses end to end, the scanner takes no time between them"


def _summed(warming: Warming, pattern: Pattern) -> str:
    asked = nearest_whole(pattern.density * pattern.passes * pattern.treated_area)
    zones = warming.heat.zones
    return f"{zones}" if zones >= asked else f"{zones} of {asked}, the middle of the area"
