"""Injury at each depth, overlap, and what is done to the targets."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.field import Overlap, Shells, TargetReach
from microthermal.planning.records import DepthShare
from microthermal.report.blocks import Cell, PageBlock, Part, Picture, Table, TableRow, cells
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.sheet import BLUE, LEFT, MUTED
from microthermal.report.endpoint_style import endpoint_ink
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.families.torn_words import unburnt
from microthermal.report.wording import buried, fraction, judgement_of, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.zones.patterns import touching

# Shells from the inside out.
_LABELS = {
    "channel": "removed",
    "collagen": "coagulated",
    "dermal_cells": "dead",
    "heat_shock": "in heat shock or dead",
}
# The picture shows at least this depth [m], also where there is no zone.
_SHALLOWEST = 2e-4
# Share of a band below which its digits say nothing.
_LITTLE = 0.01
# The axis of distances ends where this fraction [%] of the living surface is left.
_SHOWN = 0.1
# Size of the figure, where its panels part, and room above and below them [CSS pixels].
_WIDTH, _HEIGHT, _MIDDLE, _MARGINS = 1060.0, 380.0, 618.0, (24.0, 42.0)


@section("depths", title="Injury over depth, and the targets", order=66, laser=True)
def depths_section(result: Reportable) -> PageBlock | None:
    """Coverage of every shell over depth, with targets; overlap in numbers."""
    simulation, judgement = simulation_of(result), judgement_of(result)
    # Where heat leaves no zone there is nothing over depth: vacuoles have a section of their own.
    if simulation is None or judgement is None or simulation.lattice.shells is None or unburnt(simulation):
        return None
    tables: list[Part] = [_targets(judgement.targets)]
    if simulation.lattice.meeting is not None:
        tables.append(_overlap(simulation, simulation.lattice.meeting))
    if judgement.depth_shares:
        tables.append(_shares(simulation, judgement.depth_shares))
    lead = "Zones narrow downward: what covers much of the surface covers less of the deep dermis."
    if simulation.zone.top.value > 0.0:
        lead = "Zones lie below the surface: what they cover turns on the depth."
    return PageBlock((_picture(simulation, simulation.lattice.shells, judgement.targets), *tables), lead=lead)


def _shares(simulation: Simulation, shares: tuple[DepthShare, ...]) -> Table:
    """Which doubt makes how much of the band of the depth."""
    low, high = min(one.depth.low for one in shares), max(one.depth.high for one in shares)
    rows = [
        cells(one.cause, f"{show(one.depth.low, 'm')} to {show(one.depth.high, 'm')}", _share(one.fraction))
        for one in shares
    ]
    caption = (
        f"The zone is {show(simulation.zone.depth.value, 'm')} deep{buried(simulation.zone)}, "
        f"{show(low, 'm')} to {show(high, 'm')} over all "
        "scenarios. Shares are of the width of that band; causes that act to the same side overlap."
    )
    return Table(("what is not known", "depth of the zone", "share of the band"), tuple(rows), caption, (1, 2))


def _share(fraction: float) -> str:
    return "< 1 %" if fraction < _LITTLE else show(fraction, "%", 2)


def _picture(simulation: Simulation, held: Shells, targets: tuple[TargetReach, ...]) -> Picture:
    meeting = simulation.lattice.meeting
    shown = [name for name in _LABELS if name in held.shells and float(held.of(name).max()) > 0]
    near = [target.depth for target in targets if target.depth < 2.5 * simulation.zone.depth.value]
    deepest = 1e3 * 1.15 * max([simulation.zone.depth.value, _SHALLOWEST, *near])
    alt = f"Coverage of {len(shown)} shells over depth to {deepest:.2g} mm, and targets at their depths."
    caption = "The right panel counts living points by their distance."
    if simulation.treatment.pattern.passes > 1:
        caption = f"Passes fall at random against each other. {caption}"
    return Picture(_drawn(held, shown, targets, meeting, deepest), "Injury over depth", alt, caption)


def _drawn(
    held: Shells, shown: list[str], targets: tuple[TargetReach, ...], meeting: Overlap | None, deepest: float
) -> str:
    """SVG of the coverage by each shell over depth to ``deepest`` [mm], and of how far living skin lies from dead."""
    depth, edge = held.z * 1e3, max((100 * float(held.of(name).max()) for name in shown), default=1.0)
    inks = {name: MUTED if name == "channel" else endpoint_ink(name)[0] for name in shown}
    page = LineFigure("depths", _WIDTH, _HEIGHT, [(_LABELS[name], ink, "") for name, ink in inks.items()], 4)
    across = Axis(0.0, 1.32 * edge, "fraction of the plane, all passes [%]; dotted: hit at least twice", grid=True)
    down = Axis(deepest, 0.0, "depth [mm]")
    left = page.panel((LEFT, _MIDDLE), _MARGINS, across, down, "Coverage at each depth")
    for name, ink in inks.items():
        left.line(100 * held.of(name), depth, ink, name=_LABELS[name])
        twice = 100 * held.twice[held.shells.index(name)]
        left.line(twice, depth, ink, 1.0, "1 1.7", f"{_LABELS[name]} (hit at least twice)")
    for target in targets:
        mark = target.depth * 1e3
        if mark <= deepest:
            left.level(mark, MUTED, "3 1.3", target.title)
    distance, farther = (np.zeros(1),) * 2 if meeting is None else (meeting.distance * 1e6, 100 * meeting.farther)
    far = max(float(distance[farther > _SHOWN].max(initial=1.0)), 1.0)
    away = Axis(0.0, far, "distance from the nearest dead tissue [µm]", grid=True)
    alive = Axis(0.0, 101.0, "living surface that lies farther [%]", grid=True)
    right = page.panel((_MIDDLE + LEFT + 10.0, _WIDTH - 12.0), _MARGINS, away, alive, "Living skin between the zones")
    right.line(distance, farther, BLUE, name="living skin")
    return page.svg()


def _targets(targets: tuple[TargetReach, ...]) -> Table:
    rows = tuple(_row(target) for target in targets)
    columns = ("Target", "Depth", "Dead there", "Coagulated", "In heat shock", "Rise", "Zones end")
    return Table(columns, rows, "Fractions of the plane at the depth of the target.", numeric=(1, 2, 3, 4, 5))


def _row(target: TargetReach) -> TableRow:
    short = "at or below it" if target.short == 0 else f"{show(target.short, 'm')} above it"
    fractions = (fraction(part) for part in (target.dead, target.coagulated, target.warned))
    rise = show(max(0.0, target.rise), "delta_degC")
    return cells(Cell(target.title, note=target.source), show(target.depth, "m"), *fractions, rise, short)


def _overlap(simulation: Simulation, meeting: Overlap) -> Table:
    lattice = simulation.lattice
    chance = f"{fraction(meeting.coverage_low)} to {fraction(meeting.coverage_high)}"
    closed = touching(lattice.zone.radius.value, lattice.pattern)
    rows = [
        cells("Dead surface, greatest radius", fraction(lattice.coverage)),
        cells("by chance, nine of ten", chance if meeting.deviation > 0 else "no chance in one pass"),
        cells("Coagulated surface, greatest radius", fraction(lattice.coagulation_coverage)),
        cells("Hit at least twice", fraction(meeting.twice)),
        cells("Zones that touch or overlap their nearest neighbour", fraction(closed)),
        cells("Mean bridge from a zone to its nearest neighbour", show(lattice.bridge, "m")),
    ]
    # In one pass of a lattice every bridge is as wide as the next, and what is closed has no width.
    widths = [(level, width) for level, width in zip(meeting.quantiles, meeting.bridges, strict=True) if width > 0.0]
    if len({float(width) for _, width in widths}) > 1:
        rows += [
            cells(f"{100 * level:.0f} % of the bridges are narrower than", show(float(width), "m"))
            for level, width in widths
        ]
    return Table(("Overlap", ""), tuple(rows), numeric=(1,))
