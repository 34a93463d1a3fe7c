"""Many zones from above, and what they amount to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.domain.inputs.exposures import kind_of
from microthermal.quantity import Array
from microthermal.report.blocks import Beside, PageBlock, Picture, Table, cells
from microthermal.report.exposure_words import one_of
from microthermal.report.sections import section
from microthermal.report.sections.families.torn_words import unburnt, vacuoles_of
from microthermal.report.sections.field.plan_view import meeting, plan_view, positions
from microthermal.report.wording import fraction, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.zones.patterns import covered, touching

# Zones along one side of the picture of one pass: enough to see the pattern, few enough to see the discs. Several
# passes meet otherwise with every shift of theirs, so that some examples are drawn.
_ALONG, _ALONG_EXAMPLE, _EXAMPLES = 5.0, 2.5, 9
# Draws of which the one is shown whose zones touch about as often as the numbers say.
_DRAWS = 32


# What stands in the middle of a zone, by the kind of exposure.
_DISCS = {"laser": "beam", "current": "needle", "sound": "focus", "illumination": "beam"}


@section("lattice", title="The lattice", order=60, laser=True, of=simulation_of)
def lattice_section(simulation: Simulation) -> PageBlock | None:
    """The lattice to scale, and its numbers."""
    parts = (Beside((_picture(simulation), lattice_numbers(simulation))),)
    if unburnt(simulation):
        one = one_of(simulation)
        return PageBlock(
            parts, lead=f"Heat leaves no zone at this setting: what stands at each {one} is what it tears."
        )
    buried = simulation.zone.top.value > 0.0
    columns = "Columns of injury" if one_of(simulation) == "microbeam" else "Zones of injury"
    lead = f"{'Islands of injury below the surface,' if buried else columns} with living tissue between."
    return PageBlock(parts, lead=lead)


def _picture(simulation: Simulation) -> Picture:
    zone, lattice, pattern = simulation.zone, simulation.lattice, simulation.treatment.pattern
    stressed = next((reach.radius.value for reach in zone.reaches if reach.endpoint == "heat_shock"), 0.0)
    shifted = pattern.passes > 1 and pattern.layout != "random"
    side = (_ALONG_EXAMPLE if shifted else _ALONG) * pattern.density**-0.5
    examples, met = _typical(simulation, side, _EXAMPLES if shifted else 1)
    discs: tuple[tuple[str, float, str], ...] = (
        ("living, stressed", stressed, "#EDBB85"),
        ("dead", zone.radius.value, "#D55E00"),
        ("channel", zone.channel_radius.value, "#FFFFFF"),
    )
    torn = vacuoles_of(simulation)
    if torn is not None and torn.usual.joined:
        discs = (*discs, ("vacuole", torn.usual.radius, "#9A7FB8"))
    shown = tuple(disc for disc in discs if disc[1] > 0)
    passes = "one pass" if pattern.passes == 1 else f"{pattern.passes} passes"
    alt = (
        f"Zones from above: {passes}, pitch {show(lattice.pitch, 'm')}, each zone "
        f"{show(2 * zone.radius.value, 'm')} wide; {show(lattice.coverage, '%')} of the surface is covered."
    )
    if unburnt(simulation):
        width = 0.0 if torn is None or not torn.usual.joined else 2.0 * torn.usual.radius
        stands = f"vacuoles {show(width, 'm', 2)} wide" if width > 0.0 else "nothing that a section shows"
        alt = f"From above: {passes}, pitch {show(lattice.pitch, 'm')}; at each place {stands}."
    caption = "To scale, greatest radii."
    if shifted:
        caption += f" Passes fall at random against each other; in each of the {_EXAMPLES} examples they do so anew."
    if (shifted or pattern.layout == "random") and not unburnt(simulation):
        caption += (
            f" Of the zones drawn {fraction(met)} touch or overlap: of {_DRAWS} draws this is nearest to the mean over "
            "all draws, which the table tells."
        )
    return Picture(plan_view(examples, shown, side), "The lattice from above", alt, caption)


def _typical(simulation: Simulation, side: float, count: int) -> tuple[tuple[Array, ...], float]:
    """Examples of the lattice, and the fraction of their zones that touch [1]: the draws nearest to the mean."""
    pattern, radius = simulation.treatment.pattern, simulation.zone.radius.value
    random, mean = np.random.default_rng(simulation.settings.seed), touching(radius, pattern)
    draws = [tuple(positions(pattern, side, random) for _ in range(count)) for _ in range(_DRAWS)]
    met = [meeting(examples, side, 2.0 * radius) for examples in draws]
    typical = min(range(_DRAWS), key=lambda number: abs(met[number] - mean))
    return draws[typical], met[typical]


def lattice_numbers(simulation: Simulation) -> Table:
    """What the lattice amounts to, in words and numbers."""
    lattice, pattern = simulation.lattice, simulation.treatment.pattern
    # As makers count: discs of the beam's radius, each pass by itself.
    nominal = float(covered(np.array(simulation.treatment.pulse.radius), replace(pattern, passes=1)))
    closed, what = touching(lattice.zone.radius.value, pattern), _DISCS[kind_of(simulation.treatment.exposure)]
    drilled = lattice.zone.channel_depth.value > 0.0
    light = "energy per area" if simulation.treatment.pulse.wavelength is None else "fluence"
    burnt = [
        cells("Covered: dead cells where zones are widest, all passes", fraction(lattice.coverage)),
        cells("Covered: dead cells at half the zones' depth, all passes", fraction(lattice.middle_coverage)),
        cells("Covered: coagulated collagen where it is widest, all passes", fraction(lattice.coagulation_coverage)),
        *((cells("Surface with open channels", fraction(lattice.channels.coverage)),) if drilled else ()),
        cells("Lost to overlap, of the sum of the zones' areas", fraction(lattice.overlap)),
        cells("Living tissue from a zone to its nearest neighbour, mean", show(lattice.bridge, "m")),
        cells("Zones that touch or overlap their nearest neighbour", fraction(closed)),
    ]
    torn = vacuoles_of(simulation)
    if torn is not None and torn.usual.joined:
        seen = covered(np.array(torn.usual.radius), pattern)
        burnt = [cells("Covered: vacuoles from above, all passes", fraction(float(seen))), *burnt]
    if unburnt(simulation):
        burnt = [row for row in burnt if "vacuoles" in row.cells[0].text]
    rows = [
        cells("Density of one pass", show(pattern.density, "1/m**2")),
        cells("Passes", str(pattern.passes)),
        cells("Distance of neighbours in one pass", show(lattice.pitch, "m")),
        *burnt,
        cells(f"Covered: discs of the {what}'s radius, one pass, as makers state it", fraction(nominal)),
        cells("Rise of the tissue between the zones", show(lattice.bulk_rise, "delta_degC")),
        cells(f"Mean {light}, all passes", show(lattice.fluence, "J/m**2")),
        cells("Treated area", show(pattern.treated_area, "m**2")),
    ]
    if lattice.channels.open_for > 0:
        rows.append(cells("Channels stay open for", show(lattice.channels.open_for, "s")))
    return Table(("The lattice", ""), tuple(rows), numeric=(1,))
