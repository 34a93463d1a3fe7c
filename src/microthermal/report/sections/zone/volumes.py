"""Damage-volume histograms per layer and endpoint, with bands where scenarios were run."""

from __future__ import annotations

from itertools import cycle

from microthermal.domain.results.field import Histogram
from microthermal.planning.records import Judgement
from microthermal.report.blocks import PageBlock, Picture, Table, cells
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.sheet import CYCLE, LEFT, MUTED
from microthermal.report.sections import section
from microthermal.report.wording import fraction, judgement_of, plain, spanned
from microthermal.units import celsius, show
from microthermal.zones.histograms import level_at, volume_at

_TITLES = {
    "dermal_cells": "Dermal cells",
    "collagen": "Collagen",
    "heat_shock": "Heat shock",
    "t_cell_apoptosis": "T cells, apoptosis",
    "peak": "Peak temperature",
}
# Size of the figure, its margins, and what is between two panels [CSS pixels].
_WIDTH, _HEIGHT, _RIGHT, _ABOVE, _BELOW, _BETWEEN = 1060.0, 330.0, 16.0, 24.0, 44.0, 50.0
_DRAWN = ("dermal_cells", "collagen", "peak")
# Fraction for which D(y) is told: the hottest twentieth of a layer.
_HOTTEST = 0.05


@section("volumes", title="Damage-volume histograms", order=45, laser=True, of=judgement_of)
def volumes_section(judgement: Judgement) -> PageBlock | None:
    """Histograms as curves and as a table of V and D."""
    drawn = tuple(one for one in judgement.histograms if one.endpoint in _DRAWN)
    alt = f"Fraction of each layer at or above a level, for {', '.join(map(_title, drawn))}."
    caption = f"Dashed: the threshold (damage integral 1; 60 °C). {spanned(judgement)}"
    picture = Picture(_curves(drawn), "Damage-volume histograms", alt, caption)
    table = _table(tuple(one for one in judgement.histograms if one.endpoint != "peak"))
    lead = (
        "V: fraction of a layer that reaches the threshold, what is removed counted as well. D: damage "
        "integral that the hottest twentieth of it reaches."
    )
    return PageBlock((picture, table), lead=lead)


def _title(found: Histogram) -> str:
    return _TITLES.get(found.endpoint, plain(found.endpoint))


def _told(found: Histogram) -> list[tuple[int, str]]:
    """Layers that are told, each with its place: the horny layer is dead, and the epidermis has no collagen."""
    without = {"stratum_corneum", *(["epidermis"] if found.endpoint == "collagen" else [])}
    return [(number, layer) for number, layer in enumerate(found.layers) if found.tissues[number] not in without]


def _curves(histograms: tuple[Histogram, ...]) -> str:
    """SVG of histograms side by side: a curve with its band for each layer."""
    layers = dict.fromkeys(layer for one in histograms for _, layer in _told(one))
    inks = dict(zip(layers, cycle(CYCLE), strict=False))
    page = LineFigure("volumes", _WIDTH, _HEIGHT, [(plain(layer), ink, "") for layer, ink in inks.items()], 5)
    each = (_WIDTH - LEFT - _RIGHT + _BETWEEN) / max(len(histograms), 1)
    for number, found in enumerate(histograms):
        hot, begin = found.endpoint == "peak", LEFT + number * each
        level = found.level - celsius(0) if hot else found.level
        told = [(row, inks[layer], plain(layer)) for row, layer in _told(found)]
        most = max(
            (100 * float(max(found.fraction[row].max(), found.high[row].max())) for row, _, _ in told), default=0
        )
        x = Axis(
            float(level[0]), float(level[-1]), "at least this peak [°C]" if hot else "at least this damage integral",
            log=not hot,
        )  # fmt: skip
        y = Axis(0.0, 1.05 * most or 1.0, "" if number else "fraction of the layer [%]", grid=True)
        drawn = page.panel((begin, begin + each - _BETWEEN), (_ABOVE, _BELOW), x, y, _title(found))
        for row, ink, name in told:
            drawn.band(level, 100 * found.low[row], 100 * found.high[row], ink, 0.18, name)
            drawn.line(level, 100 * found.fraction[row], ink, name=name)
        drawn.upright(60.0 if hot else 1.0, MUTED, "3.7 1.6")
    return page.svg()


def _table(histograms: tuple[Histogram, ...]) -> Table:
    rows = []
    for one in histograms:
        least, most = float(one.level[0]), float(one.level[-1])
        for number, layer in _told(one):
            if float(one.fraction[number].max()) > 0.0:
                omega = level_at(one, layer, _HOTTEST)
                text = f"> {show(most, '1')}" if omega >= most else show(omega, "1")
                text = f"< {show(least, '1')}" if omega == 0.0 else text
                rows.append(cells(_title(one), plain(layer), fraction(volume_at(one, layer, 1.0)), text))
    return Table(("Endpoint", "Layer", "V(1)", "D(5 %)"), tuple(rows), numeric=(2, 3))
