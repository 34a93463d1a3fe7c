"""Focused ultrasound: the beam through the layers, the zone below them, and how little of it is certain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.domain.results.extras.sound_field import SoundField
from microthermal.report.blocks import Beside, Card, Cards, PageBlock, Picture, Words
from microthermal.report.drawing.sheet import INK, SKY, VERMILION
from microthermal.report.endpoint_style import endpoint_ink, endpoint_label
from microthermal.report.sections import section
from microthermal.report.sections.families.sound_band import band_parts
from microthermal.report.sections.zone.cross_section import Map, Outline, cross_section
from microthermal.report.wording import fraction, layers_of, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import celsius, show

# Isotherms [°C], each with its dashes; the border of the focus, and the endpoints whose outlines are drawn.
_ISOTHERMS = ((45.0, ":"), (60.0, "--"), (80.0, (0, (5, 1.5))))
_BORDER, _ENDPOINTS = 0.25, ("collagen", "dermal_cells")
# The hottest colour, as in the picture of the zone.
_HOTTEST = 120.0


@section("sound", title="Focused ultrasound", order=46, of=simulation_of)
def sound_section(simulation: Simulation) -> PageBlock | None:
    """Beam, heat and band of a shot of ultrasound."""
    extras = simulation.run.extras
    field = None if extras is None else extras.sound
    if field is None:
        return None
    pictures = Beside((_beam(simulation, field), _heat(simulation, field)))
    parts = (_cards(simulation, field), pictures, *band_parts(field.band), _why())
    return PageBlock(parts, lead="One shot: sound runs in from above as a cone, meets in the focus and warms it.")


def _cards(simulation: Simulation, field: SoundField) -> Cards:
    zone, sound = simulation.zone, simulation.run.deposited
    begins = f"{show(zone.top.value, 'm')} to {show(zone.depth.value, 'm')}" if zone.depth.value > 0.0 else "nowhere"
    size = f"{show(field.width, 'm')} wide, {show(field.length, 'm')} long at -6 dB"
    on_skin = f"on the skin {show(field.surface, 'W/m**2', 2)}"
    rest = f"reflected {fraction(sound.reflected)}, on below {fraction(sound.transmitted)}"
    return Cards((
        Card("Zone", begins, "below the surface, where dermal cells die"),
        Card("Hottest place", show(float(simulation.damage.peak.max()), "K"), "lower bound: sound is linear here"),
        Card("Focus", show(field.focus, "m"), size),
        Card("Intensity in the focus", show(float(field.intensity.max()), "W/m**2", 2), on_skin),
        Card("Taken up by the skin", fraction(field.taken), rest),
    ))  # fmt: skip


def _frame(simulation: Simulation, field: SoundField) -> tuple[float, float]:
    """Depth and radius [m] that show the focus and what lies above it."""
    edges = simulation.damage.grid.z_edges
    depth = min(max(field.focus + 1.2 * field.length, 1.3 * simulation.zone.depth.value), float(edges[-1]))
    return depth, float(simulation.damage.grid.r_edges[-1])


def _map(simulation: Simulation, title: str, unit: str, colours: str, values: np.ndarray) -> Map:
    damage = simulation.damage
    outlines = tuple(
        Outline(endpoint_label(name), *endpoint_ink(name), damage.omega[damage.endpoints.index(name)])
        for name in _ENDPOINTS
        if name in damage.endpoints
    )
    return Map(
        title=title, unit=unit, colours=colours, grid=damage.grid, values=values, removed=damage.removed,
        layers=layers_of(simulation), outlines=outlines,
    )  # fmt: skip


def _beam(simulation: Simulation, field: SoundField) -> Picture:
    view = _map(simulation, "Intensity while it sounds", "W/cm²", "viridis", field.intensity * 1e-4)
    focus = Outline("a quarter of the greatest (-6 dB)", SKY, "-", field.intensity / (_BORDER * field.intensity.max()))
    view = replace(view, logarithmic=True, hollow=False, outlines=(focus, *view.outlines))
    alt = (
        f"Map of the intensity. The focus lies {show(field.focus, 'm')} deep, is {show(field.width, 'm')} wide and "
        f"{show(field.length, 'm')} long, with {show(float(field.intensity.max()), 'W/m**2', 2)}."
    )
    caption = (
        f"Logarithmic. A bowl of F-number {field.f_number:.3g}, its apex {show(field.path, 'm')} above the skin. "
        "Borders of layers bend and reflect the beam."
    )
    return Picture(cross_section("beam", view, *_frame(simulation, field)), "The beam through the layers", alt, caption)


def _heat(simulation: Simulation, field: SoundField) -> Picture:
    peak = simulation.damage.peak
    view = _map(simulation, "Highest temperature", "°C", "YlOrRd", np.minimum(peak - celsius(0), _HOTTEST))
    lines = tuple(
        Outline(f"{at:.0f} °C", VERMILION if at == 60.0 else INK, line, peak / celsius(at)) for at, line in _ISOTHERMS
    )
    view = replace(view, outlines=(*lines, *view.outlines))
    alt = "Isotherms around the focus, and where collagen denatures and dermal cells die."
    caption = "Lines: isotherms of the highest temperature, and where endpoints reach their threshold."
    return Picture(cross_section("sonic", view, *_frame(simulation, field)), "Isotherms and zone", alt, caption)


def _why() -> Words:
    text = (
        "No goal of this program needs a zone that deep and that large, so devices of this family are shown "
        "and kept out of plans."
    )
    return Words(text, "small")
