"""The window on the terminal: verdicts in words and the map in letters; the map as a table for other programs."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from microthermal.cli.__main__ import RESEARCH_ONLY
from microthermal.files import write_text
from microthermal.units import show

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
    console = Console(highlight=False)
    show_judgement(console, found.judgement)
    console.print("")
    console.print(f"{drawn.device.name}, {drawn.passes} passes: inside ., warning w, stop X, too little -")
    for j in reversed(range(drawn.densities.size)):
        cells = "".join(f"{_LETTERS[float(drawn.state[i, j])]:>6}" for i in range(drawn.energies.size))
        mark = " <" if drawn.densities[j] == drawn.density else ""
        console.print(f"{show(float(drawn.densities[j]), '1/m**2'):>12}{cells}{mark}")
    console.print(f"{'mJ':>12}" + "".join(f"{1e3 * energy:>6.3g}" for energy in drawn.energies))
    console.print(RESEARCH_ONLY, style="italic")


def save_map(drawn: WindowMap, path: Path) -> None:
    """Write the map as a table with units in its header; the file appears whole or not at all."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heads = ("energy [mJ]", "density of a pass [1/cm2]", "passes", "state", "fraction of the stop limit", "binds")
    writer.writerow(heads)
    for i, energy in enumerate(drawn.energies):
        for j, density in enumerate(drawn.densities):
            setting = (f"{1e3 * energy:.4g}", f"{1e-4 * density:.4g}", drawn.passes)
            state, used = _WORDS[float(drawn.state[i, j])], f"{drawn.used[i, j]:.3g}"
            writer.writerow((*setting, state, used, drawn.binding[i][j]))
    write_text(path, text.getvalue())
