"""Injury of each layer: what is gone, dead, denatured, stressed."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.skin import Tissue
from microthermal.domain.results.zone import Injury
from microthermal.healing.injury_fractions import answering_depth, fractions
from microthermal.report.blocks import PageBlock, Picture, Table, TableRow, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.zone.injury_bars import injury_bars
from microthermal.report.wording import fraction, plain, simulation_of
from microthermal.simulation.records import Simulation
from microthermal.units import show


@section("injury", title="Injury of the skin", order=65)
def injury_section(result: Reportable) -> PageBlock | None:
    """Bars and a table per layer."""
    simulation = simulation_of(result)
    if simulation is None:
        return None
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
        ("removed", "#3C4650", "", injury.removed),
        ("dead, still there", "#D55E00", "", left),
        ("living, stressed", "#F0C58A", "", np.where(alive, injury.stressed, 0.0)),
    )
    alt = "; ".join(
        f"{name}: {fraction(float(dead))} dead"
        for name, dead, living in zip(names, injury.necrotic, alive, strict=True)
        if living
    )  # fmt: skip
    caption = (
        f"{fraction(injury.epidermis_open)} of the epidermis is lost; in it each zone is at "
        f"most {show(2 * injury.zone_radius, 'm')} wide."
    )
    return Picture(injury_bars(names, parts), "Injury per layer", alt, caption)


def _table(simulation: Simulation) -> Table:
    injury = simulation.injury
    columns = (
        "Layer",
        "Thickness",
        "Removed",
        "Dead",
        "Collagen denatured",
        "Stressed",
        "T cells: apoptosis",
        "T cells lost",
        "Vessels closed",
    )
    fractions = {
        "removed": injury.removed, "dead": injury.necrotic, "collagen": injury.denatured, "stressed": injury.stressed,
        "apoptotic": injury.lymphocytes_apoptotic, "lost": injury.lymphocytes_lost, "vessels": injury.vessels_closed,
    }  # fmt: skip
    rows = tuple(
        cells(
            plain(name),
            show(float(injury.thickness[number]), "m"),
            *(_told(kind, injury.tissues[number], float(part[number])) for kind, part in fractions.items()),
        )
        for number, name in enumerate(injury.layers)
    )
    rows += (_answering(injury),)
    text = (
        "Dead includes removed; denatured counts collagen that is still there. –: nothing there that could be harmed; "
        "the horny layer is dead before. Debris in the healing model starts at dead minus removed in the last "
        "row. T cells are counted by "
        "their chance to survive, not by the threshold of the histograms."
    )
    return Table(columns, rows, text, tuple(range(1, 9)))


def _answering(injury: Injury) -> TableRow:
    """What the healing model starts from."""
    level = {level.name: level.value for level in fractions(injury)}
    parts = ("removed", "necrotic", "denatured", "stressed", "lymphocytes_apoptotic", "lymphocytes_lost")
    told = tuple(fraction(level[f"injury_{name}"]) for name in (*parts, "vessels_closed"))
    return cells("healing starts from", show(answering_depth(injury), "m"), *told)


def _told(kind: str, tissue: Tissue | None, value: float) -> str:
    """A fraction of a layer; a dash for what the layer does not have."""
    dead_before = tissue == "stratum_corneum" and kind != "removed"
    without = tissue == "epidermis" and kind in ("collagen", "vessels")
    return "–" if dead_before or without else fraction(value)
