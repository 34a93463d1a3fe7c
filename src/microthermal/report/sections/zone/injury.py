"""Injury of each layer: what is gone, dead, denatured, stressed."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import Tissue
from microthermal.healing.injury_fractions import answering_depth, fractions
from microthermal.quantity import Array
from microthermal.report.blocks import PageBlock, Picture, Table, cells
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.strokes import Key
from microthermal.report.sections import section
from microthermal.report.wording import fraction, plain, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show

# Fields of an injury, with their columns.
_PARTS = {
    "removed": "Removed",
    "necrotic": "Dead",
    "denatured": "Collagen denatured",
    "stressed": "Stressed",
    "lymphocytes_apoptotic": "T cells: apoptosis",
    "lymphocytes_lost": "T cells lost",
    "vessels_closed": "Vessels closed",
}


# Width of a letter of the names of rows and of the figure [CSS pixels]; half the height of a bar [rows].
_LETTER, _WIDTH, _HALF = 6.6, 1060.0, 0.31


@section("injury", title="Injury of the skin", order=65, laser=True, of=simulation_of)
def injury_section(simulation: Simulation) -> PageBlock | None:
    """Bars and a table per layer."""
    lead = (
        "What one visit leaves in each layer, averaged over the treated area. The healing model knows one volume: "
        "it starts from the last row, the injured thickness of epidermis and dermis per depth that answers as one."
    )
    return PageBlock((_bars(simulation), _table(simulation)), lead=lead)


def _bars(simulation: Simulation) -> Picture:
    injury = simulation.injury
    names = tuple(plain(name) for name in injury.layers)
    # The horny layer is dead before: of it only what is removed is told.
    alive = np.array([tissue != "stratum_corneum" for tissue in injury.tissues])
    left = np.where(alive, np.maximum(injury.necrotic - injury.removed, 0.0), 0.0)
    torn = np.zeros(left.size) if injury.torn is None else np.minimum(np.where(alive, injury.torn, 0.0), left)
    parts = (
        ("removed", "#3C4650", injury.removed),
        ("torn by vacuoles", "#9A7FB8", torn),
        ("dead, still there" if not torn.any() else "dead of heat, still there", "#D55E00", left - torn),
        ("living, stressed", "#F0C58A", np.where(alive, injury.stressed, 0.0)),
    )
    dead = zip(names, injury.necrotic, alive, strict=True)
    alt = "; ".join(f"{name}: {fraction(float(part))} dead" for name, part, living in dead if living)
    caption = (
        f"{fraction(injury.epidermis_open)} of the epidermis is lost; in it each zone is at "
        f"most {show(2 * injury.zone_radius, 'm')} wide."
        if injury.epidermis_open > 0.0
        else "The epidermis stays closed."
    )
    return Picture(_drawn(names, parts), "Injury per layer", alt, caption)


def _drawn(layers: tuple[str, ...], parts: tuple[tuple[str, str, Array], ...]) -> str:
    """SVG of horizontal bars, one per layer: label, colour and fractions [1] (layer,) of parts that do not overlap."""
    left = 16.0 + _LETTER * max(map(len, layers))
    seen = [one for one in parts if one[2].any()]
    ends = np.cumsum([np.zeros(len(layers)), *(part for _, _, part in seen)], axis=0)
    keys = [Key(label, colour, "", 1.0) for label, colour, _ in seen]
    page = LineFigure("injury", _WIDTH, 96.0 + 36.0 * len(layers), keys, max(len(parts), 1))
    x = Axis(0.0, max(105.0 * float(ends[-1].max()), 1.0), "fraction of the layer [%]", grid=True)
    y = Axis(len(layers) - 0.5, -0.5, ticks=tuple(enumerate(layers)))
    panel = page.panel((left, _WIDTH - 10.0), (24.0, 42.0), x, y, "Injury per layer")
    for (label, colour, _), begin, end in zip(seen, ends[:-1], ends[1:], strict=True):
        for row, (low, high) in enumerate(zip(begin.tolist(), end.tolist(), strict=True)):
            panel.bar((100.0 * low, 100.0 * high), (row - _HALF, row + _HALF), colour, name=label)
    return page.svg()


def _table(simulation: Simulation) -> Table:
    injury = simulation.injury
    parts = _PARTS if injury.torn is None else _PARTS | {"torn": "Torn"}
    rows = [
        cells(
            plain(name),
            show(float(injury.thickness[number]), "m"),
            *(_told(part, injury.tissues[number], float(getattr(injury, part)[number])) for part in parts),
        )
        for number, name in enumerate(injury.layers)
    ]
    # What the healing model starts from.
    level = {level.name: level.value for level in fractions(injury)}
    answering = (fraction(level[f"injury_{part}"]) for part in parts)
    rows.append(cells("healing starts from", show(answering_depth(injury), "m"), *answering))
    text = (
        "Dead includes removed; denatured counts collagen that is still there. –: nothing there that could be harmed; "
        "the horny layer is dead before. Debris in the healing model starts at dead minus removed in the last row. "
        "T cells are counted by their chance to survive, not by the threshold of the histograms."
    )
    if injury.torn is not None:
        text += " Torn is part of dead; what is torn in the epidermis is shed with it, and is no debris of the dermis."
    return Table(("Layer", "Thickness", *parts.values()), tuple(rows), text, tuple(range(1, 2 + len(parts))))


def _told(part: str, tissue: Tissue | None, value: float) -> str:
    """A fraction of a layer; a dash for what the layer does not have."""
    dead_before = tissue == "stratum_corneum" and part != "removed"
    without = tissue == "epidermis" and part in ("denatured", "vessels_closed")
    return "–" if dead_before or without else fraction(value)
