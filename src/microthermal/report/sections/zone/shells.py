"""Shells around one zone: dead, apoptotic and stressed tissue, with errors; and the zone as histology would show it."""

from __future__ import annotations

from microthermal.report.blocks import PageBlock, Part, Picture, Table, Words, cells
from microthermal.report.drawing.sheet import BLUE, GREEN, SKY
from microthermal.report.endpoint_style import endpoint_label
from microthermal.report.law_alternatives import t_cell_shells
from microthermal.report.sections import section
from microthermal.report.sections.zone.shell_map import FateBand, shell_map
from microthermal.report.wording import layers_of, plain, simulation_of, volume_with_error, with_error
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.zones import as_histology
from microthermal.zones.shapes import outlines

_NAMES = {
    "necrotic": "Dead tissue",
    "t_cell_apoptosis": "T cells in apoptosis",
    "heat_shock": "Living, heat-shock response",
}
_DEAD_T_CELLS = "#8E2F5C"


@section("shells", title="Shells around the zone", order=55, laser=True, of=simulation_of)
def shells_section(simulation: Simulation) -> PageBlock | None:
    """Picture, table of shells with errors, prior of the T-cell laws, histology."""
    if not any(shell.volume.value > 0.0 for shell in simulation.zone.shells):
        return None
    lead = "What becomes of cells from the middle of a zone outwards. Shells end where the next worse fate begins."
    parts = (_picture(simulation), _table(simulation), *_prior(simulation), _histology(simulation))
    return PageBlock(parts, lead=lead)


def _picture(simulation: Simulation) -> Picture:
    damage, zone = simulation.damage, simulation.zone
    ends = {reach.endpoint: (reach.depth.value, reach.top.value) for reach in zone.reaches}
    gone = FateBand("removed", "#FFFFFF", zone.channel_outline, zone.channel_depth.value)
    left = [gone, FateBand("dead", BLUE, zone.outline, zone.depth.value, zone.top.value)]
    right = [gone]
    for name, label, colour, side in (
        ("heat_shock", "living, heat-shock response", GREEN, left),
        ("t_cell_necrosis", "T cells dead outright", _DEAD_T_CELLS, right),
        ("t_cell_apoptosis", "T cells in apoptosis", SKY, right),
    ):
        if name in damage.endpoints:
            side.append(FateBand(label, colour, outlines(damage)[name], *ends.get(name, (0.0, 0.0))))
    deepest = max([zone.depth.value, *(reach.depth.value for reach in zone.reaches)])
    widest = max([zone.radius.value, *(reach.radius.value for reach in zone.reaches)])
    depth = min(max(1.15 * deepest, 1e-4), float(damage.grid.z_edges[-1]))
    radius = min(max(1.25 * widest, 2e-5), float(damage.grid.r_edges[-1]))
    borders = tuple(bottom for _, _, bottom in layers_of(simulation) if bottom < depth)
    svg = shell_map(zone.z, (left, right), borders, depth, radius)
    alt = "; ".join(f"{_NAMES[shell.name]}: {show(shell.thickness.value, 'm')} at half depth" for shell in zone.shells)
    caption = (
        "Left: all cells. Right: T cells. Borders are where each endpoint reaches its threshold; widths are stretched."
    )
    return Picture(svg, "Fates of tissue", alt, caption)


def _axis(simulation: Simulation) -> str:
    return "Axis" if simulation.treatment.pulse.wavelength is None else "Beam axis"


def _borders(simulation: Simulation, inner: str, outer: str) -> str:
    wall = "Wall of the channel" if simulation.zone.channel_depth.value > 0 else _axis(simulation)
    return f"{wall if inner == 'channel' else endpoint_label(inner)} – {endpoint_label(outer)}"


def _table(simulation: Simulation) -> Table:
    rows = tuple(
        cells(
            _NAMES.get(shell.name, plain(shell.name)),
            _borders(simulation, shell.inner, shell.outer),
            with_error(shell.thickness),
            with_error(shell.greatest),
            volume_with_error(shell.volume),
        )
        for shell in simulation.zone.shells
    )
    columns = ("Shell", "Borders", "Thickness at half depth", "Greatest thickness", "Volume")
    text = (
        "± is the numerical error: the resolution of the grid, or the difference from a coarser one. "
        "The laws are far less certain."
    )
    taper = simulation.zone.taper
    if taper is not None:
        way = "depth" if simulation.zone.top.value == 0.0 else "height"
        text += (
            f" The zone narrows from {show(2 * taper.upper, 'm')} at a quarter of its {way} over "
            f"{show(2 * taper.middle, 'm')} to {show(2 * taper.lower, 'm')} at three quarters."
        )
    return Table(columns, rows, text, (2, 3, 4))


def _prior(simulation: Simulation) -> tuple[Part, ...]:
    found = t_cell_shells(simulation, simulation.library)
    rows = tuple(
        cells(f"T cells: {plain(name)}", show(shell.thickness.value, "m"), show(shell.volume.value, "m**3"))
        for name, shell in found.shells.items()
    )
    left = tuple(Words(f"Left out, {plain(name)}: {why}.", "small") for name, why in found.left_out.items())
    if not rows:
        return left
    text = (
        "The same heat judged by each pair of laws in the library: the law chosen for necrosis decides how thick "
        "the shell is. All were fitted to exposures of half an hour or more."
    )
    return (Table(("Cells that the laws were seen in", "Apoptosis shell", "Its volume"), rows, text, (1, 2)), *left)


def _histology(simulation: Simulation) -> Table:
    zone, factors = simulation.zone, simulation.library.figures.histology
    seen = as_histology(zone, factors.width_factor, factors.depth_factor)
    measures = [
        ("Depth of the zone", zone.depth.value, seen.depth.value),
        ("Width of the zone", 2 * zone.radius.value, 2 * seen.radius.value),
    ]
    if zone.channel_depth.value > 0:
        measures += [
            ("Depth of the channel", zone.channel_depth.value, seen.channel_depth.value),
            ("Width of the channel", 2 * zone.channel_radius.value, 2 * seen.channel_radius.value),
            ("Coagulated rim", zone.rim.value, seen.rim.value),
        ]
    rows = tuple(cells(name, show(living, "m"), show(section, "m")) for name, living, section in measures)
    text = (
        f"For comparison with histology only: excision and fixation leave {show(seen.width_factor, '%', 2)} of a width "
        f"(BlascoMorente2015) and, assumed, {show(seen.depth_factor, '%', 2)} of a depth (Marqa2014)."
    )
    return Table(("Measure", "In living skin", "In a section"), rows, text, (1, 2))
