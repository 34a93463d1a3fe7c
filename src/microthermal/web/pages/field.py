"""The treated field of a case: where each microbeam falls and when, what the zones cover, how warm it gets between."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.domain.results.field import Warming
from microthermal.numerics.ties import first_greatest
from microthermal.quantity import Array
from microthermal.report.sections.field.lattice import lattice_numbers
from microthermal.report.wording import layers_of
from microthermal.simulation.records import Simulation
from microthermal.units import show
from microthermal.web.pages import Answer, Request, Work
from microthermal.web.pages.treated import treated
from microthermal.zones.scanning import outline_of, scan

# Side of the square in the middle of the field that a page draws [m], and most microbeams that it is told.
_SIDE, _MOST = 4e-3, 6000


def answer(request: Request, work: Work) -> Answer:
    """The field of a case.

    Returns
    -------
    dict
        ``side`` [m] of the square that is shown, ``zones`` in it in order of time ([x, y] in µm, time [s], pass),
        ``column`` (depth, radius of dead tissue, radius of the channel [m] by slab), radii of the discs, ``warmth``
        over depth, time and place, layers, and ``numbers`` in words.
    """
    work.tell(0, 1, "one zone, and the heat of all")
    found = treated(request)
    zone, reaches = found.zone, {one.endpoint: one.radius.value for one in found.zone.reaches}
    return {
        **_scanned(found), "layers": layers_of(found), "pitch": found.lattice.pitch,
        "column": [_plain(zone.z), _plain(zone.outline), _plain(zone.channel_outline)],
        "depth": zone.depth.value, "radius": zone.radius.value, "channel": zone.channel_radius.value,
        "channelDepth": zone.channel_depth.value, "stressed": reaches.get("heat_shock", 0.0),
        "warmth": None if found.lattice.warming is None else _warmth(found.lattice.warming),
        "numbers": [[cell.text for cell in row.cells] for row in lattice_numbers(found).rows],
        "coverage": show(found.lattice.coverage, "%"), "overlap": show(found.lattice.overlap, "%"),
        "rise": show(found.lattice.bulk_rise, "delta_degC"),
    }  # fmt: skip


def _scanned(found: Simulation) -> dict[str, Any]:
    """Microbeams in a square in the middle of the field, and how long the whole field takes [s]."""
    pulse, pattern = found.treatment.pulse, found.treatment.pattern
    busy = (pulse.stack - 1) * pulse.interval + pulse.duration
    outline, laid = outline_of(pattern), scan(pattern, busy, found.settings.seed)
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


def _warmth(warming: Warming) -> dict[str, Any]:
    here = warming.map
    return {
        "z": _plain(warming.z), "peak": _plain(warming.peak), "end": _plain(warming.end),
        "time": _plain(warming.time), "trace": _plain(warming.trace),
        "warmest": float(warming.z[first_greatest(warming.peak)]), "rise": warming.rise,
        "map": {"x": _plain(here.x), "y": _plain(here.y), "rise": [_plain(row) for row in here.rise]},
    }  # fmt: skip


def _plain(values: Array) -> list[float]:
    """Numbers in six digits: no picture shows more."""
    return [float(f"{value:.6g}") for value in values.tolist()]
