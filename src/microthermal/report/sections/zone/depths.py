"""Injury at each depth, overlap, and what is done to the targets."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.field import Overlap, TargetReach
from microthermal.report.blocks import Cell, PageBlock, Part, Picture, Table, TableRow, cells
from microthermal.report.drawing.sheet import MUTED
from microthermal.report.endpoint_style import endpoint_ink
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.zone.depth_bars import ShellBar, depths
from microthermal.report.wording import fraction, judgement_of, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.zones.patterns import touching

_LOOK = (
    ("channel", "removed", MUTED), ("collagen", "coagulated", endpoint_ink("collagen")[0]),
    ("dermal_cells", "dead", endpoint_ink("dermal_cells")[0]),
    ("heat_shock", "in heat shock or dead", endpoint_ink("heat_shock")[0]),
)  # fmt: skip

# The picture shows at least this depth [m], also where there is no zone.
_SHALLOWEST = 2e-4


@section("depths", title="Injury over depth, and the targets", order=66)
def depths_section(result: Reportable) -> PageBlock | None:
    """Coverage of every shell over depth, with targets; overlap in numbers."""
    simulation, judgement = simulation_of(result), judgement_of(result)
    if simulation is None or judgement is None or simulation.lattice.shells is None:
        return None
    tables: list[Part] = [_targets(judgement.targets)]
    if simulation.lattice.meeting is not None:
        tables.append(_overlap(simulation, simulation.lattice.meeting))
    lead = "Zones narrow downward: what covers much of the surface covers less of the deep dermis."
    return PageBlock((_picture(simulation, judgement.targets), *tables), lead=lead)


def _picture(simulation: Simulation, targets: tuple[TargetReach, ...]) -> Picture:
    held, meeting = simulation.lattice.shells, simulation.lattice.meeting
    if held is None:
        return Picture("", "", "")
    shown = tuple(
        ShellBar(
            label, colour, held.z * 1e3, 100 * held.of(name), 100 * held.twice[held.shells.index(name)]
        )
        for name, label, colour in _LOOK
        if name in held.shells and float(held.of(name).max()) > 0
    )  # fmt: skip
    near = [target.depth for target in targets if target.depth < 2.5 * simulation.zone.depth.value]
    deepest = 1e3 * 1.15 * max([simulation.zone.depth.value, _SHALLOWEST, *near])
    living = (np.zeros(1), np.zeros(1)) if meeting is None else (meeting.distance * 1e6, 100 * meeting.farther)
    marks = tuple((target.title, target.depth * 1e3) for target in targets)
    alt = f"Coverage of {len(shown)} shells over depth to {deepest:.2g} mm, and targets at their depths."
    caption = "The right panel counts living points by their distance."
    if simulation.treatment.pattern.passes > 1:
        caption = f"Passes fall at random against each other. {caption}"
    return Picture(depths(shown, marks, living, deepest), "Injury over depth", alt, caption)


def _targets(targets: tuple[TargetReach, ...]) -> Table:
    rows = tuple(_row(target) for target in targets)
    columns = ("Target", "Depth", "Dead there", "Coagulated", "In heat shock", "Rise", "Zones end")
    return Table(columns, rows, "Fractions of the plane at the depth of the target.", numeric=(1, 2, 3, 4, 5))


def _row(target: TargetReach) -> TableRow:
    short = "at or below it" if target.short == 0 else f"{show(target.short, 'm')} above it"
    return cells(
        Cell(target.title, note=target.source), show(target.depth, "m"), fraction(target.dead),
        fraction(target.coagulated), fraction(target.warned), show(max(0.0, target.rise), "delta_degC"), short,
    )  # fmt: skip


def _overlap(simulation: Simulation, meeting: Overlap) -> Table:
    lattice = simulation.lattice
    chance = f"{fraction(meeting.coverage_low)} to {fraction(meeting.coverage_high)}"
    rows = [
        cells("Dead surface, greatest radius", fraction(lattice.coverage)),
        cells("by chance, nine of ten", chance if meeting.deviation > 0 else "no chance in one pass"),
        cells("Coagulated surface, greatest radius", fraction(lattice.coagulation_coverage)),
        cells("Hit at least twice", fraction(meeting.twice)),
    ]
    closed = touching(lattice.zone.radius.value, lattice.pattern)
    rows += [
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
