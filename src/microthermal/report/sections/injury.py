"""Injury of each layer: what is gone, dead, denatured, stressed."""

from __future__ import annotations

from typing import ClassVar, final

import numpy as np

from microthermal.report.blocks import Block, Picture, Table, cells
from microthermal.report.figures.injury_bars import injury_bars
from microthermal.report.reading import plain, share, simulation_of
from microthermal.report.sections import Reportable, section
from microthermal.simulation.records import Simulation
from microthermal.units import show


@section
@final
class InjuryView:
    """Bars and a table per layer."""

    kind: ClassVar[str] = "injury"
    title: ClassVar[str] = "Injury of the skin"
    order: ClassVar[int] = 65

    def applies(self, result: Reportable) -> bool:
        """Needs a whole simulation."""
        return simulation_of(result) is not None

    def render(self, result: Reportable) -> Block:
        """Injury of a simulation."""
        simulation = simulation_of(result)
        if simulation is None:
            return Block(())
        lead = (
            "What one visit leaves in each layer, averaged over the treated area; the healing model starts from "
            "these shares."
        )
        return Block((_bars(simulation), _table(simulation)), lead=lead)


def _bars(simulation: Simulation) -> Picture:
    injury = simulation.injury
    names = tuple(plain(name) for name in injury.layers)
    left = np.maximum(injury.necrotic - injury.removed, 0.0)
    parts = (
        ("removed", "#3C4650", "", injury.removed),
        ("dead, still there", "#D55E00", "", left),
        ("living, stressed", "#F0C58A", "", injury.stressed),
    )
    alt = "; ".join(
        f"{name}: {share(float(dead))} dead" for name, dead in zip(names, injury.necrotic, strict=True)
    )  # fmt: skip
    caption = (
        f"{share(injury.epidermis_open)} of the epidermis is lost; each opening is "
        f"{show(2 * injury.zone_radius, 'm')} wide."
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
    shares = (injury.removed, injury.necrotic, injury.denatured, injury.stressed, injury.lymphocytes_apoptotic,
              injury.lymphocytes_lost, injury.vessels_closed)  # fmt: skip
    rows = tuple(
        cells(
            plain(name),
            show(float(injury.thickness[number]), "m"),
            *(share(float(part[number])) for part in shares),
        )
        for number, name in enumerate(injury.layers)
    )
    return Table(
        columns, rows, "Dead includes removed; denatured counts collagen that is still there.", tuple(range(1, 9))
    )
