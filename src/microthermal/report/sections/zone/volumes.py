"""Damage-volume histograms per layer and endpoint, with bands where scenarios were run."""

from __future__ import annotations

from microthermal.domain.inputs.skin import Tissue
from microthermal.domain.results.field import Histogram
from microthermal.report.blocks import PageBlock, Part, Picture, Table, cells
from microthermal.report.reportable import Reportable
from microthermal.report.sections import section
from microthermal.report.sections.zone.volume_curves import VolumeCurve, VolumePanel, volumes
from microthermal.report.wording import fraction, judgement_of, plain, spanned
from microthermal.units import show
from microthermal.zones.histograms import level_at, volume_at

_TITLES = {
    "dermal_cells": "Dermal cells", "collagen": "Collagen", "heat_shock": "Heat shock",
    "t_cell_apoptosis": "T cells, apoptosis", "peak": "Peak temperature",
}  # fmt: skip
_DRAWN = ("dermal_cells", "collagen", "peak")
# Fraction for which D(y) is told: the hottest twentieth of a layer.
_HOTTEST = 0.05
_ZERO_CELSIUS = 273.15


@section("volumes", title="Damage-volume histograms", order=45)
def volumes_section(result: Reportable) -> PageBlock | None:
    """Histograms as curves and as a table of V and D."""
    judgement = judgement_of(result)
    if judgement is None:
        return None
    panels = tuple(_panel(one) for one in judgement.histograms if one.endpoint in _DRAWN)
    alt = f"Fraction of each layer at or above a level, for {', '.join(panel.title for panel in panels)}."
    caption = f"Dashed: the threshold (damage integral 1; 60 °C). {spanned(judgement)}"
    parts: list[Part] = [Picture(volumes(panels), "Damage-volume histograms", alt, caption)]
    parts.append(_table(tuple(one for one in judgement.histograms if one.endpoint != "peak")))
    lead = (
        "V: fraction of a layer that reaches the threshold, what is removed counted as well. D: damage "
        "integral that the hottest twentieth of it reaches."
    )
    return PageBlock(tuple(parts), lead=lead)


def _told(endpoint: str, tissue: Tissue | None) -> bool:
    # The horny layer is dead, and the epidermis has no collagen.
    return tissue != "stratum_corneum" and not (endpoint == "collagen" and tissue == "epidermis")


def _panel(found: Histogram) -> VolumePanel:
    hot = found.endpoint == "peak"
    level = found.level - _ZERO_CELSIUS if hot else found.level
    curves = tuple(
        VolumeCurve(plain(layer), level, found.fraction[number], found.low[number], found.high[number])
        for number, layer in enumerate(found.layers)
        if _told(found.endpoint, found.tissues[number])
    )
    axis = "at least this peak [°C]" if hot else "at least this damage integral"
    return VolumePanel(_TITLES.get(found.endpoint, plain(found.endpoint)), axis, curves, 60.0 if hot else 1.0, not hot)


def _table(histograms: tuple[Histogram, ...]) -> Table:
    rows = []
    for one in histograms:
        for number, layer in enumerate(one.layers):
            if not _told(one.endpoint, one.tissues[number]) or float(one.fraction[number].max()) == 0.0:
                continue
            omega = level_at(one, layer, _HOTTEST)
            most = omega >= float(one.level[-1])
            text = f"> {show(float(one.level[-1]), '1')}" if most else show(omega, "1")
            text = f"< {show(float(one.level[0]), '1')}" if omega == 0.0 else text
            title = _TITLES.get(one.endpoint, plain(one.endpoint))
            rows.append(cells(title, plain(layer), fraction(volume_at(one, layer, 1.0)), text))
    return Table(("Endpoint", "Layer", "V(1)", "D(5 %)"), tuple(rows), numeric=(2, 3))
