"""The zone that moves: sliders, and the kernels of the program in the page."""

from __future__ import annotations

from microthermal.report.blocks import Embedded, Folded, PageBlock
from microthermal.report.live.page import live
from microthermal.report.live.starts import unmoved
from microthermal.report.sections import section
from microthermal.report.wording import simulation_of
from microthermal.simulation.records import Simulation


@section("moving", title="Move this zone", order=52, laser=True, of=simulation_of)
def moving_section(simulation: Simulation) -> PageBlock | None:
    """The live page of the zone, where one can be made."""
    if unmoved(simulation):
        return None
    page = Embedded(live(simulation, simulation.stamp.library, alone=True), "The zone with sliders")
    lead = "Other settings of the device, simulated anew in this page, without a network."
    return PageBlock((Folded("Sliders for energy, pulse length and cooling", (page,)),), lead=lead)
