"""Portable kernels against the native ones: one step of conduction on 90 × 60 cells, and a whole zone at 1550 nm.

Run ``make wasm`` before. Median of many calls, processor time; in a browser, if one is called chromium or
google-chrome, as well: the least wall time of each piece of many calls.
"""

from __future__ import annotations

import base64
import copy
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from chores.wasm.calling import Portable

from benchmarks.scenarios import scenario_named
from microthermal import catalog
from microthermal.damage import Fold
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.heat.evolution import Watching
from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.enthalpy import Matter, State, cylinder
from microthermal.numerics.conduction.links import Surroundings, link, links_for
from microthermal.numerics.conduction.pieces import layered
from microthermal.numerics.conduction.step import conduct
from microthermal.numerics.heat.microbeam import advance
from microthermal.numerics.heat.watch import Ledger, watch_for
from microthermal.simulation.gridding import cylinder as cylinder_of
from microthermal.simulation.settings import Settings
from microthermal.tissue import sample

SLABS, RINGS, STEP = 90, 60, 2e-4
# Calls of a step of conduction and of a zone.
CALLS = {"conduct": 400, "advance": 25}
# Steps in one call of a zone, more than it takes.
MOST = 1000
# A browser tells no processor time, and other programs interrupt a whole zone: it is followed in pieces of so many
# steps, and the least time of each piece counts. Its clock ticks in tenths of a millisecond: a step that leaves the
# cells as they are is called so many times between two looks.
PIECE, BUNCH = 12, 40
# Each round begins with the memory as it was laid out. A piece gives progress and energies to the next: they lie in
# the block in the order in which they are taken. `{carry}` is where to, from where, how many, and where the steps that
# were taken stand.
PAGE = """<pre id=o></pre><script>
const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const kernels = new WebAssembly.Instance(new WebAssembly.Module(bytes("{code}")), {{}}).exports;
const image = bytes("{image}"), memory = kernels.memory, least = [];
memory.grow(Math.max(0, Math.ceil((image.length - memory.buffer.byteLength) / 65536)));
const block = new BigInt64Array(memory.buffer, {block}, 1024), [to, from, many, taken] = {carry};
for (let k = 0; k < {calls}; k++) {{
  new Uint8Array(memory.buffer).set(image);
  let piece = 0;
  do {{
    const begin = performance.now();
    for (let i = 0; i < {often}; i++) kernels.{name}({block});
    least[piece] = Math.min(least[piece] ?? Infinity, (performance.now() - begin) / {often});
    block.copyWithin(to, from, from + many);
    piece++;
  }} while (many > 0 && block[taken] === {steps}n);
}}
document.getElementById("o").textContent = "least " + least.reduce((a, b) => a + b);
</script>"""


def scene() -> tuple:
    """A warm core in moist skin, and work arrays; a step of it is tried and refused, so that it stays as it is."""
    space = cylinder(*(5e-6 * np.cumsum(1.03 ** np.arange(cells + 1)) - 5e-6 for cells in (RINGS, SLABS)))
    core = np.exp(-((np.arange(SLABS)[:, None] / 20) ** 2) - (np.arange(RINGS) / 15) ** 2)
    temperature, one = 306.0 + 60.0 * core, np.ones(SLABS)
    water = np.full((SLABS, RINGS), 700.0)
    matter = Matter(
        1e6 * one, 4180.0 * one, 0.2 * one, 4e-4 * one, 2e3 * one, 700.0 * one, 1e-3, 306.0, 310.0, 373.15, 4.0,
        2.256e6, temperature, water, layered(water.shape),
    )  # fmt: skip
    state = State(temperature, water, np.zeros_like(water), np.zeros_like(water))
    links, workspace = links_for(water.shape), workspace_for(space, matter)
    link(space, matter, state, Surroundings(293.0, 500.0, 306.0, 50.0), links)
    return space, matter, state, links, workspace, STEP, -1.0


def zone() -> tuple:
    """Everything that the time loop takes for one microbeam at 1550 nm on the usual grid, light deposited."""
    scenario = scenario_named("nafl_1550_cheek")
    library, pulse, settings = catalog.library(), scenario.pulse, Settings()
    optics = catalog.optics(scenario.skin, pulse.wavelength)
    tissue = sample(scenario.skin, cylinder_of(scenario.skin, pulse, optics, settings.cell), optics)
    fold, watch = Fold(library.chosen_laws(()), tissue.grid.shape), watch_for(tissue.grid.shape, (), (), MOST)
    evolution = library.heat_model(pulse.removal).begin(
        tissue, MonteCarlo().deposit(tissue, pulse), pulse, None, pulse.duration + settings.relaxation,
        Watching(fold.integrals, watch, 0),
    )  # fmt: skip
    beam = evolution._beam
    return beam, evolution._progress, Ledger(), MOST, beam.course.begin.size


def median(calls: int, prepare: Callable[[], Any], call: Callable[[Any], object]) -> float:
    """Median processor time of a call [s], each prepared anew."""
    times = []
    for _ in range(calls + 1):
        prepared = prepare()
        begin = time.process_time()
        call(prepared)
        times.append(time.process_time() - begin)
    return statistics.median(times[1:])


def carry(takes: list[dict[str, Any]], gives: list[dict[str, Any]]) -> list[int]:
    """Where the block of the time loop takes progress and energies, where it gives them, how many, and the steps taken.

    Raises
    ------
    ValueError
        If it does not give them in the order in which it takes them.
    """
    taken = [field for field in takes if field["name"].startswith(("progress.", "ledger."))]
    given, count = gives[: len(taken)], gives[len(taken)]
    for theirs, number in ((taken, "slot"), (given, "slot")):
        if [field[number] for field in theirs] != list(range(theirs[0][number], theirs[0][number] + len(theirs))):
            raise ValueError("the time loop's progress does not lie in one piece")
    if [field["name"].partition(".")[2] for field in taken] != [field["name"].partition(".")[2] for field in given]:
        raise ValueError("the time loop gives its progress in another order than it takes it")
    return [taken[0]["slot"], given[0]["slot"], len(taken), count["slot"]]


def in_browser(portable: Portable, name: str) -> float | None:
    """Time of a call in a browser [s], the least of each of its pieces; none where there is no browser."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return None
    code, image = (portable.folder / "kernels.wasm").read_bytes(), portable.memory(0).tobytes()
    code, image = base64.b64encode(code).decode(), base64.b64encode(image).decode()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        entry, whole = portable.manifest[name], name == "advance"
        text = PAGE.format(
            code=code, image=image, block=portable.block, calls=CALLS[name], name=name, steps=PIECE,
            often=1 if whole else BUNCH,
            carry=carry(entry["takes"], entry["gives"]) if whole else [0, 0, 0, 0],
        )  # fmt: skip
        page.write_text(text, encoding="utf-8")
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom"]
        shown = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, check=True).stdout
    return 1e-3 * float(re.search(r"least ([\d.e-]+)", shown).group(1))


def compared(folder: Path) -> dict[str, tuple[float, float]]:
    """Native time and time in WebAssembly [s], by what was called and where it ran."""
    found = {}
    for title, name, kernel, arguments in (
        ("a step of conduction", "conduct", conduct, scene()),
        ("a zone at 1550 nm", "advance", advance, zone()),
    ):
        portable, calls = Portable(folder), CALLS[name]
        native = median(calls, lambda a=arguments: copy.deepcopy(a), lambda own, k=kernel: k(*own))

        def lay_out(portable: Portable = portable, name: str = name, arguments: tuple = arguments) -> None:
            portable.lay_out(name, *arguments)

        in_machine = median(calls, lay_out, lambda _, p=portable, n=name: p.again(n))
        portable.lay_out(name, *(PIECE if one is MOST else one for one in arguments))
        browser = in_browser(portable, name)
        found[f"{title}, wasmtime"] = (native, in_machine)
        if browser is not None:
            found[f"{title}, browser"] = (native, browser)
    return found


if __name__ == "__main__":
    for title, (native, portable) in compared(Path("out/wasm")).items():
        print(f"{title:<32} {1e3 * portable:8.3f} ms, native {1e3 * native:8.3f} ms, {portable / native:.2f} times")
