"""One zone cut open: temperature, light, outlines of every endpoint, and temperatures over time."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from microthermal.domain.inputs.exposures import kind_of
from microthermal.domain.results.zone import Zone
from microthermal.heat.budget import budget
from microthermal.report.blocks import Beside, Card, Cards, Cell, PageBlock, Picture, Table, cells
from microthermal.report.endpoint_style import endpoint_ink, endpoint_label
from microthermal.report.exposure_words import words_of
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.families.torn_words import unburnt
from microthermal.report.sections.zone.cross_section import Map, Outline, cross_section
from microthermal.report.sections.zone.traces import temperature_traces
from microthermal.report.wording import buried, fraction, layers_of, simulation_of, volume_with_error, with_error
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.moments import places_removed
from microthermal.simulation.records import Simulation
from microthermal.units import celsius, show

SHOWN_ENDPOINTS = ("collagen", "dermal_cells", "t_cell_necrosis", "t_cell_apoptosis", "heat_shock")
# The hottest colour of the map; above it tissue is steam or gone.
_HOTTEST = 120.0
# The palest colour where maps of several treatments are compared; skin is no colder below its surface.
_COOLEST = 20.0
# Fraction of the brightest place below which light is not drawn, and the least depth of its picture.
_FAINTEST, _SHALLOWEST = 1e-3, 1e-4
# Energy below this fraction of what was sent is rounding.
_ROUNDING = 1e-9


def _lone(result: Reportable) -> Simulation | None:
    """Simulation of a result; None where a follicle or a vessel stands on the axis, whose own section shows it."""
    found = simulation_of(result)
    extras = None if found is None else found.run.extras
    return None if extras is not None and extras.follicle is not None else found


# Where what is not light is sent.
_PLACES = {"current": "pin", "sound": "point"}


@section("zone", title="One micro-thermal zone: temperature and damage", order=50, laser=True, of=_lone)
def zone_section(simulation: Simulation) -> PageBlock | None:
    """Cross-sections, traces, table of reaches."""
    depth, radius = frame(simulation)
    maps = Beside((heat(simulation, depth, radius), _light(simulation, depth, radius)))
    reaches = Beside((_traces(simulation), _reaches(simulation)))
    parts = (_cards(simulation), maps, reaches, _energy(simulation))
    one = words_of(simulation.treatment.exposure).one
    return PageBlock(parts, lead=f"One {one} and the cylinder of skin around it, cut along its axis.")


def frame(simulation: Simulation) -> tuple[float, float]:
    """Depth and radius [m] of the cylinder that shows the zone and all that lies around it."""
    grid, zone = simulation.damage.grid, simulation.zone
    deepest = max([zone.depth.value, zone.channel_depth.value, *(reach.depth.value for reach in zone.reaches)])
    widest = max([zone.radius.value, zone.channel_radius.value, *(reach.radius.value for reach in zone.reaches)])
    depth = min(max(1.3 * deepest, 2e-4), float(grid.z_edges[-1]))
    return depth, min(max(1.5 * widest, 0.28 * depth), float(grid.r_edges[-1]))


def _map(simulation: Simulation, title: str, unit: str, colours: str, values: np.ndarray) -> Map:
    damage, follicle = simulation.damage, affected(simulation.skin, simulation.condition).follicle
    outlines = tuple(
        Outline(endpoint_label(name), *endpoint_ink(name), damage.omega[damage.endpoints.index(name)])
        for name in SHOWN_ENDPOINTS
        if name in damage.endpoints
    )
    marks = (("follicle bulge", follicle.bulge_depth), ("hair papilla", follicle.papilla_depth))
    return Map(
        title=title,
        unit=unit,
        colours=colours,
        grid=damage.grid,
        values=values,
        removed=damage.removed,
        layers=layers_of(simulation),
        outlines=outlines,
        marks=marks,
        across=f"distance from the {'axis' if simulation.treatment.pulse.wavelength is None else 'beam axis'} [µm]",
    )


@lru_cache(maxsize=1)  # a page shows it, and the page of the moving zone inside it begins with it
def heat(simulation: Simulation, depth: float, radius: float, name: str = "heat") -> Picture:
    """Map of the highest temperature; one of another name is drawn in colours that stand for the same everywhere."""
    zone = simulation.zone
    values = np.minimum(simulation.damage.peak - celsius(0), _HOTTEST)
    view = _map(simulation, "Highest temperature", "°C", "YlOrRd", values)
    if name != "heat":
        view = replace(view, span=(_COOLEST, _HOTTEST))
    alt = (
        f"Map of the highest temperature. The zone is {show(zone.depth.value, 'm')} deep and "
        f"{show(2 * zone.radius.value, 'm')} wide{buried(zone)}"
        + (f", with a channel {show(zone.channel_depth.value, 'm')} deep." if zone.channel_depth.value > 0 else ".")
    )
    gone = " White: tissue that is gone." if float(simulation.damage.removed.max()) > 0.0 else ""
    caption = f"Lines: where each endpoint reaches its threshold.{gone} Mirrored about the axis."
    if float(simulation.damage.peak.max()) - celsius(0) > _HOTTEST:
        caption += f" Colours end at {_HOTTEST:.0f} °C."
    return Picture(cross_section(name, view, depth, radius), "The zone in cross-section", alt, caption)


def _light(simulation: Simulation, depth: float, radius: float) -> Picture:
    deposited, shines = simulation.run.deposited, simulation.treatment.exposure.wavelength is not None
    title = "Absorbed light" if shines else "Deposited energy"
    view = _map(simulation, title, "kJ/cm³", "viridis", deposited.energy * 1e-9)
    view = replace(view, logarithmic=True, hollow=False)
    if not shines:
        alt = "Map of the deposited energy."
        caption = f"Energy that is turned into heat, logarithmic; outside this cylinder {fraction(deposited.lost)}."
        if _withdrawn(simulation):
            view = replace(view, outlines=())
            caption += " With the needle in place, before the skin has closed behind it."
        return Picture(cross_section("light", view, depth, radius), "Where the energy goes", alt, caption)
    alt = f"Map of the absorbed energy. {fraction(deposited.reflected)} of the pulse is reflected."
    caption = (
        f"Energy of one pulse in untouched tissue, logarithmic. Reflected {fraction(deposited.reflected)}, through the "
        f"bottom {fraction(deposited.transmitted)}, absorbed outside this cylinder {fraction(deposited.lost)}."
    )
    lit = _lit(simulation, depth)
    return Picture(cross_section("light", view, lit, radius), "Where the light goes", alt, caption)


def _withdrawn(simulation: Simulation) -> bool:
    """Whether something was in the skin that is out again, as a needle is, so that the zone lies closer to the axis."""
    bodies = simulation.run.tissue.bodies
    return bodies is not None and bodies.withdrawn is not None and bool(bodies.withdrawn.any())


def _lit(simulation: Simulation, depth: float) -> float:
    """Depth worth showing: light that is absorbed within a few micrometres would be a line on the zone's scale."""
    energy, edges = simulation.run.deposited.energy, simulation.run.deposited.grid.z_edges
    seen = np.flatnonzero(energy.max(axis=1) > _FAINTEST * energy.max())
    return min(depth, max(1.3 * float(edges[seen[-1] + 1]), _SHALLOWEST))


def _traces(simulation: Simulation) -> Picture:
    heating, duration = simulation.run.heating, simulation.treatment.pulse.duration
    gone = places_removed(simulation.damage.grid, simulation.damage.removed, simulation.treatment.pulse)
    kept = [number for number, place in enumerate(heating.places) if not gone.get(place, False)]
    places = tuple(heating.places[number] for number in kept)
    svg = temperature_traces(places, heating.time, heating.temperature[:, kept] - celsius(0), duration)
    tops = heating.temperature[:, kept].max(axis=0) if kept else ()
    hottest = "; ".join(f"{place}: {show(float(top), 'K')}" for place, top in zip(places, tops, strict=True))
    caption = f"Logarithmic time; the pulse lasts {show(duration, 's')} (shaded)."
    if simulation.run.tissue.bodies is not None:
        caption += f" On the axis lies: {', '.join(simulation.run.tissue.bodies.names)}."
    lost = [place for place in heating.places if gone.get(place, False)]
    if lost:
        caption += f" Not drawn, because the tissue there is removed: {'; '.join(lost)}."
    alt = f"Highest temperatures: {hottest}." if hottest else "At every named place the tissue is removed."
    return Picture(svg, "Temperatures at named places", alt, caption)


def _numerical(error: float) -> str:
    return f"± {show(error, 'm', 2)} numerical"


def _top(zone: Zone) -> tuple[Card, ...]:
    """Where a zone begins that lies below living tissue."""
    if zone.top.value == 0.0:
        return ()
    return (Card("Begins below the surface", show(zone.top.value, "m"), _numerical(zone.top.error)),)


def _cards(simulation: Simulation) -> Cards:
    zone = simulation.zone
    hottest = Card("Hottest place", show(float(simulation.damage.peak.max()), "K"), "within the cylinder")
    if unburnt(simulation):
        return Cards((Card("Zone of heat", "none", "no cell dies of heat"), hottest))
    volume, wide = zone.volume, show(2 * zone.channel_radius.value, "m")
    relative = show(volume.error / volume.value, "%", 2) if volume.value > 0 else show(volume.error, "m**3", 2)
    cards = [
        Card("Depth of the zone", show(zone.depth.value, "m"), _numerical(zone.depth.error)),
        *_top(zone),
        Card("Width of the zone", show(2 * zone.radius.value, "m"), _numerical(2 * zone.radius.error)),
        Card("Volume", show(volume.value, "m**3"), f"± {relative} numerical"),
    ]
    if zone.channel_depth.value > 0:
        depth, rim = zone.channel_depth, zone.rim
        cards += [
            Card("Open channel", show(depth.value, "m"), f"{_numerical(depth.error)}; {wide} wide"),
            Card("Coagulated rim", show(rim.value, "m"), f"{_numerical(rim.error)}; at half the channel's depth"),
        ]
    return Cards((*cards, hottest))


def _reaches(simulation: Simulation) -> Table:
    rows = tuple(
        cells(
            endpoint_label(one.endpoint),
            Cell(with_error(one.depth), note="" if one.top.value == 0.0 else f"from {show(one.top.value, 'm')}"),
            with_error(one.radius),
            volume_with_error(one.volume),
        )
        if one.depth.value > 0.0
        else cells(endpoint_label(one.endpoint), "nowhere", "–", "–")
        for one in simulation.zone.reaches
    )
    columns = ("Endpoint", "Depth", "Radius", "Volume")
    return Table(columns, rows, "How far each endpoint reaches its threshold; ± is numerical.", (1, 2, 3))


def _energy(simulation: Simulation) -> Table:
    pulse, run = simulation.treatment.pulse, simulation.run
    spent = budget(run.deposited, run.balance, pulse)
    place = _PLACES.get(kind_of(pulse), "spot")
    sent = f"Sent to one {place}, {pulse.stack} times" if pulse.stack > 1 else f"Sent to one {place}"
    parts = (
        (sent, spent.sent),
        ("Reflected, or scattered back out of the skin", spent.reflected),
        ("Through the bottom of the cylinder", spent.transmitted),
        ("Carried off by steam", spent.vapour),
        ("Carried off by removed tissue", spent.ejected),
        ("Left in the skin as heat", spent.heat),
        ("of it beside the cylinder", spent.beside),
    )
    rows = tuple(
        cells(name, show(energy, "J"), fraction(energy / spent.sent))
        for name, energy in parts
        if abs(energy) > _ROUNDING * spent.sent
    )
    caption = (
        "Before surface and blood take any of the heat. What is reflected and what lies beside the cylinder count "
        "also the light that leaves the cylinder as the tissue warms, so that both exceed those of the map, which is "
        "of cold tissue."
    )
    if pulse.wavelength is None:
        caption = "Before surface and blood take any of the heat."
    return Table((f"Energy of one {words_of(pulse).one}", "", ""), rows, caption, (1, 2))
