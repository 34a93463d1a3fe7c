"""Pictures of a follicle or a vessel: cut open, across, down, and damage time over temperature."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.structures.structure import Structure
from microthermal.domain.results.extras.follicle import DamageTimes, StructureFate
from microthermal.report.blocks import Picture
from microthermal.report.drawing.sheet import CYCLE, FAINT, INK, LEFT, MUTED, STOP, light_grid, sheet
from microthermal.report.endpoint_style import endpoint_ink, endpoint_label
from microthermal.report.sections.zone.cross_section import Map, Outline, cross_section
from microthermal.report.wording import layers_of
from microthermal.simulation.records import Simulation
from microthermal.units import celsius, show
from microthermal.zones.structures import BULGE_RADII

# The hottest colour of the map [°C]; isotherms that are drawn.
_HOTTEST, _ISOTHERMS = 120.0, (50.0, 60.0, 80.0)
_ISOTHERM_LOOK = {50.0: ("#7B8794", ":"), 60.0: ("#52606D", "--"), 80.0: ("#1F2933", "-.")}
# Isotherms of a map lie where a field is 1: it grows tenfold within so many kelvin.
_SHARP = 10.0


def structure_of(simulation: Simulation) -> Structure:
    """Structure as it stands in the skin of a simulation.

    Raises
    ------
    ValueError
        If it has none.
    """
    skin = simulation.skin
    if skin.structure is None:
        raise ValueError("the skin has no structure")
    return skin.structure.in_skin(skin.follicle.papilla_depth)


def structure_picture(simulation: Simulation, fate: StructureFate) -> Picture:
    """Map of the highest temperature with isotherms and the outlines of what dies."""
    damage, structure = simulation.damage, structure_of(simulation)
    wide = max(part.radius for part in structure.parts)
    depth = min(1.15 * max(part.bottom for part in structure.parts), float(damage.grid.z_edges[-1]))
    radius = min(2.2 * wide, float(damage.grid.r_edges[-1]))
    peak = damage.peak - celsius(0)
    names = (
        ("epidermal_cells", "dermal_cells", "collagen") if fate.kind == "follicle" else ("vessels", "blood", "collagen")
    )
    outlines = [
        Outline(endpoint_label(name), *endpoint_ink(name), damage.omega[damage.endpoints.index(name)])
        for name in names
        if name in damage.endpoints
    ]
    outlines += [
        Outline(f"{level:.0f} °C", *_ISOTHERM_LOOK[level], 10.0 ** ((peak - level) / _SHARP)) for level in _ISOTHERMS
    ]
    follicle = simulation.skin.follicle
    marks = (("bulge", follicle.bulge_depth), ("papilla", follicle.papilla_depth)) if fate.kind == "follicle" else ()
    view = Map(
        title="Highest temperature", unit="°C", colours="YlOrRd", grid=damage.grid, values=np.minimum(peak, _HOTTEST),
        removed=damage.removed, layers=layers_of(simulation), outlines=tuple(outlines), marks=marks,
    )  # fmt: skip
    words = ", ".join(f"{part.name.replace('_', ' ')} up to {show(part.hottest, 'K', 3)}" for part in fate.parts)
    caption = (
        f"Depth is drawn {depth / (2 * radius):.1f} times as compressed as width. Lines: isotherms, and where each "
        "endpoint reaches its threshold."
    )
    if float(peak.max()) > _HOTTEST:
        caption += f" Colours end at {_HOTTEST:.0f} °C."
    return Picture(
        cross_section("structure", view, depth, radius), "Cut open", f"Map of temperature: {words}.", caption
    )


def across_picture(simulation: Simulation, fate: StructureFate) -> Picture:
    """Highest temperature over the distance from the axis at a few depths."""
    damage, structure = simulation.damage, structure_of(simulation)
    grid, radius = damage.grid, structure.absorber.radius
    end = min(3.0 * max(part.radius for part in structure.parts), float(grid.r_edges[-1]))
    with sheet("across", 520, 400, (LEFT, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        axes.axvspan(0.0, 1e6 * radius, color=FAINT, alpha=0.8, linewidth=0)
        if fate.kind == "follicle":
            low, high = (1e6 * radius * each for each in BULGE_RADII)
            axes.axvspan(low, high, color="#DCEBE4", alpha=0.9, linewidth=0)
        for number, (name, depth) in enumerate(_depths(simulation, fate)):
            row = int(np.argmin(np.abs(grid.z - depth)))
            near = grid.r <= end
            axes.plot(1e6 * grid.r[near], damage.peak[row, near] - celsius(0), color=CYCLE[number], label=name)
        axes.set(xlim=(0, 1e6 * end), xlabel="distance from the axis [µm]", ylabel="highest temperature [°C]")
        axes.set_title("Across")
        light_grid(axes)
        page.legend_below(axes.get_legend_handles_labels()[0], 2, handlelength=2.6)
    shades = (
        "Grey: the shaft; green: three to five of its radii, where the bulge lies."
        if fate.kind == "follicle"
        else ("Grey: the lumen.")
    )
    return Picture(page.svg, "Temperature across", "Highest temperature over the distance from the axis.", shades)


def _depths(simulation: Simulation, fate: StructureFate) -> tuple[tuple[str, float], ...]:
    structure = structure_of(simulation)
    if fate.kind == "vessel":
        top, bottom = structure.absorber.top, structure.absorber.bottom
        return (("top of the vessel", top + 0.05 * (bottom - top)), ("its middle", 0.5 * (top + bottom)),
                ("its lower end", bottom - 0.05 * (bottom - top)))  # fmt: skip
    follicle = simulation.skin.follicle
    bulb = next(part for part in structure.parts if part.name == "bulb_matrix")
    return (
        (f"bulge, {show(follicle.bulge_depth, 'm', 2)}", follicle.bulge_depth),
        (f"half way to it, {show(0.5 * follicle.bulge_depth, 'm', 2)}", 0.5 * follicle.bulge_depth),
        (f"bulb, {show(0.5 * (bulb.top + bulb.bottom), 'm', 2)}", 0.5 * (bulb.top + bulb.bottom)),
    )


def down_picture(simulation: Simulation, fate: StructureFate) -> Picture:
    """Temperature between the structures over depth, at moments during and after the pulse."""
    grid, duration = simulation.damage.grid, simulation.treatment.pulse.duration
    column = grid.shape[1] - 1
    deepest = min(0.6e-3, float(grid.z_edges[-1]))
    near = grid.z <= deepest
    top, bottom = simulation.skin.depth_of("epidermis")
    with sheet("down", 520, 400, (LEFT, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        axes.axhspan(1e6 * top, 1e6 * bottom, color="#F3E6D8", linewidth=0)
        chosen = [moment for moment in simulation.run.moments if moment.time >= 0.0]
        for number, moment in enumerate(chosen[1::2][:4]):
            colour = CYCLE[number % len(CYCLE)]
            warm = moment.temperature[near, column] - celsius(0)
            axes.plot(warm, 1e6 * grid.z[near], color=colour, label=f"after {show(moment.time, 's', 2)}")
        axes.plot(simulation.damage.peak[near, column] - celsius(0), 1e6 * grid.z[near], color=INK, linestyle="--",
                  label="highest")  # fmt: skip
        axes.set(ylim=(1e6 * deepest, 0), xlabel="temperature [°C]", ylabel="depth [µm]", title="Skin between them")
        light_grid(axes)
        page.legend_below(axes.get_legend_handles_labels()[0], 3, handlelength=2.6)
    cooling = simulation.treatment.cooling
    cooled = (
        "Still air lies on the skin."
        if cooling is None
        else (f"{show(cooling.temperature, 'K', 2)} with {show(cooling.coefficient, 'W/m**2/K', 2)} lies on the skin.")
    )
    caption = f"{cooled} Shaded: the living epidermis. The pulse lasts {show(duration, 's', 2)}."
    alt = f"Temperature over depth away from the axis. The epidermis reaches {show(fate.epidermis, 'K', 3)}."
    return Picture(page.svg, "Epidermis with its cooling", alt, caption)


def damage_time_picture(simulation: Simulation, fate: StructureFate, times: DamageTimes) -> Picture:
    """Thermal damage time over the temperature at which the absorber is held, beside relaxation times and pulse."""
    held, duration = times.held - celsius(0), simulation.treatment.pulse.duration
    reached = times.time < times.longest
    with sheet("damage_time", 520, 400, (LEFT, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        axes.plot(held[reached], 1e3 * times.time[reached], color=CYCLE[1], label="thermal damage time")
        for label, value, line in (
            ("relaxation: half of the rise", fate.relaxation.half, "-"), ("d²/16κ", fate.relaxation.by_16, "--"),
            ("d²/32κ", fate.relaxation.by_32, ":"),
        ):  # fmt: skip
            axes.axhline(1e3 * value, color=MUTED, linestyle=line, linewidth=1.2, label=label)
        axes.axhline(1e3 * duration, color=STOP, linewidth=1.2, label="this pulse")
        axes.set(yscale="log", xlabel="temperature at which the absorber is held [°C]", ylabel="time [ms]")
        axes.set(title="Thermal damage time", xlim=(float(held[0]), float(held[-1])))
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
        light_grid(axes)
        page.legend_below(axes.get_legend_handles_labels()[0], 2, handlelength=2.6)
    caption = (
        "Time for which the wall of the absorber must be held at a temperature until what lies "
        f"{show(times.target, 'm', 2)} from the axis is lost ({endpoint_label(times.endpoint).lower()}), in skin of "
        "constant properties that does not boil. Heat after the pulse is left out."
    )
    alt = "Thermal damage time over temperature, on a logarithmic axis, beside relaxation times and the pulse."
    return Picture(page.svg, "Damage time against relaxation time", alt, caption)
