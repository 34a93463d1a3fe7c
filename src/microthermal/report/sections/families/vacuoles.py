"""Vacuoles of optical breakdown: whether to expect any, where, how wide, how many, and over which light."""

from __future__ import annotations

import math
from typing import Any

from microthermal.deposition.breakdown.cautions import many, verdict
from microthermal.domain.inputs.exposures import made_by
from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.planning.window.branch_map import branch_map
from microthermal.report.blocks import Beside, Card, Cards, PageBlock, Picture, Table, Words, cells
from microthermal.report.sections import section
from microthermal.report.sections.families.branch_picture import STATES, branch_picture, state_of
from microthermal.report.sections.families.torn_words import counted, vacuoles_of
from microthermal.report.sections.families.vacuole_picture import light_at_depth, vacuoles_to_scale
from microthermal.report.sections.families.vacuole_weeks import vacuole_weeks
from microthermal.report.wording import layers_of, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

_EXPECTED = {"yes": "expected", "perhaps": "only in the best case", "no": "not expected"}
_BRANCHES = {"seeded": "seeded by melanosomes", "clean": "clean breakdown", "none": "none"}
# Least depth that the pictures show [m].
_DEPTH = 2.6e-4


@section("vacuoles", title="Vacuoles of optical breakdown", order=53, laser=True, of=simulation_of)
def vacuoles_section(simulation: Simulation) -> PageBlock | None:
    """Verdict, cards, two pictures to scale, the band, the weeks after, the map over fluence and phototype."""
    found = vacuoles_of(simulation)
    if found is None:
        return None
    lead = f"{verdict(found)}."
    parts = (
        _cards(found, simulation),
        Beside((_to_scale(found, simulation), _light(found, simulation))),
        _table(found),
        *vacuole_weeks(found, simulation),
        _map(simulation),
        Words(
            "A vacuole is no burn: its volume counts as torn, dead tissue of its layer, with no collagen denatured and "
            "the horny layer closed over it. How such a wound drives healing has not been measured apart from heat.",
            "small",
        ),
    )
    return PageBlock(parts, lead=lead)


def _fluence(simulation: Simulation) -> float:
    """Fluence on the axis at the surface, if nothing scattered [J/m²]."""
    pulse: Any = simulation.treatment.pulse  # vacuoles are of light alone
    light = 2.0 if pulse.profile == "gaussian" else 1.0
    return float(light * pulse.energy / (math.pi * pulse.radius**2))


def _cards(found: Vacuoles, simulation: Simulation) -> Cards:
    usual = found.usual
    none = usual.branch == "none"
    wide = [2.0 * one.radius for one in found.scenarios]
    spread = f"{show(min(wide), 'm', 2)} to {show(max(wide), 'm', 2)} over the scenarios"
    density = simulation.treatment.pattern.density * simulation.treatment.pattern.passes
    one = made_by(simulation.treatment.pulse)
    return Cards((
        Card("Breakdown", _EXPECTED[found.expected], _BRANCHES[usual.branch]),
        Card("Width of a vacuole", "–" if none else show(2.0 * usual.radius, "m", 2), spread),
        Card("Depth", "–" if none else show(usual.depth, "m", 2), "middle of the vacuoles"),
        Card(f"In a {one}", counted(usual), _laid(usual, f"{show(density, '1/m**2')} {one}s")),
        Card("Irradiance", f"{found.irradiance * 1e-13:.3g} GW/cm²", f"clean water: {usual.irradiance * 1e-13:.3g}"),
    ))  # fmt: skip


def _laid(usual: VacuoleScenario, density: str) -> str:
    where = "" if usual.joined or usual.branch == "none" else "at single melanosomes; "
    return f"{where}{density}"


def _to_scale(found: Vacuoles, simulation: Simulation) -> Picture:
    deepest = max(one.depth + one.radius for one in found.scenarios)
    depth = min(max(_DEPTH, 1.15 * deepest), float(found.z[-1]))
    names = [layer.name for layer in simulation.skin.layers]
    layers = tuple((name, *one) for name, one in zip(names, layers_of(simulation), strict=True))
    pulse: Any = simulation.treatment.pulse
    svg = vacuoles_to_scale(found, layers, pulse.radius, depth)
    usual = found.usual
    alt = "No vacuole is expected." if usual.branch == "none" else (
        f"{counted(usual)}, {show(2 * usual.radius, 'm', 2)} wide, at a depth of {show(usual.depth, 'm', 2)}."
    )  # fmt: skip
    one = made_by(pulse)
    caption = f"One {one}; widths and depths on one scale. At most nine of several vacuoles are drawn."
    return Picture(svg, f"Vacuoles under one {one}", alt, caption)


def _light(found: Vacuoles, simulation: Simulation) -> Picture:
    pulse = simulation.treatment.pulse
    depth = min(max(_DEPTH, 4e-4), float(found.z[-1]))
    svg = light_at_depth(found, pulse.duration, depth, _fluence(simulation))
    place = int((found.z <= 2e-4).sum()) - 1
    share = float(found.unscattered[max(place, 0)])
    alt = f"Fluence on the axis over depth; at 200 µm {show(share, '%', 2)} of the light are unscattered."
    caption = f"{alt[alt.index('at 200') :].capitalize()} Melanosomes lie in the epidermis alone."
    return Picture(svg, "Light at depth and thresholds", alt, caption)


def _table(found: Vacuoles) -> Table:
    rows = tuple(
        cells(
            one.name,
            _BRANCHES[one.branch] + ("" if one.joined or one.branch == "none" else ", single"),
            "–" if one.branch == "none" else show(one.depth, "m", 2),
            "–" if one.branch == "none" else show(2 * one.radius, "m", 2),
            "–" if one.branch == "none" else many(one.count),
            show(one.beyond, "J", 2),
            show(one.energy, "J", 2),
            show(one.nucleation, "J/m**2", 2) if one.nucleation > 0.0 else "–",
            f"{one.irradiance * 1e-13:.3g} GW/cm²",
        )
        for one in found.scenarios
    )
    columns = (
        "Scenario", "Branch", "Depth", "Width", "How many", "Beyond the threshold", "In vacuoles",
        "Melanosomes from", "Clean water from",
    )  # fmt: skip
    caption = (
        "Least and most take all that is not known at the end that gives least and most; what lies between is not "
        "told apart by what has been measured."
    )
    return Table(columns, rows, caption, (2, 3, 4, 5, 6, 7, 8))


def _map(simulation: Simulation) -> Picture:
    view = branch_map(simulation)
    own = view.found[view.phototypes.index(simulation.skin.phototype)]
    least = next((light for light, one in zip(view.fluences, own, strict=True) if state_of(one) >= 3), None)
    svg = branch_picture(view, _fluence(simulation), simulation.skin.phototype)
    where = (
        "in this phototype no fluence of the map opens a vacuole with the usual figures"
        if least is None
        else f"in phototype {simulation.skin.phototype} vacuoles open from {show(least, 'J/m**2', 2)} on"
    )
    alt = f"Map of five states from '{STATES[0][0]}' to '{STATES[-1][0]}': {where}."
    caption = f"{where[:1].upper()}{where[1:]}. Pulse, spot and all else as here; usual figures."
    return Picture(svg, "Branch over fluence and phototype", alt, caption)
