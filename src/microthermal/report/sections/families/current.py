"""Current through a needle: where it warms the skin, and impedance, voltage and power meanwhile."""

from __future__ import annotations

import math

import numpy as np

from microthermal.deposition.current.pairs import lean, leans
from microthermal.domain.inputs.exposures.current import Current
from microthermal.domain.results.extras.current_course import CurrentCourse
from microthermal.heat.pulse_spans import emission
from microthermal.quantity import Array
from microthermal.report.blocks import Beside, Card, Cards, PageBlock, Picture, Table, cells
from microthermal.report.drawing.sheet import BLUE, GREEN, LEFT, VERMILION, light_grid, sheet
from microthermal.report.sections import section
from microthermal.report.sections.zone.cross_section import Map, Needle, Outline, cross_section
from microthermal.report.wording import fraction, layers_of, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import celsius, show

# Isotherms that are drawn [°C], with their colours, and the hottest colour of the map.
_ISOTHERMS = ((45.0, "#2B6CB0"), (60.0, "#7B341E"), (80.0, "#1A202C"), (100.0, "#000000"))
_HOTTEST = 120.0
# Of the moments that are kept, the end of the current.
_END = 3


@section("current", title="Current of one pin", order=49, laser=True, of=simulation_of)
def current_section(simulation: Simulation) -> PageBlock | None:
    """Needle with isotherms; impedance, voltage and power over time."""
    exposure, extras = simulation.treatment.pulse, simulation.run.extras
    if not isinstance(exposure, Current) or extras is None or extras.current is None:
        return None
    course = extras.current
    lead = f"{_words(exposure)}. {_depth(simulation)}"
    return PageBlock(
        (_cards(simulation, exposure, course), Beside((_needle(simulation, exposure), _course(exposure, course))),
         _table(exposure), *_lean(simulation, exposure)),
        lead=lead,
    )  # fmt: skip


def _words(exposure: Current) -> str:
    tip = exposure.electrode
    kind = "Bare needles" if tip.insulated == 0.0 else f"Insulated needles, bare over {show(tip.bare, 'm')} at the tip"
    way = {"monopolar": "to a plate far away", "bipolar": "to the pins beside"}[tip.layout]
    points = ", ".join(show(depth, "m") for depth in exposure.depths or (tip.depth,))
    return f"{kind}, with their points at {points}; current of {show(exposure.frequency, 'Hz')} returns {way}"


def _depth(simulation: Simulation) -> str:
    zone = simulation.zone
    if zone.depth.value == 0.0:
        return "No tissue dies."
    if zone.top.value > 0.0:
        return f"The zone begins {show(zone.top.value, 'm')} below the surface; the epidermis above it lives on."
    return "The zone begins at the surface."


def _lean(simulation: Simulation, exposure: Current) -> tuple[Table, ...]:
    """What leans towards the partner in a pair, by the exact field; nothing in arrays and without a zone."""
    tip, wide = exposure.electrode, simulation.zone.radius.value
    if not leans(tip) or wide == 0.0:
        return ()
    # The zone is measured in skin that has closed behind the needle; fields are those around it.
    found = lean(tip, math.hypot(wide, tip.radius))
    if found is None:
        words = cells("Towards the partner", "heat bridges the whole way between the pins")
        return (Table(("What is even here, and leans in a pair", ""), (words,)),)
    rows = (
        cells("Zone towards the partner, at most", show(_closed(found.towards, tip.radius), "m")),
        cells("Zone away from it, at least", show(_closed(found.away, tip.radius), "m")),
        cells("Heat at the side of the needle that faces the partner, over the even one", show(found.nearest, "1")),
        cells("Heat at the other side", show(found.farthest, "1")),
        cells("Heat of the whole ring at the edge of the zone, over the even one", show(found.ring, "1")),
    )
    caption = (
        "The exact field of two long needles. Widths are ends of a band: they hold where no heat has moved before "
        "tissue dies; heat that spreads evens them out, towards the radius of the zone that is simulated."
    )
    return (Table(("What is even here, and leans in a pair", ""), rows, caption, (1,)),)


def _closed(place: float, needle: float) -> float:
    """Distance from the axis in skin that has closed behind a needle [m]."""
    return math.sqrt(max(place * place - needle * needle, 0.0))


def _powers(course: CurrentCourse) -> Array:
    return np.asarray(course.voltage**2 / course.impedance)


def _cards(simulation: Simulation, exposure: Current, course: CurrentCourse) -> Cards:
    given, first, last = float(course.energy[-1]), float(course.impedance[0]), float(course.impedance[-1])
    asked = exposure.energy * exposure.stack
    note = f"{show(asked, 'J')} were set" if abs(given - asked) > 1e-3 * asked else "as it was set"
    away = simulation.run.deposited.transmitted
    cards = [
        Card("Energy of one pin", show(given, "J"), note),
        Card("Impedance", f"{show(first, 'ohm')} to {show(last, 'ohm')}", "at the start, and in the last portion"),
        Card("Highest voltage", show(float(course.voltage.max()), "V"), "root mean square"),
        Card("Highest power", show(float(_powers(course).max()), "W"), f"over {show(exposure.duration, 's')}"),
    ]
    if away > 0.0:
        cards.append(Card("Taken by the body", fraction(away), "beyond this cylinder, on the way to the return"))
    return Cards(tuple(cards))


def _needle(simulation: Simulation, exposure: Current) -> Picture:
    moment, tip = simulation.run.moments[min(_END, len(simulation.run.moments) - 1)], exposure.electrode
    warm = moment.temperature - celsius(0)
    isotherms = tuple(
        Outline(f"{level:.0f} °C", colour, "-", np.exp((warm - level) / 10.0)) for level, colour in _ISOTHERMS
    )
    view = Map(
        title="At the end of the current", unit="°C", colours="YlOrRd", grid=moment.grid,
        values=np.minimum(warm, _HOTTEST), removed=moment.removed, layers=layers_of(simulation), outlines=isotherms,
        across="distance from the needle's axis [µm]",
        needle=Needle(tip.radius, max(tip.depth - tip.bare, 0.0), tip.depth),
    )  # fmt: skip
    around = max(simulation.zone.radius.value, 3.0 * tip.radius)
    depth = min(1.12 * (max(tip.depth, simulation.zone.depth.value) + around), float(moment.grid.z_edges[-1]))
    hottest = float(warm.max())
    alt = f"Temperature around the needle at the end of the current, at most {hottest:.0f} °C, with isotherms."
    caption = (
        "With the needle in place; maps and measures of the zone elsewhere are those of skin that has closed behind it."
    )
    drawn = cross_section("needle", view, depth, 1.6 * around)
    return Picture(drawn, "The needle and the heat around it", alt, caption)


def _course(exposure: Current, course: CurrentCourse) -> Picture:
    begins = np.concatenate(([0.0], course.time[:-1]))
    starts = [
        number * exposure.interval + begin for number in range(exposure.stack) for begin, _, _ in emission(exposure)
    ]
    for start in starts:
        begins[np.searchsorted(course.time, start, side="right")] = start
    rows = (
        ("impedance [ohm]", course.impedance, BLUE), ("voltage [V]", course.voltage, GREEN),
        ("power [W]", _powers(course), VERMILION),
    )  # fmt: skip
    with sheet("course", 520, 560, (LEFT, 12.0, 24.0, 42.0)) as page:
        panels = page.figure.subplots(3, 1, sharex=True, gridspec_kw={"hspace": 0.16})
        for axes, (label, values, colour) in zip(panels, rows, strict=True):
            # A line breaks where no current flows.
            times = np.stack((begins, course.time, course.time), axis=1)
            levels = np.stack((values, values, values), axis=1)
            paused = np.concatenate((begins[1:] > course.time[:-1] * (1.0 + 1e-9), [False]))
            levels[paused, 2] = np.nan
            axes.plot(1e3 * times.ravel(), levels.ravel(), color=colour, label=f"_{label.split(' [')[0]}")
            axes.set(ylabel=label, ylim=(0.0, 1.12 * float(values.max())))
            light_grid(axes)
        panels[0].set_title("One pin")
        panels[-1].set_xlabel("time since the current began [ms]")
        panels[-1].set_xlim(0.0, 1e3 * float(course.time[-1]))
    alt = (
        f"Impedance from {show(float(course.impedance[0]), 'ohm')} to {show(float(course.impedance[-1]), 'ohm')}, "
        f"voltage up to {show(float(course.voltage.max()), 'V')}."
    )
    caption = "Impedance falls as skin warms and rises where it dries; it is renewed in portions of the current."
    return Picture(page.svg, "Impedance, voltage and power", alt, caption)


def _table(exposure: Current) -> Table:
    tip = exposure.electrode
    rows = [
        cells("Radius of the needle", show(tip.radius, "m")), cells("Bare tip", show(tip.bare, "m")),
        cells("Depth of the point", show(tip.depth, "m")), cells("Distance of pins", show(tip.spacing, "m")),
        cells("Pins at once", str(tip.pins)), cells("Poles", tip.layout),
        cells("Held by the generator", exposure.control),
    ]  # fmt: skip
    if exposure.voltage is not None:
        name = "Voltage held" if exposure.control == "voltage" else "Highest voltage of the generator"
        rows.append(cells(name, show(exposure.voltage, "V")))
    return Table(("Electrode and generator", ""), tuple(rows), numeric=(1,))
