"""Blood, oxygen and nutrients at depth: what the zones reach, and what reaches the papilla by flow alone."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.response import Supply
from microthermal.healing.supply import supply
from microthermal.planning.window.targets import plexus_depth
from microthermal.report.blocks import PageBlock, Table, TableRow, Words, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.families.torn_words import unburnt
from microthermal.report.wording import estimates_of, reaches, simulation_of
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show

_WEEKS = (3 * DAY, 28 * DAY)


@section("supply", title="Blood, oxygen and nutrients at depth", order=75, laser=True)
def supply_section(result: Reportable) -> PageBlock | None:
    """Perfusion with depth."""
    simulation = simulation_of(result)
    if simulation is None or not {"vessels", "vasodilation"} <= set(simulation.healing.species):
        return None
    skin, library = affected(simulation.skin, simulation.condition), simulation.library
    plexus = plexus_depth(simulation.skin, simulation.condition, library)
    found = supply(simulation.healing, skin, simulation.zone.depth.value, library.figures.supply, plexus=plexus)
    left_out = () if "hair" in simulation.condition.concerns else ("bulge", "papilla")
    rows = tuple(_row(found, number) for number, place in enumerate(found.places) if place not in left_out)
    columns = ("place", "depth", "feels the zones", "blood flow", "oxygen", "nutrients")
    table = Table(columns, rows, caption="Means of days 3 to 28; 1 = healthy skin at rest.", numeric=(1, 2, 3, 4, 5))
    return PageBlock((table, Words(_reading(simulation), "small")), lead=_lead(result, simulation))


def _row(found: Supply, number: int) -> TableRow:
    weeks = np.linspace(*_WEEKS, 200)

    def mean(values: np.ndarray) -> float:
        return float(np.interp(weeks, found.time, values[:, number]).mean())

    return cells(
        found.places[number],
        show(float(found.depth[number]), "m"),
        show(float(found.reached[number]), "%", 2),
        show(mean(found.flow), "1"),
        f"{mean(found.oxygen) / 133.322:.0f} mmHg",
        show(mean(found.nutrients), "1"),
    )


def _lead(result: Reportable, simulation: Simulation) -> str:
    depth = simulation.zone.depth.value
    if unburnt(simulation):
        return "Heat leaves no zone: at every depth blood flow gains by signals alone."
    if "hair" not in simulation.condition.concerns:
        return f"The zones are {show(depth, 'm')} deep: below them blood flow gains by signals alone."
    text = f"The zones are {show(depth, 'm')} deep and {reaches(simulation, estimates_of(result).get('depth'))}."
    deep = depth >= affected(simulation.skin, simulation.condition).follicle.papilla_depth
    return text if deep else f"{text} What the papilla gains comes by flow and signals alone."


def _reading(simulation: Simulation) -> str:
    factor, told = simulation.condition.blood_factor, ""
    if factor != 1.0:
        told = (
            f" That {simulation.condition.title.lower()} has {show(factor, '1')} times the blood and flow of healthy "
            "skin enters light and heat alone: the flow here is that of vessels and their tone in the healing model."
        )
    return (
        "Scenario: no blood flow was ever measured at these depths after fractional laser. Below the zones their "
        "effect is assumed to fall to 1/e over 1 mm (0.3 to 3 mm). Oxygen is the pressure farthest from a capillary "
        "in a Krogh cylinder with even consumption, capillary spacing from memory, and none from the air, which "
        "feeds the upper 0.25 to 0.40 mm (Stücker 2002); nutrients follow the exchange of a small molecule "
        f"(Renkin and Crone).{told}"
    )
