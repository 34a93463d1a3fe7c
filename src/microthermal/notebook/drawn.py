"""Records that stand alone, drawn by the drawings of the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from microthermal.catalog.models import healing_panels
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Healing
from microthermal.domain.results.zone import Lattice, Zone
from microthermal.planning.window.map import WindowMap
from microthermal.report.drawing.sheet import BLUE
from microthermal.report.figures import Figure, alone, figures
from microthermal.report.sections.field.plan_view import plan_view, positions
from microthermal.report.sections.opening.skin_picture import Ground, skin_picture
from microthermal.report.sections.weeks.course_panels import Curve, Panel, courses
from microthermal.report.sections.window.window_cells import window_cells
from microthermal.report.sections.zone.pulse_timing import pulse_picture
from microthermal.report.sections.zone.shell_map import FateBand, shell_map
from microthermal.report.wording import plain
from microthermal.units import DAY, show

# Zones along one side of the picture of a lattice, and panels of healing that a cell shows.
_ALONG, _PANELS = 5.0, 2
# Radius at which places of a pattern are drawn, as a fraction of their distance: to be seen, not to scale.
_DOT: Final = 0.12
_SKIN_DEPTH = 5e-3  # m of skin that its picture shows at most
_RELAXATION = 0.5  # s after a pulse that its picture shows, as long as a simulation follows it
_SEED: Final = 1


def of_result(kind: str) -> Callable[[Any], list[Figure]]:
    """What draws the first figure of a section of a result."""
    return lambda result: list(figures(result, kind).values())[:1]


def of_zone(zone: Zone) -> list[Figure]:
    """Outline of the dead tissue and of the channel."""
    depth, radius = 1.15 * max(zone.depth.value, 1e-5), 1.25 * max(zone.radius.value, 1e-6)
    gone = FateBand("removed", "#FFFFFF", zone.channel_outline, zone.channel_depth.value)
    band = [gone, FateBand("dead", BLUE, zone.outline, zone.depth.value)]
    alt = f"Dead tissue {show(zone.depth.value, 'm')} deep and {show(2 * zone.radius.value, 'm')} wide."
    return [alone("zone", "The zone", alt, shell_map(zone.z, (band, band), (), depth, radius, ("", "")))]


def of_lattice(lattice: Lattice) -> list[Figure]:
    """One example of the lattice from above, to scale."""
    zone = lattice.zone
    discs = (("dead", zone.radius.value, "#D55E00"), ("channel", zone.channel_radius.value, "#FFFFFF"))
    alt = f"Zones from above, {show(lattice.coverage, '%')} of the surface covered."
    return [_above(lattice.pattern, tuple(disc for disc in discs if disc[1] > 0.0), alt)]


def of_pattern(pattern: Pattern) -> list[Figure]:
    """Places of the microbeams from above; their size is not to scale."""
    dot = _DOT * pattern.density**-0.5
    alt = f"Places of microbeams from above, {show(pattern.density, '1/m**2')} in each of {pattern.passes} passes."
    return [_above(pattern, (("microbeam, size not to scale", dot, BLUE),), alt)]


def _above(pattern: Pattern, discs: tuple[tuple[str, float, str], ...], alt: str) -> Figure:
    side = _ALONG * pattern.density**-0.5
    places = positions(pattern, side, np.random.default_rng(_SEED))
    caption = "One example: passes fall at random against each other." if pattern.passes > 1 else ""
    return alone("lattice", "From above", alt, plan_view((places,), discs, side), caption)


def of_healing(healing: Healing) -> list[Figure]:
    """The first panels of the weeks after."""
    none = np.empty(0)
    found: list[Figure] = []
    for title, members, _ in healing_panels():
        named = {name: label for name, label in members.items() if name in healing.species}
        curves = tuple(Curve(label, healing.of(name), none, None) for name, label in named.items())
        if curves:
            svg = courses(f"healing{len(found)}", Panel(title, curves), healing.time / DAY, none)
            alt = f"{title}: {', '.join(named.values())} over {show(float(healing.time[-1]), 's')}."
            found.append(alone(f"healing_{len(found) + 1}", title, alt, svg))
        if len(found) == _PANELS:
            break
    return found


def of_pulse(pulse: Exposure) -> list[Figure]:
    """Power over time over bare skin."""
    if pulse.zoneless:
        return []
    drawn = pulse_picture(pulse, None, pulse.duration + _RELAXATION)
    return [alone("pulse", drawn.title, drawn.alt, drawn.svg, drawn.caption)]


def of_map(drawn: WindowMap) -> list[Figure]:
    """The map of a device over energy and density."""
    alt = f"Settings of {drawn.device.name} over energy and density: inside, warned, stopped or too little."
    return [alone("window", drawn.device.name, alt, window_cells(drawn.device.name, drawn))]


def of_skin(skin: Skin) -> list[Figure]:
    """Layers and follicle, to scale."""
    layers, top = [], 0.0
    for layer in skin.layers:
        layers.append((layer.tissue or "", plain(layer.name), top, top + layer.thickness))
        top += layer.thickness
    depth = min(top, _SKIN_DEPTH)
    svg = skin_picture(Ground(tuple(layers), skin.follicle), depth, depth, None, None)
    alt = "; ".join(f"{name} from {show(upper, 'm')} to {show(lower, 'm')}" for _, name, upper, lower in layers)
    return [alone("skin", "Skin cut open", f"{alt}.", svg, "To scale; the hair is drawn wider than it is.")]
