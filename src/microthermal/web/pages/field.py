"""The treated field of a case: where each microbeam falls and when, what the zones cover, how warm it gets between."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.domain.results.field import Warming
from microthermal.numerics.ties import first_greatest
from microthermal.quantity import Array
from microthermal.report.blocks import Heading
from microthermal.report.sections.field.lattice import lattice_numbers
from microthermal.report.spelling import spelt
from microthermal.report.wording import layers_of
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.web.documents.axes import even_axis, plotted
from microthermal.web.documents.blocks import parts_document
from microthermal.web.documents.image import heat_image
from microthermal.web.pages import Answer, Request, Work
from microthermal.web.pages.treated import treated
from microthermal.zones.scanning import Scan, outline_of, scan

# Side of the square in the middle of the field that a page draws [m], and most microbeams that it is told.
_SIDE, _MOST = 4e-3, 6000
# How deep warmth is plotted [m], and cells along a side that a map has at least.
_DEEP, _FEWEST = 3e-3, 2


def answer(request: Request, work: Work) -> Answer:
    """The field of a case.

    Returns
    -------
    dict
        ``side`` [m] of the square that is shown, ``zones`` in it in order of time ([x, y] in µm, time [s], pass),
        ``column`` (depth, radius of dead tissue, radius of the channel [m] by slab), radii of the discs, layers,
        ``plots`` and ``map`` of the warmth between the zones, ``cards`` and ``parts`` in words.
    """
    work.tell(0, 1, "one zone, and the heat of all")
    found = treated(request)
    laid = _laid(found)
    zone, reaches = found.zone, {one.endpoint: one.radius.value for one in found.zone.reaches}
    return {
        **_scanned(found, laid), "layers": layers_of(found), "pitch": found.lattice.pitch,
        "column": [_plain(zone.z), _plain(zone.outline), _plain(zone.channel_outline)],
        "depth": zone.depth.value, "radius": zone.radius.value, "channel": zone.channel_radius.value,
        "channelDepth": zone.channel_depth.value, "stressed": reaches.get("heat_shock", 0.0),
        **(_cold() if found.lattice.warming is None else _warm(found.lattice.warming)),
        "cards": _cards(found, float(laid.ends[-1])),
        "parts": parts_document(Heading("Numbers"), lattice_numbers(found)),
    }  # fmt: skip


def _cards(found: Simulation, lasts: float) -> list[dict[str, str]]:
    lattice = found.lattice
    told = (
        ("Surface in zones", show(lattice.coverage, "%")), ("Lost to overlap", show(lattice.overlap, "%")),
        ("Rise between the zones", show(lattice.bulk_rise, "delta_degC")),
        ("The whole field takes", show(lasts, "s", 2)),
    )  # fmt: skip
    return [{"label": spelt(label), "value": spelt(value)} for label, value in told]


def _laid(found: Simulation) -> Scan:
    """When and where each microbeam falls."""
    pulse = found.treatment.pulse
    busy = (pulse.stack - 1) * pulse.interval + pulse.duration
    return scan(found.treatment.pattern, busy, found.settings.seed)


def _scanned(found: Simulation, laid: Scan) -> dict[str, Any]:
    """Microbeams in a square in the middle of the field, and how long the whole field takes [s]."""
    pattern = found.treatment.pattern
    outline = outline_of(pattern)
    middle = np.array([0.5 * (min(side) + max(side)) for side in (outline.x, outline.y)])
    whole = min(max(outline.x) - min(outline.x), max(outline.y) - min(outline.y))
    side = min(_SIDE, whole, (_MOST / (pattern.density * pattern.passes)) ** 0.5)
    places = laid.zones[:, :2] - middle
    near = laid.zones[(np.abs(places) <= 0.5 * side + found.zone.radius.value).all(axis=1)]
    zones = [
        [round((x - middle[0]) * 1e6, 1), round((y - middle[1]) * 1e6, 1), round(time, 4), int(number)]
        for x, y, time, number in near.tolist()
    ]
    return {"side": side, "whole": whole, "zones": zones, "lasts": float(laid.ends[-1]), "passes": pattern.passes}


def _warm(warming: Warming) -> dict[str, Any]:
    """Plots of the warmth between the zones, and its map from above."""
    warmest, here = float(warming.z[first_greatest(warming.peak)]), warming.map
    rise, deep = show(warming.rise, "delta_degC"), show(warming.z[first_greatest(warming.peak)], "m")
    depth, time = [1e3 * z for z in _plain(warming.z) if z <= _DEEP], _plain(warming.time)
    peak, end = _plain(warming.peak)[: len(depth)], _plain(warming.end)[: len(depth)]
    trace = _plain(warming.trace)
    over_depth = plotted(
        depth, even_axis(0.0, depth[-1], "depth [mm]"), 1.05 * max(1e-3, *peak),
        [{"points": peak, "role": 1}, {"points": end, "role": 0}],
        f"The tissue between the zones warms by up to {rise}, most at a depth of {deep}", label="rise [°C]",
    )  # fmt: skip
    over_time = plotted(
        time, even_axis(0.0, time[-1], "time since the first pulse [s]"), 1.05 * max(1e-3, *trace),
        [{"points": trace, "role": 1}], "Rise in the middle of the field over time", label="rise [°C]",
    )  # fmt: skip
    return {
        "plots": [
            {"title": "Greatest midway between zones (orange), and at the end (blue)", **over_depth},
            {"title": f"Mean of a cell, {deep} deep", **over_time},
        ],
        "map": _map(here.rise) if here.x.size > _FEWEST else None, "warmest": warmest, "rise": warming.rise,
    }  # fmt: skip


def _cold() -> dict[str, Any]:
    return {"plots": [], "map": None}


def _map(rise: Array) -> dict[str, str]:
    most = float(np.max(rise))
    alt = f"At the end, from above, at the warmest depth: from none (pale) to {show(most, 'delta_degC')} (dark)."
    return {"src": heat_image(rise / max(most, 1e-9)), "alt": spelt(alt)}


def _plain(values: Array) -> list[float]:
    """Numbers in six digits: no picture shows more."""
    return [float(f"{value:.6g}") for value in values.tolist()]
