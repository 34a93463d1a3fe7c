"""What a notebook shows of a record: its numbers in words, and a picture where the report has one."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Healing
from microthermal.domain.results.zone import Lattice, Zone
from microthermal.notebook import drawn
from microthermal.notebook.facts import facts
from microthermal.notebook.pictures import picture
from microthermal.planning.records import Plan
from microthermal.planning.window.map import Window, WindowMap
from microthermal.report.figures import Figure
from microthermal.simulation.records import Simulation

_RESEARCH = "Research software: it compares simulated treatments; it gives no medical advice and drives no device."
# Who draws which record; all others are shown by their numbers.
_DRAWN: Final[dict[type, Callable[[Any], list[Figure]]]] = {
    Simulation: drawn.of_result("zone"),
    Plan: drawn.of_result("options"),
    Window: drawn.of_result("window"),
    WindowMap: drawn.of_map,
    Zone: drawn.of_zone,
    Lattice: drawn.of_lattice,
    Pattern: drawn.of_pattern,
    Healing: drawn.of_healing,
    Pulse: drawn.of_pulse,
    Skin: drawn.of_skin,
}


def html(record: Any) -> str:
    """HTML of a record for a cell.

    Parameters
    ----------
    record : record
        An instance of a class made by :func:`microthermal.quantity.record`.
    """
    draw = next((function for kind, function in _DRAWN.items() if isinstance(record, kind)), None)
    pictures = "".join(picture(figure) for figure in draw(record)) if draw is not None else ""
    title, rows, sentences = facts(record)
    cells = "".join(
        f'<tr><th style="text-align:left;font-weight:normal;opacity:.75">{escape(name)}</th>'
        f'<td style="text-align:left">{escape(value)}</td></tr>'
        for name, value in rows
    )
    said = "".join(f"<li>{escape(text)}</li>" for text in sentences)
    note = (
        f'<p style="font-size:85%;opacity:.75">{_RESEARCH}</p>'
        if isinstance(record, Simulation | Plan | Window)
        else ""
    )
    return (
        f'<div class="microthermal"><p><b>{escape(title)}</b></p><table>{cells}</table>'
        f"{f'<ul>{said}</ul>' if said else ''}{pictures}{note}</div>"
    )
