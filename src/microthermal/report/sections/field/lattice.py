"""Many zones from above, and what they amount to."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, final

import numpy as np

from microthermal.domain.results.zone import Reach
from microthermal.report.blocks import Beside, Block, Picture, Table, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.field.plan_view import plan_view, positions
from microthermal.report.wording import share, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.zones.patterns import covered, touching

# Zones along one side of the picture: enough to see the pattern, few enough to see the discs.
_ALONG = 5.0


@section
@final
class LatticeView:
    """The lattice to scale, and its numbers."""

    kind: ClassVar[str] = "lattice"
    title: ClassVar[str] = "The lattice"
    order: ClassVar[int] = 60

    def applies(self, result: Reportable) -> bool:
        """Needs a whole simulation."""
        return simulation_of(result) is not None

    def render(self, result: Reportable) -> Block:
        """Lattice of a simulation."""
        simulation = simulation_of(result)
        if simulation is None:
            return Block(())
        return Block(
            (Beside((_picture(simulation), _numbers(simulation))),),
            lead="Columns of injury with living tissue between.",
        )


def _radius(simulation: Simulation, endpoint: str) -> float:
    found: list[Reach] = [reach for reach in simulation.zone.reaches if reach.endpoint == endpoint]
    return found[0].radius if found else 0.0


def _picture(simulation: Simulation) -> Picture:
    zone, lattice, pattern = simulation.zone, simulation.lattice, simulation.treatment.pattern
    side = _ALONG * lattice.pitch
    places = positions(lattice.pitch, pattern.passes, pattern.layout, side, simulation.settings.seed)
    discs = (
        ("living, stressed", _radius(simulation, "heat_shock"), "#F6D9B8"),
        ("dead", zone.radius, "#D55E00"),
        ("channel", zone.channel_radius, "#FFFFFF"),
    )
    shown = tuple(disc for disc in discs if disc[1] > 0)
    passes = "one pass" if pattern.passes == 1 else f"{pattern.passes} passes"
    alt = (
        f"Zones from above: {passes}, pitch {show(lattice.pitch, 'm')}, each zone "
        f"{show(2 * zone.radius, 'm')} wide; {show(lattice.coverage, '%')} of the surface is covered."
    )
    caption = "To scale, greatest radii."
    if pattern.passes > 1:
        caption += " Passes are laid at random over each other: one example of many."
    return Picture(plan_view(places, shown, side), "The lattice from above", alt, caption)


def _nominal(simulation: Simulation) -> float:
    # As makers count: discs of the beam's radius, each pass by itself.
    pattern = replace(simulation.treatment.pattern, passes=1)
    return float(covered(np.array(simulation.treatment.pulse.radius), pattern))


def _numbers(simulation: Simulation) -> Table:
    lattice, pattern = simulation.lattice, simulation.treatment.pattern
    rows = [
        cells("Density of one pass", show(pattern.density, "1/m**2")),
        cells("Passes", str(pattern.passes)),
        cells("Distance of neighbours in one pass", show(lattice.pitch, "m")),
        cells("Covered: dead cells where zones are widest, all passes", share(lattice.coverage)),
        cells("Covered: dead cells at half the zones' depth, all passes", share(lattice.middle_coverage)),
        cells("Covered: coagulated collagen where it is widest, all passes", share(lattice.coagulation_coverage)),
        cells("Covered: discs of the beam's radius, one pass, as makers state it", share(_nominal(simulation))),
        cells("Surface that is open", share(lattice.channel_coverage)),
        cells("Lost to overlap, of the sum of the zones' areas", share(lattice.overlap)),
        cells("Living tissue from a zone to its nearest neighbour, mean", show(lattice.bridge, "m")),
        cells("Zones that touch or overlap their nearest neighbour", share(touching(lattice.zone.radius, pattern))),
        cells("Rise of the tissue between the zones", show(lattice.bulk_rise, "delta_degC")),
        cells("Mean fluence, all passes", show(lattice.fluence, "J/m**2")),
        cells("Treated area", show(pattern.treated_area, "m**2")),
    ]
    if lattice.open_for > 0:
        rows.append(cells("Channels stay open for", show(lattice.open_for, "s")))
    return Table(("The lattice", ""), tuple(rows), numeric=(1,))
