"""The window on the terminal: verdicts in words and the map in letters; the map as a table for other programs."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.domain.inputs.exposures import axes_of
from microthermal.domain.inputs.pattern import Pattern
from microthermal.files import write_text
from microthermal.units import show
from microthermal.zones.patterns import pitch

if TYPE_CHECKING:
    from microthermal.planning.records import Judgement
    from microthermal.planning.window.map import Window, WindowMap

_LETTERS = {0.0: ".", 1.0: "w", 2.0: "X", 3.0: "-"}
_WORDS = {0.0: "inside", 1.0: "warning", 2.0: "stop", 3.0: "too little"}


def show_judgement(console: Console, judgement: Judgement) -> None:
    """Print what is too much or too little, what rules say, what to change, and when the next session may be."""
    verdict = {"ok": "Inside every limit.", "warn": "Inside, with warnings.", "stop": "Stop."}[judgement.state]
    console.print(verdict, style="bold")
    for sentence in (*judgement.sentences, *judgement.advice, f"Next session: {judgement.gate.text}"):
        console.print(f"- {sentence}", highlight=False)


def show_window(found: Window, drawn: WindowMap) -> None:
    """Print the verdicts and the map."""
    from microthermal.planning.window.map import energy_scale

    console = Console(highlight=False)
    show_judgement(console, found.judgement)
    console.print("")
    console.print(f"{drawn.device.name}, {drawn.passes} passes: inside ., warning w, stop X, too little -")
    for j in reversed(range(drawn.densities.size)):
        cells = "".join(f"{_LETTERS[float(drawn.state[i, j])]:>6}" for i in range(drawn.energies.size))
        mark = " <" if drawn.densities[j] == drawn.density else ""
        console.print(f"{_row_name(drawn, float(drawn.densities[j])):>12}{cells}{mark}")
    scale, unit = energy_scale(drawn)
    console.print(f"{unit:>12}" + "".join(f"{scale * energy:>6.3g}" for energy in drawn.energies))
    console.print(RESEARCH_ONLY, style="italic")


def _row_name(drawn: WindowMap, density: float) -> str:
    """Density of a row, or the distance of neighbours where a kind of device is set by it."""
    if not axes_of(drawn.device).spaced:
        return show(density, "1/m**2")
    return show(pitch(Pattern(density=density, layout=drawn.device.basis.layout)), "m")


def save_map(drawn: WindowMap, path: Path) -> None:
    """Write the map as a table with units in its header; the file appears whole or not at all."""
    text = StringIO()
    rows = map_rows(drawn)
    writer = csv.DictWriter(text, rows[0] if rows else (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, text.getvalue())


def map_rows(drawn: WindowMap) -> list[dict[str, Any]]:
    """Rows of the map, one for each setting, with the unit in the name of each column."""
    return [
        {
            "energy [mJ]": f"{1e3 * energy:.4g}",
            "density of a pass [1/cm2]": f"{1e-4 * density:.4g}",
            "passes": drawn.passes,
            "state": _WORDS[float(drawn.state[i, j])],
            "fraction of the stop limit": f"{drawn.used[i, j]:.3g}",
            "binds": drawn.binding[i][j],
        }
        for i, energy in enumerate(drawn.energies.tolist())
        for j, density in enumerate(drawn.densities.tolist())
    ]
