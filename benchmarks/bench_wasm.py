"""Portable kernels against the same kernels in the processor's own language: one step of conduction, 90 × 60 cells.

Run ``make wasm`` before. Least time of many calls; in a browser, if one is called chromium or google-chrome, as well.
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from chores.wasm.calling import Portable

from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.enthalpy import Matter, State, cylinder
from microthermal.numerics.conduction.links import Surroundings, link, links_for
from microthermal.numerics.conduction.step import conduct

SLABS, RINGS, STEP, CALLS = 90, 60, 2e-4, 400
PAGE = """<pre id=o></pre><script>
const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const {memory, conduct} = new WebAssembly.Instance(new WebAssembly.Module(bytes("%s")), {}).exports;
const image = bytes("%s");
memory.grow(Math.max(0, Math.ceil((image.length - memory.buffer.byteLength) / 65536)));
new Uint8Array(memory.buffer).set(image);
let least = Infinity;
for (let k = 0; k < %d; k++) {
  const begin = performance.now();
  for (let n = 0; n < 20; n++) conduct(%d);
  least = Math.min(least, (performance.now() - begin) / 20);
}
document.getElementById("o").textContent = "least " + least;
</script>"""


def scene() -> tuple:
    """A warm core in moist skin, and work arrays; a step of it is tried and refused, so that it stays as it is."""
    space = cylinder(*(5e-6 * np.cumsum(1.03 ** np.arange(cells + 1)) - 5e-6 for cells in (RINGS, SLABS)))
    core = np.exp(-((np.arange(SLABS)[:, None] / 20) ** 2) - (np.arange(RINGS) / 15) ** 2)
    temperature, one = 306.0 + 60.0 * core, np.ones(SLABS)
    water = np.full((SLABS, RINGS), 700.0)
    matter = Matter(
        1e6 * one, 4180.0 * one, 0.2 * one, 4e-4 * one, 2e3 * one, 700.0 * one, 1e-3, 306.0, 310.0, 373.15, 4.0,
        2.256e6, temperature, water,
    )  # fmt: skip
    state = State(temperature, water, np.zeros_like(water), np.zeros_like(water))
    links, workspace = links_for(water.shape), workspace_for(space, matter)
    link(space, matter, state, Surroundings(293.0, 500.0, 306.0, 50.0), links)
    return space, matter, state, links, workspace, STEP, -1.0


def least(call: Callable[[], object]) -> float:
    """Least processor time of a call, with what it takes to begin one [ms]."""
    times = []
    for _ in range(CALLS):
        begin = time.process_time()
        call()
        times.append(time.process_time() - begin)
    return 1e3 * min(times)


def in_browser(portable: Portable) -> float | None:
    """Least time of a call in a browser [ms]; none where there is no browser."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return None
    code, image = (portable.folder / "kernels.wasm").read_bytes(), portable.memory(0).tobytes()
    code, image = base64.b64encode(code).decode(), base64.b64encode(image).decode()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(PAGE % (code, image, CALLS // 20, portable.block), encoding="utf-8")
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"]
        shown = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, check=True).stdout
    return float(re.search(r"least ([\d.e-]+)", shown).group(1))


if __name__ == "__main__":
    portable, arguments = Portable(Path("out/wasm")), scene()
    portable.lay_out("conduct", *arguments)
    native = least(lambda: conduct(*arguments))
    found = {"wasmtime": least(lambda: portable.again("conduct")), "browser": in_browser(portable)}
    print(f"native {native:.3f} ms")
    for name, spent in found.items():
        print(f"{name} not found" if spent is None else f"{name} {spent:.3f} ms, {spent / native:.2f} times native")
