"""Injury of each layer: what is gone, dead, denatured, stressed."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.domain.inputs.skin import Tissue
from microthermal.healing.injury_fractions import answering_depth, fractions
from microthermal.quantity import Array
from microthermal.report.blocks import PageBlock, Picture, Table, cells
from microthermal.report.drawing.sheet import light_grid, sheet
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


# Width of a letter of the names of rows [CSS pixels].
_LETTER = 6.6


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
    parts = (
        ("removed", "#3C4650", injury.removed),
        ("dead, still there", "#D55E00", left),
        ("living, stressed", "#F0C58A", np.where(alive, injury.stressed, 0.0)),
    )
    dead = zip(names, injury.necrotic, alive, strict=True)
    alt = "; ".join(f"{name}: {fraction(float(part))} dead" for name, part, living in dead if living)
    caption = (
        f"{fraction(injury.epidermis_open)} of the epidermis is lost; in it each zone is at "
        f"most {show(2 * injury.zone_radius, 'm')} wide."
    )
    return Picture(_drawn(names, parts), "Injury per layer", alt, caption)


def _drawn(layers: tuple[str, ...], parts: tuple[tuple[str, str, Array], ...]) -> str:
    """SVG of horizontal bars, one per layer: label, colour and fractions [1] (layer,) of parts that do not overlap."""
    left = 16.0 + _LETTER * max(map(len, layers))
    with sheet("injury", 1060, 96 + 36 * len(layers), (left, 10.0, 24.0, 42.0)) as page:
        axes = page.figure.add_subplot()
        begin = np.zeros(len(layers))
        for label, colour, part in parts:
            if part.any():
                look: dict[str, Any] = {"color": colour, "edgecolor": "white", "linewidth": 0.6, "label": label}
                axes.barh(layers, 100 * part, left=100 * begin, height=0.62, **look)
                begin = begin + part
        axes.invert_yaxis()
        axes.set(xlabel="fraction of the layer [%]", xlim=(0, max(105 * float(begin.max()), 1.0)))
        axes.tick_params(axis="y", length=0)
        light_grid(axes, along="x")
        axes.set_title("Injury per layer")
        page.legend_below(axes.get_legend_handles_labels()[0], len(parts))
    return page.svg


def _table(simulation: Simulation) -> Table:
    injury = simulation.injury
    rows = [
        cells(
            plain(name),
            show(float(injury.thickness[number]), "m"),
            *(_told(part, injury.tissues[number], float(getattr(injury, part)[number])) for part in _PARTS),
        )
        for number, name in enumerate(injury.layers)
    ]
    # What the healing model starts from.
    level = {level.name: level.value for level in fractions(injury)}
    answering = (fraction(level[f"injury_{part}"]) for part in _PARTS)
    rows.append(cells("healing starts from", show(answering_depth(injury), "m"), *answering))
    text = (
        "Dead includes removed; denatured counts collagen that is still there. –: nothing there that could be harmed; "
        "the horny layer is dead before. Debris in the healing model starts at dead minus removed in the last row. "
        "T cells are counted by their chance to survive, not by the threshold of the histograms."
    )
    return Table(("Layer", "Thickness", *_PARTS.values()), tuple(rows), text, tuple(range(1, 9)))


def _told(part: str, tissue: Tissue | None, value: float) -> str:
    """A fraction of a layer; a dash for what the layer does not have."""
    dead_before = tissue == "stratum_corneum" and part != "removed"
    without = tissue == "epidermis" and part in ("denatured", "vessels_closed")
    return "–" if dead_before or without else fraction(value)
